/** From a server's numbers to the model's, by hand. */
import { describe, expect, it } from "vitest";
import { accountOf, factsOf, groupOf, profileChanges, questionsOf } from "../../server/src/calibrate";
import { writtenSince } from "../../server/src/calibrate/groups";
import { loadOf } from "../../server/src/calibrate/load";
import { logOf } from "../../server/src/calibrate/log";
import { disjoint } from "../../server/src/calibrate/questions";
import { call } from "./calls";

const facts = (metrics: Readonly<Record<string, number>>, version = "3.4.23", cmdline: readonly string[] = []) =>
  factsOf({
    version,
    metrics: Object.entries(metrics)
      .map(([name, value]) => `${name} ${value}`)
      .join("\n"),
    vars: JSON.stringify({ cmdline }),
    members: 1,
    tls: false,
  });

const applied = "etcd_server_proposals_applied_total";
const snapshots = "etcd_debugging_snap_save_total_duration_seconds_count";
const puts = "etcd_mvcc_put_total";
const putBytes = "etcd_debugging_mvcc_total_put_size_in_bytes";

describe("questions", () => {
  const calls = [
    call("put", "/jobs/{}", 1),
    call("range", "/jobs/", 2, { span: "prefix" }),
    call("watch", "/jobs/a/{}", 3),
    call("put", "/config", 4, { span: "single" }),
    call("put", "{}", 5),
    call("connect", undefined, 6),
  ];
  it("are the literal starts of keys, each once, with the calls that use them", () => {
    expect(questionsOf(calls).map(({ key, isPrefix, calls: users }) => [key, isPrefix, users.map(({ line }) => line)])).toEqual([
      ["/config", false, [4]],
      ["/jobs/", true, [1, 2]],
      ["/jobs/a/", true, [3]],
    ]);
  });
  it("take prefixes that a person names, and never everything", () => {
    expect(questionsOf([], ["/x/", ""]).map(({ key }) => key)).toEqual(["/x/"]);
  });
  it("know which of them may be added up", () => {
    expect(disjoint(questionsOf(calls)).map(({ key }) => key)).toEqual(["/config", "/jobs/"]);
    expect(disjoint(questionsOf([call("put", "/a", 1), call("put", "/a{}", 2)])).map(({ isPrefix }) => isPrefix)).toEqual([true]);
  });
});

describe("the raft log", () => {
  it("has every entry before the first cut", () => {
    expect(logOf(facts({ [applied]: 61_000, [snapshots]: 0 }), [])?.entries).toEqual({ low: 61_000, likely: 61_000, high: 61_000 });
  });

  it("stands on the tooth that the applied index says: 61 000 - 50 001 + 5 000", () => {
    const { entries } = logOf(facts({ [applied]: 61_000, [snapshots]: 1 }, "3.4.23", ["--snapshot-count", "50000"]), []) ?? {};
    expect(entries).toEqual({ low: 15_899, likely: 15_999, high: 15_999 });
  });

  it("may stand anywhere on it when the process did not take the snapshots itself", () => {
    const { entries } = logOf(facts({ [applied]: 1_050_000, [snapshots]: 0 }), []) ?? {};
    // 1 050 000 - 10 x 100 001 = 49 990 read back at the start.
    expect(entries).toEqual({ low: 0, likely: 49_990, high: 105_000 });
  });

  it("finds out a snapshot count that the command line does not show", () => {
    expect(logOf(facts({ [applied]: 40_000, [snapshots]: 8 }), [])?.period).toBe(5_000);
  });

  it("is cut every hundred entries from 3.6 on", () => {
    expect(logOf(facts({ [applied]: 61_000 }, "3.6.1"), [])?.entries).toEqual({ low: 5_000, likely: 5_050, high: 5_200 });
    expect(logOf(facts({ [applied]: 300 }, "3.6.1"), [])?.entries.high).toBe(300);
  });

  it("divides what was written by how often", () => {
    const log = logOf(facts({ [applied]: 1000, [puts]: 800, [putBytes]: 800_000, etcd_debugging_lease_granted_total: 200 }), []);
    expect(log).toMatchObject({ writeShare: 0.8, bytesPerWrite: 1000 });
  });

  it("counts the puts of one transaction as one entry", () => {
    const log = logOf(facts({ [applied]: 100, [puts]: 1000, [putBytes]: 1_000_000 }), []);
    expect(log).toMatchObject({ writeShare: 1, bytesPerWrite: 10_000 });
  });

  it("takes the size of a write from the keys after a restart", () => {
    const group = groupOf({ key: "/a", isPrefix: true, calls: [] }, [
      { count: 10, keys: [{ keyBytes: 10, valueBytes: 990, version: 5, createdAt: 1, writtenAt: 5, lease: undefined }] },
    ]);
    const log = logOf(facts({ [applied]: 50_000, [puts]: 3, [putBytes]: 30 }), group ? [group] : []);
    expect(log?.bytesPerWrite).toBe(1000);
  });
});

describe("what was written lately", () => {
  const group = (...keys: readonly (readonly [version: number, createdAt: number, writtenAt: number])[]) => {
    const sample = keys.map(([version, createdAt, writtenAt]) => ({
      keyBytes: 0,
      valueBytes: 10,
      version,
      createdAt,
      writtenAt,
      lease: undefined,
    }));
    const found = groupOf({ key: "/a", isPrefix: true, calls: [] }, [{ count: 2 * keys.length, keys: sample }]);
    if (!found) throw new Error("no group");
    return found;
  };
  it.each<[readonly (readonly [number, number, number])[], number]>([
    // Not written since 100.
    [[[5, 10, 90]], 0],
    // Made since then: all of its writes.
    [[[5, 110, 190]], 5],
    // Eleven writes from 0 to 200: the last one, and half of the ten before.
    [[[11, 0, 200]], 6],
    [[[1, 150, 150]], 1],
    [
      [
        [5, 110, 190],
        [5, 10, 90],
      ],
      5,
    ],
  ])("keys %j: %i writes a sampled key", (keys, writes) => {
    // There are twice as many keys as were sampled.
    expect(writtenSince(group(...keys), 100)).toEqual({ writes: 2 * writes, bytes: 20 * writes });
  });

  it("says what the log holds, rather than the mean of all times", () => {
    const server = facts(
      { [applied]: 20_000, [snapshots]: 3, [puts]: 20_000, [putBytes]: 200_000_000, etcd_debugging_mvcc_current_revision: 20_001 },
      "3.4.23",
      ["--snapshot-count", "5000"],
    );
    // Large values up to revision 2 000, small ones since.
    const small = { keyBytes: 10, valueBytes: 90, version: 9, createdAt: 2001, writtenAt: 20_000, lease: undefined };
    const group = groupOf({ key: "/small", isPrefix: true, calls: [] }, [{ count: 2000, keys: [small] }]);
    const log = logOf(server, group ? [group] : []);
    expect(log?.bytesPerWrite).toBeGreaterThanOrEqual(100);
    expect(log?.bytesPerWrite).toBeLessThan(2000);
    expect(logOf(server, [])?.bytesPerWrite).toBe(10_000);
  });
});

describe("the load", () => {
  const key = (keyBytes: number, valueBytes: number, version: number, lease?: string) => ({
    keyBytes,
    valueBytes,
    version,
    createdAt: 1,
    writtenAt: version,
    lease,
  });
  const jobs = groupOf(
    { key: "/jobs/", isPrefix: true, calls: [call("put", "/jobs/{}", 9), call("watch", "/jobs/", 11, { span: "prefix" })] },
    [{ count: 1000, keys: [key(10, 100, 2), key(20, 300, 4)] }],
  );
  const locks = groupOf({ key: "/locks/", isPrefix: true, calls: [call("put", "/locks/{}", 20)] }, [
    { count: 100, keys: [key(12, 0, 1, "a"), key(12, 0, 1, "a"), key(12, 0, 1, "b"), key(12, 0, 1)] },
  ]);
  const groups = [jobs, locks].flatMap((group) => group ?? []);
  const server = facts({
    [applied]: 5000,
    [puts]: 4000,
    [putBytes]: 800_000,
    etcd_debugging_mvcc_keys_total: 1500,
    etcd_debugging_mvcc_current_revision: 4001,
    etcd_debugging_mvcc_watch_stream_total: 8,
    etcd_debugging_mvcc_watcher_total: 64,
    process_open_fds: 29,
  });

  it("has one part of the index for each group, and one for the rest", () => {
    const { scenario, otherKeys } = loadOf(server, groups);
    expect(otherKeys).toBe(400);
    expect(scenario.treeIndex).toEqual([
      { keys: 1000, keyBytes: 15, revisionsPerKey: 3 },
      { keys: 100, keyBytes: 12, revisionsPerKey: 1 },
      // 4 000 puts, of which 1 000 x 3 + 100 are accounted for.
      { keys: 400, keyBytes: (1000 * 15 + 100 * 12) / 1100, revisionsPerKey: 2.25 },
    ]);
  });

  it("takes clients from streams, watchers and open files", () => {
    const { scenario } = loadOf(server, groups);
    expect(scenario.connections).toMatchObject({ count: { likely: 10 }, tls: false });
    expect(scenario.streams).toMatchObject({ count: 8 });
    expect(scenario.watchers).toMatchObject({ count: 64, keyKind: "prefix" });
  });

  it("leaves out what a member opens for itself and for its peers: 19 files, and 7 a peer", () => {
    const connections = (members: number) => {
      const { scenario } = loadOf(factsOf({ version: "3.5.9", metrics: "process_open_fds 43", vars: undefined, members, tls: false }), []);
      return scenario.connections;
    };
    expect(connections(1)).toMatchObject({ count: { likely: 24 } });
    expect(connections(3)).toMatchObject({ count: { likely: 10 } });
  });

  it("takes leases from the keys when the counters began anew: 75 of 100 keys, 1.5 a lease", () => {
    expect(loadOf(server, groups).scenario.lease).toEqual({ leases: 50, keysPerLease: 1.5, keyBytes: 12 });
  });

  it("keeps as many revisions as come between two compactions", () => {
    const compacted = facts({
      etcd_debugging_mvcc_keys_total: 100,
      etcd_debugging_mvcc_current_revision: 10_000,
      etcd_debugging_mvcc_compact_revision: 9_900,
      etcd_debugging_mvcc_db_compaction_total_duration_milliseconds_count: 12,
    });
    const group = groupOf({ key: "/a", isPrefix: true, calls: [] }, [{ count: 100, keys: [key(5, 5, 5000)] }]);
    expect(loadOf(compacted, group ? [group] : []).scenario.treeIndex).toEqual([{ keys: 100, keyBytes: 5, revisionsPerKey: 3 }]);
  });

  it("names the calls that explain a component, with their share", () => {
    const { rows } = accountOf(server, groups, [...groups.flatMap(({ calls }) => calls), call("connect", undefined, 3)]);
    const lines = (component: string) => rows.find((row) => row.component === component)?.because.map(({ call: { line } }) => line);
    expect(lines("raft-log")).toEqual([9, 20]);
    expect(lines("watchers")).toEqual([11]);
    expect(lines("connections")).toEqual([3]);
    expect(lines("process")).toEqual([]);
    const shares = rows.find((row) => row.component === "tree-index")?.because.map(({ share }) => share ?? 0) ?? [];
    // The rest of the keys, 400 of 1 500, is explained by no call.
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1100 / 1500, 9);
  });

  it("turns into settings with day and server", () => {
    const stamp = { date: "2026-01-31", server: "https://etcd:2379" };
    const changes = profileChanges(server, loadOf(server, groups), groups, stamp);
    const value = (...path: string[]) => changes.find((change) => change.path.join(" ") === path.join(" "))?.value;
    expect(value("etcd", "version")).toBe("3.4.23");
    expect(value("profile", "calibrated")).toBe("2026-01-31 https://etcd:2379");
    expect(value("profile", "keysTotal")).toBe(1500);
    expect(value("profile", "connections")).toBe(10);
    expect(value("profile", "tls")).toBe(false);
    expect(value("prefixes", "/jobs/", "valueBytes")).toBe(200);
    expect(value("prefixes", "/locks/", "keysUnderPrefix")).toBe(100);
  });
});

describe("the account", () => {
  it("says how much of the live heap it explains, too much as well as too little", () => {
    const empty = facts({});
    const model = accountOf(empty, [], []).prediction.live.likely;
    const explained = (live: number) =>
      accountOf(facts({ go_memstats_next_gc_bytes: 2 * live, go_memstats_heap_alloc_bytes: 1e12 }), [], []).explained;
    expect(accountOf(empty, [], []).explained).toBeUndefined();
    expect(explained(10 * model)).toBeCloseTo(0.1, 2);
    expect(explained(model / 1.25)).toBeCloseTo(0.75, 2);
  });
});
