/** The inputs of an estimate, in the words of the assumption comment, from facts and from the profile. */
import type { Config, Profile } from "../config/types";
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

type ProfileField = Exclude<keyof Profile, "tls">;

/**
 * A profile value as an assumed fact, with the override for the longest configured prefix that the key's pattern starts with. The ends are open by a
 * factor of ten, because a preset says nothing about this project.
 */
export function fromProfile(config: Config, name: ProfileField, pattern?: string): Fact {
  const override = config.prefixes
    .filter(({ prefix, profile }) => profile[name] !== undefined && pattern?.startsWith(prefix))
    .sort((a, b) => b.prefix.length - a.prefix.length)[0];
  const value = override?.profile[name] ?? config.profile[name];
  const { preset, set } = config.profileSources;
  const because: Reason = override
    ? { source: "profile", id: "profile-prefix", data: { name, value, preset, set: "configuration", prefix: override.prefix } }
    : { source: "profile", id: "profile", data: { name, value, preset, set: set[name] ?? "" } };
  return { low: value / 10, likely: value, high: value * 10, basis: "assumed", because: [because] };
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
