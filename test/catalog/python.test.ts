import { describe, expect, it } from "vitest";
import { libraries, packageByPath, packagesByPath } from "../../server/src/catalog/index";
import type { LibraryFunction } from "../../server/src/catalog/types";
import { effects, method, roles } from "./look";

const apiOf = (id: string): string | undefined => libraries.find((library) => library.id === id)?.api;
const opens = (fn: LibraryFunction): unknown => fn.opens;

describe("Python import names", () => {
  it("mean the libraries that are installed under them", () => {
    const titles = (path: string): readonly string[] => packagesByPath("python", path).map(({ library }) => library.title);
    expect(titles("etcd3")).toEqual(["etcd3", "etcd3 (master)", "etcd3-py"]);
    expect(titles("pyetcd")).toEqual(["pyetcd", "etcd-sdk-python"]);
    expect(titles("etcd")).toEqual(["python-etcd"]);
    expect(titles("aetcd")).toEqual(["aetcd"]);
    expect(titles("etcd3gw")).toEqual(["etcd3gw"]);
    expect(titles("aioetcd3.help")).toEqual(["aioetcd3"]);
    expect(titles("etcd_client")).toEqual(["etcd-client-py"]);
    expect(titles("etcetra")).toEqual(["etcetra"]);
    expect(packageByPath("python", "redis")).toBeUndefined();
    expect(packageByPath("go", "etcd3")).toBeUndefined();
  });

  it("take v2 for v2", () => {
    expect(["py-python-etcd", "py-pyetcd"].map(apiOf)).toEqual(["v2", "v2"]);
    expect(["py-etcd3", "py-etcd3-py", "py-aetcd", "py-etcd3gw", "py-aioetcd3", "py-etcetra"].map(apiOf)).toEqual(Array(6).fill("v3"));
  });
});

describe("etcd3", () => {
  it("drops limit, revision and filters in 0.12.0, and sends them in master", () => {
    // v0.12.0 etcd3/client.py:203-247 builds the request without them; master (client.py:355-413) with them.
    for (const name of ["limit", "revision", "count_only", "min_mod_revision", "max_create_revision"]) {
      expect(method("pyetcd3.Client", "get_prefix").keywords?.[name]).toHaveProperty("ignored");
      expect(method("pyetcd3master.Client", "get_prefix").keywords?.[name]).toHaveProperty("option");
    }
    expect(method("pyetcd3.Client", "get_prefix").keywords).toMatchObject({
      sort_order: { option: "sort-order" },
      keys_only: { option: "keys-only" },
    });
  });

  it("offers no limit as a fix where it would do nothing", () => {
    expect(libraries.find(({ id }) => id === "py-etcd3")?.fixes?.limit).toBeUndefined();
    expect(libraries.find(({ id }) => id === "py-etcd3-master")?.fixes?.limit?.text).toBe("limit=${n}");
  });

  it("reads everything by get_all, and a prefix by its first parameter", () => {
    expect(effects(method("pyetcd3.Client", "get_all"))).toEqual(["all-keys"]);
    expect(roles(method("pyetcd3.Client", "get_prefix"))).toEqual(["key"]);
    expect(effects(method("pyetcd3.Client", "get_prefix"))).toEqual(["prefix"]);
    expect(roles(method("pyetcd3.Client", "get_range"))).toEqual(["key", "range-end"]);
  });

  it("shares one stream for watches of a client, ended by the second result", () => {
    expect(opens(method("pyetcd3.Client", "watch"))).toEqual({ stream: "shared" });
    expect(method("pyetcd3.Client", "watch").cancels).toBe(1);
    expect(method("pyetcd3.Client", "watch_once").ends).toBe(true);
  });

  it("opens a stream for every refresh of a lease", () => {
    expect(opens(method("pyetcd3.Lease", "refresh"))).toEqual({ stream: "own" });
  });
});

describe("streams and connections by each library's rules", () => {
  it.each([
    ["aetcd.Client", "watch", { stream: "shared" }],
    ["aioetcd3.Client", "watch", { stream: "shared" }],
    ["pyetcdsdk.Client", "watch", { stream: "shared" }],
    ["etcd3gw.Client", "watch_prefix", { stream: "own", connection: "own" }],
    ["etcd3py.Watcher", "runDaemon", { stream: "own", connection: "own" }],
    ["etcdclientpy.Communicator", "watch", { stream: "own" }],
    ["etcetra.Communicator", "watch_prefix", { stream: "own" }],
    ["pyetcd2.Client", "eternal_watch", { stream: "none", connection: "own" }],
  ])("%s.%s", (type, name, wanted) => {
    expect(opens(method(type, name))).toEqual(wanted);
  });
});

describe("what cannot be limited", () => {
  it.each([
    ["aetcd.Client", "get_prefix"],
    ["aetcd.Client", "get_range"],
    ["aetcd.Client", "get_all"],
    ["etcd3gw.Client", "get_prefix"],
    ["etcd3gw.Client", "get_all"],
    ["etcdclientpy.Communicator", "get_prefix"],
    ["pyetcd3.Transactions", "get"],
  ])("%s.%s has no limit", (type, name) => {
    const fn = method(type, name);
    expect(fn.keywords?.limit).toBeUndefined();
    expect(roles(fn)).not.toContain("limit");
  });

  it.each([
    ["etcd3gw.Client", "get"],
    ["etcd3py.Client", "range"],
    ["aioetcd3.Client", "range"],
    ["etcetra.Communicator", "get_range"],
  ])("%s.%s has one", (type, name) => {
    const fn = method(type, name);
    expect(fn.params.some((param) => param.option === "limit") || fn.keywords?.limit !== undefined).toBe(true);
  });

  it("reads the values of keys_prefix in etcd-client-py, and not in etcetra", () => {
    expect(effects(method("etcdclientpy.Communicator", "keys_prefix"))).toEqual(["prefix"]);
    expect(effects(method("etcetra.Communicator", "keys_prefix"))).toEqual(["prefix", "keys-only"]);
  });
});
