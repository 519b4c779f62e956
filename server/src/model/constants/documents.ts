/** Constants of the documents: four articles on etcd's memory, and the public benchmarks that they cite. */
import type { Row } from "./rows";

const WATCH_BENCH = "etcd documentation, etcd-3-watch-memory-benchmark";
const INDEX_BENCH = "etcd documentation, etcd-storage-memory-benchmark";

export const DOCUMENT_ROWS = [
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
] as const satisfies readonly Row[];
