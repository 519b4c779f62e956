import type { Build } from "./builds";
import { residentLog } from "./collector";
import { componentEstimate } from "./component";
import { constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, clean, exact, isExact, minimum, multiply, scale, times } from "./quantity";
import { appendedCapacity, sizeClass } from "./size-class";
import type { Amount, Because, ComponentEstimate, Quantity } from "./types";
import { varintLength } from "./varint";
import type { VersionProfile } from "./version";

export interface RaftLogInput {
  readonly valueBytes: Amount;
  readonly keyBytes: Amount;
  /** The writes carry a lease. */
  readonly leased?: boolean;
  /** Writes per second. Makes the component a growing one. */
  readonly writesPerSecond?: Amount;
  /** All writes there will ever be, e.g. a loop bound. */
  readonly entriesWritten?: Amount;
  /** Hours of writing at `writesPerSecond`; without it the writing is taken to last. */
  readonly hours?: Amount;
  /** `--snapshot-count`; from 3.6 on it does not reach memory. */
  readonly snapshotCount?: number;
  /** `SnapshotCatchUpEntries`. */
  readonly catchUpEntries?: number;
  readonly profile: VersionProfile;
}

/**
 * Bytes of raft entries that a member keeps in memory. Every write is one entry, and the log is cut by count, never by bytes.
 *
 * Document: entries x (value + key) with entries = min(written, 5 000). Observed: entries on the sawtooth of the version line
 * (first cycle 0 to snapshot-count, then catch-up to catch-up + snapshot-count; from 3.6 on about catch-up) x Go size class of
 * the marshalled request, and the array of entries with the room that appending leaves; `likely` is live heap, `high` adds the collector's headroom. An exact
 * number of writes gives the exact place on the sawtooth, as if nothing else wrote; of writing that lasts, the middle of the sawtooth is the likely place if a
 * month reaches it, and else the floor.
 * With a rate, `perHour` and `ceiling` (all entries that fit x (value + key)) are by the document's bytes.
 */
export function raftLog(input: RaftLogInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => logOf(input, build));
}

function logOf(input: RaftLogInput, build: Build): ComponentEstimate {
  const floor = input.catchUpEntries ?? build.raft.catchUpEntries;
  const tooth = toothOf(build, input.snapshotCount);
  const written = entriesWritten(input);
  const entries = retainedEntries(written, floor, tooth, input);
  const key = clean(input.keyBytes);
  const value = clean(input.valueBytes);
  const each = add(value, key);
  const leased = input.leased === true;
  const request: Quantity = {
    low: requestBytes(key.low, value.low, leased),
    likely: requestBytes(key.likely, value.likely, leased),
    high: requestBytes(key.high, value.high, leased),
  };
  const firstCut = Math.max(floor, tooth.period);
  const bytes = (at: "low" | "likely" | "high") => logBytes(entries[at], request[at], build, written[at] > firstCut ? floor + 1 : 0);
  const live = { low: bytes("low") * constant("raft.live-low"), likely: bytes("likely"), high: bytes("high") };
  const documentEntries = Math.min(written.likely, floor);
  const rate = input.writesPerSecond === undefined ? undefined : clean(input.writesPerSecond);
  const most = clean(input.entriesWritten ?? exact(Number.POSITIVE_INFINITY)).likely;
  const peak = Math.min(most, floor + tooth.width);
  const passesFloor = written.high > floor;
  const observed = { ...live, high: residentLog(live.high, sizeClass(request.high)) };

  return componentEstimate({
    component: "raft-log",
    kind: rate === undefined ? "retained" : "growing",
    formula: "entries x (value + key)",
    observedFormula: "entries x size class of (value + key + request overhead) + array of entries, then the collector's headroom",
    count: { low: Math.min(entries.low, documentEntries), likely: documentEntries, high: Math.max(entries.high, documentEntries) },
    bytesEach: each,
    observed,
    live,
    resident: { ...live, likely: times(live.likely, constant("gc.resident")), high: observed.high },
    because: because(written, floor, tooth, passesFloor),
    ...(rate === undefined ? {} : { perHour: multiply(scale(rate, 3600), each).likely }),
    ...(rate !== undefined || passesFloor ? { ceiling: multiply(exact(peak), each).likely } : {}),
    constants: [
      "doc.raft.catch-up",
      ...build.raft.constants,
      "raft.header",
      ...(leased ? (["raft.lease-field"] as const) : []),
      "raft.live-low",
      "gc.headroom",
      "gc.put-garbage",
      "gc.minimum-heap",
      "gc.small-heap-headroom",
    ],
  });
}

/**
 * Bytes of the marshalled InternalRaftRequest of one put: header, then field 4 with key, value and lease, each with tag and length
 * (etcd api/etcdserverpb/raft_internal.proto, rpc.proto).
 */
export function requestBytes(key: number, value: number, leased: boolean): number {
  if (!Number.isFinite(key + value)) return Number.POSITIVE_INFINITY;
  const put = fieldBytes(key) + fieldBytes(value) + (leased ? constant("raft.lease-field") : 0);
  return constant("raft.header") + 1 + varintLength(put) + put;
}

function fieldBytes(length: number): number {
  return length > 0 ? 1 + varintLength(length) + length : 0;
}

function logBytes(entries: number, request: number, { raft }: Build, cutTo: number): number {
  const array = entries > 0 ? times(appendedCapacity(entries + 1, raft.entryStructBytes, cutTo), raft.entryStructBytes) : 0;
  return times(entries, sizeClass(request) + raft.entryObjectBytes) + array;
}

function because(written: Quantity, floor: number, tooth: Tooth, passesFloor: boolean): Because {
  if (!passesFloor || tooth.inMemory) return { id: "entry-overhead", data: {} };
  const firstCut = Math.max(floor, tooth.period);
  if (written.high <= firstCut) return { id: "before-first-cut", data: { entries: written.likely, floor, cut: firstCut } };
  return { id: "sawtooth", data: { floor, peak: floor + tooth.width } };
}

interface Tooth {
  /** Entries between two cuts of the log. */
  readonly period: number;
  /** How far above the floor the log can stand. */
  readonly width: number;
  /** Cut by memorySnapshotCount rather than by snapshot-count. */
  readonly inMemory: boolean;
}

function toothOf({ raft }: Build, snapshotCount: number | undefined): Tooth {
  const { memoryStep } = raft;
  if (memoryStep !== undefined) return { period: memoryStep, width: memoryStep + constant("raft.apply-batch"), inMemory: true };
  const period = snapshotCount ?? raft.snapshotCount;
  return { period, width: period, inMemory: false };
}

function entriesWritten(input: RaftLogInput): Quantity {
  const lasting = exact(Number.POSITIVE_INFINITY);
  const byRate =
    input.writesPerSecond === undefined ? lasting : multiply(scale(clean(input.writesPerSecond), 3600), clean(input.hours ?? lasting));
  return minimum(byRate, clean(input.entriesWritten ?? lasting));
}

/** Entries in memory after `written` writes. */
function retainedEntries(written: Quantity, floor: number, tooth: Tooth, input: RaftLogInput): Quantity {
  if (isExact(written)) return exact(afterWrites(written.high, floor, tooth.period));
  const ends = input.hours !== undefined || input.entriesWritten !== undefined;
  // The log is never cut below the floor, so nothing is lost before a full period and the floor are passed.
  const firstCut = Math.max(floor, tooth.period);
  const middle = floor + tooth.period / 2;
  const low = written.high > firstCut ? Math.min(written.low, floor) : written.low;
  const high = Math.min(written.high, floor + tooth.width);
  const lasting = Math.max(floor, Math.min(middle, monthOf(input)));
  const likely = !ends ? Math.min(written.likely, lasting) : written.likely > firstCut ? middle : written.likely;
  return clean({ low, likely: Math.min(Math.max(likely, low), high), high });
}

const SECONDS_OF_A_MONTH = 30 * 24 * 3600;

function monthOf({ writesPerSecond }: RaftLogInput): number {
  return writesPerSecond === undefined ? 0 : clean(writesPerSecond).likely * SECONDS_OF_A_MONTH;
}

/** etcd snapshots when applied - snapshotted > period, then keeps the last `floor` entries (server.go, triggerSnapshot and snapshot). */
function afterWrites(written: number, floor: number, period: number): number {
  const cycles = Math.floor(written / (period + 1));
  return cycles === 0 ? written : Math.min(written, floor + written - cycles * (period + 1));
}
