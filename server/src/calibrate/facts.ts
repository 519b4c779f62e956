/** What a running etcd says of itself, in plain numbers. What it does not say is undefined, never 0. */
import { type Metrics, parseMetrics } from "./metrics";

/** Answers of the server, as text; undefined where it gave none. */
export interface Answers {
  readonly version: string;
  readonly metrics: string;
  /** `/debug/vars`: the arguments that the server was started with. */
  readonly vars: string | undefined;
  readonly members: number | undefined;
  readonly tls: boolean;
}

export interface ServerFacts {
  readonly version: string;
  readonly tls: boolean;
  readonly members: number;
  readonly memory: {
    readonly resident: number | undefined;
    /** Bytes of the heap now, garbage included. */
    readonly heap: number | undefined;
    /** Bytes that were alive at the last collection. */
    readonly liveHeap: number | undefined;
    readonly stacks: number | undefined;
    /** Bytes that the Go runtime holds from the system: heap, stacks and its own books. */
    readonly runtime: number | undefined;
  };
  readonly log: {
    /** Index of the last entry that was applied. */
    readonly applied: number | undefined;
    /** Snapshots since the process started. */
    readonly snapshots: number | undefined;
  };
  readonly store: {
    readonly keys: number | undefined;
    readonly currentRevision: number | undefined;
    readonly compactedRevision: number | undefined;
    readonly compactions: number | undefined;
    readonly databaseBytes: number | undefined;
    readonly databaseInUse: number | undefined;
    readonly quota: number | undefined;
  };
  /** Since the process started. */
  readonly writes: {
    readonly puts: number | undefined;
    readonly putBytes: number | undefined;
    readonly deletes: number | undefined;
    readonly leasesGranted: number | undefined;
    readonly leasesRevoked: number | undefined;
    readonly seconds: number | undefined;
  };
  readonly clients: {
    readonly openFiles: number | undefined;
    readonly watchStreams: number | undefined;
    readonly watchers: number | undefined;
    readonly slowWatchers: number | undefined;
    readonly keepaliveStreams: number | undefined;
  };
  /** As the server was started with; settings from its environment or a file are not known. */
  readonly settings: {
    readonly snapshotCount: number | undefined;
    readonly catchUpEntries: number | undefined;
    readonly autoCompaction: string | undefined;
  };
}

/** Reads all answers. Never throws, whatever they are. */
export function factsOf({ version, metrics: text, vars, members, tls }: Answers): ServerFacts {
  const metrics = parseMetrics(text);
  const { get } = metrics;
  const flags = flagsOf(vars);
  const started = get("process_start_time_seconds");
  const collected = get("go_memstats_last_gc_time_seconds");
  return {
    version,
    tls,
    members: members ?? 1,
    memory: {
      resident: get("process_resident_memory_bytes"),
      heap: get("go_memstats_heap_alloc_bytes"),
      liveHeap: liveHeapOf(metrics),
      stacks: get("go_memstats_stack_inuse_bytes"),
      runtime: difference(get("go_memstats_sys_bytes"), get("go_memstats_heap_released_bytes")),
    },
    log: {
      applied: get("etcd_server_proposals_applied_total"),
      snapshots: get("etcd_debugging_snap_save_total_duration_seconds_count"),
    },
    store: {
      keys: get("etcd_debugging_mvcc_keys_total"),
      currentRevision: get("etcd_debugging_mvcc_current_revision"),
      compactedRevision: get("etcd_debugging_mvcc_compact_revision"),
      compactions: get("etcd_debugging_mvcc_db_compaction_total_duration_milliseconds_count"),
      databaseBytes: get("etcd_mvcc_db_total_size_in_bytes") ?? get("etcd_debugging_mvcc_db_total_size_in_bytes"),
      databaseInUse: get("etcd_mvcc_db_total_size_in_use_in_bytes"),
      quota: get("etcd_server_quota_backend_bytes"),
    },
    writes: {
      puts: get("etcd_mvcc_put_total") ?? get("etcd_debugging_mvcc_put_total"),
      putBytes: get("etcd_debugging_mvcc_total_put_size_in_bytes") ?? get("etcd_mvcc_total_put_size_in_bytes"),
      deletes: get("etcd_mvcc_delete_total") ?? get("etcd_debugging_mvcc_delete_total"),
      leasesGranted: get("etcd_debugging_lease_granted_total"),
      leasesRevoked: get("etcd_debugging_lease_revoked_total"),
      // The server's own clock on both sides: the last collection is at most two minutes old.
      seconds: difference(collected, started),
    },
    clients: {
      openFiles: get("process_open_fds"),
      watchStreams: get("etcd_debugging_mvcc_watch_stream_total"),
      watchers: get("etcd_debugging_mvcc_watcher_total"),
      slowWatchers: get("etcd_debugging_mvcc_slow_watcher_total"),
      keepaliveStreams: openStreams(metrics, "LeaseKeepAlive"),
    },
    settings: {
      snapshotCount: countOf(flags.get("snapshot-count")),
      catchUpEntries: countOf(flags.get("snapshot-catchup-entries") ?? flags.get("experimental-snapshot-catchup-entries")),
      autoCompaction: compactionOf(flags),
    },
  };
}

/**
 * Bytes alive at the last collection, from the size at which the next one starts. With GOGC = p that is live + (live + stacks + globals) x p / 100, and
 * live x (1 + p / 100) before Go 1.18 (runtime/mgcpacer.go, runtime/mgc.go). What the heap holds now has garbage in it and is the upper bound.
 */
function liveHeapOf(metrics: Metrics): number | undefined {
  const next = metrics.get("go_memstats_next_gc_bytes");
  const heap = metrics.get("go_memstats_heap_alloc_bytes");
  if (next === undefined || heap === undefined) return heap;
  const share = (metrics.get("go_gc_gogc_percent") ?? 100) / 100;
  const minor = Number(/^go1\.(\d+)/.exec(metrics.label("go_info", "version") ?? "")?.[1] ?? Number.NaN);
  const roots = minor >= 18 ? (metrics.get("go_memstats_stack_inuse_bytes") ?? 0) * share : 0;
  const live = (next - roots) / (1 + share);
  // The smallest goal says nothing of what is alive.
  return next <= smallestGoal * share ? heap : Math.min(live, heap);
}

/** heapMinimum of the Go runtime, runtime/mgc.go. */
const smallestGoal = 4_194_304;

function openStreams(metrics: Metrics, method: string): number | undefined {
  const started = metrics.sum("grpc_server_started_total", { grpc_method: method, grpc_type: "bidi_stream" });
  const handled = metrics.sum("grpc_server_handled_total", { grpc_method: method, grpc_type: "bidi_stream" }) ?? 0;
  return started === undefined ? undefined : Math.max(0, started - handled);
}

function difference(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.max(0, a - b);
}

/** `--name=value`, `--name value` and `-name value` of the server's command line. */
function flagsOf(vars: string | undefined): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  const words = commandLine(vars);
  words.forEach((word, at) => {
    const [, name, value] = /^--?([a-z][a-z0-9-]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name !== undefined) flags.set(name, value ?? words[at + 1] ?? "");
  });
  return flags;
}

function commandLine(vars: string | undefined): readonly string[] {
  if (vars === undefined) return [];
  try {
    const { cmdline }: { cmdline?: unknown } = JSON.parse(vars) ?? {};
    return Array.isArray(cmdline) ? cmdline.map(String) : [];
  } catch {
    return [];
  }
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** In the words of the settings: `periodic 1h`, `revision 10000` or `off`. A bare number of the periodic mode means hours. */
function compactionOf(flags: ReadonlyMap<string, string>): string | undefined {
  const retention = flags.get("auto-compaction-retention");
  if (retention === undefined) return undefined;
  if (/^0+[a-z]*$/.test(retention)) return "off";
  const mode = flags.get("auto-compaction-mode") ?? "periodic";
  if (mode === "revision") return `revision ${retention}`;
  return `periodic ${/^\d+$/.test(retention) ? `${retention}h` : retention}`;
}
