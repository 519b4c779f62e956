import { describe, expect, it } from "vitest";
import { packageByPath } from "../../server/src/catalog/index";
import { effects, goFunction } from "./look";

const v3 = "go.etcd.io/etcd/client/v3";

/** client/v3/op.go: what each option sets, `<n` for the argument it takes its value from. */
const expected: readonly (readonly [string, readonly string[]])[] = [
  ["WithPrefix", ["prefix"]],
  ["WithRange", ["range-end<0"]],
  ["WithFromKey", ["from-key"]],
  ["WithLimit", ["limit<0"]],
  ["WithRev", ["revision<0"]],
  ["WithSort", ["sort-target<0", "sort-order<1"]],
  ["WithSerializable", ["serializable"]],
  ["WithKeysOnly", ["keys-only"]],
  ["WithCountOnly", ["count-only"]],
  ["WithMinModRev", ["min-mod-revision<0"]],
  ["WithMaxModRev", ["max-mod-revision<0"]],
  ["WithMinCreateRev", ["min-create-revision<0"]],
  ["WithMaxCreateRev", ["max-create-revision<0"]],
  ["WithFirstCreate", ["prefix", "sort-target=target:create", "sort-order=order:ascend", "limit=1"]],
  ["WithLastCreate", ["prefix", "sort-target=target:create", "sort-order=order:descend", "limit=1"]],
  ["WithLastKey", ["prefix", "sort-target=target:key", "sort-order=order:descend", "limit=1"]],
  ["WithFirstRev", ["prefix", "sort-target=target:mod", "sort-order=order:ascend", "limit=1"]],
  ["WithLastRev", ["prefix", "sort-target=target:mod", "sort-order=order:descend", "limit=1"]],
  // KEY + ASCEND is no sort, so its limit is a real one.
  ["WithFirstKey", ["prefix", "limit=1"]],
  ["WithPrevKV", ["prev-kv"]],
  ["WithProgressNotify", ["progress-notify"]],
  ["WithCreatedNotify", ["created-notify"]],
  ["WithFilterPut", ["filter-put"]],
  ["WithFilterDelete", ["filter-delete"]],
  ["WithFragment", ["fragment"]],
  ["WithWatchBufLog", []],
  ["WithIgnoreValue", ["ignore-value"]],
  ["WithIgnoreLease", ["ignore-lease"]],
  ["WithLease", ["lease<0"]],
  ["WithAttachedKeys", ["attached-keys"]],
  ["WithCompactPhysical", ["physical"]],
];

describe("options of the Go v3 client", () => {
  it.each(expected)("%s sets %j", (name, sets) => {
    const fn = goFunction(v3, name);
    expect(fn.isOption).toBe(true);
    expect(effects(fn)).toEqual(sets);
  });

  it("are all listed above: no option function is without an expectation", () => {
    const all = Object.entries(packageByPath("go", v3)?.package.functions ?? {});
    const options = all.filter(([, fn]) => fn.isOption).map(([name]) => name);
    const clientOptions = ["WithZapLogger"];
    expect(options.toSorted()).toEqual([...expected.map(([name]) => name), ...clientOptions].toSorted());
  });

  it.each(["WithFirstCreate", "WithLastCreate", "WithFirstKey", "WithLastKey", "WithFirstRev", "WithLastRev"])(
    "%s is a slice of options, to be spread or appended to",
    (name) => {
      expect(goFunction(v3, name).returns).toEqual(["[]clientv3.OpOption"]);
    },
  );

  it("tell sort targets and orders by constants", () => {
    expect(packageByPath("go", v3)?.package.constants).toMatchObject({
      SortByKey: "target:key",
      SortByVersion: "target:version",
      SortByCreateRevision: "target:create",
      SortByModRevision: "target:mod",
      SortByValue: "target:value",
      SortNone: "order:none",
      SortAscend: "order:ascend",
      SortDescend: "order:descend",
      NoLease: 0,
    });
  });

  it("that require a leader make a context, not an option", () => {
    const fn = goFunction(v3, "WithRequireLeader");
    expect(fn.isOption).toBeUndefined();
    expect(effects(fn)).toEqual(["require-leader"]);
    expect(fn.returns).toEqual(["clientv3.Context"]);
  });

  it("of concurrency that share a name never touch a range", () => {
    const concurrency = `${v3}/concurrency`;
    expect(effects(goFunction(concurrency, "WithTTL"))).toEqual(["ttl<0"]);
    expect(effects(goFunction(concurrency, "WithLease"))).toEqual(["lease<0"]);
    expect(effects(goFunction(concurrency, "WithContext"))).toEqual([]);
    expect(goFunction(concurrency, "WithLease").returns).toEqual(["concurrency.SessionOption"]);
  });
});
