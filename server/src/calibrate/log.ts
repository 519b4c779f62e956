/** Where a running member stands on the sawtooth of its raft log, and what its entries carry. */
import { between, exact, profileFor, type Quantity } from "../model";
import type { ServerFacts } from "./facts";
import { type KeyGroup, type Written, writtenSince } from "./groups";

export interface LogParts {
  /** Entries in memory. */
  readonly entries: Quantity;
  /** Entries between two cuts of the log. */
  readonly period: number;
  /** Of the entries, the share that carries keys and values, and what each of those carries. */
  readonly writeShare: number;
  readonly bytesPerWrite: number;
  /** Revision of the store at which the oldest entry in memory was written, as far as can be told. */
  readonly since: number;
}

/** Grants, revocations and deletions carry an identity or a key. */
export const smallEntryBytes = 16;

/** Entries of a batch that a busy member applies at once; a snapshot is only taken behind it. */
const raftBatch = 100;

/** undefined when the server does not say how far it is. */
export function logOf(facts: ServerFacts, groups: readonly KeyGroup[]): LogParts | undefined {
  const { applied } = facts.log;
  if (applied === undefined) return undefined;
  const { puts = 0, putBytes = 0, deletes = 0, leasesGranted = 0, leasesRevoked = 0 } = facts.writes;
  const small = deletes + leasesGranted + leasesRevoked;
  const { entries, period } = retained(facts, applied);
  const writes = puts + small;
  // Transactions make fewer entries than puts.
  const putsPerEntry = writes > applied ? Math.max(1, puts / Math.max(1, applied - small)) : 1;
  // A member that was restarted lately knows little of what its log holds; its keys say more.
  const knows = puts > 0 && writes >= entries.likely / 10;
  const writeShare = knows ? puts / putsPerEntry / (puts / putsPerEntry + small) : 1;
  const inLog = entries.likely * writeShare * putsPerEntry;
  const since = Math.max(0, (facts.store.currentRevision ?? 0) - entries.likely * writeShare);
  const seen = writtenTo(groups, since);
  const allTime = writtenTo(groups, 0);
  const mean = knows ? putBytes / puts : meanOf(allTime);
  // Keys that were written lately say what the log holds; what they do not account for is taken to be like all writes.
  const share = inLog > 0 ? Math.min(1, seen.writes / inLog) : 0;
  const bytesPerWrite = putsPerEntry * (share * meanOf(seen) + (1 - share) * mean);
  return { entries, period, writeShare, bytesPerWrite, since };
}

function retained(facts: ServerFacts, applied: number): { readonly entries: Quantity; readonly period: number } {
  const { raft } = profileFor(facts.version);
  const floor = facts.settings.catchUpEntries ?? raft.catchUpEntries;
  const snapshots = facts.log.snapshots ?? 0;
  if (raft.memoryStep !== undefined) {
    const most = Math.min(applied, floor + 2 * raft.memoryStep);
    return { entries: between(Math.min(applied, floor), Math.min(applied, floor + raft.memoryStep / 2), most), period: raft.memoryStep };
  }
  const configured = facts.settings.snapshotCount ?? raft.snapshotCount;
  // More snapshots than the count allows: it was set where the command line does not show it.
  const period = snapshots > 1 && snapshots * configured > applied * 1.5 ? Math.floor(applied / snapshots) : configured;
  if (applied <= period && snapshots === 0) return { entries: exact(applied), period };
  const place = applied % (period + 1);
  // The first snapshot after a start leaves what it catches up with; before it there is only what was read back.
  const kept = snapshots > 0 ? Math.min(floor, applied) : 0;
  if (snapshots > 0 && snapshots === Math.floor(applied / (period + 1))) {
    // This process took all snapshots there were: each came at most one batch of entries late.
    const late = Math.min(place, snapshots * raftBatch);
    return { entries: between(Math.max(floor, kept + place - late), kept + place, kept + place), period };
  }
  return { entries: between(kept, Math.min(applied, kept + place), Math.min(applied, floor + period)), period };
}

function writtenTo(groups: readonly KeyGroup[], revision: number): Written {
  const all = groups.map((group) => writtenSince(group, revision));
  return { writes: all.reduce((sum, { writes }) => sum + writes, 0), bytes: all.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function meanOf({ writes, bytes }: Written): number {
  return writes === 0 ? 0 : bytes / writes;
}
