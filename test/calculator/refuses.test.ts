/** Nonsense is refused in one sentence that says what to write instead. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calculate, operations } from "../../server/src/calculator";
import { ask, problemOf } from "./ask";

const good = { put: { value: "1KiB", times: "10" }, range: { keys: "10", value: "1KiB" }, watch: { connections: "10" } } as const;

describe("one option", () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["put", { ...good.put, value: "-5MiB" }, "--value: it cannot be negative, as -5MiB is"],
    ["put", { ...good.put, value: "2M" }, '--value: "2M" may mean MB or MiB; write 2MiB'],
    ["put", { ...good.put, value: "2 MiBB" }, '"MiBB" is no unit of size'],
    ["put", { ...good.put, value: "2 MiBB" }, 'Did you mean "MiB"?'],
    ["put", { ...good.put, value: "" }, "is no size"],
    ["put", { ...good.put, value: "Infinity" }, "is no size"],
    ["put", { ...good.put, value: "99999999999999999999" }, "more than any etcd holds"],
    ["put", { ...good.put, key: "0" }, "--key: it must be at least 1, not 0"],
    ["put", { times: "10" }, "--value <size> is missing"],
    ["put", { value: "1KiB", every: "5" }, '--every: "5" has no unit; write 5s or 5min'],
    ["put", { value: "1KiB", every: "0s" }, "--every: it must be more than nothing, not 0s"],
    ["put", { value: "1KiB", every: "5 secnds" }, 'Did you mean "seconds"?'],
    ["put", { value: "1KiB", rate: "0/s" }, "--rate: it must be more than nothing, not 0/s"],
    ["put", { value: "1KiB", rate: "fast" }, '"fast" is no rate'],
    ["put", { ...good.put, snapshotCount: "0" }, "--snapshot-count: it must be at least 1, not 0"],
    ["range", { ...good.range, keys: "0" }, "--keys: it must be at least 1, not 0"],
    ["range", { ...good.range, keys: "1.5" }, "--keys: it must be a whole number, not 1.5"],
    ["range", { ...good.range, keys: "many" }, '"many" is no count'],
    ["range", { ...good.range, concurrent: "0" }, "--concurrent: it must be at least 1, not 0"],
    ["range", { ...good.range, limit: "0" }, "--limit: it must be at least 1, not 0"],
    ["put", { ...good.put, members: "0" }, "--members: it must be at least 1, not 0"],
    ["put", { ...good.put, etcd: "3.9" }, "nothing is known of etcd 3.9; known are 3.3, 3.4, 3.5, 3.6 and 3.7"],
    ["put", { ...good.put, etcd: "2.3.8" }, "nothing is known of etcd 2.3.8"],
    ["put", { ...good.put, etcd: "new" }, '"new" is no version'],
    ["watch", { ...good.watch, on: "everything" }, "expected same, distinct, prefix"],
  ])("%s %j", (name, texts, expected) => expect(problemOf(name, texts)).toContain(expected));
});

describe("options that contradict each other", () => {
  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["put", { value: "1KiB" }, "how often?"],
    ["put", { value: "1KiB", every: "5s", rate: "1/s" }, "give one of them"],
    ["put", { value: "1KiB", times: "10", hours: "1h" }, "--hours needs --every or --rate"],
    ["put", { value: "1KiB", times: "10", every: "5s", hours: "1h" }, "both say when it ends"],
    ["watch", { connections: "10", streams: "5" }, "--streams 5 is less than --connections 10"],
    ["watch", { connections: "10", streams: "20", watchers: "15" }, "--watchers 15 is less than --streams 20"],
    ["watch", { connections: "10", slow: "11", value: "1KiB" }, "--slow 11 is more than --streams 10"],
    ["watch", { connections: "10", slow: "1" }, "--slow needs --value"],
    ["watch", { connections: "10", value: "1KiB" }, "need --slow"],
    ["range", { ...good.range, keysOnly: "true", sort: "true" }, "--keys-only and --sort"],
    ["keyspace", { keys: "10", quota: "1GiB" }, "--quota needs --value"],
  ])("%s %j", (name, texts, expected) => expect(problemOf(name, texts)).toContain(expected));
});

describe("what is taken", () => {
  it("says which values nobody gave", () => {
    const { inputs } = ask("put", { value: "1KiB", times: "10" });
    expect(inputs).toContainEqual({ name: "value", value: 1024, unit: "bytes", given: true });
    expect(inputs).toContainEqual({ name: "key", value: 64, unit: "bytes", given: false });
    expect(inputs.some(({ name }) => name === "every")).toBe(false);
  });

  it("counts what is stored on every member, and what clients hold on one", () => {
    const one = ask("keyspace", { keys: "1M" });
    const three = ask("keyspace", { keys: "1M", members: "3" });
    expect(three.cluster.document).toBe(3 * one.cluster.document);
    expect(ask("range", { ...good.range, members: "3" }).cluster.document).toBe(ask("range", good.range).cluster.document);
  });

  it("grows from nothing to the end, and says when the database is full", () => {
    const { growth, notes, prediction } = ask("put", { value: "2MiB", every: "5s", hours: "12h", etcd: "3.5.9" });
    expect(growth?.[0]).toMatchObject({ hours: 0, document: 0 });
    expect(growth?.at(-1)).toMatchObject({ hours: 12, document: prediction.estimate.document, likely: prediction.estimate.likely });
    // 2 GiB hold a little less than 1 024 values of 2 MiB: 1 024 x 5 s = 85 min.
    expect(notes.join("\n")).toMatch(/quota of 2 GiB after 8[0-5] min/);
    expect(ask("put", { value: "2MiB", every: "5s", kept: "1h" }).notes.join("\n")).not.toContain("quota");
  });

  it("covers all lines of a range of versions", () => {
    const log = (etcd: string) => ask("put", { value: "1KiB", times: "200001", etcd }).prediction.estimate;
    const [old, now, both] = [log("3.5.9"), log("3.6.0"), log("3.5.9-3.6.0")];
    expect(now.high).toBeLessThan(old.low);
    expect(both.low).toBeLessThanOrEqual(now.low);
    expect(both.high).toBeGreaterThanOrEqual(old.high);
  });

  it("never throws, whatever is written", () => {
    const names = [
      "value",
      "key",
      "keys",
      "every",
      "rate",
      "times",
      "hours",
      "kept",
      "connections",
      "streams",
      "watchers",
      "etcd",
      "members",
      "limit",
      "leases",
    ];
    const text = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.constantFrom("5s", "1h", "2MiB", "10k", "3.4", "1/5s", "true", "__proto__"),
    );
    const texts = fc.dictionary(fc.constantFrom(...names), text);
    fc.assert(
      fc.property(fc.constantFrom(...operations), texts, (operation, given) => {
        const result = calculate(operation, given);
        if ("problem" in result) expect(result.problem).not.toContain("\n");
        else expect(Number.isNaN(result.prediction.estimate.likely)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
