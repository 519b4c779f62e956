import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { TABLES, withTables } from "../../scripts/model-tables";
import {
  boltdb,
  CONSTANTS,
  type ComponentId,
  connections,
  lease,
  peers,
  profileFor,
  raftLog,
  range,
  streams,
  treeIndex,
  v2Store,
  watchBacklog,
  watchers,
  writeBuffer,
} from "../../server/src/model";
import { requestBytes } from "../../server/src/model/raft-log";

const page = readFileSync("docs/model.md", "utf8");
const text = page.replace(/\s+/g, " ");
const MIB = 1_048_576;
const profile = profileFor("3.5.33");

describe("docs/model.md", () => {
  test("its tables are those of the constants (`npm run docs:model` makes them)", () => {
    expect(withTables(page)).toBe(page);
  });

  test("it has every table, and every constant once", () => {
    for (const name of Object.keys(TABLES)) expect(page, name).toContain(`<!-- table ${name} -->`);
    for (const { id } of CONSTANTS) expect(page.split(`| \`${id}\` |`).length - 1, id).toBe(1);
  });

  test("it has a section, a formula and what is not modelled for every component", () => {
    const titles: Readonly<Record<ComponentId, string>> = {
      "raft-log": "## Raft log",
      "tree-index": "## treeIndex",
      boltdb: "## boltdb",
      connections: "## Connections and streams",
      streams: "## Connections and streams",
      watchers: "## Watchers",
      "watch-backlog": "## Watch backlog",
      range: "## Range requests",
      lease: "## Leases",
      "v2-store": "## v2 store",
      "write-buffer": "## Write buffer",
      peers: "## Peers",
      process: "## The process",
    };
    const sections = page.split(/^(?=## )/m);
    for (const title of Object.values(titles)) {
      const section = sections.find((part) => part.startsWith(`${title}\n`));
      expect(section, title).toContain("*Not modelled*");
      if (title !== "## The process") {
        expect(section, title).toContain("by the documents");
        expect(section, title).toContain("**Example.**");
      }
    }
  });
});

/** What the page says, what it comes to by hand, and what the model says. */
describe("the examples of docs/model.md, by hand", () => {
  const says = (sentence: string) => expect(text).toContain(sentence.replace(/\s+/g, " "));

  test("raft log: 1 000 puts of 1 MiB", () => {
    const put = 1 + 1 + 16 + (1 + 3 + 1_048_576);
    expect(put).toBe(1_048_598);
    expect(14 + 1 + 3 + put).toBe(1_048_616);
    expect(requestBytes(16, MIB, false)).toBe(1_048_616);
    expect(129 * 8_192).toBe(1_056_768);
    expect(128 * 8_192).toBeLessThan(1_048_616);
    const log = raftLog({ keyBytes: 16, valueBytes: MIB, entriesWritten: 1_000, profile });
    expect(log.document).toBe(1_000 * (1_048_576 + 16));
    expect(log.likely).toBe(1_000 * 1_056_768 + 1_365 * 48);
    expect(log.likely).toBe(1_056_833_520);
    says("1 048 592 000 B");
    says("Likely 1 000 x 1 056 768 + 65 520 = 1 056 833 520 B");
  });

  test("raft log: the sawtooth", () => {
    expect(5_000 + 150_055 - 100_001).toBe(55_054);
    const log = raftLog({ keyBytes: 16, valueBytes: 100, entriesWritten: 150_055, profile });
    expect(log.count.high).toBe(55_054);
    says("5 000 + 150 055 - 100 001 = 55 054 entries");
  });

  test("treeIndex: a million keys of 64 B", () => {
    const million = { keys: 1_000_000, keyBytes: 64, revisionsPerKey: 1, order: "sequential" } as const;
    expect(treeIndex({ ...million, profile }).document).toBe(1_000_000 * (120 + 64 + 38));
    expect(treeIndex({ ...million, profile }).likely).toBe(1_000_000 * (64 + 48 + 64 + 16 + 37));
    expect(64 + 48 + 64 + 16 + 37).toBe(229);
    expect(treeIndex({ ...million, profile: profileFor("3.7.1") }).likely).toBe(211_100_000);
    says("= 222 MB (the benchmark says 218 MB)");
    says("229 MB; on 3.7.1");
    says("= 211.1 MB");
  });

  test("boltdb: values of 512 B under keys of 64 B", () => {
    expect(33 + 576 + 8 + 2 + 3).toBe(622);
    expect(Math.floor((4_096 * 0.9 - 16) / 622)).toBe(5);
    expect((4_096 + 37) / 5).toBe(826.6);
    const db = boltdb({ revisions: 1_000_000, keyBytes: 64, valueBytes: 512, profile });
    expect(db.likely).toBe(826_600_000);
    expect(db.document).toBe(576_000_000);
    says("(4 096 + 37) / 5 = 826.6 B a revision");
  });

  test("write buffer: 1 000 writes of 1 KiB", () => {
    expect(16 + 1_024 + 20).toBe(1_060); // size class 1 152
    expect(1_000 * (1_152 + 24)).toBe(1_176_000);
    expect((1_152 - 512) * 1.5 * 48).toBe(46_080);
    expect(3 * 512 * 48).toBe(73_728);
    expect(writeBuffer({ writes: 1_000, keyBytes: 16, valueBytes: 1_024, profile }).likely).toBe(1_176_000 + 46_080 + 73_728);
    says("73 728 B: 1 295 808 B");
  });

  test("connections and streams", () => {
    const [conns, open] = [{ count: 2_000, tls: false } as const, { count: 10_000, tls: false } as const];
    expect(connections({ ...conns, profile }).document).toBe(34_000_000);
    expect(streams({ ...open, profile }).document).toBe(180_000_000);
    expect(connections({ ...conns, profile }).likely + streams({ ...open, profile }).likely).toBe(2_000 * 48_300 + 10_000 * 34_000);
    expect(2_000 * 48_300 + 10_000 * 34_000).toBe(436_600_000);
    const old = profileFor("3.4.9");
    expect(connections({ ...conns, profile: old }).likely + streams({ ...open, profile: old }).likely).toBe(950_080_000);
    expect(2_000 * 118_000 + 10_000 * (28_400 + 896 * 48)).toBe(950_080_000);
    says("= 436.6 MB");
    says("= 950.08 MB");
  });

  test("watchers: 100 000 on keys of their own", () => {
    expect(Math.ceil(100_000 / 7)).toBeLessThanOrEqual(2 ** 14);
    expect(Math.ceil(100_000 / 7)).toBeGreaterThan(2 ** 13);
    expect(128 * 136).toBe(17_408);
    const set = ((2 ** 14 / 128) * 18_432 + 48) / 100_000;
    expect(set).toBe(23.59344);
    const byKey = ((2 ** 14 / 128) * 27_264 + 48) / 100_000;
    expect(byKey).toBe(34.8984);
    const each = 112 + 24 + 32 + 4 * set + (48 + 144) + 32 + byKey;
    expect(each).toBeCloseTo(521.27, 2);
    const all = watchers({ count: 100_000, keyKind: "distinct", keyBytes: 28, streams: 1, profile });
    expect(all.likely).toBe(Math.round(100_000 * each));
    expect(all.document).toBe(35_000_000);
    says("= 521.27 B: 52.1 MB");
  });

  test("watch backlog: one stopped stream", () => {
    const backlog = watchBacklog({ streams: 1, keyBytes: 16, valueBytes: 10_240, prevKv: false, profile });
    expect(backlog.document).toBe(1_024 * 10_256);
    expect(1_024 * 10_256).toBe(10_502_144);
    expect(128 * (16 + 10_240 + 250) + 200_000 + 65_536 + 3 * 10_256 + 128 * 48).toBe(1_647_216);
    expect(backlog.likely).toBe(1_647_216);
    says("1 024 x 10 256 = 10 502 144 B");
    says("= 1 647 216 B");
  });

  test("range: 100 keys of 1 MiB", () => {
    const all = range({ mode: "full", keysScanned: 100, keyBytes: 32, valueBytes: MIB, concurrent: 1, profile });
    expect(all.document).toBe(104_860_800);
    expect(100 * (112 + 24 + 32 + 1_048_576 + 365) + 100 * (32 + 1_048_576 + 14)).toBe(209_773_100);
    expect(all.likely).toBe(209_773_100);
    const eight = range({ mode: "full", keysScanned: 100, keyBytes: 32, valueBytes: MIB, concurrent: 8, profile });
    expect(eight.likely).toBe(8 * 209_773_100);
    says("= 209 773 100 B");
  });

  test("leases: 10 000 with a key each", () => {
    const leases = lease({ leases: 10_000, keysPerLease: 1, keyBytes: 32, profile: profileFor("3.4.23") });
    expect(leases.document).toBe(4_720_000);
    expect(2_048 * 6.5).toBeGreaterThan(10_000);
    expect(39 * 8_192).toBe(319_488);
    expect(56 * 8_192).toBe(458_752);
    const each = 112 + 96 + 24 + 9 + 2 * 31.9536 + (48 + 144) + 32 + 45.88;
    expect(each).toBeCloseTo(574.79, 2);
    expect(leases.likely).toBe(Math.round(10_000 * each));
    says("= 574.79 B: 5.75 MB");
  });

  test("v2 store and peers", () => {
    const store = v2Store({ keys: 50_000, keyBytes: 30, valueBytes: 100, profile: profileFor("3.4.23") });
    expect(store.document).toBe(50_000 * (10 * 188 + 100));
    expect(store.likely).toBe(50_000 * (190 + 32 + 112 + 150 + 30 + 100));
    says("= 99 MB");
    says("= 30.7 MB");
    expect(peers({ peers: 2, profile }).likely).toBe(2 * (16_384 * 264 + 2_097_152 + 250_000));
    says("= 13 345 056 B");
  });
});
