/** The calculator gives the numbers that the documents give; each case quotes the sentence that it reproduces. */
import { describe, expect, it } from "vitest";
import { ask, part } from "./ask";

const kB = 1_000;
const MB = 1_000_000;
const GB = 1_000_000_000;
const key = "1";

describe("raft log", () => {
  it('"1 000 puts of 1 MB = 1 GB at least"', () => {
    const log = part(ask("put", { value: "1MB", key, times: "1000", etcd: "3.4.9" }), "raft-log");
    expect(log.document).toBe(1000 * (MB + 1));
    expect(log.document).toBeGreaterThanOrEqual(GB);
    expect(log.likely).toBeGreaterThanOrEqual(GB);
  });

  it('"5 000 x 2 MB = 10 GB"', () => {
    const log = part(ask("put", { value: "2MB", key, times: "5000", etcd: "3.4.9" }), "raft-log");
    expect(log.count.likely).toBe(5000);
    expect(log.document).toBe(5000 * (2 * MB + 1));
    expect(Math.round(log.document / GB)).toBe(10);
  });

  it.each([
    ["80min", 960, 2],
    ["200min", 2400, 4],
  ])('"a 2 MB value rewritten every 5 s": after %s it is %i puts, "%i GB"', (hours, puts, gigabytes) => {
    const calculation = ask("put", { value: "2MB", key, every: "5s", hours, etcd: "3.4.9" });
    const log = part(calculation, "raft-log");
    expect(log.count.likely).toBe(puts);
    // The document rounds: 1.92 GB to 2 GB, 4.8 GB to 4 GB.
    expect(log.document).toBe(puts * (2 * MB + 1));
    expect(Math.abs(log.document / GB - gigabytes)).toBeLessThan(1);
    expect(calculation.growth?.at(-1)?.hours).toBeCloseTo(puts / 720, 9);
  });

  it('"10 GB at 5 000 entries": the documents\' number stays there, however long it goes on', () => {
    const log = (hours: string) => part(ask("put", { value: "2MB", key, every: "5s", hours, etcd: "3.4.9" }), "raft-log");
    expect(log("7h").document / GB).toBeCloseTo(10, 4);
    expect(log("70h").document / GB).toBeCloseTo(10, 4);
  });

  it.each([
    // "at least 5 000, and up to 5 000 + snapshot-count between snapshots (100 000 in 3.4; 10 000 in the newest lines)"
    ["3.4.9", "100001", 5_000, 5_000],
    ["3.4.9", "200001", 105_000, 105_000],
    ["3.6.0", "200001", 5_000, 5_200],
  ])("etcd %s keeps of %s entries %i to %i", (etcd, times, least, most) => {
    const log = part(ask("put", { value: "1KB", key, times, etcd }), "raft-log");
    expect(log.count.low).toBe(5_000);
    expect(log.count.high).toBeGreaterThanOrEqual(least);
    expect(log.count.high).toBeLessThanOrEqual(most);
  });
});

describe("index and database", () => {
  it('"cost follows key length and the number of kept revisions": keys x (120 + key + revisions x 38)', () => {
    const index = (length: string, revisions: string) =>
      part(ask("keyspace", { keys: "1000", key: length, revisions }), "tree-index").document;
    expect(index("64", "1")).toBe(1000 * (120 + 64 + 38));
    expect(index("128", "1") - index("64", "1")).toBe(1000 * 64);
    expect(index("64", "5") - index("64", "1")).toBe(1000 * 4 * 38);
  });

  it('"1M keys of 64 B, one version: 218 MB" of the public benchmark, by its own formula', () => {
    const { document, low, high } = part(ask("keyspace", { keys: "1M", key: "64" }), "tree-index");
    expect(document).toBe(222 * MB);
    expect(low).toBeLessThan(218 * MB);
    expect(high).toBeGreaterThan(218 * MB);
  });

  it('"every revision is kept until compaction; quota 2 GB by default"', () => {
    const kept = (text: string) => part(ask("put", { value: "1MB", key, rate: "1/s", hours: "1h", kept: text }), "boltdb");
    expect(kept("10min").count.likely).toBe(600);
    const database = part(ask("keyspace", { keys: "1000", key, revisions: "10", value: "1MB" }), "boltdb");
    expect(database.document).toBe(10_000 * (MB + 1));
    expect(database.high).toBe(2 * 1024 ** 3);
  });
});

describe("watchers", () => {
  it('"c1 = 17 kB, c2 = 18 kB, c3 = 350 B": c1 x connections + c2 x streams + c3 x watchers', () => {
    const calculation = ask("watch", { connections: "1000", streams: "50000", watchers: "500000" });
    expect(part(calculation, "connections").document).toBe(1000 * 17 * kB);
    expect(part(calculation, "streams").document).toBe(50_000 * 18 * kB);
    expect(part(calculation, "watchers").document).toBe(500_000 * 350);
    expect(calculation.prediction.estimate.document).toBe(17 * MB + 900 * MB + 175 * MB);
  });

  it('"each watcher buffers up to 1 024 responses (3.4.9), each holding key and value"', () => {
    const calculation = ask("watch", { connections: "1", slow: "1", value: "10KiB", key: "10", etcd: "3.4.9" });
    expect(part(calculation, "watch-backlog").document).toBe(1024 * (10 * 1024 + 10));
  });
});

describe("requests", () => {
  it('"100 keys x 1 MB = at least 100 MB a request, times concurrent requests"', () => {
    const one = part(ask("range", { keys: "100", value: "1MB", key }), "range");
    expect(one.document).toBe(100 * (MB + 1));
    expect(one.low).toBeGreaterThanOrEqual(100 * MB);
    expect(part(ask("range", { keys: "100", value: "1MB", key, concurrent: "8" }), "range").document).toBe(8 * one.document);
  });

  it('"count-only and limit over millions of keys build arrays in older lines"', () => {
    const count = (etcd: string) => part(ask("count", { keys: "1M", etcd }), "range");
    expect(count("3.4.9").document).toBe(16 * MB);
    expect(count("3.4.9").likely).toBeGreaterThan(16 * MB);
    expect(count("3.5.9").document).toBe(0);
  });
});

describe("the rest", () => {
  it('"a heap and maps of leases and attached keys"', () => {
    const lease = (keys: string) => part(ask("lease", { leases: "1000", keys, key: "32" }), "lease");
    expect(lease("0").document).toBe(330 * kB);
    expect(lease("2").document).toBe(1000 * (330 + 2 * (110 + 32)));
  });

  it('"an order of magnitude above v3"', () => {
    const v2 = part(ask("v2", { keys: "1000", key: "30", value: "0" }), "v2-store").document;
    expect(v2).toBe(10 * part(ask("keyspace", { keys: "1000", key: "30" }), "tree-index").document);
  });
});
