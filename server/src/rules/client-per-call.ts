import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import type { Confidence } from "./confidence";
import { type Cost, connectionCost, leftBehind } from "./costs";
import { findingAt } from "./drafts";
import { input, times } from "./inputs";
import { loopRelated, relatedMessages, triggerRelated } from "./related";
import { isLoadDriven, isMultiplied, isTimed } from "./repeats";
import type { FindingDraft, Rule, RuleContext } from "./types";

/** A client is a connection with its goroutines and buffers on both sides (client/v3/client.go dial); it is meant to be made once and shared. */
export const clientPerCall: Rule = {
  id: "client-per-call",
  summary: "A client made per call, request or loop turn, or never closed",
  messages: {
    ...relatedMessages,
    leaks: "A client is made again and again and nothing closes it; each keeps a connection to the server",
    churns: "A client is made and closed again and again; make it once and share it",
  },
  check(context) {
    for (const call of context.calls) {
      if (call.operation !== "connect" || call.library.api !== "v3" || isKept(call)) continue;
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
  if (!confidence) return undefined;
  const leaks = facts.lifetime?.ends === "never";
  return findingAt(call, {
    messageId: leaks ? "leaks" : "churns",
    confidence,
    cost: leaks ? leakCost(context, call, facts) : churnCost(context, call, facts),
    related: [...triggerRelated(facts), ...loopRelated(facts)],
  });
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
