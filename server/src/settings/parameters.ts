/**
 * Parameters of the etcd server that matter for memory, as data: names by version, defaults by version, and what each does. Sources: the flag
 * tables of the v3.x tags (etcdmain/config.go, from 3.6 on server/embed/config.go).
 */
import { inRange, type Version } from "./versions";

export interface SpelledName {
  /** Without dashes. */
  readonly flag: string;
  /** Key of the configuration file where it is another. */
  readonly key?: string;
  /** Range of versions that know it; all when absent. */
  readonly in?: string;
}

export interface Parameter {
  /** The name of today. */
  readonly name: string;
  readonly type: "retention" | "mode" | "count" | "bytes" | "duration" | "megabytes" | "boolean" | "text";
  readonly names: readonly SpelledName[];
  /** Default by range of versions, the first that fits. */
  readonly defaults: readonly { readonly in?: string; readonly value: string }[];
  /** What it does to memory, in a sentence or two. */
  readonly memory: string;
  /** Values worth completing. */
  readonly values: readonly string[];
}

const plain = (name: string, since?: string): readonly SpelledName[] => [{ flag: name, ...(since === undefined ? {} : { in: since }) }];

export const parameters: readonly Parameter[] = [
  {
    name: "auto-compaction-retention",
    type: "retention",
    names: plain("auto-compaction-retention"),
    defaults: [{ value: "0" }],
    memory:
      "How much history etcd keeps before it compacts. 0 keeps every revision for ever: database and index grow with every write until the quota. A bare number means hours in periodic mode and revisions in revision mode; anything with a unit is a duration, whatever the mode.",
    values: ["1h", "8h", "10000"],
  },
  {
    name: "auto-compaction-mode",
    type: "mode",
    names: plain("auto-compaction-mode", ">=3.3"),
    defaults: [{ value: "periodic" }],
    memory:
      "How auto-compaction-retention is read: periodic (a time) or revision (a number of revisions). Alone it does nothing. Up to 3.5 it has no default in a configuration file or in a program.",
    values: ["periodic", "revision"],
  },
  {
    name: "snapshot-count",
    type: "count",
    names: plain("snapshot-count"),
    defaults: [{ in: ">=3.6", value: "10000" }, { in: ">=3.2", value: "100000" }, { value: "10000" }],
    memory:
      "Up to 3.5 the raft log holds this many writes with their values in memory, on top of the catch-up entries. From 3.6 on the log in memory is cut every 100 writes and this number no longer drives it.",
    values: ["10000", "5000"],
  },
  {
    name: "snapshot-catchup-entries",
    type: "count",
    names: [
      { flag: "snapshot-catchup-entries", in: ">=3.6" },
      { flag: "experimental-snapshot-catchup-entries", key: "experimental-snapshot-catch-up-entries", in: ">=3.5.14 <3.7" },
    ],
    defaults: [{ value: "5000" }],
    memory: "Writes that stay in the raft log in memory after it is cut, for followers that lag. Each holds its whole value.",
    values: ["5000"],
  },
  {
    name: "quota-backend-bytes",
    type: "bytes",
    names: plain("quota-backend-bytes"),
    defaults: [{ value: "0" }],
    memory:
      "Size of the database file, which is mapped into memory, at which etcd raises the NOSPACE alarm and refuses writes. 0 means 2 GiB, a negative number means no limit; etcd warns above 8 GiB.",
    values: ["2147483648", "4294967296", "8589934592"],
  },
  {
    name: "max-request-bytes",
    type: "bytes",
    names: plain("max-request-bytes", ">=3.2.10"),
    defaults: [{ value: "1572864" }],
    memory: "Largest request that etcd takes. The raft log keeps at least 5 000 writes in memory, so the largest one multiplies.",
    values: ["1572864"],
  },
  {
    name: "max-txn-ops",
    type: "count",
    names: plain("max-txn-ops", ">=3.3"),
    defaults: [{ value: "128" }],
    memory: "Operations in one transaction. A transaction is one raft entry with all its values.",
    values: ["128"],
  },
  {
    name: "max-concurrent-streams",
    type: "count",
    names: plain("max-concurrent-streams", ">=3.4.20 <3.5 || >=3.5.5"),
    defaults: [{ value: "4294967295" }],
    memory: "Streams that one connection may hold open: the brake for clients that open a watch stream per call. Unlimited by default.",
    values: ["1000"],
  },
  {
    name: "backend-bbolt-freelist-type",
    type: "text",
    names: [
      { flag: "backend-bbolt-freelist-type", in: ">=3.5" },
      { flag: "experimental-backend-bbolt-freelist-type", in: ">=3.4 <3.5" },
    ],
    defaults: [{ in: ">=3.5", value: "map" }, { value: "array" }],
    memory: "How free pages of the database are kept in memory.",
    values: ["map", "array"],
  },
  {
    name: "backend-batch-interval",
    type: "duration",
    names: plain("backend-batch-interval", ">=3.4"),
    defaults: [{ value: "0" }],
    memory: "How long writes are gathered in memory before they go to the database file. 0 means 100 ms.",
    values: [],
  },
  {
    name: "backend-batch-limit",
    type: "count",
    names: plain("backend-batch-limit", ">=3.4"),
    defaults: [{ value: "0" }],
    memory: "Writes that are gathered in memory before they go to the database file. 0 means 10 000.",
    values: [],
  },
  {
    name: "compaction-batch-limit",
    type: "count",
    names: [
      { flag: "compaction-batch-limit", in: ">=3.6" },
      { flag: "experimental-compaction-batch-limit", in: ">=3.4 <3.7" },
    ],
    defaults: [{ value: "1000" }],
    memory: "Revisions that one step of a compaction removes.",
    values: [],
  },
  {
    name: "compaction-sleep-interval",
    type: "duration",
    names: [
      { flag: "compaction-sleep-interval", in: ">=3.6" },
      { flag: "experimental-compaction-sleep-interval", in: ">=3.5.16 <3.7" },
    ],
    defaults: [{ value: "10ms" }],
    memory: "Pause between two steps of a compaction.",
    values: [],
  },
  {
    name: "watch-progress-notify-interval",
    type: "duration",
    names: [
      { flag: "watch-progress-notify-interval", in: ">=3.6" },
      { flag: "experimental-watch-progress-notify-interval", in: ">=3.4.11 <3.7" },
    ],
    defaults: [{ value: "10m" }],
    memory: "How often a watcher that asked for it hears of progress. Each notice passes the buffer of its stream.",
    values: ["10m", "5s"],
  },
  {
    name: "bootstrap-defrag-threshold-megabytes",
    type: "megabytes",
    names: [
      { flag: "bootstrap-defrag-threshold-megabytes", in: ">=3.6" },
      { flag: "experimental-bootstrap-defrag-threshold-megabytes", in: ">=3.5 <3.7" },
    ],
    defaults: [{ value: "0" }],
    memory: "Free space from which the database file is defragmented when a member starts. 0 never does.",
    values: ["1000"],
  },
  {
    name: "memory-mlock",
    type: "boolean",
    names: [
      { flag: "memory-mlock", in: ">=3.6" },
      { flag: "experimental-memory-mlock", in: ">=3.5 <3.7" },
    ],
    defaults: [{ value: "false" }],
    memory: "Pins the pages of the database in memory, so that the whole file counts and none of it can be given back.",
    values: ["true", "false"],
  },
  {
    name: "enable-v2",
    type: "boolean",
    names: plain("enable-v2", "<3.6"),
    defaults: [{ in: ">=3.4", value: "false" }, { value: "true" }],
    memory: "Serves the v2 API, whose store keeps every key and value in memory.",
    values: ["false"],
  },
  {
    name: "experimental-enable-v2v3",
    type: "text",
    names: plain("experimental-enable-v2v3", ">=3.3 <3.6"),
    defaults: [{ value: "" }],
    memory: "Serves the v2 API on top of the v3 store.",
    values: [],
  },
  {
    name: "max-snapshots",
    type: "count",
    names: plain("max-snapshots"),
    defaults: [{ value: "5" }],
    memory: "Snapshot files that are kept on disk. Costs no memory.",
    values: ["5"],
  },
  {
    name: "max-wals",
    type: "count",
    names: plain("max-wals"),
    defaults: [{ value: "5" }],
    memory: "Write-ahead log files that are kept on disk. Costs no memory.",
    values: ["5"],
  },
];

interface Spelled {
  readonly parameter: Parameter;
  readonly name: SpelledName;
}

const byFlag = new Map<string, Spelled>();
const byKey = new Map<string, Spelled>();
const byEnv = new Map<string, Spelled>();
for (const parameter of parameters) {
  for (const name of parameter.names) {
    const spelled = { parameter, name };
    byFlag.set(name.flag, spelled);
    byKey.set(name.key ?? name.flag, spelled);
    byEnv.set(environmentName(name.flag), spelled);
  }
}

/** `ETCD_SNAPSHOT_COUNT` of `snapshot-count` (pkg/flags/flag.go FlagToEnv). */
export function environmentName(flag: string): string {
  return `ETCD_${flag.toUpperCase().replaceAll("-", "_")}`;
}

/** The parameter of a flag without dashes, of a key of the configuration file, or of an environment variable. */
export function parameterOf(written: string, source: "flag" | "env" | "file"): Parameter | undefined {
  return spelledAs(written, source)?.parameter;
}

function spelledAs(written: string, source: "flag" | "env" | "file"): Spelled | undefined {
  return (source === "flag" ? byFlag : source === "env" ? byEnv : byKey).get(written);
}

/** The parameter with this name of today. */
export function parameterNamed(name: string): Parameter | undefined {
  return byFlag.get(name)?.parameter;
}

/** Whether a server of this version reads the name; without a version every name counts. */
export function isKnownTo(written: string, source: "flag" | "env" | "file", version: Version | undefined): boolean {
  const spelled = spelledAs(written, source);
  if (!spelled) return false;
  return version === undefined || spelled.name.in === undefined || inRange(version, spelled.name.in);
}

/** Default of a parameter in a version; of today's when no version is known to be another. */
export function defaultOf(parameter: Parameter, version: Version | undefined): string {
  const fits = parameter.defaults.find((one) => one.in === undefined || (version !== undefined && inRange(version, one.in)));
  return (version === undefined ? parameter.defaults[0] : fits)?.value ?? "";
}
