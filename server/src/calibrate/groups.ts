/** What the sampled keys under one prefix say of all of them. */
import type { Question } from "./questions";

/** One key as the server stores it. */
export interface StoredKey {
  readonly keyBytes: number;
  readonly valueBytes: number;
  /** Writes since the key was created. */
  readonly version: number;
  /** Revisions of the store at which it was created and last written. */
  readonly createdAt: number;
  readonly writtenAt: number;
  /** Identity of its lease; undefined without one. */
  readonly lease: string | undefined;
}

/** One page of keys: those at its start, and how many there are from there to the end of the prefix. */
export interface Stratum {
  readonly count: number;
  readonly keys: readonly StoredKey[];
}

/** A sampled key with the number of keys that it stands for. */
export interface SampledKey extends StoredKey {
  readonly stands: number;
}

export interface KeyGroup extends Question {
  /** Keys there are. */
  readonly keys: number;
  readonly sample: readonly SampledKey[];
  readonly keyBytes: number;
  readonly valueBytes: number;
  readonly version: number;
  /** Of the keys, the share that has a lease, and how many keys share one. */
  readonly leased: number;
  readonly keysPerLease: number;
}

/** Means of the pages, which lie one behind the other; each stands for the keys up to the next. undefined when there is no such key. */
export function groupOf(question: Question, pages: readonly Stratum[]): KeyGroup | undefined {
  const keys = pages[0]?.count ?? 0;
  const sample = pages.flatMap((page, at) => {
    const covered = page.count - (pages[at + 1]?.count ?? 0);
    return covered > 0 ? page.keys.map((key) => ({ ...key, stands: covered / page.keys.length })) : [];
  });
  const all = sample.reduce((sum, { stands }) => sum + stands, 0);
  if (keys === 0 || all === 0) return undefined;
  const mean = (value: (key: StoredKey) => number): number => sample.reduce((sum, key) => sum + key.stands * value(key), 0) / all;
  const leases = sample.flatMap(({ lease }) => lease ?? []);
  return {
    ...question,
    keys,
    sample,
    keyBytes: mean(({ keyBytes }) => keyBytes),
    valueBytes: mean(({ valueBytes }) => valueBytes),
    version: mean(({ version }) => version),
    leased: mean(({ lease }) => (lease === undefined ? 0 : 1)),
    keysPerLease: leases.length === 0 ? 0 : leases.length / new Set(leases).size,
  };
}

/** Writes of a group and their bytes. */
export interface Written {
  readonly writes: number;
  readonly bytes: number;
}

/** What was written to the group's keys behind a revision of the store, if each key was written evenly between its first and its last write. */
export function writtenSince({ sample }: KeyGroup, revision: number): Written {
  const each = sample.map((key) => ({ writes: key.stands * writesSince(key, revision), size: key.keyBytes + key.valueBytes }));
  return {
    writes: each.reduce((sum, { writes }) => sum + writes, 0),
    bytes: each.reduce((sum, { writes, size }) => sum + writes * size, 0),
  };
}

function writesSince({ version, createdAt, writtenAt }: StoredKey, revision: number): number {
  if (writtenAt <= revision) return 0;
  if (createdAt >= revision || writtenAt === createdAt) return version;
  return 1 + ((version - 1) * (writtenAt - revision)) / (writtenAt - createdAt);
}
