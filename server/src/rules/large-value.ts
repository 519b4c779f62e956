import type { CallFacts, ValueShape } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { callersRelated } from "./callers";
import { callRate, writeCost } from "./costs";
import { findingAt } from "./drafts";
import { builderRelated, loopRelated, relatedMessages, triggerRelated, valueRelated } from "./related";
import { isTimed } from "./repeats";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { keyWords } from "./words";
import { type WriteProblem, writeProblem } from "./writes";

/** A value that the documents know from the field: "a 2 MB value rewritten every 5 s". What nothing bounds is said at that size. */
const knownFromTheField = 2 * 1024 ** 2;
/** Entries that the log keeps at least (server/etcdserver DefaultSnapshotCatchUpEntries). */
const entriesKept = 5_000;

const collection =
  "A whole collection is written to {key} as one value; it grows with the collection, and every write of it stays in the raft log";
const file = "A whole file is written to {key} as one value; every write of it stays in the raft log";
const body = "A request body is written to {key} as it comes, so the sender decides its size; every write of it stays in the raft log";
const grows = "The value at {key} is read, added to and written back; it grows with every write, and every version stays in the raft log";
const changes =
  "The value at {key} is read, changed by a function of the caller and written back whole; nothing here bounds it, and every change of it stays in the raft log";
const txn = "Nothing bounds the values of this transaction; every execution of it stays in the raft log until 5 000 later ones";
/** Where the code shows the pace. */
const paced = ". It is written {rate}: at {each} each, the log alone holds {log} after {time}";

/** A big or growing value: each write is one raft entry, and entries are kept by count, never by bytes (etcdserver/server.go snapshot). */
export const largeValue: Rule = {
  id: "large-value",
  summary: "A put whose value is big or grows without bound",
  messages: {
    ...relatedMessages,
    big: "Value of {size} written to {key}; every write of it stays in the raft log until 5 000 later ones",
    collection,
    "collection-paced": collection + paced,
    file,
    "file-paced": file + paced,
    "request-body": body,
    "request-body-paced": body + paced,
    grows,
    "grows-paced": grows + paced,
    changes,
    "changes-paced": changes + paced,
    txn,
    "txn-paced": txn + paced,
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
  const bounded = (facts.value ?? facts.txn?.value)?.bounded !== false;
  const isTxn = call.operation === "txn" && problem.shape !== "read-change-write";
  const messageId = isTxn ? (bounded ? "in-txn" : "txn") : messageOf(problem.shape);
  const rate = callRate(facts);
  const isPaced = !bounded && isTimed(facts.trigger.kind) && rate.likely > 0 && rate.basis !== "assumed";
  const built = valueRelated(facts);
  return findingAt(call, {
    messageId: isPaced && messageId !== "big" ? `${messageId}-paced` : messageId,
    data: {
      key: keyWords(facts.key),
      size: { bytes: problem.value.likely },
      rate: { perSecond: rate.likely },
      each: { bytes: knownFromTheField },
      log: { bytes: entriesKept * knownFromTheField },
      time: { seconds: entriesKept / rate.likely },
    },
    confidence: problem.confidence,
    cost: writeCost(context, call, facts, problem.value),
    related: [
      ...built,
      ...(bounded ? [] : builderRelated(context.project, call, built)),
      ...triggerRelated(facts),
      ...loopRelated(facts),
      ...(bounded && problem.shape !== "read-change-write" ? [] : callersRelated(context.project, call.holder)),
    ],
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
    case "read-change-write":
      return "changes";
    case "constant":
    case "record":
    case "text":
    case "unknown":
      return "big";
  }
}
