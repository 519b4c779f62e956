/** Constants of connections, streams, watchers and their backlog. */
import { MEASURED, MEASURED_34, MEASURED_NEW, type Row } from "./rows";

const BUFFERS = "internal/transport/http_util.go";

export const WATCH_ROWS = [
  [
    "conn.plain.1.7",
    85_000,
    "bytes",
    `write (32 KiB) and read buffer (32 KiB) of grpc-go 1.7 transport/http_util.go, the rest as measured on 3.4.23`,
  ],
  [
    "conn.plain.1.23",
    118_000,
    "bytes",
    `${MEASURED_34}: heap (104) and stacks (14 kB) of an idle connection; write buffer 64 KiB, read 32 KiB, grpc-go 1.26 ${BUFFERS}`,
  ],
  ["conn.plain.1.58", 82_000, "bytes", `as 1.82 with a write buffer of its own (32 KiB), grpc-go 1.58.3 ${BUFFERS} (arithmetic)`],
  [
    "conn.plain.1.82",
    48_300,
    "bytes",
    `${MEASURED_NEW}: heap (39.8) and stacks (8.5 kB); the write buffer is shared, grpc-go 1.82.1 server.go`,
  ],
  ["conn.plain-resident.1.7", 45_000, "bytes", "between 1.23 and 1.82, by the buffers"],
  ["conn.plain-resident.1.23", 63_000, "bytes", `${MEASURED_34}: resident part of an idle connection, 59 to 72 kB`],
  ["conn.plain-resident.1.58", 40_000, "bytes", "between 1.23 and 1.82, by the buffers"],
  ["conn.plain-resident.1.82", 24_000, "bytes", `${MEASURED_NEW}: resident part of an idle connection`],
  ["conn.tls.old", 23_900, "bytes", `${MEASURED_34}: heap (11.5) and stacks (12.3 kB) of an idle TLS connection`],
  ["conn.tls.new", 25_300, "bytes", `${MEASURED_NEW}: heap (13.0) and stacks (12.3 kB) of an idle TLS connection`],
  ["conn.tls-resident", 36_000, "bytes", `${MEASURED}: resident of an idle TLS connection, 33 to 40 kB`],
  ["conn.resident-low", 0.78, "ratio", `${MEASURED}: spread of the runs; 48 kB were the least on 3.4.23`],
  ["conn.resident-high", 1.2, "ratio", `${MEASURED}: spread of the runs`],
  ["conn.low", 0.9, "ratio", `${MEASURED}: spread of the runs`],
  ["conn.high", 1.1, "ratio", `${MEASURED}: spread of the runs`],

  ["stream.plain.old", 28_400, "bytes", `${MEASURED_34}: heap (11.9) and stacks (16.5 kB) of a watch stream with 128 slots`],
  ["stream.plain.1.58", 31_500, "bytes", "between the measured grpc-go 1.26 and 1.82"],
  ["stream.plain.1.82", 34_000, "bytes", `${MEASURED_NEW}: heap (12.5) and stacks (20.7 to 22.0 kB)`],
  ["stream.tls.old", 61_300, "bytes", `${MEASURED_34}: heap (31.9) and stacks (29.4 kB) of a watch stream over TLS (six goroutines)`],
  ["stream.tls.1.58", 69_000, "bytes", "between the measured grpc-go 1.26 and 1.82"],
  ["stream.tls.1.82", 75_200, "bytes", `${MEASURED_NEW}: heap (40.9) and stacks (33.6 to 34.7 kB)`],
  ["stream.keepalive.old", 12_500, "bytes", `${MEASURED_34}: heap (3.5 to 5) and stacks (8.2 kB) of a lease keepalive stream`],
  ["stream.keepalive.new", 18_000, "bytes", `${MEASURED_NEW}: heap (5.4) and stacks (11.6 to 16 kB) of a lease keepalive stream`],
  [
    "stream.keepalive-tls",
    30_000,
    "bytes",
    "further bytes of a stream over TLS: stream.tls less stream.plain, without one goroutine (arithmetic)",
  ],
  ["stream.low", 0.9, "ratio", `${MEASURED}: spread of the runs`],
  ["stream.resident-low", 0.8, "ratio", `${MEASURED}: resident over live of streams after a forced collection, lowest (TLS)`],
  ["stream.high", 1.55, "ratio", `${MEASURED}: resident over live of streams as is, 1.2 to 1.5`],
  ["stream.keepalive-high", 2.6, "ratio", `${MEASURED_34}: resident over live of keepalive streams, lower runs (32 kB)`],
  ["stream.slot", 48, "bytes", "sizeof mvcc.WatchResponse, etcd 3.5.33 server/mvcc/watcher.go"],

  [
    "watcher.struct",
    112,
    "bytes",
    "mvcc.watcher (104, from 3.5.22 and 3.6.2 on 112), size class 112, etcd 3.4.9 and 3.5.33 mvcc/watchable_store.go",
  ],
  ["watcher.closure", 24, "bytes", "cancel function of a watcher, etcd 3.4.9 mvcc/watchable_store.go"],
  ["watcher.request.3.7", 36, "bytes", "measured on etcd 3.7.1: more than on 3.6.14, held by the decoded request"],
  ["watcher.interval", 128, "bytes", "interval tree node (96) and two boxed string headers (16), etcd 3.4.9 pkg/adt/interval_tree.go"],
  ["watcher.low", 0.9, "ratio", `${MEASURED}: spread of the runs`],

  ["watch.slots-old", 1_024, "count", "chanBufLen up to etcd 3.3.22 and 3.4.9, mvcc/watchable_store.go"],
  ["watch.slots", 128, "count", "chanBufLen from etcd 3.3.23, 3.4.10 and 3.5.0 on, server/mvcc/watchable_store.go"],
  ["watch.revisions-per-response", 1_000, "count", "watchBatchMaxRevs, etcd 3.5.9 server/mvcc/watcher_group.go"],
  ["watch.event-overhead", 250, "bytes", `${MEASURED_34}: decoded event without key and value`],
  ["watch.flow-window", 65_536, "bytes", "initial window of a gRPC stream, grpc-go internal/transport/defaults.go"],
  ["watch.events-in-flight", 3, "count", `${MEASURED}: events marshalled per stopped stream beyond the window (10 KiB and 100 kB events)`],
  ["watch.backlog-fixed", 200_000, "bytes", `${MEASURED}: what stays of the writes behind one stopped stream`],
  ["watch.backlog-low", 0.8, "ratio", `${MEASURED_34}: live backlog over the modelled one, lowest row rounded down`],
  ["watch.backlog-high", 2, "ratio", `${MEASURED_34}: distinct keys under a prefix 1.8 times the modelled backlog`],
] as const satisfies readonly Row[];
