/** What the writes of a project come to together: how fast database and index grow while nothing compacts, and when the database is full. */
import type { CallFacts, Fact } from "../infer/types";
import { boltdbGrowth, combine, treeIndexGrowth } from "../model";
import type { EtcdCall } from "../resolve/types";
import { type Cost, callRate, serverProfile, valueBytes } from "./costs";
import { exactly, fromProfile, input } from "./inputs";
import { repetition } from "./repeats";
import type { RuleContext } from "./types";

/** A write that the code shows to repeat. */
export interface RepeatedWrite {
  readonly call: EtcdCall;
  readonly facts: CallFacts;
  readonly rate: Fact;
  readonly value: Fact;
  /** Bytes a second, likely. */
  readonly weight: number;
}

export interface Growth {
  readonly cost: Cost;
  /** Bytes an hour of database and index, likely. */
  readonly perHour: number;
  /** Seconds until the database has the size of the quota; Infinity when it never has. */
  readonly secondsToQuota: number;
  /** Most of it is of writes whose pace or size nothing shows. */
  readonly assumed: boolean;
}

/** Bytes of the database at which etcd refuses writes when nothing else is set (server/storage/quota.go). */
export const defaultQuota = 2 * 1024 ** 3;

/** Repeated v3 writes outside tests, the heaviest first. */
export function repeatedWrites(context: RuleContext): readonly RepeatedWrite[] {
  const writes: RepeatedWrite[] = [];
  for (const call of context.calls) {
    if (call.inTest || call.library.api === "v2" || (call.operation !== "put" && call.operation !== "txn")) continue;
    const facts = context.facts(call);
    if (repetition(call, facts, context.project) !== "shown") continue;
    const rate = callRate(facts);
    const value = facts.txn?.bytes ?? valueBytes(context, call, facts);
    writes.push({ call, facts, rate, value, weight: rate.likely * (value.likely + facts.key.bytes.likely) });
  }
  return writes.sort((a, b) => b.weight - a.weight);
}

/** Growth by all writes together; undefined without any. */
export function growthOf(
  context: RuleContext,
  file: string,
  writes: readonly RepeatedWrite[],
  quotaBytes = defaultQuota,
): Growth | undefined {
  const [heaviest] = writes;
  if (!heaviest || heaviest.weight === 0) return undefined;
  const hours = fromProfile(context.config(file), "hoursKept");
  const rate = sum(writes.map((write) => write.rate));
  const value = mean(writes, (write) => write.value);
  const key = mean(writes, (write) => write.facts.key.bytes);
  const shared = {
    writesPerSecond: rate,
    keyBytes: key,
    valueBytes: value,
    hours,
    quotaBytes,
    profile: serverProfile(context.config(file)),
  };
  const estimate = combine([boltdbGrowth(shared), treeIndexGrowth({ ...shared, newKeys: heaviest.facts.key.variation === "varies" })]);
  const perHour = estimate.perHour ?? 0;
  return {
    cost: { estimate, inputs: [input("value", value), input("key", key), input("rate", rate), input("hours", hours)] },
    perHour,
    secondsToQuota: perHour > 0 ? (quotaBytes / perHour) * 3600 : Number.POSITIVE_INFINITY,
    assumed: shownWeight(writes) * 2 < writes.reduce((all, { weight }) => all + weight, 0),
  };
}

function shownWeight(writes: readonly RepeatedWrite[]): number {
  return writes.reduce((all, { rate, value, weight }) => all + (rate.basis === "assumed" || value.basis === "assumed" ? 0 : weight), 0);
}

/** Bytes of the history of so many seconds. */
export function historyBytes(growth: Growth, seconds: number): number {
  return (growth.perHour * seconds) / 3600;
}

function sum(facts: readonly Fact[]): Fact {
  const [first = exactly(0), ...others] = facts;
  return others.reduce(
    (a, b) => ({
      low: a.low + b.low,
      likely: a.likely + b.likely,
      high: a.high + b.high,
      basis: a.basis === b.basis ? a.basis : "partly",
      because: [...a.because, ...b.because],
    }),
    first,
  );
}

/** Mean by how often each is written; the reasons of the heaviest. */
function mean(writes: readonly RepeatedWrite[], read: (write: RepeatedWrite) => Fact): Fact {
  const [heaviest] = writes;
  const total = writes.reduce((all, { rate }) => all + rate.likely, 0);
  if (!heaviest || writes.length === 1 || total === 0) return heaviest ? read(heaviest) : exactly(0);
  const by = (bound: "low" | "likely" | "high"): number =>
    writes.reduce((all, write) => all + (write.rate.likely === 0 ? 0 : (read(write)[bound] * write.rate.likely) / total), 0);
  const bases = new Set(writes.map((write) => read(write).basis));
  const [only] = bases;
  return {
    low: by("low"),
    likely: by("likely"),
    high: by("high"),
    basis: bases.size === 1 && only ? only : "partly",
    because: read(heaviest).because,
  };
}
