import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { callersRelated } from "./callers";
import { lessSure } from "./confidence";
import { rangeCost } from "./costs";
import { findingAt } from "./drafts";
import { countOnly, fixMessages } from "./fixes";
import { readConfidence, readRule } from "./ranges";
import { loopRelated, relatedMessages, triggerRelated } from "./related";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { spanWords } from "./words";

/** Counting over many keys: cheap as count-only since 3.5 (and 3.4.24), an array of revisions before, and the whole answer when values are read to be counted. */
export const unboundedCount: Rule = {
  id: "unbounded-count",
  summary: "Counting, or reading to count, over an unbounded span",
  messages: {
    ...relatedMessages,
    ...fixMessages,
    reads: "Reads all of {span} only to count it; the server holds every key and value for one number",
    counts: "Counts all of {span}; the server walks the whole span, and before etcd 3.4.24 and 3.5 builds an array of it",
  },
  check(context) {
    for (const call of context.calls) {
      const facts = context.facts(call);
      if (readRule(call, facts) === "unbounded-count") context.report(draftOf(context, call, facts));
    }
  },
};

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts): FindingDraft {
  const isCount = call.operation === "count" || call.options["count-only"]?.certainty === "always";
  const sure = readConfidence(call, facts, context.project);
  return findingAt(call, {
    messageId: isCount ? "counts" : "reads",
    data: { span: spanWords(facts.span, facts.key) },
    // A count is the right way to ask; only its frequency and the number of keys can make it costly.
    confidence: isCount ? lessSure(sure) : sure,
    cost: rangeCost(context, call, facts, isCount ? "count-only" : call.options["keys-only"] ? "keys-only" : "full"),
    related: [...triggerRelated(facts), ...loopRelated(facts), ...callersRelated(context.project, call.holder)],
    fixes: isCount ? [] : countOnly(call),
  });
}
