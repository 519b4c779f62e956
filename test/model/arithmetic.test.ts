import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  between,
  boltdb,
  boltdbGrowth,
  builds,
  CONSTANTS,
  type ComponentEstimate,
  clean,
  combine,
  connections,
  constantById,
  cover,
  exact,
  keepaliveStreams,
  lease,
  minimum,
  multiply,
  peers,
  predict,
  processBase,
  profileFor,
  type Quantity,
  type RangeMode,
  raftLog,
  range,
  streams,
  treeIndex,
  treeIndexGrowth,
  v2Store,
  watchBacklog,
  watchers,
  writeBuffer,
} from "../../server/src/model";
import { mapBytes } from "../../server/src/model/go-map";
import { appendedCapacity, sizeClass } from "../../server/src/model/size-class";

const INF = Number.POSITIVE_INFINITY;
const MODES: readonly RangeMode[] = ["full", "keys-only", "count-only", "limited", "sorted", "streamed"];

/** Every function of the model, with one quantity for each input. */
function everything(n: Quantity, size: Quantity, version: string): readonly ComponentEstimate[] {
  const profile = profileFor(version);
  const sizes = { keyBytes: size, valueBytes: size };
  return [
    raftLog({ ...sizes, entriesWritten: n, profile }),
    raftLog({ ...sizes, writesPerSecond: n, profile }),
    raftLog({ ...sizes, writesPerSecond: n, hours: n, profile }),
    raftLog({ ...sizes, profile }),
    treeIndex({ keys: n, keyBytes: size, revisionsPerKey: n, profile }),
    treeIndexGrowth({ ...sizes, writesPerSecond: n, hours: n, newKeys: true, profile }),
    treeIndexGrowth({ ...sizes, writesPerSecond: n, hours: n, newKeys: false, quotaBytes: INF, profile }),
    boltdb({ ...sizes, revisions: n, profile }),
    boltdb({ ...sizes, revisions: n, quotaBytes: INF, profile }),
    boltdbGrowth({ ...sizes, writesPerSecond: n, hours: n, profile }),
    connections({ count: n, profile }),
    streams({ count: n, profile }),
    keepaliveStreams({ count: n, profile }),
    watchers({ count: n, keyKind: "prefix", keyBytes: size, profile }),
    watchBacklog({ ...sizes, streams: n, prevKv: true, historyEvents: n, profile }),
    lease({ leases: n, keysPerLease: n, keyBytes: size, profile }),
    v2Store({ ...sizes, keys: n, profile }),
    treeIndex({ keys: n, deleted: n, keyBytes: size, revisionsPerKey: n, order: "random", profile }),
    boltdb({ ...sizes, revisions: n, freeBytes: n, profile }),
    watchers({ count: n, keyKind: "distinct", keyBytes: size, streams: n, profile }),
    writeBuffer({ ...sizes, writes: n, profile }),
    peers({ peers: n, profile }),
    processBase({ profile }),
    ...MODES.map((mode) => range({ ...sizes, mode, keysScanned: n, keysReturned: n, concurrent: n, profile })),
  ];
}

function expectSound(c: ComponentEstimate): void {
  for (const n of [c.document, c.low, c.likely, c.high, c.perHour ?? 0, c.ceiling ?? 0, c.count.low, c.count.high, c.bytesEach.high]) {
    expect(n, `${c.component}: ${JSON.stringify(c)}`).toBeGreaterThanOrEqual(0);
  }
  for (const q of [c, c.live, c.resident, c.file]) {
    expect(q.low).toBeGreaterThanOrEqual(0);
    expect(q.low).toBeLessThanOrEqual(q.likely);
    expect(q.likely).toBeLessThanOrEqual(q.high);
  }
}

const anyNumber = fc.oneof(fc.double({ min: -10, max: 1e9 }), fc.constantFrom(0, 1, INF, Number.NaN));
const anyQuantity = fc.record({ low: anyNumber, likely: anyNumber, high: anyNumber });
const anyVersion = fc.oneof(fc.constantFrom("3.3.1", "3.4", "3.4.9", "3.5.9", "3.6.0", "3.7.1", "latest", ""), fc.string());

describe("quantities", () => {
  test("nothing times unbounded is nothing", () => {
    expect(multiply(between(0, 1, INF), between(0, 0, INF))).toEqual({ low: 0, likely: 0, high: INF });
    expect(multiply(exact(0), exact(INF))).toEqual(exact(0));
  });

  test("bounds are put in order and NaN means not known", () => {
    expect(clean({ low: 5, likely: 3, high: 1 })).toEqual({ low: 3, likely: 3, high: 3 });
    expect(clean({ low: Number.NaN, likely: 7, high: Number.NaN })).toEqual({ low: 0, likely: 7, high: INF });
    expect(clean({ low: -1, likely: -1, high: -1 })).toEqual(exact(0));
  });

  test("sum, minimum, cover", () => {
    expect(add(exact(1), between(1, 2, 3))).toEqual({ low: 2, likely: 3, high: 4 });
    expect(add()).toEqual(exact(0));
    expect(minimum(between(1, 5, 9), exact(4))).toEqual({ low: 1, likely: 4, high: 4 });
    expect(cover(between(2, 3, 4), between(1, 9, 10))).toEqual({ low: 1, likely: 3, high: 10 });
  });
});

describe("Go's allocator", () => {
  test.each([
    [0, 0],
    [1, 8],
    [33, 48],
    [100, 112],
    [10_264, 10_880],
    [32_768, 32_768],
    [32_769, 40_960],
    [1_048_600, 1_056_768],
    [INF, INF],
  ])("%f bytes take %f", (bytes, spent) => {
    expect(sizeClass(bytes)).toBe(spent);
  });

  test.each([
    [0, 0],
    [1, 1],
    [5, 8],
    [11, 16],
    [256, 256],
    [257, 512],
    // 832 elements of 16 B are rounded up to the size class 13 568.
    [513, 848],
    [INF, INF],
  ])("a slice of %f elements has room for %f", (length, capacity) => {
    expect(appendedCapacity(length)).toBe(capacity);
  });
});

describe("Go's maps", () => {
  // Heap of maps filled one by one, by hand: buckets of 8 + 8 (key + value) + 8 at 6.5 entries each, a sixteenth more from 16 buckets on.
  test.each([
    [0, 8, 8, 48],
    [1, 8, 8, 48 + 144],
    [8, 8, 8, 48 + 144],
    [9, 8, 8, 48 + 2 * 144],
    // 1 000 / 6.5 = 154: 256 buckets and 16, 272 x 144 = 39 168 B, five pages of 8 KiB.
    [1_000, 8, 8, 48 + 40_960],
    [100_000, 8, 0, 48 + 16_384 * (17 / 16) * 80],
  ])("up to 1.23: %i entries of %i + %i B take %i", (entries, key, value, bytes) => {
    expect(mapBytes(entries, { key, value }, "old")).toBe(bytes);
  });

  // Go 1.26 gave 36.944, 29.5552, 37.72724 B an entry for map[*T]struct{} with 2 000, 40 000 and 1 000 000 entries, and 23.44 for 100.
  test.each([
    [100, 23.44],
    [2_000, 36.944],
    [40_000, 29.5552],
    [1_000_000, 37.72724],
  ])("from 1.24 on: a set of %i pointers takes %f B an entry", (entries, each) => {
    expect(Math.abs(mapBytes(entries, { key: 8, value: 0 }, "swiss") / entries / each - 1)).toBeLessThanOrEqual(0.01);
  });
});

describe("any input", () => {
  test("no NaN, no negative number, low <= likely <= high", () => {
    fc.assert(
      fc.property(anyQuantity, anyQuantity, anyVersion, (n, size, version) => {
        for (const component of everything(n, size, version)) expectSound(component);
      }),
      { numRuns: 300 },
    );
  });

  test("document is count x bytes each, and every constant has a source", () => {
    for (const component of everything(exact(7), exact(1_000), "3.4.9")) {
      expect(component.document).toBe(component.count.likely * component.bytesEach.likely);
      expect(component.constants.length).toBeGreaterThan(0);
      for (const id of component.constants) expect(constantById(id)?.source, id).toBeTruthy();
    }
  });

  test("with exact inputs high / low is at most 3 for what stays and 4 for what passes", () => {
    for (const version of ["3.3.13", "3.3.27", "3.4.9", "3.4.23", "3.4.45", "3.5.9", "3.5.33", "3.6.0", "3.6.14", "3.7.1"]) {
      const profile = profileFor(version);
      for (const size of [8, 33, 100, 1_024, 10_240, 1_048_576]) {
        const [key, value, n] = [exact(Math.min(size, 256)), exact(size), exact(4_000)];
        const sizes = { keyBytes: key, valueBytes: value };
        const retained = [
          raftLog({ ...sizes, entriesWritten: n, profile }),
          raftLog({ ...sizes, entriesWritten: exact(250_000), profile }),
          treeIndex({ keys: n, keyBytes: key, revisionsPerKey: exact(3), profile }),
          boltdb({ ...sizes, revisions: n, quotaBytes: INF, profile }),
          connections({ count: n, tls: true, profile }),
          connections({ count: n, tls: false, profile }),
          streams({ count: n, tls: true, profile }),
          streams({ count: n, tls: false, profile }),
          keepaliveStreams({ count: n, profile }),
          watchers({ count: n, keyKind: "same", profile }),
          watchers({ count: n, keyKind: "distinct", profile }),
          watchers({ count: n, keyKind: "prefix", profile }),
          watchBacklog({ ...sizes, streams: n, prevKv: false, profile }),
          lease({ leases: n, keysPerLease: exact(2), keyBytes: key, profile }),
          v2Store({ ...sizes, keys: n, profile }),
          keepaliveStreams({ count: n, tls: true, profile }),
          treeIndex({ keys: n, deleted: n, keyBytes: key, revisionsPerKey: exact(1), order: "sequential", profile }),
          writeBuffer({ ...sizes, writes: n, profile }),
          peers({ peers: n, profile }),
          processBase({ profile }),
        ];
        for (const c of retained) expect(c.high / c.low, `${c.component} ${size} ${version}`).toBeLessThanOrEqual(3);
        for (const mode of MODES) {
          const c = range({ ...sizes, mode, keysScanned: n, keysReturned: exact(10), concurrent: n, profile });
          if (c.high > 0) expect(c.high / c.low, `${mode} ${size} ${version}`).toBeLessThanOrEqual(4);
        }
        const whole = predict({
          etcd: version,
          raftLog: { ...sizes, entriesWritten: 4_000 },
          treeIndex: { keys: 4_000, keyBytes: key, revisionsPerKey: 1 },
          connections: { count: 100, tls: false },
          streams: { count: 100, tls: false },
          watchers: { count: 4_000, keyKind: "distinct", streams: 100 },
          peers: { peers: 2 },
        });
        for (const q of [whole.live, whole.anonymous]) expect(q.high / q.low, `whole ${size} ${version}`).toBeLessThanOrEqual(3);
      }
    }
  });

  test("constants have unique ids", () => {
    expect(new Set(CONSTANTS.map((c) => c.id)).size).toBe(CONSTANTS.length);
  });
});

describe("versions", () => {
  test.each([
    ["3.4.23", "3.4", "exact"],
    ["v3.5", "3.5", "exact"],
    ["^3.6.1", "3.6", "exact"],
    ["3.7.0-rc.1", "3.7", "exact"],
    ["2.3.8", "3.3", "nearest"],
    ["3.2.24", "3.3", "nearest"],
    ["3.10.0", "3.7", "nearest"],
    ["4.0", "3.7", "nearest"],
    ["latest", "3.5", "default"],
    ["", "3.5", "default"],
  ])("%s takes line %s (%s)", (version, line, match) => {
    expect(profileFor(version)).toMatchObject({ version, line, match });
  });

  test("retention as etcd's source has it", () => {
    expect(profileFor("3.3").raft).toMatchObject({ catchUpEntries: 5000, snapshotCount: 100_000, entryStructBytes: 80 });
    expect(profileFor("3.4").raft).toMatchObject({ catchUpEntries: 5000, snapshotCount: 100_000, entryStructBytes: 72 });
    expect(profileFor("3.5").raft).toMatchObject({ catchUpEntries: 5000, snapshotCount: 100_000, entryStructBytes: 48 });
    expect(profileFor("3.6").raft).toMatchObject({ catchUpEntries: 5000, snapshotCount: 10_000, memoryStep: 100 });
    expect(profileFor("3.7").raft).toMatchObject({ catchUpEntries: 5000, snapshotCount: 10_000, memoryStep: 100 });
    expect(profileFor("3.5").raft.memoryStep).toBeUndefined();
  });

  // Builds by hand from the table of patches that changed something: first, last, likely.
  test.each([
    ["3.4.23", ["3.4.19"], "3.4.19"],
    ["3.4", ["3.4.0", "3.4.10", "3.4.19", "3.4.24", "3.4.28", "3.4.38"], "3.4.38"],
    ["3.5.x", ["3.5.0", "3.5.10", "3.5.23", "3.5.33"], "3.5.33"],
    ["3.5.12-3.6.2", ["3.5.10", "3.5.23", "3.5.33", "3.6.0"], "3.6.0"],
    ["3.6.2 to 3.5.12", ["3.5.10", "3.5.23", "3.5.33", "3.6.0"], "3.6.0"],
    [">=3.5.40 <3.6.5", ["3.5.33", "3.6.0"], "3.6.0"],
    [">=3.4.30 <3.5", ["3.4.28", "3.4.38"], "3.4.38"],
    ["3.6 || 3.7", ["3.6.0", "3.6.5", "3.6.9", "3.6.14", "3.7.0"], "3.7.0"],
    ["3.6.9..3.7", ["3.6.9", "3.6.14", "3.7.0"], "3.7.0"],
    ["v3.7.0-rc.1", ["3.7.0"], "3.7.0"],
    ["3.4.13-0", ["3.4.10"], "3.4.10"],
    ["9.9", ["3.7.0"], "3.7.0"],
    ["2.3", ["3.3.0"], "3.3.0"],
  ])("%s means the builds %j, likely %s", (version, covered, likely) => {
    const profile = profileFor(version);
    expect(profile.builds.map(({ line, fromPatch }) => `${line}.${fromPatch}`)).toEqual(covered);
    expect(`${profile.line}.${profile.fromPatch}`).toBe(likely);
  });

  test("an unknown version means every build, and the newest of the default line is likely", () => {
    const unknown = profileFor("");
    expect(unknown.builds).toEqual(builds);
    expect(`${unknown.line}.${unknown.fromPatch}`).toBe("3.5.33");
  });

  test("a range of versions covers what each of them gives", () => {
    fc.assert(
      fc.property(anyQuantity, anyQuantity, (n, size) => {
        const all = everything(n, size, "3.3-3.7");
        for (const version of ["3.3.1", "3.3.27", "3.4.9", "3.4.23", "3.4.40", "3.5.9", "3.5.33", "3.6.0", "3.6.14", "3.7.1"]) {
          for (const [at, one] of everything(n, size, version).entries()) {
            expect(all[at]?.low).toBeLessThanOrEqual(one.low);
            expect(all[at]?.high).toBeGreaterThanOrEqual(one.high);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ["3.3.22", 1024],
    ["3.3.23", 128],
    ["3.4.9", 1024],
    ["3.4.10", 128],
    ["3.5.0", 128],
    ["3.2.9", 1024],
  ])("%s has %i slots a stream", (version, slots) => {
    expect(profileFor(version).watchSlots).toBe(slots);
  });
});

describe("sums", () => {
  const base = { formula: "", count: exact(1), bytesEach: exact(1), constants: [] };
  const part = (kind: ComponentEstimate["kind"], bytes: number, extra: Partial<ComponentEstimate> = {}): ComponentEstimate => ({
    ...base,
    component: "range",
    kind,
    document: bytes,
    low: bytes,
    likely: bytes,
    high: bytes * 2,
    live: exact(bytes),
    resident: exact(bytes),
    file: exact(0),
    ...extra,
  });

  test("bytes add up", () => {
    expect(combine([part("retained", 10), part("transient", 5)])).toMatchObject({
      kind: "retained",
      document: 15,
      low: 15,
      likely: 15,
      high: 30,
    });
  });

  test("growing when growing components hold at least half", () => {
    const growing = part("growing", 10, { perHour: 3, ceiling: 100 });
    expect(combine([growing, part("retained", 10)])).toMatchObject({ kind: "growing", perHour: 3, ceiling: 110 });
    expect(combine([growing, part("retained", 11)])).toMatchObject({ kind: "retained", perHour: 3, ceiling: 111 });
    expect(combine([growing, part("transient", 90)]).kind).toBe("retained");
  });

  test("transient only when nothing stays; nothing at all is zero", () => {
    expect(combine([part("transient", 1)]).kind).toBe("transient");
    expect(combine([part("transient", 1)])).not.toHaveProperty("perHour");
    expect(combine([])).toEqual({ kind: "transient", document: 0, low: 0, likely: 0, high: 0, components: [] });
  });
});
