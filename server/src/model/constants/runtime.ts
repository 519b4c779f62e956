/** Constants of the Go runtime and of the idle process. */
import { MEASURED, MEASURED_34, type Row } from "./rows";

export const RUNTIME_ROWS = [
  ["gc.headroom", 2.1, "ratio", `${MEASURED_34}: resident over live with GOGC=100, 1.72 to 2.08 for values of 1 KiB and more`],
  ["gc.put-garbage", 22, "ratio", `${MEASURED_34}: about two puts of garbage stand above the headroom, each 7 to 10 times its value`],
  ["gc.minimum-heap", 4_194_304, "bytes", "the smallest heap goal of the Go runtime, runtime/mgcpacer.go"],
  ["gc.small-heap-headroom", 0.65, "ratio", `${MEASURED_34}: resident over live reached 2.75 while the live part was small`],
  ["gc.resident", 1.5, "ratio", `${MEASURED}: resident over live, middle of after a forced collection (1.05) and as is (2.1)`],
  ["gc.resident-low", 0.95, "ratio", `${MEASURED}: resident over live after a forced collection`],
  [
    "gc.kept",
    0.95,
    "ratio",
    "measured on etcd 3.4.23 with GODEBUG=madvdontneed=0: resident over the most there was, after a forced collection too",
  ],
  ["gc.stack-headroom", 1.25, "ratio", `${MEASURED}: resident over live of streams, 1.2 to 1.35`],

  ["map.load.old", 6.5, "count", "entries of a bucket of 8 before a map doubles, Go up to 1.23 runtime/map.go"],
  ["map.load.swiss", 7, "count", "entries of a group of 8 before a table grows, Go 1.24 internal/runtime/maps"],
  ["map.header", 48, "bytes", "runtime.hmap and maps.Map, Go 1.19 runtime/map.go, Go 1.24 internal/runtime/maps/map.go"],

  ["process.live.3.3", 4_950_000, "bytes", "as 3.4"],
  ["process.live.3.4", 4_950_000, "bytes", `${MEASURED}: heap and stacks of an idle lone member`],
  ["process.live.3.5", 4_850_000, "bytes", `${MEASURED}: heap and stacks of an idle lone member`],
  ["process.live.3.6", 5_000_000, "bytes", `${MEASURED}: heap and stacks of an idle lone member`],
  ["process.live.3.7", 5_000_000, "bytes", `${MEASURED}: heap and stacks of an idle lone member`],
  ["process.live-low", 0.9, "ratio", `${MEASURED}: spread of the runs`],
  ["process.live-high", 1.15, "ratio", `${MEASURED}: spread of the runs, with a client connected`],
  ["process.anonymous.3.3", 5_400_000, "bytes", "as 3.4"],
  ["process.anonymous.3.4", 5_400_000, "bytes", `${MEASURED}: RssAnon of an idle lone member`],
  ["process.anonymous.3.5", 6_600_000, "bytes", `${MEASURED}: RssAnon of an idle lone member`],
  ["process.anonymous.3.6", 7_000_000, "bytes", `${MEASURED}: RssAnon of an idle lone member`],
  ["process.anonymous.3.7", 7_700_000, "bytes", `${MEASURED}: RssAnon of an idle lone member`],
  [
    "process.anonymous-high",
    14_200_000,
    "bytes",
    `${MEASURED}: RssAnon after small loads; the smallest heap goal and pages not yet given back`,
  ],
  ["process.file.3.3", 20_000_000, "bytes", "as 3.4"],
  ["process.file.3.4", 20_200_000, "bytes", `${MEASURED}: RssFile of an idle lone member, pages of the program`],
  ["process.file.3.5", 24_900_000, "bytes", `${MEASURED}: RssFile of an idle lone member, pages of the program`],
  ["process.file.3.6", 25_100_000, "bytes", `${MEASURED}: RssFile of an idle lone member, pages of the program`],
  ["process.file.3.7", 23_700_000, "bytes", `${MEASURED}: RssFile of an idle lone member, pages of the program`],
] as const satisfies readonly Row[];
