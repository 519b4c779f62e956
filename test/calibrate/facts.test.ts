import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { factsOf } from "../../server/src/calibrate";
import { parseMetrics } from "../../server/src/calibrate/metrics";

const answers = { version: "3.4.23", metrics: "", vars: undefined, members: undefined, tls: false };

describe("metrics", () => {
  const metrics = parseMetrics(
    [
      "# HELP a b",
      "a 5",
      'b{x="1",y="2 3"} 1.5e+03',
      'b{x="1",y="4"} 7 1700000000000',
      'c{q="a\\"b"} 1',
      "d NaN",
      "e +Inf",
      "broken",
      "f{} 2",
    ].join("\n"),
  );
  it("reads values, labels and sums", () => {
    expect(metrics.get("a")).toBe(5);
    expect(metrics.sum("b", { x: "1" })).toBe(1507);
    expect(metrics.sum("b", { y: "4" })).toBe(7);
    expect(metrics.label("c", "q")).toBe('a"b');
    expect(metrics.get("f")).toBe(2);
  });
  it("knows nothing of what is not there, or is no number", () => {
    for (const name of ["d", "e", "broken", "none"]) expect(metrics.get(name)).toBeUndefined();
    expect(metrics.sum("b", { x: "9" })).toBeUndefined();
  });
  it("takes any text", () => fc.assert(fc.property(fc.string(), (text) => void parseMetrics(text))));
});

describe("facts", () => {
  it("are not known where the server says nothing", () => {
    const { memory, store, clients } = factsOf(answers);
    expect(Object.values({ ...memory, ...store, ...clients }).every((value) => value === undefined)).toBe(true);
  });

  it("take the live heap from the size at which the next collection starts", () => {
    const metrics = (version: string) =>
      factsOf({
        ...answers,
        metrics: [
          `go_info{version="${version}"} 1`,
          "go_memstats_next_gc_bytes 110e6",
          "go_memstats_heap_alloc_bytes 90e6",
          "go_memstats_stack_inuse_bytes 10e6",
        ].join("\n"),
      }).memory.liveHeap;
    // From Go 1.18 on the goal is live + (live + stacks) x 100 %: (110 - 10) / 2; before, it is 2 x live.
    expect(metrics("go1.19.8")).toBe(50e6);
    expect(metrics("go1.16.15")).toBe(55e6);
  });

  it("take the heap as it is while the goal is the smallest one, and never more than it", () => {
    const live = (next: string, heap: string) =>
      factsOf({ ...answers, metrics: `go_memstats_next_gc_bytes ${next}\ngo_memstats_heap_alloc_bytes ${heap}` }).memory.liveHeap;
    expect(live("4194304", "3e6")).toBe(3e6);
    expect(live("100e6", "30e6")).toBe(30e6);
  });

  it("count open streams", () => {
    const metrics = [
      'grpc_server_started_total{grpc_method="LeaseKeepAlive",grpc_type="bidi_stream"} 12',
      'grpc_server_handled_total{grpc_code="OK",grpc_method="LeaseKeepAlive",grpc_type="bidi_stream"} 2',
      'grpc_server_handled_total{grpc_code="Canceled",grpc_method="LeaseKeepAlive",grpc_type="bidi_stream"} 3',
    ].join("\n");
    expect(factsOf({ ...answers, metrics }).clients.keepaliveStreams).toBe(7);
  });

  it.each([
    [["etcd", "--snapshot-count", "5000"], { snapshotCount: 5000 }],
    [["etcd", "--snapshot-count=5000", "--auto-compaction-retention=1"], { snapshotCount: 5000, autoCompaction: "periodic 1h" }],
    [["etcd", "-auto-compaction-mode", "revision", "-auto-compaction-retention", "1000"], { autoCompaction: "revision 1000" }],
    [["etcd", "--auto-compaction-retention=0"], { autoCompaction: "off" }],
    [
      ["etcd", "--auto-compaction-retention=30m", "--experimental-snapshot-catchup-entries=100"],
      { autoCompaction: "periodic 30m", catchUpEntries: 100 },
    ],
    [["etcd"], {}],
  ])("read the command line %j", (cmdline, expected) => {
    const { settings } = factsOf({ ...answers, vars: JSON.stringify({ cmdline }) });
    expect(settings).toEqual({ snapshotCount: undefined, catchUpEntries: undefined, autoCompaction: undefined, ...expected });
  });

  it("never throw", () => fc.assert(fc.property(fc.string(), fc.string(), (metrics, vars) => void factsOf({ ...answers, metrics, vars }))));
});
