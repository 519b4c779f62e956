/** Where a running member stands on the sawtooth of its raft log, and what its entries carry. */
import { between, exact, profileFor, type Quantity } from "../model";
import type { ServerFacts } from "./facts";
import type { KeyGroup } from "./groups";

export interface LogParts {
  /** Entries in memory. */
  readonly entries: Quantity;
  /** Entries between two cuts of the log. */
  readonly period: number;
  /** Of the entries, the share that carries keys and values, and what each of those carries. */
  readonly writeShare: number;
  readonly bytesPerWrite: number;
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
  const bytesPerWrite = knows ? (putBytes / puts) * putsPerEntry : writtenMean(groups);
  return { entries, period, writeShare, bytesPerWrite };
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

/** Bytes of a write, weighted by how often each key was written. */
function writtenMean(groups: readonly KeyGroup[]): number {
  const writes = groups.reduce((sum, { keys, version }) => sum + keys * version, 0);
  const bytes = groups.reduce((sum, { keys, version, keyBytes, valueBytes }) => sum + keys * version * (keyBytes + valueBytes), 0);
  return writes === 0 ? 0 : bytes / writes;
}
