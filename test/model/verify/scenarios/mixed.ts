/** Sizes that no constant of the model was fitted on, and a member that holds a bit of everything. */
import type { Scenario } from "../scenario";

const oddEntries: Scenario = {
  id: "other-entries",
  title: "7 000 puts of 3 000 B over 700 keys of 77 B",
  server: {},
  run: async (run) => {
    for (let round = 0; round < 10; round += 1) {
      await run.do({ op: "put", prefix: "o", count: 700, keyBytes: 77, valueBytes: 3_000, workers: 4 });
    }
    await run.read("written");
  },
  expect: () => ({
    written: {
      held: {
        raftLog: { entriesWritten: 7_000, keyBytes: 77, valueBytes: 3_000 },
        treeIndex: { keys: 700, keyBytes: 77, revisionsPerKey: 10 },
      },
      batch: { keyBytes: 77, valueBytes: 3_000 },
      file: { boltdb: { revisions: 7_000, keyBytes: 77, valueBytes: 3_000 } },
    },
  }),
};

const oddRange = { keys: 3_000, keyBytes: 45, valueBytes: 7_000 } as const;

const oddRanges: Scenario = {
  id: "other-range",
  title: "3 000 keys of 45 B with 7 000 B",
  server: { snapshotCount: 100 },
  prepare: async (run) => {
    await run.do({ op: "put", prefix: "r", count: oddRange.keys, ...oddRange, perTxn: 50, workers: 4 });
    await run.fill();
  },
  run: async (run) => {
    await run.peak("full x 3", { op: "range", prefix: "r", mode: "full", concurrent: 3 });
    await run.peak("full limit 700", { op: "range", prefix: "r", mode: "full", limit: 700 });
  },
  expect: () => ({
    "full x 3": { peak: { range: { mode: "full", keysScanned: oddRange.keys, ...oddRange, concurrent: 3 } } },
    "full limit 700": { peak: { range: { mode: "limited", keysScanned: oddRange.keys, keysReturned: 700, ...oddRange, concurrent: 1 } } },
  }),
};

const oddWatches: Scenario = {
  id: "other-watches",
  title: "120 connections x 3 streams x 7 watchers on keys of 60 B",
  server: {},
  run: async (run) => {
    await run.do({ op: "watch", prefix: "w", keyBytes: 60, connections: 120, streams: 3, watchers: 7, watched: "distinct" });
    await run.read("watching");
  },
  expect: () => ({
    watching: {
      held: {
        connections: { count: 120, tls: false },
        streams: { count: 360, tls: false },
        watchers: { count: 2_520, keyKind: "distinct", keyBytes: 60, streams: 360 },
      },
    },
  }),
};

const oddLeases: Scenario = {
  id: "other-leases",
  title: "9 000 leases with three keys of 50 B each",
  server: { snapshotCount: 1_000 },
  filled: true,
  settle: true,
  run: async (run) => {
    await run.do({ op: "lease", prefix: "l", leases: 9_000, keysPerLease: 3, keyBytes: 50, valueBytes: 8, workers: 16 });
    await run.fill();
    await run.read("attached");
  },
  expect: () => ({
    attached: {
      held: {
        lease: { leases: 9_000, keysPerLease: 3, keyBytes: 50 },
        treeIndex: { keys: 27_000, keyBytes: 50, revisionsPerKey: 1, order: "random" },
      },
    },
  }),
};

/** Everything at once, on one member. */
const everything: Scenario = {
  id: "everything",
  title: "25 000 keys, 2 000 values of 6 000 B rewritten, 80 connections x 2 streams x 10 watchers, 4 000 leases",
  server: {},
  run: async (run) => {
    await run.do({ op: "put", prefix: "t", count: 25_000, keyBytes: 40, valueBytes: 100, workers: 16 });
    await run.do({ op: "lease", leases: 4_000, workers: 16 });
    await run.do({ op: "watch", prefix: "w", keyBytes: 40, connections: 80, streams: 2, watchers: 10, watched: "prefix" });
    await run.do({ op: "put", prefix: "k", oneKey: true, count: 2_000, keyBytes: 40, valueBytes: 6_000, workers: 4 });
    await run.read("all of it");
  },
  expect: (profile) => ({
    "all of it": {
      held: {
        raftLog: everythingLog(profile.line === "3.4" || profile.line === "3.5"),
        treeIndex: [
          { keys: 25_000, keyBytes: 40, revisionsPerKey: 1, order: "sequential" },
          { keys: 1, keyBytes: 40, revisionsPerKey: 2_000 },
        ],
        lease: { leases: 4_000, keysPerLease: 0, keyBytes: 0 },
        connections: { count: 80, tls: false },
        streams: { count: 160, tls: false },
        watchers: { count: 1_600, keyKind: "prefix", keyBytes: 40, streams: 160 },
      },
      batch: { keyBytes: 40, valueBytes: 6_000 },
    },
  }),
};

/** Up to 3.5 the log holds all 31 000 entries before its first cut, from 3.6 on the last 5 000: 2 000 values and 3 000 lease grants. */
function everythingLog(all: boolean) {
  const value = { entriesWritten: 2_000, keyBytes: 40, valueBytes: 6_000 };
  // A grant carries no key and no value: id and time to live.
  const grants = { entriesWritten: all ? 4_000 : 3_000, keyBytes: 0, valueBytes: 8 };
  return all ? [value, grants, { entriesWritten: 25_000, keyBytes: 40, valueBytes: 100 }] : [value, grants];
}

export const MIXED: readonly Scenario[] = [oddEntries, oddRanges, oddWatches, oddLeases, everything];
