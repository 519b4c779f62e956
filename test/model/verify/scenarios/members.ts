/** Leases, the v2 store, and members of a cluster. */
import type { Scenario } from "../scenario";

const KEY = 32;
const VALUE = 16;

const alone: Scenario = {
  id: "leases-alone",
  title: "30 000 leases without keys",
  server: { snapshotCount: 100 },
  filled: true,
  settle: true,
  run: async (run) => {
    await run.do({ op: "lease", leases: 30_000, workers: 32 });
    await run.fill();
    await run.read("granted");
  },
  expect: () => ({ granted: { held: { lease: { leases: 30_000, keysPerLease: 0, keyBytes: KEY } } } }),
};

const own: Scenario = {
  id: "leases-own-key",
  title: "20 000 leases with one key each",
  server: { snapshotCount: 100 },
  filled: true,
  settle: true,
  run: async (run) => {
    await run.do({ op: "lease", prefix: "l", leases: 20_000, keysPerLease: 1, keyBytes: KEY, valueBytes: VALUE, workers: 32 });
    await run.fill();
    await run.read("attached");
  },
  expect: () => ({
    attached: {
      held: {
        lease: { leases: 20_000, keysPerLease: 1, keyBytes: KEY },
        treeIndex: { keys: 20_000, keyBytes: KEY, revisionsPerKey: 1, order: "sequential" },
      },
    },
  }),
};

const shared: Scenario = {
  id: "leases-shared",
  title: "one lease with 50 000 keys",
  server: { snapshotCount: 100 },
  filled: true,
  settle: true,
  run: async (run) => {
    await run.do({ op: "lease", leases: 1, workers: 1 });
    await run.do({ op: "put", prefix: "l", lease: true, count: 50_000, keyBytes: KEY, valueBytes: VALUE, perTxn: 100, workers: 8 });
    await run.fill();
    await run.read("attached");
  },
  expect: () => ({
    attached: {
      held: {
        lease: { leases: 1, keysPerLease: 50_000, keyBytes: KEY },
        treeIndex: { keys: 50_000, keyBytes: KEY, revisionsPerKey: 1, order: "sequential" },
      },
    },
  }),
};

const keepalives: Scenario = {
  id: "keepalives",
  title: "300 connections with a keepalive stream each",
  server: {},
  run: async (run) => {
    await run.do({ op: "lease", leases: 1, workers: 1 });
    await run.do({ op: "keepalive", connections: 300 });
    await run.read("kept alive");
  },
  expect: () => ({ "kept alive": { held: { connections: { count: 300, tls: false }, keepaliveStreams: { count: 300 } } } }),
};

const v2: Scenario = {
  id: "v2-store",
  title: "30 000 keys of 30 B in the v2 store, values of 100 B",
  lines: ["3.4", "3.5"],
  server: { snapshotCount: 100, v2: true },
  filled: true,
  settle: true,
  run: async (run) => {
    await run.do({ op: "v2", prefix: "v", count: 30_000, keyBytes: 30, valueBytes: 100, workers: 16 });
    await run.fill();
    await run.read("written");
  },
  expect: () => ({ written: { held: { v2Store: { keys: 30_000, keyBytes: 30, valueBytes: 100 } } } }),
};

function idle(members: number): Scenario {
  return {
    id: `idle-${members}`,
    title: members === 1 ? "an idle lone member, the process included" : `a member of ${members}, idle, the process included`,
    server: { members },
    run: (run) => run.read("idle"),
    expect: () => ({ idle: { whole: true, held: members === 1 ? {} : { peers: { peers: members - 1 } } } }),
  };
}

const cluster: Scenario = {
  id: "cluster-of-3",
  title: "three members, 500 puts of 100 KiB to one key; what the leader and a follower hold",
  server: { members: 3 },
  run: async (run) => {
    await run.do({ op: "put", prefix: "k", oneKey: true, count: 500, keyBytes: KEY, valueBytes: 102_400, workers: 4 });
    await run.read("member 0", 0);
    await run.read("member 1", 1);
    await run.read("member 2", 2);
  },
  expect: () =>
    Object.fromEntries(
      [0, 1, 2].map((member) => [
        `member ${member}`,
        {
          held: {
            raftLog: { entriesWritten: 500, keyBytes: KEY, valueBytes: 102_400 },
            treeIndex: { keys: 1, keyBytes: KEY, revisionsPerKey: 500 },
          },
          batch: { keyBytes: KEY, valueBytes: 102_400 },
        },
      ]),
    ),
};

export const MEMBERS: readonly Scenario[] = [alone, own, shared, keepalives, v2, idle(1), idle(3), cluster];
