import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { writeCost } from "./costs";
import { findingAt } from "./drafts";
import { exactly, input } from "./inputs";
import { loopRelated, relatedMessages, triggerRelated } from "./related";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { type WriteProblem, writeProblem } from "./writes";

/** A transaction is one raft entry with all its operations in it; the server refuses more than 128 by default (embed.DefaultMaxTxnOps). */
export const largeTxn: Rule = {
  id: "large-txn",
  summary: "A transaction whose operations or bytes grow with a collection, or pass the limit of operations",
  messages: {
    ...relatedMessages,
    grows: "The transaction gets one operation for each element of a collection, with no cap; all of them are one raft entry",
    many: "The transaction has {operations} operations, over the limit of {limit}; all of them are one raft entry",
    adds: "operations are added here",
  },
  check(context) {
    for (const call of context.calls) {
      const facts = context.facts(call);
      const problem = writeProblem(context, call, facts);
      if (problem?.rule === "large-txn") context.report(draftOf(context, call, facts, problem));
    }
  },
};

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts, problem: WriteProblem & { rule: "large-txn" }): FindingDraft {
  const operations = facts.txn?.operations ?? exactly(0);
  const bytes = facts.txn?.bytes ?? exactly(0);
  const place = facts.txn?.place;
  const cost = writeCost(context, call, facts, bytes);
  return findingAt(call, {
    messageId: problem.unbounded ? "grows" : "many",
    data: {
      operations: { count: operations.likely },
      limit: { count: context.config(call.module.path).thresholds.maxTxnOps },
    },
    confidence: problem.confidence,
    cost: { ...cost, inputs: [input("operations", operations), ...cost.inputs] },
    related: [...(place ? [{ messageId: "adds", data: {}, place }] : []), ...triggerRelated(facts), ...loopRelated(facts)],
  });
}
