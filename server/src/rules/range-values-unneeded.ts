import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { callersRelated } from "./callers";
import { rangeCost } from "./costs";
import { findingAt } from "./drafts";
import { addLimit, fixMessages, keysOnly } from "./fixes";
import { readConfidence, readRule } from "./ranges";
import { loopRelated, relatedMessages, triggerRelated } from "./related";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { spanWords } from "./words";

/** Values are read, marshalled and sent where the program looks only at the keys, or only whether there are any. */
export const rangeValuesUnneeded: Rule = {
  id: "range-values-unneeded",
  summary: "Values fetched where only keys or their existence are used",
  messages: {
    ...relatedMessages,
    ...fixMessages,
    keys: "Reads the values of {span} but uses only the keys; the server holds and sends every value for nothing",
    exists: "Reads all of {span} only to see whether it has a key; a limit of one would answer that",
  },
  check(context) {
    for (const call of context.calls) {
      const facts = context.facts(call);
      if (readRule(call, facts) === "range-values-unneeded") context.report(draftOf(context, call, facts));
    }
  },
};

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts): FindingDraft {
  const exists = facts.resultUse === "exists";
  return findingAt(call, {
    messageId: exists ? "exists" : "keys",
    data: { span: spanWords(facts.span, facts.key) },
    confidence: readConfidence(call, facts, context.project),
    cost: rangeCost(context, call, facts, "full"),
    related: [...triggerRelated(facts), ...loopRelated(facts), ...callersRelated(context.project, call.holder)],
    fixes: exists ? addLimit(call, 1) : [...keysOnly(call), ...addLimit(call)],
  });
}
