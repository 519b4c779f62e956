/** The raft log: the documents' case, entries of several sizes, and the sawtooth. */
import type { Expected, Scenario } from "../scenario";

const MiB = 1_048_576;
const KEY = 16;

/** One key rewritten `writes` times: log, the key's revisions in the index, and the database. */
function rewritten(writes: number, valueBytes: number, snapshotCount?: number): Expected {
  return {
    held: {
      raftLog: { entriesWritten: writes, keyBytes: KEY, valueBytes, ...(snapshotCount === undefined ? {} : { snapshotCount }) },
      treeIndex: { keys: 1, keyBytes: KEY, revisionsPerKey: writes },
    },
    batch: { keyBytes: KEY, valueBytes },
    file: { boltdb: { revisions: writes, keyBytes: KEY, valueBytes, quotaBytes: 8 * 2 ** 30 } },
  };
}

const oneKey = { op: "put", prefix: "k", oneKey: true, keyBytes: KEY } as const;

function entries(id: string, count: number, valueBytes: number, workers: number, subset = false): Scenario {
  return {
    id,
    title: `${count} puts of ${valueBytes} B to one key`,
    subset,
    server: {},
    run: async (run) => {
      await run.do({ ...oneKey, count, valueBytes, workers });
      await run.read("written");
    },
    expect: () => ({ written: rewritten(count, valueBytes) }),
  };
}

function sawtooth(snapshotCount: number | undefined, valueBytes: number, stops: readonly number[]): Scenario {
  const name = snapshotCount ?? "default";
  return {
    id: `sawtooth-${name}`,
    title: `raft log with --snapshot-count ${name}, values of ${valueBytes} B`,
    server: snapshotCount === undefined ? {} : { snapshotCount },
    settle: true,
    run: async (run) => {
      let written = 0;
      for (const stop of stops) {
        await run.do({ ...oneKey, count: stop - written, valueBytes, workers: valueBytes > 1_024 ? 4 : 32 });
        written = stop;
        await run.read(`${stop} puts`);
      }
    },
    expect: () => Object.fromEntries(stops.map((stop) => [`${stop} puts`, rewritten(stop, valueBytes, snapshotCount)])),
  };
}

const documentCase: Scenario = {
  id: "one-key-1000x1MiB",
  title: "1 000 puts of 1 MiB to one key, compacted, defragmented, restarted",
  server: {},
  run: async (run) => {
    await run.do({ ...oneKey, count: 1_000, valueBytes: MiB, workers: 2 });
    await run.read("written");
    await run.do({ op: "compact" });
    await run.read("compacted");
    await run.do({ op: "defrag" });
    await run.read("defragmented");
    await run.restart();
    await run.read("restarted");
  },
  expect: () => {
    const { batch, file, ...kept } = rewritten(1_000, MiB);
    return { written: { ...kept, ...(batch && { batch }), ...(file && { file }) }, compacted: kept, defragmented: kept, restarted: kept };
  },
};

function megabytes(id: string, writes: number, runs: number | undefined): Scenario {
  return {
    id,
    title: `2 MiB rewritten ${writes} times, compacted every 50`,
    ...(runs === undefined ? {} : { runs }),
    server: { maxRequestBytes: 4 * MiB },
    run: async (run) => {
      for (let written = 0; written < writes; written += 50) {
        await run.do({ ...oneKey, count: 50, valueBytes: 2 * MiB, workers: 1 });
        await run.do({ op: "compact" });
      }
      await run.read("written");
    },
    expect: () => {
      const { file: _, ...kept } = rewritten(writes, 2 * MiB);
      return { written: kept };
    },
  };
}

export const LOG: readonly Scenario[] = [
  documentCase,
  megabytes("rewrite-2MiB-300", 300, undefined),
  entries("entries-0B", 20_000, 0, 32),
  entries("entries-100B", 20_000, 100, 32, true),
  entries("entries-1KiB", 10_000, 1_024, 16),
  entries("entries-10KiB", 3_000, 10_240, 8, true),
  entries("entries-100KiB", 500, 102_400, 4),
  entries("entries-512KiB", 200, 524_288, 2),
  sawtooth(100, 4_096, [5_050, 6_000]),
  sawtooth(1_000, 4_096, [5_980, 6_040]),
  sawtooth(10_000, 1_024, [9_950, 10_050, 19_950]),
  sawtooth(undefined, 200, [99_900, 100_100]),
  megabytes("rewrite-2MiB-2400", 2_400, 1),
];
