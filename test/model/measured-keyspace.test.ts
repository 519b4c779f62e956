import { describe, expect, test } from "vitest";
import { boltdb, boltdbGrowth, exact, lease, profileFor, treeIndex, treeIndexGrowth, v2Store } from "../../server/src/model";
import { revisionBytes } from "../../server/src/model/boltdb";
import { expectInside, expectLikely } from "./expect-range";

const MB = 1_000_000;
const MiB = 1_048_576;
const profile = profileFor("3.4.23");

describe("treeIndex against etcd 3.4.23", () => {
  // D: keys, key length, live heap B/key (sequential unless said).
  test.each([
    [1_000_000, 32, 196.4],
    [1_000_000, 128, 292.8],
    [1_000_000, 256, 423.0],
    [1_000_000, 128, 279.9], // random
    [1_000_000, 33, 211.8],
    [200_000, 100, 273.8], // random
    [100_000, 32, 198.0],
  ])("D: %i keys of %i B: %f B a key", (keys, key, live) => {
    const index = treeIndex({ keys: exact(keys), keyBytes: exact(key), revisionsPerKey: exact(1), profile });
    expectInside(index, keys * live);
    expectLikely(index, keys * live, 0.1);
  });

  // D: 100 000 keys of 32 B by revisions per key.
  test.each([
    [1, 204.0],
    [2, 226.1],
    [5, 323.9],
    [11, 452.7],
  ])("D: %i revisions a key: %f B", (revisions, live) => {
    const index = treeIndex({ keys: exact(100_000), keyBytes: exact(32), revisionsPerKey: exact(revisions), profile });
    expectInside(index, 100_000 * live);
    expectLikely(index, 100_000 * live, 0.15);
  });

  // D2: keys, key length, versions, measured live heap MB. The rows of the public benchmark.
  test.each([
    [100_000, 64, 1, 24.6],
    [100_000, 64, 5, 35.7],
    [1_000_000, 64, 1, 229.4],
    [1_000_000, 64, 5, 341.6],
    [100_000, 256, 1, 44.9],
    [100_000, 256, 5, 53.3],
  ])("D2: %i keys of %i B, %i versions: %f MB", (keys, key, versions, live) => {
    const index = treeIndex({ keys: exact(keys), keyBytes: exact(key), revisionsPerKey: exact(versions), profile });
    expectInside(index, live * MB);
    expectLikely(index, live * MB);
  });

  test("D: RSS right after loading a million 32-byte keys, 575 MiB with idle process (24.6 MiB) and database (88.3 B a key)", () => {
    const index = treeIndex({ keys: exact(MB), keyBytes: exact(32), revisionsPerKey: exact(1), profile });
    expectInside(index, (575 - 24.6) * MiB - 88.3 * MB);
  });

  test("growth: 38 B a write by the document, 24.3 (24.3-24.9) B measured", () => {
    const input = { writesPerSecond: exact(100), keyBytes: exact(16), valueBytes: exact(100), hours: exact(2), newKeys: false, profile };
    const growth = treeIndexGrowth(input);
    expect(growth.kind).toBe("growing");
    expect(growth.perHour).toBe(360_000 * 38);
    expect(growth.document).toBe(720_000 * 38);
    expectInside(growth, 720_000 * 24.3);
    expectInside(growth, 720_000 * 24.9);
    // E: 180 B of database a revision at key 16 and value 100; the index stops growing at 2 GiB of those.
    expect(growth.ceiling).toBeGreaterThan(((2 * 1024 * MiB) / 190) * 38);
    expect(growth.ceiling).toBeLessThan(((2 * 1024 * MiB) / 170) * 38);
    expect(treeIndexGrowth({ ...input, newKeys: true }).perHour).toBe(360_000 * (120 + 16 + 38));
  });
});

describe("boltdb against etcd 3.4.23", () => {
  // E: key, value, bytes in use a revision.
  const rows: readonly (readonly [number, number, number])[] = [
    [16, 0, 65],
    [64, 0, 122],
    [256, 0, 345],
    [16, 16, 87],
    [64, 16, 143],
    [256, 16, 376],
    [16, 100, 180],
    [64, 100, 244],
    [256, 100, 460],
    [16, 512, 689],
    [64, 512, 827],
    [256, 512, 1_034],
    [16, 1_000, 1_378],
    [64, 1_000, 1_378],
    [256, 1_000, 2_067],
    [16, 1_500, 2_067],
    [256, 1_500, 2_067],
    [16, 2_000, 4_115],
    [64, 3_000, 4_117],
    [16, 4_000, 4_117],
    [64, 4_000, 6_165],
    [256, 4_000, 6_165],
    [16, 10_240, 12_317],
    [256, 102_400, 105_482],
  ];
  test.each(rows)("E: key %i, value %i: %i B a revision", (key, value, inUse) => {
    expect(Math.abs(revisionBytes(key, value) / inUse - 1)).toBeLessThanOrEqual(0.05);
    const db = boltdb({ revisions: exact(10_000), keyBytes: exact(key), valueBytes: exact(value), profile });
    expectInside(db, 10_000 * inUse);
    expect(db.document).toBe(10_000 * (key + value));
  });

  test("K, no compaction: 2 400 revisions of 2 MiB: 4 801 MiB in use, 5 706 MiB of file (quota 6 GiB)", () => {
    const input = { revisions: exact(2_400), keyBytes: exact(8), valueBytes: exact(2 * MiB), profile };
    const db = boltdb({ ...input, quotaBytes: 6 * 1024 * MiB });
    expectLikely(db, 4_801 * MiB, 0.02);
    expectInside(db, 5_706 * MiB);
    // With the default quota etcd refuses writes at 2 GiB.
    expect(boltdb(input).high).toBe(2 * 1024 * MiB);
  });

  test("E2: 50 000 x 10 000 B: 490 MiB", () => {
    expectLikely(boltdb({ revisions: exact(50_000), keyBytes: exact(10), valueBytes: exact(10_000), profile }), 490 * MiB, 0.25);
  });

  test("growth ends at the quota", () => {
    const growth = boltdbGrowth({ writesPerSecond: exact(1), keyBytes: exact(24), valueBytes: exact(1000), hours: exact(1), profile });
    expect(growth.perHour).toBe(3600 * 1024);
    expect(growth.document).toBe(3600 * 1024);
    expect(growth.ceiling).toBe(2 * 1024 * MiB);
  });
});

describe("leases and v2 against etcd 3.4.23", () => {
  test("H: 346 B a lease, 217 B for its own key of 32 B, 100 B for a key on a shared lease", () => {
    const alone = lease({ leases: exact(100_000), keysPerLease: exact(0), keyBytes: exact(32), profile });
    expectLikely(alone, 34_600_000, 0.05);
    const own = lease({ leases: exact(1000), keysPerLease: exact(1), keyBytes: exact(32), profile });
    // Maps of 1 000 entries are emptier than those of 100 000.
    expectLikely(own, 1000 * (346 + 217), 0.15);
    const shared = lease({ leases: exact(1), keysPerLease: exact(10_000), keyBytes: exact(32), profile });
    expectLikely(shared, 346 + 10_000 * 100, 0.1);
    expectInside(shared, 346 + 10_000 * 100);
    expect(own.document).toBe(1000 * (330 + 110 + 32));
  });

  test("J: 614 B a v2 key of 30 B with a 100-byte value", () => {
    const store = v2Store({ keys: exact(50_000), keyBytes: exact(30), valueBytes: exact(100), profile });
    expectLikely(store, 50_000 * 614, 0.02);
  });
});
