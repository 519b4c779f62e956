/**
 * Which rule a read of many keys belongs to. One read gives one finding, the most specific first: `sort-limit`, `unbounded-count`,
 * `range-values-unneeded`, `unbounded-range`.
 */
import type { CallFacts, Fact, KeyFact } from "../infer/types";
import type { EtcdCall, Project } from "../resolve/types";
import { type Confidence, fromBasis, lessSure } from "./confidence";
import { manyTurns, repetition } from "./repeats";

export type ReadRule = "sort-limit" | "unbounded-count" | "range-values-unneeded" | "unbounded-range";

/** The rule that speaks about a read, if any does. v2 reads are the business of `v2-api`. */
export function readRule(call: EtcdCall, facts: CallFacts): ReadRule | undefined {
  if (call.library.api !== "v3" || !readsMany(call, facts)) return undefined;
  const { limit, limitDefeated, resultUse } = facts;
  if (call.operation === "delete") return call.options["prev-kv"]?.certainty === "always" ? "unbounded-range" : undefined;
  const isCount = call.operation === "count" || call.options["count-only"]?.certainty === "always";
  if (isCount) return "unbounded-count";
  if (limitDefeated && limit && limit.kind !== "none") return "sort-limit";
  if (limit?.kind === "fixed" || limit?.kind === "pager" || limit?.kind === "unknown") return undefined;
  // An answer that leaves the values out already is not told to leave them out.
  if (resultUse === "count") return "unbounded-count";
  if ((resultUse === "keys" || resultUse === "exists") && !call.options["keys-only"]) return "range-values-unneeded";
  return "unbounded-range";
}

/** The span has many keys as far as can be told: not one key, not a known handful, not a lock's or an election's prefix. */
function readsMany(call: EtcdCall, facts: CallFacts): boolean {
  const { span } = facts;
  if (call.operation !== "range" && call.operation !== "count" && call.operation !== "delete") return false;
  if (!span || span.kind === "single" || span.kind === "unknown" || call.options.chunked) return false;
  if (span.keys.basis === "known" && span.keys.high <= manyTurns) return false;
  return span.kind === "all" || !holdsFewKeys(facts.key);
}

/** One key for each candidate or waiter: concurrency's own prefixes are small by construction. */
function holdsFewKeys(key: KeyFact): boolean {
  return /(^|[/_.:-])(locks?|mutex|elections?|leaders?)([/_.:-]|$)/i.test(key.pattern ?? "");
}

/** A prefix that is only known to be made of parameters, or that names one object: how many keys it holds is a guess. */
export function isScoped(key: KeyFact): boolean {
  const rest = key.pattern?.replace(/^\{\}/, "");
  return rest === undefined || rest === "" || rest.includes("{}");
}

/** What lies under one object, by name: `/jobs/{}/`, `/jobs/{}-{}/`. */
function isOneObject(key: KeyFact): boolean {
  return /[^{}/]\/[^/]*\{\}[^/]*\/$/.test(key.pattern ?? "");
}

/**
 * How sure it is that an unlimited read matters. The number of keys decides where it is known. Otherwise a whole collection (a literal
 * prefix, everything) that is read more than once at start, or a prefix read on every request, event or tick, is likely; the rest is assumed, and
 * so is what lies under one object.
 */
export function readConfidence(call: EtcdCall, facts: CallFacts, project: Project): Confidence {
  const sure = baseConfidence(call, facts, project);
  const sometimes = facts.span?.certainty === "sometimes" || facts.limit?.kind === "sometimes";
  return sometimes ? lessSure(sure) : sure;
}

function baseConfidence(call: EtcdCall, facts: CallFacts, project: Project): Confidence {
  const keys: Fact | undefined = facts.span?.keys;
  if (keys && keys.basis !== "assumed") return fromBasis(keys);
  switch (repetition(call, facts, project)) {
    case "shown":
      return facts.span?.kind !== "all" && isOneObject(facts.key) ? "assumed" : "likely";
    case "several":
    case "unknown":
      return facts.span?.kind === "all" || !isScoped(facts.key) ? "likely" : "assumed";
    case "once":
      return "assumed";
  }
}
