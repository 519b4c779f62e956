/** From what a server says to what the model takes: the load of this one member, as it is now. */
import { between, type Quantity, type Scenario } from "../model";
import type { ServerFacts } from "./facts";
import type { KeyGroup } from "./groups";
import { type LogParts, logOf, smallEntryBytes } from "./log";
import { disjoint } from "./questions";

export interface MeasuredLoad {
  readonly scenario: Scenario;
  /** Groups that do not contain each other, in the order of the scenario's index parts. */
  readonly groups: readonly KeyGroup[];
  /** Keys under no prefix that was asked for: the last index part, when there are any. */
  readonly otherKeys: number;
  readonly log: LogParts | undefined;
}

/** Open files of a member without clients: data, listeners, its own gateway and this look at it. Counted on etcd 3.4.23. */
const ownFiles = 19;
/** Streams, pipelines and probes of one peer, both ways. Counted on three idle members of etcd 3.4.23. */
const filesPerPeer = 7;
/** Seconds between two commits of the database, `--backend-batch-interval`. */
const batchSeconds = 0.1;
/** Where no key was sampled. */
const unknownKeyBytes = 64;

export function loadOf(facts: ServerFacts, all: readonly KeyGroup[]): MeasuredLoad {
  const groups = disjoint(all);
  const counted = groups.reduce((sum, { keys }) => sum + keys, 0);
  const otherKeys = Math.max(0, (facts.store.keys ?? counted) - counted);
  const log = logOf(facts, groups);
  const totalKeys = counted + otherKeys;
  const keyBytes = weighted(groups, ({ keyBytes }) => keyBytes) ?? unknownKeyBytes;
  const valueBytes = weighted(groups, ({ valueBytes }) => valueBytes) ?? Math.max(0, (log?.bytesPerWrite ?? 0) - keyBytes);
  const scenario: Scenario = {
    etcd: facts.version,
    ...(log === undefined ? {} : { raftLog: logParts(log) }),
    ...(totalKeys === 0 ? {} : { treeIndex: indexParts(facts, groups, otherKeys, keyBytes) }),
    ...(totalKeys === 0 ? {} : { boltdb: { revisions: revisionsKept(facts, totalKeys), keyBytes, valueBytes, ...quotaOf(facts) } }),
    ...writeBuffer(facts, log),
    ...clients(facts, all, keyBytes, valueBytes),
    ...leases(facts, groups),
    ...(facts.members > 1 ? { peers: { peers: facts.members - 1 } } : {}),
  };
  return { scenario, groups, otherKeys, log };
}

function logParts({ entries, period, writeShare, bytesPerWrite }: LogParts): NonNullable<Scenario["raftLog"]> {
  // The entries are those in memory: the model must not cut them again.
  const snapshotCount = Math.max(period, Math.ceil(entries.high));
  const part = (share: number, valueBytes: number) => ({ keyBytes: 0, valueBytes, entriesWritten: times(entries, share), snapshotCount });
  const writes = part(writeShare, bytesPerWrite);
  return writeShare < 1 ? [writes, part(1 - writeShare, smallEntryBytes)] : [writes];
}

function indexParts(
  facts: ServerFacts,
  groups: readonly KeyGroup[],
  otherKeys: number,
  keyBytes: number,
): NonNullable<Scenario["treeIndex"]> {
  const mostKept = mostRevisionsKept(facts);
  const parts = groups.map((group) => ({
    keys: group.keys,
    keyBytes: group.keyBytes,
    revisionsPerKey: Math.max(1, Math.min(group.version, mostKept)),
  }));
  if (otherKeys === 0) return parts;
  const known = groups.reduce((sum, { keys, version }) => sum + keys * version, 0);
  const others = Math.max(1, Math.min(((facts.writes.puts ?? 0) - known) / otherKeys, mostKept));
  return [...parts, { keys: otherKeys, keyBytes, revisionsPerKey: others }];
}

/**
 * Revisions of a key that its slice can have held at once. Without compaction all of them. Where compaction comes again and again, a slice
 * is made anew about as often, so it holds what comes between two of them; twice what there is now covers the moment before one.
 */
function mostRevisionsKept({ store }: ServerFacts): number {
  const { compactions = 0, currentRevision, compactedRevision, keys } = store;
  if (compactions < 2 || currentRevision === undefined || compactedRevision === undefined || !keys) return Number.POSITIVE_INFINITY;
  return 1 + (2 * (currentRevision - compactedRevision)) / keys;
}

function revisionsKept({ store }: ServerFacts, keys: number): number {
  const { currentRevision = keys, compactedRevision = 0 } = store;
  return compactedRevision > 0 ? keys + currentRevision - compactedRevision : Math.max(keys, currentRevision - 1);
}

function quotaOf({ store: { quota } }: ServerFacts): { readonly quotaBytes?: number } {
  return quota !== undefined && quota > 0 ? { quotaBytes: quota } : {};
}

function writeBuffer({ writes: { puts, seconds } }: ServerFacts, log: LogParts | undefined): Pick<Scenario, "writeBuffer"> {
  if (!puts || !seconds || log === undefined) return {};
  const inBatch = (puts / seconds) * batchSeconds;
  return inBatch < 1 ? {} : { writeBuffer: { writes: inBatch, keyBytes: 0, valueBytes: log.bytesPerWrite } };
}

function clients(
  facts: ServerFacts,
  groups: readonly KeyGroup[],
  keyBytes: number,
  valueBytes: number,
): Pick<Scenario, "connections" | "streams" | "keepaliveStreams" | "watchers" | "watchBacklog"> {
  const { watchStreams = 0, watchers = 0, slowWatchers = 0, keepaliveStreams = 0 } = facts.clients;
  const { tls } = facts;
  const count = connectionsOf(facts);
  return {
    ...(count.high > 0 ? { connections: { count, tls } } : {}),
    ...(watchStreams > 0 ? { streams: { count: watchStreams, tls } } : {}),
    ...(keepaliveStreams > 0 ? { keepaliveStreams: { count: keepaliveStreams, tls } } : {}),
    ...(watchers > 0 ? { watchers: { count: watchers, keyKind: watchedKeys(groups), keyBytes } } : {}),
    ...(slowWatchers > 0
      ? { watchBacklog: { streams: Math.min(slowWatchers, watchStreams), watchers: slowWatchers, keyBytes, valueBytes, prevKv: false } }
      : {}),
  };
}

/** Connections of clients, from open files: etcd counts streams, not connections. */
export function connectionsOf({ clients: { openFiles, watchStreams = 0 }, members }: ServerFacts): Quantity {
  if (openFiles === undefined) return between(0, Math.min(1, watchStreams), watchStreams);
  const peers = filesPerPeer * (members - 1);
  const likely = Math.max(0, openFiles - ownFiles - peers);
  return between(Math.max(0, likely - peers - 2), likely, likely + peers + 2);
}

/** What the code's watches are on. Several calls may differ; the dearest counts. */
function watchedKeys(groups: readonly KeyGroup[]): "same" | "distinct" | "prefix" {
  const watches = groups.flatMap(({ calls }) => calls).filter(({ operation }) => operation === "watch");
  if (watches.some(({ facts }) => typeof facts.span === "string" && facts.span !== "single")) return "prefix";
  return watches.length > 0 && watches.every(({ facts }) => facts.keyVariation === "fixed") ? "same" : "distinct";
}

function leases({ writes: { leasesGranted = 0, leasesRevoked = 0 } }: ServerFacts, groups: readonly KeyGroup[]): Pick<Scenario, "lease"> {
  const attached = groups.reduce((sum, { keys, leased }) => sum + keys * leased, 0);
  const seen = groups.reduce((sum, { keys, leased, keysPerLease }) => sum + (keysPerLease > 0 ? (keys * leased) / keysPerLease : 0), 0);
  // The counters start anew with the process; the keys remember leases of before.
  const live = Math.max(leasesGranted - leasesRevoked, seen);
  if (live <= 0) return {};
  const keyBytes = weighted(
    groups,
    ({ keyBytes }) => keyBytes,
    ({ keys, leased }) => keys * leased,
  );
  return { lease: { leases: live, keysPerLease: attached / live, keyBytes: keyBytes ?? unknownKeyBytes } };
}

/** Mean over groups by their number of keys; undefined without keys. */
export function weighted(
  groups: readonly KeyGroup[],
  value: (group: KeyGroup) => number,
  weight: (group: KeyGroup) => number = ({ keys }) => keys,
): number | undefined {
  const total = groups.reduce((sum, group) => sum + weight(group), 0);
  return total === 0 ? undefined : groups.reduce((sum, group) => sum + weight(group) * value(group), 0) / total;
}

function times({ low, likely, high }: Quantity, factor: number): Quantity {
  return { low: low * factor, likely: likely * factor, high: high * factor };
}
