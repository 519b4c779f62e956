/** Range requests: what a member needs while it serves them. */
import type { Command } from "../load";
import type { Expected, Scenario, State } from "../scenario";

interface Data {
  readonly keys: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
  readonly perTxn: number;
}

interface Request {
  readonly mode: NonNullable<Command["mode"]>;
  readonly concurrent?: number;
  readonly limit?: number;
}

function nameOf({ mode, concurrent, limit }: Request): string {
  return [mode, ...(limit === undefined ? [] : [`limit ${limit}`]), ...(concurrent === undefined ? [] : [`x ${concurrent}`])].join(" ");
}

function stateOf(data: Data, request: Request): State {
  const { mode, limit } = request;
  const returned = mode === "count-only" ? 0 : (limit ?? data.keys);
  return {
    range: {
      mode: mode === "full" && limit !== undefined ? "limited" : mode,
      keysScanned: data.keys,
      keysReturned: returned,
      keyBytes: data.keyBytes,
      valueBytes: data.valueBytes,
      concurrent: request.concurrent ?? 1,
    },
  };
}

/** Each run starts a member on the written data, so that nothing else is in its heap and the database is in memory. */
function ranges(id: string, title: string, data: Data, requests: readonly Request[], more: Partial<Scenario> = {}): Scenario {
  return {
    id,
    title,
    server: { snapshotCount: 100 },
    prepare: async (run) => {
      await run.do({ op: "put", prefix: "r", count: data.keys, ...data, workers: 8 });
      await run.fill();
    },
    run: async (run) => {
      for (const request of requests) await run.peak(nameOf(request), { op: "range", prefix: "r", ...request });
    },
    expect: () => Object.fromEntries(requests.map((request): [string, Expected] => [nameOf(request), { peak: stateOf(data, request) }])),
    ...more,
  };
}

export const REQUESTS: readonly Scenario[] = [
  ranges("range-100x1MiB", "100 keys of 1 MiB", { keys: 100, keyBytes: 32, valueBytes: 1_048_576, perTxn: 1 }, [
    { mode: "full" },
    { mode: "full", concurrent: 4 },
    { mode: "keys-only" },
    { mode: "sorted", limit: 1 },
    { mode: "full", limit: 10 },
  ]),
  ranges(
    "range-10k-1KiB",
    "10 000 keys of 1 KiB",
    { keys: 10_000, keyBytes: 32, valueBytes: 1_024, perTxn: 100 },
    [{ mode: "full" }, { mode: "full", concurrent: 8 }, { mode: "keys-only" }, { mode: "sorted", limit: 1 }],
    { subset: true },
  ),
  ranges("range-100k-100B", "100 000 keys of 100 B", { keys: 100_000, keyBytes: 32, valueBytes: 100, perTxn: 200 }, [
    { mode: "full" },
    { mode: "full", concurrent: 4 },
    { mode: "keys-only" },
    { mode: "sorted", limit: 1 },
  ]),
  ranges("range-1M", "1 000 000 keys of 32 B with values of 1 B", { keys: 1_000_000, keyBytes: 32, valueBytes: 1, perTxn: 500 }, [
    { mode: "count-only" },
    { mode: "count-only", concurrent: 8 },
    { mode: "full", limit: 10 },
    { mode: "keys-only" },
    { mode: "full" },
    { mode: "sorted", limit: 1 },
  ]),
  ranges(
    "streamed-100x1MiB",
    "100 keys of 1 MiB, streamed",
    { keys: 100, keyBytes: 32, valueBytes: 1_048_576, perTxn: 1 },
    [{ mode: "streamed" }, { mode: "streamed", concurrent: 4 }],
    { lines: ["3.7"] },
  ),
  ranges(
    "streamed-100k-1KiB",
    "100 000 keys of 1 KiB, streamed",
    { keys: 100_000, keyBytes: 32, valueBytes: 1_024, perTxn: 100 },
    [{ mode: "streamed" }, { mode: "streamed", concurrent: 4 }],
    { lines: ["3.7"] },
  ),
  ranges(
    "streamed-1M",
    "1 000 000 keys of 32 B with values of 1 B, streamed",
    { keys: 1_000_000, keyBytes: 32, valueBytes: 1, perTxn: 500 },
    [{ mode: "streamed" }],
    { lines: ["3.7"] },
  ),
];
