import type { Build } from "./builds";
import { residentLog } from "./collector";
import { componentEstimate } from "./component";
import { constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, clean, exact, isExact, minimum, multiply, scale } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, Because, ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

export interface RaftLogInput {
  readonly valueBytes: Amount;
  readonly keyBytes: Amount;
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
 * (first cycle 0 to snapshot-count, then catch-up to catch-up + snapshot-count; from 3.6 on about catch-up) x (Go size class of
 * the marshalled request + entry struct); `likely` is live heap, `high` adds the collector's headroom. An exact number of writes gives
 * the exact place on the sawtooth, as if nothing else wrote; otherwise the whole sawtooth is the range.
 * With a rate, `perHour` and `ceiling` (all entries that fit x (value + key)) are by the document's bytes.
 */
export function raftLog(input: RaftLogInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => logOf(input, build));
}

function logOf(input: RaftLogInput, build: Build): ComponentEstimate {
  const floor = input.catchUpEntries ?? build.raft.catchUpEntries;
  const tooth = toothOf(build, input.snapshotCount);
  const written = entriesWritten(input);
  const entries = retainedEntries(written, floor, tooth, input.hours !== undefined || input.entriesWritten !== undefined);
  const each = add(clean(input.valueBytes), clean(input.keyBytes));
  const entry = entryBytes(each, build.raft.entryStructBytes);
  const live = multiply(entries, entry);
  const documentEntries = Math.min(written.likely, floor);
  const rate = input.writesPerSecond === undefined ? undefined : clean(input.writesPerSecond);
  const most = clean(input.entriesWritten ?? exact(Number.POSITIVE_INFINITY)).likely;
  const peak = Math.min(most, floor + tooth.width);
  const passesFloor = written.high > floor;

  return componentEstimate({
    component: "raft-log",
    kind: rate === undefined ? "retained" : "growing",
    formula: "entries x (value + key)",
    observedFormula: "entries x (size class of (value + key + request overhead) + entry struct), then the collector's headroom",
    count: { low: Math.min(entries.low, documentEntries), likely: documentEntries, high: Math.max(entries.high, documentEntries) },
    bytesEach: each,
    observed: {
      low: live.low * constant("raft.live-low"),
      likely: live.likely,
      high: residentLog(live.high, entry.high),
    },
    live,
    because: because(tooth, passesFloor),
    ...(rate === undefined ? {} : { perHour: multiply(scale(rate, 3600), each).likely }),
    ...(rate !== undefined || passesFloor ? { ceiling: multiply(exact(peak), each).likely } : {}),
    constants: [
      "doc.raft.catch-up",
      ...build.raft.constants,
      "raft.request-overhead",
      "raft.slice-slack",
      "raft.live-low",
      "gc.headroom",
      "gc.put-garbage",
      "gc.minimum-heap",
      "gc.small-heap-headroom",
    ],
  });
}

function because(tooth: Tooth, passesFloor: boolean): Because {
  return passesFloor ? { id: "sawtooth", data: { entries: tooth.width } } : { id: "entry-overhead", data: {} };
}

interface Tooth {
  /** Entries between two cuts of the log. */
  readonly period: number;
  /** How far above the floor the log can stand. */
  readonly width: number;
}

function toothOf({ raft }: Build, snapshotCount: number | undefined): Tooth {
  const { memoryStep } = raft;
  if (memoryStep !== undefined) return { period: memoryStep, width: memoryStep + constant("raft.apply-batch") };
  const period = snapshotCount ?? raft.snapshotCount;
  return { period, width: period };
}

function entriesWritten(input: RaftLogInput): Quantity {
  const lasting = exact(Number.POSITIVE_INFINITY);
  const byRate =
    input.writesPerSecond === undefined ? lasting : multiply(scale(clean(input.writesPerSecond), 3600), clean(input.hours ?? lasting));
  return minimum(byRate, clean(input.entriesWritten ?? lasting));
}

/** Entries in memory after `written` writes. `bounded` says that the writing ends, so that `likely` may pass the floor. */
function retainedEntries(written: Quantity, floor: number, tooth: Tooth, bounded: boolean): Quantity {
  if (isExact(written)) return exact(afterWrites(written.high, floor, tooth.period));
  // The log is never cut below the floor, so nothing is lost before a full period and the floor are passed.
  const firstCut = Math.max(floor, tooth.period);
  const low = written.high > firstCut ? Math.min(written.low, floor) : written.low;
  const high = Math.min(written.high, floor + tooth.width);
  const likely = !bounded ? Math.min(written.likely, floor) : written.likely > firstCut ? floor + tooth.period / 2 : written.likely;
  return clean({ low, likely: Math.min(Math.max(likely, low), high), high });
}

/** etcd snapshots when applied - snapshotted > period, then keeps the last `floor` entries (server.go, triggerSnapshot and snapshot). */
function afterWrites(written: number, floor: number, period: number): number {
  const cycles = Math.floor(written / (period + 1));
  return cycles === 0 ? written : Math.min(written, floor + written - cycles * (period + 1));
}

function entryBytes(each: Quantity, struct: number): Quantity {
  const payload = sizeClassOf(add(each, exact(constant("raft.request-overhead"))));
  return add(payload, exact(struct * constant("raft.slice-slack")));
}
