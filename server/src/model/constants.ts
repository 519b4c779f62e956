import type { Constant } from "./types";

type Unit = Constant["unit"];

const MEASURED = "measured on etcd 3.4.23 (Go 1.19, linux/amd64)";
const WATCH_BENCH = "etcd documentation, etcd-3-watch-memory-benchmark";
const INDEX_BENCH = "etcd documentation, etcd-storage-memory-benchmark";

/** Rows of `[id, value, unit, source]`. Ids are stable: renderers and the model page name sources by them. */
const ROWS = [
  ["doc.raft.catch-up", 5_000, "entries", "DefaultSnapshotCatchUpEntries, etcd 3.4.9 etcdserver/server.go"],
  ["doc.watch.connection", 17_000, "bytes", `c1 of ${WATCH_BENCH}`],
  ["doc.watch.stream", 18_000, "bytes", `c2 of ${WATCH_BENCH}`],
  ["doc.watch.watcher", 350, "bytes", `c3 of ${WATCH_BENCH}`],
  ["doc.watch.channel", 1_024, "count", "chanBufLen, etcd 3.4.9 mvcc/watchable_store.go"],
  ["doc.index.key", 120, "bytes", `c1 of ${INDEX_BENCH}`],
  ["doc.index.revision", 38, "bytes", `c2 (30) plus one pointer (8) of ${INDEX_BENCH}`],
  ["doc.lease", 330, "bytes", "no number in the documents; 10 million leases took 3.3 GB in etcd pull request 9924"],
  ["doc.lease.key", 110, "bytes", "no number in the documents; two map entries and a string header, etcd 3.4.9 lease/lessor.go"],
  ["doc.v2.factor", 10, "ratio", "the documents: an order of magnitude above v3"],
  [
    "doc.range.revision",
    16,
    "bytes",
    "revision{main, sub int64} of the array that a count builds, etcd 3.4.9 mvcc/revision.go, mvcc/kvstore_txn.go",
  ],
  ["doc.quota", 2_147_483_648, "bytes", "DefaultQuotaBytes (2 GiB), etcd 3.4.9 etcdserver/quota.go"],

  ["raft.catch-up", 5_000, "entries", "DefaultSnapshotCatchUpEntries, etcd 3.3.27 etcdserver/raft.go to 3.7.1 server/etcdserver/server.go"],
  ["raft.snapshot-count.3.3", 100_000, "entries", "DefaultSnapshotCount, etcd 3.3.27 etcdserver/server.go"],
  ["raft.snapshot-count.3.4", 100_000, "entries", "DefaultSnapshotCount, etcd 3.4.9 etcdserver/server.go"],
  ["raft.snapshot-count.3.5", 100_000, "entries", "DefaultSnapshotCount, etcd 3.5.9 server/etcdserver/server.go"],
  [
    "raft.snapshot-count.3.6",
    10_000,
    "entries",
    "DefaultSnapshotCount, etcd 3.6.0 server/etcdserver/server.go; from 3.6 on it drives the disk only",
  ],
  ["raft.snapshot-count.3.7", 10_000, "entries", "DefaultSnapshotCount, etcd 3.7.1 server/etcdserver/server.go; it drives the disk only"],
  ["raft.memory-step", 100, "entries", "memorySnapshotCount, etcd 3.6.0 server/etcdserver/server.go"],
  [
    "raft.apply-batch",
    100,
    "entries",
    "one apply batch beyond the step before the log is cut, etcd 3.6.0 server/etcdserver/server.go (estimated)",
  ],
  ["raft.entry-struct.3.3", 80, "bytes", "sizeof raftpb.Entry, etcd 3.3.27 raft/raftpb/raft.pb.go"],
  ["raft.entry-struct.3.4", 72, "bytes", "sizeof raftpb.Entry, etcd 3.4.9 raft/raftpb/raft.pb.go"],
  ["raft.entry-struct.3.5", 48, "bytes", "sizeof raftpb.Entry, etcd 3.5.9 raft/raftpb/raft.pb.go"],
  ["raft.entry-struct.3.6", 48, "bytes", "sizeof raftpb.Entry, raft 3.6.0 raftpb/raft.pb.go"],
  ["raft.entry-struct.3.7", 128, "bytes", "slice pointer, raftpb.Entry and boxed fields, raft 3.7.0 raftpb/raft.pb.go (arithmetic)"],
  [
    "raft.request-overhead",
    22,
    "bytes",
    "header and tags of a marshalled InternalRaftRequest with one put (20 to 25), etcd 3.5.9 api/etcdserverpb",
  ],
  [
    "raft.slice-slack",
    1.125,
    "ratio",
    "capacity over length of an appended []raftpb.Entry, middle of 1.0 to 1.25, etcd 3.4.9 raft/storage.go",
  ],
  ["raft.live-low", 0.95, "ratio", `${MEASURED}: live raft log over the modelled one, lowest row rounded down`],

  ["gc.headroom", 2.1, "ratio", `${MEASURED}: resident over live with GOGC=100, 1.72 to 2.08 for values of 1 KiB and more`],
  ["gc.put-garbage", 22, "ratio", `${MEASURED}: about two puts of garbage stand above the headroom, each 7 to 10 times its value`],
  ["gc.minimum-heap", 4_194_304, "bytes", "the smallest heap goal of the Go runtime, runtime/mgcpacer.go"],
  ["gc.small-heap-headroom", 0.65, "ratio", `${MEASURED}: resident over live reached 2.75 while the live part was small`],

  ["index.key-struct", 112, "bytes", "keyIndex (64) and one generation (48), etcd 3.4.9 mvcc/key_index.go"],
  [
    "index.revision",
    16,
    "bytes",
    "revision{main, sub int64} in a slice that doubles, etcd 3.4.9 mvcc/key_index.go; compaction re-slices, so it is not given back",
  ],
  ["index.btree-random", 21, "bytes", `${MEASURED}: B-tree slot per key, random inserts`],
  ["index.btree", 28, "bytes", `${MEASURED}: B-tree slot per key, between random and sequential inserts`],
  ["index.btree-sequential", 36, "bytes", `${MEASURED}: B-tree slot per key, sequential inserts leave nodes half full`],
  ["index.live-low", 0.95, "ratio", `${MEASURED}: live index over the modelled one, lowest row`],
  ["index.resident", 2.5, "ratio", `${MEASURED}: resident without the database over live right after load`],
  ["index.revision-mean", 24.3, "bytes", `${MEASURED}: bytes per further revision of a key`],
  ["index.revision-high", 48, "bytes", `${MEASURED}: a revision at the worst point of the doubling (32), with collector headroom`],

  ["bolt.page", 4_096, "bytes", "page size of the operating system, bbolt page.go"],
  ["bolt.page-header", 16, "bytes", "bbolt page.go"],
  ["bolt.fill", 0.9, "ratio", "fill percent of the key bucket, etcd 3.5.9 server/mvcc/backend/batch_tx.go"],
  ["bolt.keys-per-leaf", 2, "count", "minKeysPerPage, bbolt node.go: larger records use overflow pages"],
  ["bolt.record-overhead", 33, "bytes", "leaf element (16) and revision key (17), bbolt page.go, etcd 3.4.9 mvcc/revision.go"],
  ["bolt.branch-entry", 37, "bytes", "branch element and revision key at 90 % fill, bbolt page.go"],
  ["bolt.revision-fields", 8, "bytes", "create and mod revision and version of a small store as varints, etcd mvccpb/kv.proto"],
  ["bolt.low", 0.95, "ratio", `${MEASURED}: db in use over the page arithmetic, lowest row`],
  ["bolt.free-pages", 1.25, "ratio", `${MEASURED}: file over pages in use, 1.16 to 1.22 for large values`],

  ["conn.plain", 118_400, "bytes", `${MEASURED}: heap and stacks of an idle connection, plain text`],
  ["conn.plain-low", 48_000, "bytes", `${MEASURED}: resident part of an idle connection, 50 to 72 kB`],
  ["conn.plain-high", 125_000, "bytes", `${MEASURED}: heap and stacks, highest run rounded up`],
  ["conn.tls", 24_000, "bytes", `${MEASURED}: heap and stacks of an idle TLS connection`],
  ["conn.tls-low", 22_800, "bytes", `${MEASURED}: the same less 5 %`],
  ["conn.tls-high", 42_000, "bytes", `${MEASURED}: resident of an idle TLS connection, 30 to 40 kB`],
  ["stream.plain", 28_300, "bytes", `${MEASURED}: heap and stacks of a watch stream with 128 slots`],
  ["stream.plain-low", 26_000, "bytes", `${MEASURED}: the same less 8 %`],
  ["stream.plain-high", 45_000, "bytes", `${MEASURED}: resident of a watch stream, 34 to 42 kB`],
  ["stream.tls", 62_000, "bytes", `${MEASURED}: heap and stacks of a watch stream over TLS (six goroutines)`],
  ["stream.tls-low", 57_000, "bytes", `${MEASURED}: the same less 8 %`],
  ["stream.tls-high", 80_000, "bytes", `${MEASURED}: resident of a TLS watch stream, 73 kB`],
  ["stream.keepalive", 11_657, "bytes", `${MEASURED}: heap and stacks of a lease keepalive stream`],
  ["stream.keepalive-low", 11_300, "bytes", `${MEASURED}: the same less 3 %`],
  ["stream.keepalive-high", 33_900, "bytes", `${MEASURED}: resident of a keepalive stream, lower runs (32 kB)`],
  ["stream.slot", 48, "bytes", "sizeof mvcc.WatchResponse, etcd 3.5.33 server/mvcc/watcher.go"],
  ["watcher.same", 253, "bytes", `${MEASURED}: watcher on a key that others watch too, without the key`],
  ["watcher.distinct", 425, "bytes", `${MEASURED}: watcher on a key of its own, without the key`],
  ["watcher.prefix", 534, "bytes", `${MEASURED}: watcher on a prefix, without key and range end`],
  ["watcher.low", 0.95, "ratio", `${MEASURED}: spread of the runs`],

  ["watch.slots-old", 1_024, "count", "chanBufLen up to etcd 3.3.22 and 3.4.9, mvcc/watchable_store.go"],
  ["watch.slots", 128, "count", "chanBufLen from etcd 3.3.23, 3.4.10 and 3.5.0 on, server/mvcc/watchable_store.go"],
  ["watch.revisions-per-response", 1_000, "count", "watchBatchMaxRevs, etcd 3.5.9 server/mvcc/watcher_group.go"],
  ["watch.event-overhead", 250, "bytes", `${MEASURED}: decoded event without key and value`],
  ["watch.flow-window", 65_536, "bytes", "initial window of a gRPC stream, grpc-go internal/transport/defaults.go"],
  ["watch.events-in-flight", 3, "count", `${MEASURED}: events marshalled per stopped stream beyond the window (10 KiB and 100 kB events)`],
  ["watch.backlog-low", 0.8, "ratio", `${MEASURED}: live backlog over the modelled one, lowest row rounded down`],
  ["watch.backlog-high", 2, "ratio", `${MEASURED}: distinct keys under a prefix 1.8 times the modelled backlog`],

  ["range.kv-struct", 80, "bytes", "sizeof mvccpb.KeyValue, etcd 3.4.9 mvcc/mvccpb/kv.pb.go"],
  ["range.slices", 24, "bytes", "revision (16) and pointer (8) per key, etcd 3.4.9 mvcc/kvstore_txn.go"],
  ["range.garbage", 150, "bytes", `${MEASURED}: cursor and slice garbage per key read`],
  ["range.response-overhead", 14, "bytes", `${MEASURED}: response bytes per key beyond key and value`],
  ["range.array", 62, "bytes", `${MEASURED}: per key of the span, the revision array grown by append (42 to 83)`],
  ["range.low", 0.65, "ratio", `${MEASURED}: peak over the modelled one, lowest row rounded down`],
  ["range.high", 1.5, "ratio", `${MEASURED}: peak over the modelled one, highest row (1.33) rounded up`],

  ["lease.each", 346, "bytes", `${MEASURED}: live heap of a lease without keys`],
  ["lease.first-key", 185, "bytes", `${MEASURED}: first key of its own lease, without the key's copy (217 at 32 bytes)`],
  ["lease.further-key", 68, "bytes", `${MEASURED}: key on a shared lease, without the key's copy (100 at 32 bytes)`],
  ["lease.low", 0.9, "ratio", `${MEASURED}: maps swing with their fill`],

  ["buffer.batch-limit", 10_000, "count", "defaultBatchLimit, etcd 3.4.9 mvcc/backend/backend.go"],
  ["buffer.record-fields", 20, "bytes", "tags, lengths and revisions of a marshalled mvccpb.KeyValue (16 to 22), etcd mvccpb/kv.proto"],
  ["buffer.slot", 48, "bytes", "sizeof kv{key, val []byte}, etcd 3.4.9 mvcc/backend/tx_buffer.go"],

  ["peer.each", 8_200_000, "bytes", `${MEASURED}: live heap of each member of three over that of a lone one, halved (15.6 MiB)`],
  ["peer.low", 0.9, "ratio", `${MEASURED}: spread of the runs`],
  ["peer.high", 1.1, "ratio", `${MEASURED}: spread of the runs`],

  ["process.live", 3_360_000, "bytes", `${MEASURED}: live heap of an idle lone member`],
  ["process.file", 20_000_000, "bytes", `${MEASURED}: RssFile of an idle lone member, pages of the program`],
  ["process.resident", 25_800_000, "bytes", `${MEASURED}: RSS of an idle lone member`],
  ["process.high", 36_000_000, "bytes", "the documents: RSS of an idle 3.4.9 member of three"],
  ["gc.resident", 1.8, "ratio", `${MEASURED}: resident over live as is, middle of 1.17 to 2.08`],
  ["gc.resident-low", 1, "ratio", `${MEASURED}: pages in use after a forced collection`],

  ["v2.node", 190, "bytes", `${MEASURED}: node of the v2 tree without path and value`],
  ["v2.snapshot", 150, "bytes", `${MEASURED}: JSON of a node in the last raft snapshot, without path and value`],
  ["v2.low", 0.7, "ratio", `${MEASURED}: before a snapshot holds the tree a second time, rounded up`],
  ["v2.high", 2.05, "ratio", "collector headroom, GOGC=100"],
] as const satisfies readonly (readonly [string, number, Unit, string])[];

export type ConstantId = (typeof ROWS)[number][0];

/** Every constant of the model, in the order of the model page. */
export const CONSTANTS: readonly Constant[] = ROWS.map(([id, value, unit, source]) => ({ id, value, unit, source }));

const BY_ID: ReadonlyMap<string, Constant> = new Map(CONSTANTS.map((row) => [row.id, row]));

/** The constant with this id, for renderers that name sources; undefined for an id that the model does not know. */
export function constantById(id: string): Constant | undefined {
  return BY_ID.get(id);
}

const VALUES: ReadonlyMap<ConstantId, number> = new Map(ROWS.map(([id, value]) => [id, value]));

/** The value of a constant that the model knows. */
export function constant(id: ConstantId): number {
  const value = VALUES.get(id);
  if (value === undefined) throw new Error(`no constant ${id}`);
  return value;
}
