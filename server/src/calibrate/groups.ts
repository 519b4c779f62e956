/** What the sampled keys under one prefix say of all of them. */
import type { Question } from "./questions";

/** One key as the server stores it. */
export interface StoredKey {
  readonly keyBytes: number;
  readonly valueBytes: number;
  /** Writes since the key was created. */
  readonly version: number;
  /** Identity of its lease; undefined without one. */
  readonly lease: string | undefined;
}

export interface KeyGroup extends Question {
  /** Keys there are. */
  readonly keys: number;
  readonly sampled: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
  readonly version: number;
  /** Of the keys, the share that has a lease, and how many keys share one. */
  readonly leased: number;
  readonly keysPerLease: number;
}

/** Means of the sample; undefined when there is no such key. */
export function groupOf(question: Question, count: number, sample: readonly StoredKey[]): KeyGroup | undefined {
  if (count === 0 || sample.length === 0) return undefined;
  const mean = (value: (key: StoredKey) => number): number => sample.reduce((sum, key) => sum + value(key), 0) / sample.length;
  const leases = sample.flatMap(({ lease }) => lease ?? []);
  return {
    ...question,
    keys: count,
    sampled: sample.length,
    keyBytes: mean(({ keyBytes }) => keyBytes),
    valueBytes: mean(({ valueBytes }) => valueBytes),
    version: mean(({ version }) => version),
    leased: leases.length / sample.length,
    keysPerLease: leases.length === 0 ? 0 : leases.length / new Set(leases).size,
  };
}
