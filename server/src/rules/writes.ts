/**
 * Which rule a write belongs to. One write gives one finding: `large-txn` before `large-value` before `hot-rewrite`, because the size of one
 * entry is what the raft log multiplies, and the rate is then an input of the same estimate.
 */
import type { CallFacts, Fact, ValueShape } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { type Confidence, fromBasis, lessSure, weaker } from "./confidence";
import { callRate, valueBytes } from "./costs";
import { isMultiplied, isTimed } from "./repeats";
import type { RuleContext } from "./types";
import { isWholeCollection } from "./whole-collection";

/** Values from here on are large: the log's floor of 5 000 entries of 32 KiB holds 160 MiB. */
export const largeValueBytes = 32 * 1024;

/** What grows with a collection, or is sized by somebody else, is large a step earlier: what is seen in it today is not its bound. */
export const largeGrowingBytes = 8 * 1024;

/** Rewriting less than this in an hour is not worth a word: a day of it is 24 MiB of history. */
export const hotBytesPerHour = 1024 * 1024;

/** Transactions the server accepts by default hold up to 128 operations (embed.DefaultMaxTxnOps). */
export type WriteProblem =
  | { readonly rule: "large-txn"; readonly unbounded: boolean; readonly confidence: Confidence }
  | { readonly rule: "large-value"; readonly value: Fact; readonly shape: ValueShape; readonly confidence: Confidence }
  | { readonly rule: "hot-rewrite"; readonly value: Fact; readonly confidence: Confidence };

/** What is wrong with a put or a transaction, if anything. v2 calls are the business of `v2-api`. */
export function writeProblem(context: RuleContext, call: EtcdCall, facts: CallFacts): WriteProblem | undefined {
  if (call.library.api !== "v3") return undefined;
  switch (call.operation) {
    case "put":
      return putProblem(context, call, facts);
    case "txn":
      return txnProblem(context, call, facts);
    default:
      return undefined;
  }
}

function putProblem(context: RuleContext, call: EtcdCall, facts: CallFacts): WriteProblem | undefined {
  const made = [...(call.args.value ? [call.args.value] : []), ...(facts.value?.origins ?? [])];
  const shown =
    facts.value &&
    largeConfidence(
      facts.value,
      made.some((one) => isWholeCollection(context.project, one)),
    );
  // A size that is certain is not yet a cost that is certain, when nothing shows how often it is written.
  const large = shown === "certain" && facts.trigger.kind === "unknown" ? lessSure(shown) : shown;
  if (facts.value && large) return { rule: "large-value", value: facts.value.bytes, shape: facts.value.shape, confidence: large };
  const value = valueBytes(context, call, facts);
  const hot = hotConfidence(facts, value);
  return hot ? { rule: "hot-rewrite", value, confidence: hot } : undefined;
}

function txnProblem(context: RuleContext, call: EtcdCall, facts: CallFacts): WriteProblem | undefined {
  const { txn } = facts;
  if (!txn) return undefined;
  const { maxTxnOps } = context.config(call.module.path).thresholds;
  const { value } = txn;
  const whole = value?.origins.some((origin) => isWholeCollection(context.project, origin)) ?? false;
  const isOpen = value !== undefined && !value.bounded && (whole || value.shape !== "collection") && growing.has(value.shape);
  if (txn.unbounded) {
    // Neither the number of values nor the size of one is bounded, and the code shows that it is written again and again.
    if (isOpen && isTimed(facts.trigger.kind) && txn.bytes.likely >= largeGrowingBytes) {
      return { rule: "large-value", value: txn.bytes, shape: value.shape, confidence: "likely" };
    }
    return { rule: "large-txn", unbounded: true, confidence: "likely" };
  }
  if (txn.operations.basis !== "assumed" && txn.operations.likely > maxTxnOps) {
    return { rule: "large-txn", unbounded: false, confidence: fromBasis(txn.operations) };
  }
  const large = value && isOpen ? largeConfidence(value, whole) : undefined;
  if (value && large) return { rule: "large-value", value: txn.bytes, shape: value.shape, confidence: large };
  const isShown = txn.bytes.basis !== "assumed" && value?.bytes.basis !== "assumed";
  if (isShown && txn.bytes.likely >= largeValueBytes) {
    return { rule: "large-value", value: txn.bytes, shape: "unknown", confidence: fromBasis(txn.bytes) };
  }
  return undefined;
}

/** Shapes that grow with what the program manages or what others send. */
const growing: ReadonlySet<ValueShape> = new Set(["collection", "file", "request-body", "read-append-write", "read-change-write"]);

/**
 * A value is large when the code shows a large size, when it grows by being read, added to and written back, or when it is a whole
 * collection, file or request body that nothing bounds. A record that merely has a list in it is as long as somebody writes it: no finding.
 */
function largeConfidence(value: NonNullable<CallFacts["value"]>, whole: boolean): Confidence | undefined {
  const { bytes, shape, bounded } = value;
  const isLarge = bytes.likely >= largeValueBytes;
  switch (shape) {
    case "read-append-write":
      return "likely";
    case "read-change-write":
      return "assumed";
    case "collection":
      if (bounded) return isLarge ? fromBasis(bytes) : undefined;
      if (!whole) return undefined;
      if (bytes.likely < largeGrowingBytes) return undefined;
      return bytes.basis === "assumed" ? "assumed" : "likely";
    case "file":
    case "request-body":
      if (bounded) return isLarge ? fromBasis(bytes) : undefined;
      if (bytes.likely < largeGrowingBytes) return undefined;
      return bytes.basis === "assumed" ? "assumed" : "likely";
    case "record":
      return isLarge && bounded ? fromBasis(bytes) : undefined;
    case "constant":
    case "text":
    case "unknown":
      return isLarge && bytes.basis !== "assumed" ? fromBasis(bytes) : undefined;
  }
}

/** Further from its event than this, a write belongs to some work that the event is a part of. */
const maxHops = 3;

/** The same key again and again, at a pace that the code shows, with enough bytes to matter. */
function hotConfidence(facts: CallFacts, value: Fact): Confidence | undefined {
  if (facts.key.variation !== "fixed") {
    // Each event writes, under one key or another: the log and the history take a revision an event all the same.
    const direct = facts.trigger.kind === "event" && (facts.trigger.path?.length ?? 0) <= maxHops;
    const streamed = direct && callRate(facts).likely * 3600 * value.likely >= hotBytesPerHour;
    return streamed && !isMultiplied(facts) ? "assumed" : undefined;
  }
  // A key that cannot be read may differ from turn to turn.
  if (isMultiplied(facts) && facts.key.pattern === undefined) return undefined;
  const each = value.likely + facts.key.bytes.likely;
  if (isTimed(facts.trigger.kind)) {
    if (callRate(facts).likely * 3600 * each < hotBytesPerHour) return undefined;
    return weaker(fromBasis(facts.trigger.perSecond), fromBasis(value));
  }
  if (facts.trigger.kind === "handler" || facts.trigger.kind === "event") {
    return callRate(facts).likely * 3600 * each < hotBytesPerHour ? undefined : "assumed";
  }
  if (!isMultiplied(facts) || facts.fanOut.likely * each < hotBytesPerHour) return undefined;
  const sure = weaker(fromBasis(facts.fanOut), fromBasis(value));
  return facts.trigger.kind === "once" ? sure : lessSure(sure);
}
