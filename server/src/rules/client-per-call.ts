import { mentions } from "../infer/bindings";
import type { CallFacts } from "../infer/types";
import { usageOf } from "../infer/usage";
import type { Expr } from "../ir/types";
import type { EtcdCall, Project, Scope } from "../resolve/types";
import { callersRelated } from "./callers";
import type { Confidence } from "./confidence";
import { type Cost, connectionCost, leftBehind } from "./costs";
import { findingAt } from "./drafts";
import { input, times } from "./inputs";
import { leakingExits } from "./leaking-exits";
import { loopRelated, placeRelated, relatedMessages, triggerRelated } from "./related";
import { calledOften, isLoadDriven, isMultiplied, isTimed, repetition } from "./repeats";
import type { FindingDraft, Rule, RuleContext } from "./types";

/** A client is a connection with its goroutines and buffers on both sides (client/v3/client.go dial); it is meant to be made once and shared. */
export const clientPerCall: Rule = {
  id: "client-per-call",
  summary: "A client made per call, request or loop turn, or never closed",
  messages: {
    ...relatedMessages,
    leaks: "A client is made again and again and nothing closes it; each keeps a connection to the server",
    "churns-unseen":
      "Each run of this code makes a client and closes it: a connection with its handshakes for every run; make it once and share it. How often it runs is not shown here",
    "gives-up":
      "When this function gives up after it has made the client, nothing closes the client: each failed try leaves a connection open",
    exit: "it returns without the client here",
    churns: "A client is made and closed again and again; make it once and share it",
  },
  check(context) {
    for (const call of context.calls) {
      if (call.operation !== "connect" || call.library.api !== "v3") continue;
      const exits = leakingExits(call, context.project);
      if (exits.length > 0 && repetition(call, context.facts(call), context.project) !== "unknown") {
        const related = exits.flatMap((place) => placeRelated("exit", place));
        context.report(findingAt(call, { messageId: "gives-up", confidence: "likely", related }));
        continue;
      }
      if (isKept(call)) continue;
      const draft = draftOf(context, call, context.facts(call));
      if (draft) context.report(draft);
    }
  },
};

/** Returned, or put in a field: whoever gets it owns it. Used in place (`f(new Client())`) may be the same. */
function isKept(call: EtcdCall): boolean {
  return call.result.kind === "returned" || call.result.kind === "stored";
}

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts): FindingDraft | undefined {
  const confidence = confidenceOf(facts);
  if (!confidence)
    return isChurn(context, call, facts)
      ? findingAt(call, { messageId: "churns-unseen", confidence: "assumed", related: callersRelated(context.project, call.holder) })
      : undefined;
  const leaks = facts.lifetime?.ends === "never";
  return findingAt(call, {
    messageId: leaks ? "leaks" : "churns",
    confidence,
    cost: leaks ? leakCost(context, call, facts) : churnCost(context, call, facts),
    related: [...triggerRelated(facts), ...loopRelated(facts)],
  });
}

/**
 * Made and closed in each run of a function that is called again and again: from several places, or a method of an object that holds what the
 * client is made from.
 */
function isChurn(context: RuleContext, call: EtcdCall, facts: CallFacts): boolean {
  if (facts.trigger.kind !== "unknown" || facts.lifetime?.ends !== "ends" || call.result.kind !== "bound") return false;
  const usage = usageOf(call.result.names[0] ?? "_", call.scope.fn ?? call.holder, call.span.end);
  if (usage.returned || usage.stored) return false;
  return isMadeOfSelf(call, context.project) || calledOften(call.holder, context.project);
}

/** The client's settings are kept in the object whose method makes it. */
function isMadeOfSelf(call: EtcdCall, project: Project): boolean {
  const { self } = call.holder;
  if (self === undefined || call.holder.kind !== "method") return false;
  return call.expr.args.some((arg) => isOfSelf(arg.value, self, call.scope, project, 0));
}

const maxDepth = 3;

function isOfSelf(expr: Expr, self: string, scope: Scope, project: Project, depth: number): boolean {
  if (depth > maxDepth) return false;
  return mentions(
    expr,
    (part) =>
      part.kind === "name" &&
      (part.name === self ||
        project
          .bindings(part.name, scope)
          .some((binding) => binding.kind === "assigned" && isOfSelf(binding.value, self, binding.scope, project, depth + 1))),
  );
}

/** Quiet when it is not seen to repeat, or when its fate is not seen: it may be handed on. A few endpoints in a loop are no load. */
function confidenceOf(facts: CallFacts): Confidence | undefined {
  const repeated = isTimed(facts.trigger.kind) || isLoadDriven(facts.trigger.kind);
  const many = isMultiplied(facts);
  switch (facts.lifetime?.ends) {
    case "never":
      return repeated || many ? "likely" : undefined;
    case "ends":
    case "request":
      return repeated ? "likely" : many ? "assumed" : undefined;
    case "unknown":
    case undefined:
      return undefined;
  }
}

function leakCost(context: RuleContext, call: EtcdCall, facts: CallFacts): Cost {
  const left = leftBehind(context, call, facts);
  return connectionCost(context, call, left.count, left.inputs);
}

/** Closed each time: as many as run at once. */
function churnCost(context: RuleContext, call: EtcdCall, facts: CallFacts): Cost {
  const count = isLoadDriven(facts.trigger.kind) ? facts.concurrent : { ...facts.fanOut };
  const all = isLoadDriven(facts.trigger.kind) ? times(facts.fanOut, facts.concurrent) : count;
  return connectionCost(context, call, all, isLoadDriven(facts.trigger.kind) ? [input("concurrent", facts.concurrent)] : []);
}
