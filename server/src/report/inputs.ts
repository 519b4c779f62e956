/** The inputs of an estimate in words: how much, how sure, from where. */
import type { CallFactValue } from "../engine/types";
import { describeReason } from "../infer/reasons";
import type { Reason } from "../infer/types";
import type { EstimateInput } from "../rules/types";
import { formatBytes, formatCount, formatPerSecond, formatSeconds } from "../text/format";
import type { Run } from "./types";

/** `ticker 5 s at cmd/main.go:12; ...`: every step of the chain, each once. */
export function sourceOf(because: readonly Reason[], lineOf: Run["lineOf"]): string {
  return [...new Set(because.map((reason) => stepOf(reason, lineOf)))].join("; ");
}

function stepOf(reason: Reason, lineOf: Run["lineOf"]): string {
  const { place } = reason;
  const line = place && lineOf(place);
  const words = describeReason(reason);
  return place && line !== undefined ? `${words} at ${place.file}:${line}` : words;
}

/** A value of an input in its unit. */
export function formatInput(value: number, unit: EstimateInput["unit"]): string {
  switch (unit) {
    case "bytes":
      return formatBytes(value);
    case "per-second":
      return formatPerSecond(value);
    case "seconds":
      return formatSeconds(value);
    case "hours":
      return formatSeconds(value * 3600);
    case "entries":
    case "count":
      return formatCount(value);
  }
}

/** `2 MiB`, or `1 KiB (102 B–10 KiB)` when its ends read differently. */
export function formatSpread(low: number, likely: number, high: number, format: (value: number) => string): string {
  const [from, to] = [format(low), format(high)];
  return from === to ? format(likely) : `${format(likely)} (${from}–${to})`;
}

const factUnits: Readonly<Record<string, EstimateInput["unit"]>> = {
  rate: "per-second",
  keyBytes: "bytes",
  valueBytes: "bytes",
  txnBytes: "bytes",
  ttl: "seconds",
};

/** A fact of a call in its unit, by its name. */
export function formatFact(name: string, fact: CallFactValue): string {
  const unit = factUnits[name] ?? "count";
  const high = fact.high ?? Number.POSITIVE_INFINITY;
  return formatSpread(fact.low, fact.likely, high, (value) => formatInput(value, unit));
}
