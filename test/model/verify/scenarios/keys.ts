/** treeIndex: keys of several lengths, revisions and deletions before and after compaction. The raft log is filled with tiny entries before and after. */
import { type Expected, FILL, FILL_KEY, type Run, type Scenario, type State } from "../scenario";

interface Keys {
  readonly count: number;
  readonly keyBytes: number;
  readonly random?: boolean;
}

const VALUE = 16;

/** Small enough that tiny writes push the keys out of the raft log. Keys come one a put: in bigger requests the log would have held them all at once. */
const server = { snapshotCount: 1_000 } as const;

function write(run: Run, keys: Keys): Promise<void> {
  return run.do({ op: "put", prefix: "t", ...keys, valueBytes: VALUE, workers: 32 });
}

function index(keys: Keys, revisionsPerKey: number): State {
  return {
    treeIndex: { keys: keys.count, keyBytes: keys.keyBytes, revisionsPerKey, order: keys.random === true ? "random" : "sequential" },
  };
}

/** The database with these keys and the tiny writes of so many fillings. */
function file(keys: Keys, revisions: number, fillings: number): State {
  return {
    boltdb: [
      { revisions: keys.count * revisions, keyBytes: keys.keyBytes, valueBytes: VALUE },
      { revisions: fillings * FILL, keyBytes: FILL_KEY, valueBytes: 0 },
    ],
  };
}

function lengths(keys: Keys, subset = false): Scenario {
  return {
    id: `keys-${keys.keyBytes}B${keys.random === true ? "-random" : ""}`,
    title: `${keys.count} keys of ${keys.keyBytes} B, ${keys.random === true ? "in random order" : "in order"}`,
    subset,
    server,
    filled: true,
    settle: true,
    run: async (run) => {
      await write(run, keys);
      await run.fill();
      await run.read("written");
      await run.restart();
      await run.fill();
      await run.read("restarted");
    },
    expect: () => ({ written: { held: index(keys, 1), file: file(keys, 1, 2) }, restarted: { held: index(keys, 1) } }),
  };
}

const history: Keys = { count: 20_000, keyBytes: 32 };

const revisions: Scenario = {
  id: "revisions",
  title: "20 000 keys of 32 B with 1, 5 and 11 revisions, then compacted to 1, then restarted",
  server,
  filled: true,
  settle: true,
  run: async (run) => {
    for (let revision = 1; revision <= 11; revision += 1) {
      await write(run, history);
      if (revision !== 1 && revision !== 5 && revision !== 11) continue;
      await run.fill();
      await run.read(`${revision} revisions`);
    }
    await run.do({ op: "compact" });
    await run.fill();
    await run.read("compacted");
    await run.restart();
    await run.fill();
    await run.read("restarted");
  },
  expect: () => ({
    ...Object.fromEntries(
      [1, 5, 11].map((n): [string, Expected] => [
        `${n} revisions`,
        { held: index(history, n), file: file(history, n, 2 + [1, 5, 11].indexOf(n)) },
      ]),
    ),
    compacted: { held: index(history, 11) },
    restarted: { held: index(history, 1) },
  }),
};

const gone: Keys = { count: 30_000, keyBytes: 32 };

const deleted: Scenario = {
  id: "deleted-keys",
  title: "30 000 keys of 32 B written and deleted, then compacted",
  server,
  filled: true,
  settle: true,
  run: async (run) => {
    await write(run, gone);
    await run.do({ op: "delete", prefix: "t", count: gone.count, keyBytes: gone.keyBytes, workers: 32 });
    await run.fill();
    await run.read("deleted");
    await run.do({ op: "compact" });
    await run.fill();
    await run.read("compacted");
  },
  expect: () => ({
    deleted: { held: { treeIndex: { keys: 0, keyBytes: gone.keyBytes, revisionsPerKey: 1, deleted: gone.count } } },
    compacted: { held: {} },
  }),
};

const million: Keys = { count: 1_000_000, keyBytes: 64 };

/** Written in large requests for speed, then read on a restarted member, whose log is empty. */
const publicBenchmark: Scenario = {
  id: "keys-1M",
  title: "1 000 000 keys of 64 B, the row of the public storage memory benchmark, after a restart",
  server,
  filled: true,
  settle: true,
  run: async (run) => {
    await run.do({ op: "put", prefix: "t", ...million, valueBytes: VALUE, perTxn: 500, workers: 8 });
    await run.fill();
    await run.restart();
    await run.fill();
    await run.read("restarted");
  },
  expect: () => ({ restarted: { held: index(million, 1), file: file(million, 1, 3) } }),
};

/** No filling up: log and index together, as a member really stands. */
const together: Scenario = {
  id: "log-and-index",
  title: "60 000 keys of 48 B with values of 200 B, one put each",
  server: {},
  run: async (run) => {
    await run.do({ op: "put", prefix: "t", count: 60_000, keyBytes: 48, valueBytes: 200, workers: 32 });
    await run.read("written");
  },
  expect: () => ({
    written: {
      held: {
        raftLog: { entriesWritten: 60_000, keyBytes: 48, valueBytes: 200 },
        treeIndex: { keys: 60_000, keyBytes: 48, revisionsPerKey: 1, order: "sequential" },
      },
      batch: { keyBytes: 48, valueBytes: 200 },
      file: { boltdb: { revisions: 60_000, keyBytes: 48, valueBytes: 200 } },
    },
  }),
};

export const KEYS: readonly Scenario[] = [
  lengths({ count: 50_000, keyBytes: 16 }, true),
  lengths({ count: 50_000, keyBytes: 33 }),
  lengths({ count: 50_000, keyBytes: 128 }),
  lengths({ count: 50_000, keyBytes: 256 }),
  lengths({ count: 50_000, keyBytes: 128, random: true }),
  revisions,
  deleted,
  publicBenchmark,
  together,
];
