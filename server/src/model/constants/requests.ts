/** Constants of range requests. */
import { MEASURED, MEASURED_34, type Row } from "./rows";

export const REQUEST_ROWS = [
  ["range.kv-struct.3.3", 112, "bytes", "sizeof mvccpb.KeyValue, etcd 3.3.27 mvcc/mvccpb/kv.pb.go"],
  ["range.kv-struct.3.4", 80, "bytes", "sizeof mvccpb.KeyValue, etcd 3.4.9 mvcc/mvccpb/kv.pb.go"],
  ["range.kv-struct.3.5", 112, "bytes", "sizeof mvccpb.KeyValue, etcd 3.5.33 api/mvccpb/kv.pb.go"],
  ["range.kv-struct.3.6", 112, "bytes", "sizeof mvccpb.KeyValue, etcd 3.6.14 api/mvccpb/kv.pb.go"],
  ["range.kv-struct.3.7", 128, "bytes", "mvccpb.KeyValue (120) as an object of its own, size class 128, etcd 3.7.1 api/mvccpb/kv.pb.go"],
  ["range.slices", 24, "bytes", "revision (16) and pointer (8) per key, etcd 3.4.9 mvcc/kvstore_txn.go"],
  [
    "range.garbage-least",
    150,
    "bytes",
    `${MEASURED}: cursor and slice garbage per key read that the collector has not yet taken, in a small heap`,
  ],
  ["range.garbage-least.3.7", 100, "bytes", "measured on etcd 3.7.1: the same"],
  ["range.garbage-most.3.3", 300, "bytes", "as 3.4"],
  ["range.garbage-most.3.4", 300, "bytes", "measured on etcd 3.4.23: bytes allocated per key read beyond its copies"],
  ["range.garbage-most.3.5", 365, "bytes", "measured on etcd 3.5.33: bytes allocated per key read beyond its copies"],
  ["range.garbage-most.3.6", 370, "bytes", "measured on etcd 3.6.14: bytes allocated per key read beyond its copies"],
  ["range.garbage-most.3.7", 320, "bytes", "measured on etcd 3.7.1: bytes allocated per key read beyond its copies"],
  [
    "range.garbage-share.old",
    0.7,
    "ratio",
    `${MEASURED_34}: garbage at the peak over the heap that was live before, which sets the collector's goal (GOGC=100)`,
  ],
  ["range.garbage-share.swiss", 1.2, "ratio", "measured on etcd 3.5.33 (Go 1.26): the same"],
  ["range.index-garbage.3.7", 150, "bytes", "measured on etcd 3.7.1: arrays of keys, revisions and versions per key of a keys-only range"],
  ["range.response-overhead", 14, "bytes", `${MEASURED_34}: response bytes per key beyond key and value`],
  [
    "range.array",
    75,
    "bytes",
    `${MEASURED_34}: per key of the span, the revision array with the arrays it outgrew (16 x 5) that the collector has not yet taken, 50 to 84`,
  ],
  ["range.array-together", 0.8, "ratio", `${MEASURED_34}: the same where requests overlap and the collector runs between them (60 B at 8)`],
  [
    "range.stream-chunk",
    1_572_864,
    "bytes",
    "max-request-bytes by default, the size that chunks of a streamed range approach, etcd 3.7.1 server/etcdserver/v3_server.go",
  ],
  ["range.stream-first-keys", 10, "count", "keys of the first chunk of a streamed range, etcd 3.7.1 server/etcdserver/v3_server.go"],
  ["range.stream-chunks", 3, "count", "chunks in memory at once: one read, one sent, one that waits for the collector (estimated)"],
  ["range.low", 0.65, "ratio", `${MEASURED}: peak over the modelled one, lowest row rounded down`],
  ["range.high", 1.5, "ratio", `${MEASURED}: peak over the modelled one, highest row (1.33) rounded up`],
] as const satisfies readonly Row[];
