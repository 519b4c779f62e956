/** Related places that several rules show: what makes a call run, the loop around it, where its value is built. */
import type { CallFacts } from "../infer/types";
import type { OptionUse } from "../resolve/types";
import type { Place } from "../text/span";
import { reasonPlace, samePlace } from "./places";
import type { FindingDraft, MessageData } from "./types";

export type Related = FindingDraft["related"][number];

/** Texts for the places below; every rule that uses them spreads this into its messages. */
export const relatedMessages: Readonly<Record<string, string>> = {
  ticks: "this makes it run again and again",
  handles: "runs for every request or event that comes in here",
  loops: "this loop repeats it",
  builds: "the value is built here",
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

/** Where an option was given, when that is known. */
export function optionRelated(use: OptionUse | undefined, file: string): readonly Related[] {
  return placeRelated("option", use?.span ? { file: use.file ?? file, span: use.span } : undefined);
}

/** The same place is told once, by what was said of it first. */
export function distinct(related: readonly Related[]): readonly Related[] {
  return related.filter((one, index) => related.findIndex((other) => samePlace(other.place, one.place)) === index);
}
