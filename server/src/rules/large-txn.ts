import { libraries } from "../catalog/index";
import type { Library } from "../catalog/types";
import { covers } from "../infer/bindings";
import { sum } from "../infer/facts";
import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { callersRelated } from "./callers";
import { valueBytes, writeCost } from "./costs";
import { findingAt } from "./drafts";
import { exactly, input, times } from "./inputs";
import { distinct, loopRelated, relatedMessages, triggerRelated } from "./related";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { wrappedCalls } from "./wrappers";
import { type WriteProblem, writeProblem } from "./writes";

/** A transaction is one raft entry with all its operations in it; the server refuses more than 128 by default (embed.DefaultMaxTxnOps). */
export const largeTxn: Rule = {
  id: "large-txn",
  summary: "A transaction whose operations or bytes grow with a collection, or pass the limit of operations",
  messages: {
    ...relatedMessages,
    grows: "The transaction gets one operation for each element of a collection, with no cap; all of them are one raft entry",
    looped:
      "Each turn of the loop adds an operation to the transaction that this function is part of, with no cap; all of them are one raft entry",
    many: "The transaction has {operations} operations, over the limit of {limit}; all of them are one raft entry",
    adds: "operations are added here",
    wrapper: "Adds one operation for each element that its callers pass, with no cap; all of them are one raft entry",
  },
  check(context) {
    for (const inner of wrappedCalls(context).keys()) {
      const facts = context.facts(inner);
      if (writeProblem(context, inner, facts)?.rule === "large-txn") context.report(wrapperDraft(inner, facts));
    }
    const told = new Set<EtcdCall>();
    for (const call of context.calls) {
      const facts = context.facts(call);
      const problem = writeProblem(context, call, facts);
      if (problem?.rule === "large-txn") context.report(draftOf(context, call, facts, problem));
      // What a loop inside a function of the project adds is told in the loop, once for all callers.
      const inner = call.wraps ?? call;
      if (told.has(inner) || !growsTransaction(context, inner, facts)) continue;
      told.add(inner);
      context.report(loopedDraft(context, inner, facts, inner === call ? [] : callersRelated(context.project, inner.holder)));
    }
  },
};

/** Each caller is judged for what it passes; the function is told once, where it adds operations, that it has no cap. */
function wrapperDraft(call: EtcdCall, facts: CallFacts): FindingDraft {
  const at = facts.txn?.place;
  return findingAt(call, { messageId: "wrapper", confidence: "assumed", ...(at ? { at } : {}) });
}

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

/**
 * A write inside a function that the library runs as one transaction, in a loop of that function without a bound. Where the transaction itself
 * is seen around it, that is told instead.
 */
function growsTransaction(context: RuleContext, call: EtcdCall, facts: CallFacts): boolean {
  if (call.operation !== "put" || !facts.fanOutUnbounded || call.receiver?.kind !== "name" || !isTransactional(call)) return false;
  const body = context.project.bindings(call.receiver.name, call.scope).find((binding) => binding.kind === "param");
  if (body?.kind !== "param") return false;
  const looped = call.ancestors.some((ancestor) => ancestor.kind === "loop" && covers(body.fn.span, ancestor.loop.span));
  const isInside = (other: EtcdCall): boolean => other.operation === "txn" && other.module === call.module && covers(other.span, call.span);
  return looped && !context.calls.some(isInside);
}

/** Made on what a library hands to the function that it runs as a transaction. */
function isTransactional(call: EtcdCall): boolean {
  const [type = ""] = call.method.split(".");
  return transactionTypes.has(type);
}

/** Last parts of the type ids, as methods are named by them. */
const transactionTypes: ReadonlySet<string> = new Set(
  libraries.flatMap((library) => callbackTypes(library).map((id) => id.slice(id.lastIndexOf(".") + 1))),
);

function callbackTypes(library: Library): readonly string[] {
  const methods = Object.values(library.types).flatMap((type) => Object.values(type.methods ?? {}));
  const functions = library.packages.flatMap((entry) => Object.values(entry.functions ?? {}));
  return [...methods, ...functions]
    .filter((fn) => fn.does === "txn")
    .flatMap((fn) => fn.callbackParams ?? [])
    .filter((id) => id !== undefined);
}

function loopedDraft(context: RuleContext, call: EtcdCall, facts: CallFacts, callers: FindingDraft["related"]): FindingDraft {
  const once = { ...facts, fanOut: exactly(1) };
  const bytes = times(facts.fanOut, sum([valueBytes(context, call, facts), facts.key.bytes]));
  const cost = writeCost(context, call, once, bytes);
  return findingAt(call, {
    messageId: "looped",
    confidence: "assumed",
    cost: { ...cost, inputs: [input("operations", facts.fanOut), ...cost.inputs] },
    related: distinct([...loopRelated(facts), ...triggerRelated(facts), ...callers]),
  });
}
