import type { CallFacts, LimitFact } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { callersRelated } from "./callers";
import { type Confidence, weaker } from "./confidence";
import { rangeCost } from "./costs";
import { findingAt } from "./drafts";
import { readConfidence, readRule } from "./ranges";
import { loopRelated, relatedMessages, triggerRelated } from "./related";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { spanWords } from "./words";

/** A limit that the server applies only after it has read the whole span (server/etcdserver/txn: limit is dropped with a sort or revision filter). */
export const sortLimit: Rule = {
  id: "sort-limit",
  summary: "A limit that the server cannot use because of a sort or a revision filter",
  messages: {
    ...relatedMessages,
    sort: "The limit on {span} is applied after a sort, so the server reads all of it into memory first",
    "revision-filter": "The limit on {span} is applied after a revision filter, so the server reads all of it into memory first",
    defeats: "this makes the server ignore the limit while reading",
  },
  check(context) {
    for (const call of context.calls) {
      const facts = context.facts(call);
      if (readRule(call, facts) === "sort-limit") context.report(draftOf(context, call, facts));
    }
  },
};

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts): FindingDraft {
  const by = facts.limitDefeated?.by ?? "sort";
  const place = facts.limitDefeated?.place;
  return findingAt(call, {
    messageId: by,
    data: { span: spanWords(facts.span, facts.key) },
    confidence: confidenceOf(context, call, facts),
    cost: rangeCost(context, call, facts, "sorted", entriesOf(facts.limit)),
    related: [
      ...(place ? [{ messageId: "defeats", data: {}, place }, ...callersRelated(context.project, call.holder)] : []),
      ...triggerRelated(facts),
      ...loopRelated(facts),
    ],
  });
}

function entriesOf(limit: LimitFact | undefined): CallFacts["fanOut"] | undefined {
  return limit?.kind === "fixed" || limit?.kind === "pager" ? limit.entries : undefined;
}

/** Asking for the single oldest or newest key is what queues, locks and elections do on prefixes with few keys. */
function confidenceOf(context: RuleContext, call: EtcdCall, facts: CallFacts): Confidence {
  const sure = readConfidence(call, facts, context.project);
  const one = facts.limit?.kind === "fixed" && facts.limit.entries.high === 1;
  return one && facts.span?.kind !== "all" && facts.key.empty === "no" && facts.span?.keys.basis === "assumed"
    ? weaker(sure, "assumed")
    : sure;
}
