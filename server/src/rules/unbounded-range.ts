import type { CallFacts } from "../infer/types";
import type { EtcdCall, NestedOp } from "../resolve/types";
import { callersRelated } from "./callers";
import { type Confidence, lessSure } from "./confidence";
import { rangeCost } from "./costs";
import { findingAt } from "./drafts";
import { addLimit, fixMessages } from "./fixes";
import { readConfidence, readRule } from "./ranges";
import { loopRelated, optionRelated, relatedMessages, triggerRelated } from "./related";
import { isTimed, repetition } from "./repeats";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { spanWords } from "./words";
import { wrappedCalls } from "./wrappers";

/** A read of many keys with no limit that the server can use: the answer is built whole in its memory (client-v3 op.go; server txn range). */
export const unboundedRange: Rule = {
  id: "unbounded-range",
  summary: "A range over a prefix, from a key, or over everything, with no effective limit or pager",
  messages: {
    ...relatedMessages,
    ...fixMessages,
    unlimited: "Range over {span} has no limit; every execution holds all of it in memory",
    "ignored-limit":
      "Range over {span} has no limit, since {library} takes the one given here and leaves it out of the request; every execution holds all of it in memory",
    "sometimes-limited": "Range over {span} is limited on some paths only; on the others every execution holds all of it in memory",
    "sometimes-many": "Range covers {span} on some paths, with no limit; every such execution holds all of it in memory",
    "keys-only":
      "Range over {span} leaves the values out but has no limit; before etcd 3.7 the server reads every value into memory all the same",
    previous: "Delete over {span} asks for the previous values, so the server holds and returns everything that it deletes",
    wrapper: "Reads whatever prefix its {callers} callers name, with no limit and no way for them to set one",
    "in-txn": "The transaction reads many keys without a limit; every execution holds all of them in memory",
  },
  check(context) {
    for (const [inner, callers] of wrappedCalls(context)) {
      // With one caller, what is told there is told of both.
      if (callers.length > 1 && !inner.options.limit && readRule(inner, context.facts(inner)) === "unbounded-range")
        context.report(wrapperDraft(context, inner, callers.length));
    }
    for (const call of context.calls) {
      const facts = context.facts(call);
      if (readRule(call, facts) === "unbounded-range") context.report(draftOf(context, call, facts));
      if (call.library.api !== "v3") continue;
      for (const op of call.ops) if (isUnlimited(op)) context.report(nestedDraft(context, call, facts, op));
    }
  },
};

/** A read of a prefix that callers choose is judged at each of them; the function that reads is told once that it gives them no limit. */
function wrapperDraft(context: RuleContext, call: EtcdCall, callers: number): FindingDraft {
  return findingAt(call, {
    messageId: "wrapper",
    data: { callers: { count: callers } },
    confidence: "assumed",
    related: callersRelated(context.project, call.holder),
    fixes: addLimit(call),
  });
}

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts): FindingDraft {
  const keysOnly = call.options["keys-only"]?.certainty === "always";
  const messageId = messageOf(call, facts, keysOnly);
  return findingAt(call, {
    messageId,
    data: { span: spanWords(facts.span, facts.key), library: call.library.title },
    confidence: confidenceOf(context, call, facts, messageId),
    cost: rangeCost(context, call, facts, keysOnly ? "keys-only" : "full"),
    related: [
      ...triggerRelated(facts),
      ...loopRelated(facts),
      ...optionRelated(call.options.limit, call.module.path),
      ...callersRelated(context.project, call.holder, isTimed(facts.trigger.kind) || facts.trigger.kind === "event"),
    ],
    fixes: call.operation === "range" && facts.limit?.kind !== "sometimes" ? addLimit(call) : [],
  });
}

function messageOf(call: EtcdCall, facts: CallFacts, keysOnly: boolean): string {
  if (call.operation === "delete") return "previous";
  if (facts.span?.certainty === "sometimes") return "sometimes-many";
  if (call.ignored?.includes("limit")) return "ignored-limit";
  if (facts.limit?.kind === "sometimes") return "sometimes-limited";
  return keysOnly ? "keys-only" : "unlimited";
}

/** Keys alone are small on the wire, and a delete of many keys is rare: both are a step less sure to matter. */
function confidenceOf(context: RuleContext, call: EtcdCall, facts: CallFacts, messageId: string): Confidence {
  const sure = readConfidence(call, facts, context.project);
  return messageId === "keys-only" || messageId === "previous" || call.sometimes ? lessSure(sure) : sure;
}

function isUnlimited(op: NestedOp): boolean {
  if (op.operation !== "range" || op.optionsOpen) return false;
  const { options } = op;
  const covers = options.prefix ?? options["range-end"] ?? options["from-key"] ?? options["all-keys"];
  return covers?.certainty === "always" && !options.limit && !options["count-only"];
}

function nestedDraft(context: RuleContext, call: EtcdCall, facts: CallFacts, op: NestedOp): FindingDraft {
  return findingAt(call, {
    messageId: "in-txn",
    at: { file: op.file, span: op.span },
    confidence: repetition(call, facts, context.project) === "shown" ? "likely" : "assumed",
    cost: rangeCost(context, call, facts, "full"),
    related: [...triggerRelated(facts), ...loopRelated(facts)],
  });
}
