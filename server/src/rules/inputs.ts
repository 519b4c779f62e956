/** The inputs of an estimate, in the words of the assumption comment, from facts and from the profile. */
import type { Profile } from "../config/types";
import type { Fact, Reason } from "../infer/types";
import type { EstimateInput } from "./types";

type Unit = EstimateInput["unit"];

const units: Readonly<Record<string, Unit>> = {
  value: "bytes",
  key: "bytes",
  keys: "entries",
  entries: "entries",
  operations: "count",
  rate: "per-second",
  concurrent: "count",
  connections: "count",
  watchers: "count",
  leases: "count",
  calls: "count",
  ttl: "seconds",
  hours: "hours",
};

/** An input from a fact. The name decides the unit. */
export function input(name: string, fact: Fact): EstimateInput {
  const { low, likely, high, basis, because } = fact;
  return { name, low, likely, high, unit: units[name] ?? "count", basis, because };
}

/** A fact that the code or a setting states exactly. */
export function exactly(value: number, because: readonly Reason[] = []): Fact {
  return { low: value, likely: value, high: value, basis: "known", because };
}

/** A profile value as an assumed fact; the high end is open by a factor of ten because a preset says nothing about this project. */
export function fromProfile(profile: Profile, field: Exclude<keyof Profile, "tls">): Fact {
  const value = profile[field];
  const reason: Reason = { source: "profile", id: "profile", data: { field, value } };
  return { low: value / 10, likely: value, high: value * 10, basis: "assumed", because: [reason] };
}

/** Product of facts: known only when every factor is. */
export function times(a: Fact, b: Fact): Fact {
  return {
    low: product(a.low, b.low),
    likely: product(a.likely, b.likely),
    high: product(a.high, b.high),
    basis: a.basis === b.basis ? a.basis : "partly",
    because: [...a.because, ...b.because],
  };
}

/** 0 x Infinity is 0 here: nothing of something unbounded is nothing. */
function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** The largest basis of uncertainty among facts: known < partly < assumed. */
export function weakest(...facts: readonly Fact[]): Fact["basis"] {
  if (facts.some((fact) => fact.basis === "assumed")) return "assumed";
  return facts.some((fact) => fact.basis === "partly") ? "partly" : "known";
}
