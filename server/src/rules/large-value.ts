import type { CallFacts, ValueShape } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { writeCost } from "./costs";
import { findingAt } from "./drafts";
import { loopRelated, relatedMessages, triggerRelated, valueRelated } from "./related";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { keyWords } from "./words";
import { type WriteProblem, writeProblem } from "./writes";

/** A big or growing value: each write is one raft entry, and entries are kept by count, never by bytes (etcdserver/server.go snapshot). */
export const largeValue: Rule = {
  id: "large-value",
  summary: "A put whose value is big or grows without bound",
  messages: {
    ...relatedMessages,
    big: "Value of {size} written to {key}; every write of it stays in the raft log until 5 000 later ones",
    collection:
      "A whole collection is written to {key} as one value; it grows with the collection, and every write of it stays in the raft log",
    file: "A whole file is written to {key} as one value; every write of it stays in the raft log",
    "request-body":
      "A request body is written to {key} as it comes, so the sender decides its size; every write of it stays in the raft log",
    grows: "The value at {key} is read, added to and written back; it grows with every write, and every version stays in the raft log",
    "in-txn": "The transaction writes {size} at once; every execution of it stays in the raft log until 5 000 later ones",
  },
  check(context) {
    for (const call of context.calls) {
      const facts = context.facts(call);
      const problem = writeProblem(context, call, facts);
      if (problem?.rule === "large-value") context.report(draftOf(context, call, facts, problem));
    }
  },
};

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts, problem: WriteProblem & { rule: "large-value" }): FindingDraft {
  return findingAt(call, {
    messageId: call.operation === "txn" ? "in-txn" : messageOf(problem.shape),
    data: { key: keyWords(facts.key), size: { bytes: problem.value.likely } },
    confidence: problem.confidence,
    cost: writeCost(context, call, facts, problem.value),
    related: [...valueRelated(facts), ...triggerRelated(facts), ...loopRelated(facts)],
  });
}

function messageOf(shape: ValueShape): string {
  switch (shape) {
    case "collection":
    case "file":
    case "request-body":
      return shape;
    case "read-append-write":
      return "grows";
    case "constant":
    case "record":
    case "text":
    case "unknown":
      return "big";
  }
}
