import { describe, expect, test } from "vitest";
import {
  combine,
  connections,
  exact,
  profileFor,
  raftLog,
  range,
  streams,
  treeIndex,
  v2Store,
  watchBacklog,
  watchers,
} from "../../server/src/model";
import { expectInside } from "./expect-range";

const MB = 1_000_000;
const GB = 1_000_000_000;
const profile = profileFor("3.4.9");
const NO_KEY = exact(0);

describe("the documents' own cases", () => {
  test("1 000 puts of 1 MB to one key: at least 1 GB", () => {
    const log = raftLog({ valueBytes: exact(MB), keyBytes: exact(10), entriesWritten: exact(1000), profile });
    expect(log.document).toBe(1000 * (MB + 10));
    expect(log.document).toBeGreaterThanOrEqual(GB);
    expect(log.kind).toBe("retained");
    expect(log.count).toEqual(exact(1000));
    expect(log.bytesEach).toEqual(exact(MB + 10));
    // "About 2 GB" of resident memory after compaction and defragmentation.
    expectInside(log, 2 * GB);
  });

  test.each([
    // hours, puts, document bytes, what the article says
    { hours: 80 / 60, puts: 960, bytes: 1.92 * GB, said: 2 * GB },
    { hours: 200 / 60, puts: 2400, bytes: 4.8 * GB, said: 4 * GB },
    { hours: 5000 / 720, puts: 5000, bytes: 10 * GB, said: 10 * GB },
  ])("2 MB rewritten every 5 s: $puts puts", ({ hours, puts, bytes, said }) => {
    const log = raftLog({ valueBytes: exact(2 * MB), keyBytes: NO_KEY, writesPerSecond: exact(1 / 5), hours: exact(hours), profile });
    expect(log.kind).toBe("growing");
    expect(log.count.likely).toBeCloseTo(puts, 6);
    expect(log.document).toBe(bytes);
    expect(Math.abs(log.document / said - 1)).toBeLessThanOrEqual(0.2);
    expect(log.perHour).toBe(720 * 2 * MB);
    expect(log.ceiling).toBe(105_000 * 2 * MB);
  });

  test("2 MB rewritten every 5 s for ever: 10 GB at 5 000 entries", () => {
    const log = raftLog({ valueBytes: exact(2 * MB), keyBytes: NO_KEY, writesPerSecond: exact(1 / 5), profile });
    expect(log.document).toBe(10 * GB);
    expect(log.count.likely).toBe(5000);
    expect(log.count.high).toBe(105_000);
  });

  test("100 keys x 1 MB in one range: at least 100 MB", () => {
    const one = range({
      mode: "full",
      keysScanned: exact(100),
      keyBytes: exact(10),
      valueBytes: exact(MB),
      concurrent: exact(1),
      profile,
    });
    expect(one.document).toBe(100 * (MB + 10));
    expect(one.kind).toBe("transient");
    expect(one.low).toBeGreaterThanOrEqual(100 * MB);
  });

  test("1 000 clients with one stream and watcher each: c1 + c2 + c3, and 50 MB of the public table within the observed range", () => {
    const total = combine([
      connections({ count: exact(1000), profile }),
      streams({ count: exact(1000), profile: profileFor("3.4.23") }),
      watchers({ count: exact(1000), keyKind: "same", profile }),
    ]);
    expect(total.document).toBe(35_350_000);
    expectInside(total, 50 * MB);
    // F2, first row: 97 MB after GC, 148 MB as is, 151 MB of live heap and stacks.
    expectInside(total, 97 * MB);
    expectInside(total, 148 * MB);
    expectInside(total, 151 * MB);
  });

  test("a watcher buffers 1 024 responses: 10 KiB events make 10 MiB", () => {
    const one = watchBacklog({ streams: exact(1), keyBytes: NO_KEY, valueBytes: exact(10_240), prevKv: false, profile });
    expect(one.document).toBe(10 * 1_048_576);
    const five = watchBacklog({
      streams: exact(1),
      watchers: exact(5),
      keyBytes: NO_KEY,
      valueBytes: exact(10_240),
      prevKv: true,
      profile,
    });
    expect(five.document).toBe(5 * 2 * 10 * 1_048_576);
  });

  test("treeIndex: N x (120 + key) + N x versions x (30 + 8)", () => {
    const one = treeIndex({ keys: exact(1_000_000), keyBytes: exact(64), revisionsPerKey: exact(1), profile });
    expect(one.document).toBe(222 * MB);
    const five = treeIndex({ keys: exact(1_000_000), keyBytes: exact(64), revisionsPerKey: exact(5), profile });
    expect(five.document).toBe(374 * MB);
  });

  test("v2: an order of magnitude above the v3 index", () => {
    const v3 = treeIndex({ keys: exact(1000), keyBytes: exact(30), revisionsPerKey: exact(1), profile });
    const v2 = v2Store({ keys: exact(1000), keyBytes: exact(30), valueBytes: exact(0), profile });
    expect(v2.document).toBe(10 * v3.document);
  });
});
