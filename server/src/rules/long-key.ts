import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { fromBasis } from "./confidence";
import { indexCost } from "./costs";
import { findingAt } from "./drafts";
import { fromProfile } from "./inputs";
import { loopRelated, relatedMessages } from "./related";
import { isMultiplied } from "./repeats";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { keyWords } from "./words";

/** Every key is kept whole in the index for as long as it lives, and once more for each lease and watch on it (mvcc/key_index.go). */
export const longKey: Rule = {
  id: "long-key",
  summary: "Keys long enough to matter in the in-memory index",
  messages: {
    ...relatedMessages,
    long: "Keys such as {key} are {size} long; the index keeps every one of them whole in memory",
  },
  check(context) {
    for (const call of context.calls) {
      if (call.operation !== "put" || call.library.api !== "v3") continue;
      const facts = context.facts(call);
      const { bytes } = facts.key;
      const { longKeyBytes } = context.config(call.module.path).thresholds;
      if (bytes.basis !== "assumed" && bytes.likely >= longKeyBytes) context.report(draftOf(context, call, facts));
    }
  },
};

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts): FindingDraft {
  const keys = keysOf(context, call, facts);
  return findingAt(call, {
    messageId: "long",
    data: { key: keyWords(facts.key), size: { bytes: facts.key.bytes.likely } },
    confidence: fromBasis(facts.key.bytes),
    cost: indexCost(context.config(call.module.path), keys, facts.key.bytes),
    related: loopRelated(facts),
  });
}

/** One key if it is always the same, one a turn if a loop makes them, else as many as the profile expects under a prefix. */
function keysOf(context: RuleContext, call: EtcdCall, facts: CallFacts): CallFacts["fanOut"] {
  if (facts.key.variation === "fixed") return { low: 1, likely: 1, high: 1, basis: "known", because: [] };
  if (isMultiplied(facts) && facts.fanOut.basis !== "assumed") return facts.fanOut;
  return fromProfile(context.config(call.module.path), "keysUnderPrefix", facts.key.pattern);
}
