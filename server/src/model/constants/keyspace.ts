/** Constants of what the keyspace costs: index, database, leases, v2 store. */
import { MEASURED, MEASURED_34, type Row } from "./rows";

export const KEYSPACE_ROWS = [
  ["index.key-struct", 64, "bytes", "keyIndex{key, modified, generations}, etcd 3.4.9 mvcc/key_index.go; the same in 3.7.1"],
  [
    "index.generation",
    48,
    "bytes",
    "generation{ver, created, revs} in a slice that doubles, etcd 3.4.9 mvcc/key_index.go; a deleted key has two",
  ],
  [
    "index.revision",
    16,
    "bytes",
    "revision{main, sub int64} in a slice that doubles, etcd 3.4.9 mvcc/key_index.go; compaction re-slices, so it is not given back",
  ],
  [
    "index.btree-random.interface",
    25,
    "bytes",
    "slot of google/btree 1.0 (16 B) per key, random inserts: 24 measured on 3.4.23, 27.5 in a benchmark with Go 1.26",
  ],
  [
    "index.btree-sequential.interface",
    37,
    "bytes",
    "the same, sequential inserts leave nodes half full: 35 measured on 3.4.23, 39.7 in a benchmark with Go 1.26",
  ],
  [
    "index.btree-random.generic",
    13.2,
    "bytes",
    "slot of google/btree 1.1 BTreeG (8 B) per key, random inserts, benchmark with Go 1.26; etcd 3.6.0 server/storage/mvcc/index.go",
  ],
  ["index.btree-sequential.generic", 19.1, "bytes", "the same, sequential inserts"],
  ["index.live-low", 0.93, "ratio", `${MEASURED_34}: live index over the modelled one, lowest row`],
  ["index.resident", 2.5, "ratio", `${MEASURED_34}: resident without the database over live right after load`],
  ["index.revision-mean", 24.3, "bytes", `${MEASURED_34}: bytes per further revision of a key`],
  ["index.revision-high", 48, "bytes", `${MEASURED_34}: a revision at the worst point of the doubling (32), with collector headroom`],

  ["bolt.page", 4_096, "bytes", "page size of the operating system, bbolt page.go"],
  ["bolt.page-header", 16, "bytes", "bbolt page.go"],
  ["bolt.fill", 0.9, "ratio", "fill percent of the key bucket, etcd 3.5.9 server/mvcc/backend/batch_tx.go"],
  ["bolt.keys-per-leaf", 2, "count", "minKeysPerPage, bbolt node.go: larger records use overflow pages"],
  ["bolt.record-overhead", 33, "bytes", "leaf element (16) and revision key (17), bbolt page.go, etcd 3.4.9 mvcc/revision.go"],
  ["bolt.branch-entry", 37, "bytes", "branch element and revision key at 90 % fill, bbolt page.go"],
  ["bolt.revision-fields", 8, "bytes", "create and mod revision and version of a small store as varints, etcd mvccpb/kv.proto"],
  ["bolt.low", 0.95, "ratio", `${MEASURED_34}: db in use over the page arithmetic, lowest row`],
  ["bolt.free-pages", 1.25, "ratio", `${MEASURED}: file over pages in use, 1.16 to 1.22 for large values`],
  ["bolt.free-page", 24, "bytes", "heap of a free page in freelist and its map: id 8, map entry 16 (10 to 27), bbolt 1.3.12 freelist.go"],

  ["lease.struct", 112, "bytes", "lessor.Lease, etcd 3.4.23 lease/lessor.go; the same in 3.5.33"],
  ["lease.channel.old", 96, "bytes", "revokec, runtime.hchan of Go up to 1.22"],
  ["lease.channel.swiss", 112, "bytes", "revokec, runtime.hchan with a timer (104, size class 112), Go 1.23 and newer"],
  ["lease.expiry.old", 24, "bytes", "LeaseWithTime{id, time int64, index}, etcd 3.4.23 lease/lease_queue.go"],
  ["lease.expiry.new", 48, "bytes", "LeaseWithTime{id, time.Time, index} (40, size class 48), etcd 3.5.0 server/lease/lease_queue.go"],
  ["lease.queue-slot", 9, "bytes", "pointer in the expiry heap, appended, etcd 3.4.23 lease/lease_queue.go"],
  ["lease.low", 0.9, "ratio", `${MEASURED}: live leases over the modelled ones, lowest row`],

  ["v2.node", 190, "bytes", `${MEASURED_34}: node of the v2 tree without path and value`],
  ["v2.snapshot", 150, "bytes", `${MEASURED_34}: JSON of a node in the last raft snapshot, without path and value`],
  ["v2.low", 0.7, "ratio", `${MEASURED_34}: before a snapshot holds the tree a second time, rounded up`],
  ["v2.high", 2.05, "ratio", "collector headroom, GOGC=100"],
] as const satisfies readonly Row[];
