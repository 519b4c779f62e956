/** Connections, streams, watchers, and clients that do not read. */
import type { Scenario, State } from "../scenario";

interface Grid {
  readonly connections: number;
  readonly streams: number;
  readonly watchers: number;
  readonly watched: "same" | "distinct" | "prefix";
  readonly tls?: boolean;
}

const KEY = 32;

function stateOf({ connections, streams, watchers, watched, tls = false }: Grid): State {
  return {
    connections: { count: connections, tls },
    streams: { count: connections * streams, tls },
    watchers: { count: connections * streams * watchers, keyKind: watched, keyBytes: KEY, streams: connections * streams },
  };
}

function grid(id: string, shape: Grid, subset = false): Scenario {
  const { connections, streams, watchers, watched, tls = false } = shape;
  return {
    id,
    title: `${connections} connections x ${streams} streams x ${watchers} watchers, ${watched}${tls ? ", TLS" : ""}`,
    subset,
    server: { tls },
    run: async (run) => {
      await run.do({ op: "watch", prefix: "w", keyBytes: KEY, connections, streams, watchers, watched });
      await run.read("watching");
    },
    expect: () => ({ watching: { held: stateOf(shape) } }),
  };
}

function idle(count: number, tls: boolean): Scenario {
  return {
    id: `connections${tls ? "-tls" : ""}`,
    title: `${count} idle connections${tls ? ", TLS" : ""}`,
    server: { tls },
    run: async (run) => {
      await run.do({ op: "connect", connections: count });
      await run.read("connected");
    },
    expect: () => ({ connected: { held: { connections: { count, tls } } } }),
  };
}

const EVENT = 10_240;

/** Events that nobody reads. The log and the index hold the same writes; both are part of what is expected. */
function backlog(streams: number, events: number): Scenario {
  return {
    id: `backlog-${streams}`,
    title: `${streams} stopped streams, ${events} events of ${EVENT} B`,
    server: { snapshotCount: 100 },
    filled: true,
    settle: true,
    run: async (run) => {
      await run.do({
        op: "watch",
        prefix: "b",
        keyBytes: KEY,
        connections: streams,
        streams: 1,
        watchers: 1,
        watched: "same",
        stopped: true,
      });
      await run.do({ op: "put", prefix: "b", oneKey: true, count: events, keyBytes: KEY, valueBytes: EVENT, workers: 2 });
      await run.fill();
      await run.read("stopped");
    },
    expect: () => ({
      stopped: {
        held: {
          ...stateOf({ connections: streams, streams: 1, watchers: 1, watched: "same" }),
          watchBacklog: { streams, watchers: streams, keyBytes: KEY, valueBytes: EVENT, prevKv: false },
        },
      },
    }),
  };
}

const HISTORY = 4_000;

const fromOldRevision: Scenario = {
  id: "backlog-history",
  title: `one stopped stream that watches from an old revision, ${HISTORY} events of ${EVENT} B`,
  server: { snapshotCount: 100 },
  filled: true,
  settle: true,
  run: async (run) => {
    await run.do({ op: "put", prefix: "b", oneKey: true, count: HISTORY, keyBytes: KEY, valueBytes: EVENT, workers: 4 });
    await run.fill();
    await run.do({
      op: "watch",
      prefix: "b",
      keyBytes: KEY,
      connections: 1,
      streams: 1,
      watchers: 1,
      watched: "same",
      revision: 2,
      stopped: true,
    });
    await run.fill();
    await run.read("stopped");
  },
  expect: () => ({
    stopped: {
      held: {
        ...stateOf({ connections: 1, streams: 1, watchers: 1, watched: "same" }),
        watchBacklog: { streams: 1, watchers: 1, keyBytes: KEY, valueBytes: EVENT, prevKv: false, historyEvents: HISTORY },
      },
    },
  }),
};

export const WATCHES: readonly Scenario[] = [
  idle(300, false),
  idle(300, true),
  grid("watch-300x1x1", { connections: 300, streams: 1, watchers: 1, watched: "same" }, true),
  grid("watch-50x20x1", { connections: 50, streams: 20, watchers: 1, watched: "same" }),
  grid("watch-1x2000x1", { connections: 1, streams: 2_000, watchers: 1, watched: "same" }),
  grid("watch-10x10x500-same", { connections: 10, streams: 10, watchers: 500, watched: "same" }),
  grid("watch-10x10x500-keys", { connections: 10, streams: 10, watchers: 500, watched: "distinct" }),
  grid("watch-10x10x500-prefix", { connections: 10, streams: 10, watchers: 500, watched: "prefix" }),
  grid("watch-tls-50x20x1", { connections: 50, streams: 20, watchers: 1, watched: "same", tls: true }),
  grid("watch-tls-200x2x10", { connections: 200, streams: 2, watchers: 10, watched: "distinct", tls: true }),
  backlog(1, 2_000),
  backlog(20, 2_000),
  fromOldRevision,
];
