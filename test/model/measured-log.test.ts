import { describe, expect, test } from "vitest";
import { combine, exact, predict, profileFor, raftLog, treeIndex } from "../../server/src/model";
import { expectInside, expectLikely } from "./expect-range";

const MiB = 1_048_576;
const profile = profileFor("3.4.23");

function puts(valueBytes: number, entries: number, snapshotCount?: number) {
  return raftLog({
    valueBytes: exact(valueBytes),
    keyBytes: exact(8),
    entriesWritten: exact(entries),
    ...(snapshotCount === undefined ? {} : { snapshotCount }),
    profile,
  });
}

describe("raft log against etcd 3.4.23", () => {
  test("B1: 1000 puts of 1 MiB: live 1 011 MiB, RssAnon 2 036 (1 866-2 071) MiB, 1 181 MiB 140 s later", () => {
    const log = puts(MiB, 1000);
    expectLikely(log, 1011 * MiB, 0.02);
    for (const measured of [1011, 2036, 1866, 2071, 1181]) expectInside(log, measured * MiB);
  });

  test("B1-free: builds with MADV_FREE stay at 2 052 MiB after a forced collection, others fall to 1 202 MiB", () => {
    const log = { keyBytes: 8, valueBytes: MiB, entriesWritten: 1000 };
    const free = predict({ etcd: "3.4.9", raftLog: log }).anonymous;
    expectInside(free, 2_052 * MiB);
    expectLikely(free, 2_052 * MiB, 0.05);
    const given = predict({ etcd: "3.4.23", raftLog: log }).anonymous;
    for (const measured of [1_181, 2_036, 2_071]) expectInside(given, measured * MiB);
    expect(given.likely).toBeLessThan(free.likely);
  });

  // B2: value bytes, puts, live heap per put, the same with history compacted, RssAnon / live.
  test.each([
    [0, 30_000, 124, 120, 2.56],
    [100, 30_000, 231, 225, 2.43],
    [1_024, 20_000, 1_311, 1_277, 2.08],
    [10_240, 4_000, 12_537, 11_048, 1.93],
    [102_400, 1_000, 112_565, 107_160, 1.72],
    [524_288, 400, 542_488, 539_771, 2.01],
    [1_048_576, 250, 1_058_185, 1_065_202, 2.03],
  ])("B2: %i B, %i puts", (value, count, live, compacted, ratio) => {
    // What was measured holds the revisions of the key in the index too.
    const all = combine([puts(value, count), treeIndex({ keys: 1, keyBytes: 8, revisionsPerKey: count, profile })]);
    expectInside(all, count * live);
    expectInside(all, count * compacted);
    expectInside(all, count * compacted * ratio);
    expectLikely(all, count * compacted, 0.1);
  });

  // C: snapshot-count, value, puts, retained min and max as live heap in MiB, highest whole RSS. First sawtooth rows of the default.
  test.each([
    [30_055, 10.0],
    [50_055, 16.1],
    [90_055, 27.5],
    [110_055, 6.7],
    [150_055, 19.8],
    [190_055, 31.7],
    [210_055, 8.5],
    [290_055, 33.7],
  ])("C: sawtooth of the default, 200-byte values, %i entries: %f MiB", (entries, live) => {
    const log = puts(200, entries);
    expectInside(log, live * MiB);
    // The live column carries the treeIndex revisions (16 to 32 B a put) and write buffers of a few hundred KiB.
    expectLikely(log, live * MiB - entries * 20, 0.25);
  });

  test("C: --snapshot-count 1 000, 20 000-byte values: between 100.7 and 121.8 MiB live", () => {
    // 5 000 + 1 000 entries: just before the log is cut, and just after.
    expectLikely(puts(20_000, 20_019, 1_000), 121.8 * MiB, 0.05);
    expectLikely(puts(20_000, 20_020, 1_000), 100.7 * MiB, 0.05);
  });

  // K, compaction every 50 puts: puts, RssAnon in MiB (5 MiB of it are the idle process).
  test.each([
    [100, 468],
    [200, 793],
    [400, 1_486],
    [600, 2_372],
    [1_000, 3_916],
    [1_600, 6_495],
    [2_400, 9_758],
  ])("K: %i puts of 2 MiB: RssAnon %i MiB", (count, anon) => {
    expectInside(puts(2 * MiB, count), (anon - 5) * MiB);
  });

  test("K: live heap 4 823 MiB after 2 400 puts of 2 MiB", () => {
    expectLikely(puts(2 * MiB, 2_400), 4_823 * MiB, 0.02);
  });

  test("K2: plateau of 2 MiB values, snapshot-count 100: live 9 974 MiB, RssAnon up to 13 345 MiB", () => {
    const log = puts(2 * MiB, 50_000, 100);
    expectInside(log, 9_974 * MiB);
    expectInside(log, 13_345 * MiB);
    expectLikely(log, 9_974 * MiB, 0.05);
  });
});

describe("retention by version line", () => {
  const lasting = (version: string) =>
    raftLog({ valueBytes: exact(1000), keyBytes: exact(0), writesPerSecond: exact(10), profile: profileFor(version) });

  test.each([
    ["3.3.27", 105_000],
    ["3.4.9", 105_000],
    ["3.5.9", 105_000],
    ["3.6.0", 5_200],
    ["3.7.1", 5_200],
  ])("%s keeps 5 000 to %i entries", (version, most) => {
    const log = lasting(version);
    expect(log.count).toEqual({ low: 5000, likely: 5000, high: most });
    expect(log.ceiling).toBe(most * 1000);
    expect(log.document).toBe(5_000_000);
  });

  test("snapshot-count sets the width of the sawtooth up to 3.5, and nothing from 3.6 on", () => {
    const config = { valueBytes: exact(1000), keyBytes: exact(0), writesPerSecond: exact(10), snapshotCount: 20_000 };
    expect(raftLog({ ...config, profile: profileFor("3.5.0") }).count.high).toBe(25_000);
    expect(raftLog({ ...config, profile: profileFor("3.6.0") }).count.high).toBe(5_200);
  });

  test("catch-up entries set the floor", () => {
    const log = raftLog({
      valueBytes: exact(1000),
      keyBytes: exact(0),
      writesPerSecond: exact(10),
      catchUpEntries: 500,
      snapshotCount: 1000,
      profile,
    });
    expect(log.count).toEqual({ low: 500, likely: 500, high: 1500 });
  });

  test("hours of writing beyond the floor count in the observed model before the first cut", () => {
    // One write a second for 10 hours: 36 000 entries, less than snapshot-count.
    const log = raftLog({ valueBytes: exact(1_000_000), keyBytes: exact(0), writesPerSecond: exact(1), hours: exact(10), profile });
    expect(log.document).toBe(5_000 * 1_000_000);
    expectLikely(log, 36_000 * 1_000_000, 0.02);
  });

  test("an uncertain rate past the first cut gives the whole sawtooth", () => {
    const writesPerSecond = { low: 1, likely: 10, high: 100 };
    const log = raftLog({ valueBytes: exact(1000), keyBytes: exact(0), writesPerSecond, hours: exact(24), profile });
    expect(log.count.low).toBe(5000);
    expect(log.count.high).toBe(105_000);
  });

  test("a loop whose bound is unknown stays finite", () => {
    const entriesWritten = { low: 1, likely: 100, high: Number.POSITIVE_INFINITY };
    const log = raftLog({ valueBytes: exact(1000), keyBytes: exact(0), entriesWritten, profile });
    expect(log.count).toEqual({ low: 1, likely: 100, high: 105_000 });
    expect(log.document).toBe(100_000);
    expect(Number.isFinite(log.high)).toBe(true);
  });
});
