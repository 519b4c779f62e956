/** Related places that several rules show: what makes a call run, the loop around it, where its value is built. */
import { mentions } from "../infer/bindings";
import type { CallFacts } from "../infer/types";
import type { CallExpr } from "../ir/types";
import { walk } from "../ir/walk";
import type { CallSite, EtcdCall, OptionUse, Project } from "../resolve/types";
import type { Place, Span } from "../text/span";
import { reasonPlace, samePlace } from "./places";
import type { FindingDraft, MessageData } from "./types";

export type Related = FindingDraft["related"][number];

/** Texts for the places below; every rule that uses them spreads this into its messages. */
export const relatedMessages: Readonly<Record<string, string>> = {
  ticks: "this makes it run again and again",
  handles: "runs for every request or event that comes in here",
  loops: "this loop repeats it",
  builds: "the value is built here",
  added: "it becomes an entry of a collection here",
  filled: "what goes into the value is handed over here",
  option: "the option is set here",
  passed: "passed on here",
  calls: "called on the way here",
  called: "this leads here",
  made: "the object that it goes through is made here",
  wrapped: "handed on to etcd here",
};

/** A related place, when there is one. */
export function placeRelated(messageId: string, place: Place | undefined, data: MessageData = {}): readonly Related[] {
  return place ? [{ messageId, data, place }] : [];
}

/** The ticker, timer, handler or event source that makes a call run. */
export function triggerRelated(facts: CallFacts): readonly Related[] {
  switch (facts.trigger.kind) {
    case "once":
    case "unknown":
      return [];
    case "handler":
    case "event":
      return [...placeRelated("handles", facts.trigger.place), ...pathRelated(facts)];
    case "ticker":
    case "timer":
    case "schedule":
    case "sleep-loop":
    case "loop":
      return [...placeRelated("ticks", facts.trigger.place), ...pathRelated(facts)];
  }
}

/** The calls between the trigger and the function that makes the call. */
function pathRelated({ trigger }: CallFacts): readonly Related[] {
  return (trigger.path ?? []).flatMap((place) => placeRelated("calls", place));
}

/** The loop that multiplies a call. */
export function loopRelated(facts: CallFacts): readonly Related[] {
  return placeRelated("loops", facts.loopPlace);
}

/** Where a written value is put together. */
export function valueRelated(facts: CallFacts): readonly Related[] {
  return placeRelated(
    "builds",
    reasonPlace(facts.value?.bytes ?? facts.txn?.value?.bytes, ["struct-fields", "serialization", "encoding", "file", "request-body"]),
  );
}

const maxBuilders = 3;

/** Calls of the helper that puts a written value together, when it is not the function that writes it: they choose what goes into the value. */
export function builderRelated(project: Project, call: EtcdCall, built: readonly Related[]): readonly Related[] {
  return built.flatMap(({ place }) => {
    const helper = project.modules
      .find(({ path }) => path === place.file)
      ?.functions.find((fn) => fn.kind !== "module" && fn.span.start <= place.span.start && place.span.end <= fn.span.end);
    if (!helper || helper === call.holder) return [];
    const sites = project.callers(helper).filter(({ module }) => !project.isTest(module.path));
    return sites
      .slice(0, maxBuilders)
      .flatMap((site) => [...placeRelated("filled", { file: site.module.path, span: calleeSpan(site.call) }), ...addedRelated(site)]);
  });
}

/** Where a result is put into a list or map. */
function addedRelated({ use, holder, module }: CallSite): readonly Related[] {
  const name = use?.kind === "bound" ? use.names[0] : undefined;
  if (name === undefined || name === "_") return [];
  const found: Related[] = [];
  walk(holder.body, {
    stmt: (stmt) => {
      const isEntry = stmt.kind === "assign" && stmt.targets.some((target) => target.kind === "place" && target.expr.kind === "index");
      if (isEntry && stmt.values.some((value) => mentions(value, (part) => part.kind === "name" && part.name === name))) {
        found.push(...placeRelated("added", { file: module.path, span: stmt.span }));
      }
      return true;
    },
    fn: () => true,
  });
  return found.slice(0, 1);
}

function calleeSpan({ callee }: CallExpr): Span {
  return callee.kind === "member" ? callee.nameSpan : callee.span;
}

/** Where an option was given, when that is known. */
export function optionRelated(use: OptionUse | undefined, file: string): readonly Related[] {
  return placeRelated("option", use?.span ? { file: use.file ?? file, span: use.span } : undefined);
}

/** The same place is told once, by what was said of it first. */
export function distinct(related: readonly Related[]): readonly Related[] {
  return related.filter((one, index) => related.findIndex((other) => samePlace(other.place, one.place)) === index);
}
