import { describe, expect, it } from "vitest";
import { packageByPath } from "../../server/src/catalog/index";
import { jsEtcd3 } from "../../server/src/catalog/js-etcd3/index";
import { effects, method, roles, type } from "./look";

const etcd3 = packageByPath("typescript", "etcd3")?.package;

describe("the npm package etcd3", () => {
  it("makes a client that holds a connection and reads grpc limits from its options", () => {
    const made = etcd3?.constructors?.Etcd3;
    expect(made).toMatchObject({ does: "connect", holds: "connection", returns: ["etcd3.Etcd3"] });
    const grpc = made?.params[0]?.entries?.grpcOptions;
    expect(grpc).toEqual({
      entries: {
        "grpc.max_receive_message_length": { option: "max-receive-bytes" },
        "grpc.max_send_message_length": { option: "max-send-bytes" },
      },
    });
    expect(type("etcd3.Etcd3").closes).toEqual(["close"]);
    expect(jsEtcd3.defaultReceiveLimit).toBe(4_194_304);
  });

  it.each([
    "Etcd3",
    "Namespace",
    "Lease",
    "Lock",
    "Election",
    "Watcher",
    "IOptions",
    "SingleRangeBuilder",
    "MultiRangeBuilder",
    "PutBuilder",
    "DeleteBuilder",
    "WatchBuilder",
    "ComparatorBuilder",
    "SoftwareTransaction",
    "IKeyValue",
    "IRangeResponse",
    "Range",
  ])("exports the type %s", (name) => {
    expect(etcd3?.types?.[name]).toBe(`etcd3.${name}`);
  });

  it("reads one key with get, bounded to one", () => {
    const get = method("etcd3.Etcd3", "get");
    expect(get).toMatchObject({ builds: "range", returns: ["etcd3.SingleRangeBuilder"] });
    expect(get.does).toBeUndefined();
    expect(effects(get)).toEqual(["limit=1"]);
    expect(type("etcd3.SingleRangeBuilder").awaits).toBe("string");
  });

  it("reads the whole namespace with getAll until a prefix or range narrows it", () => {
    const getAll = method("etcd3.Etcd3", "getAll");
    expect(getAll).toMatchObject({ builds: "range", returns: ["etcd3.MultiRangeBuilder"] });
    expect(effects(getAll)).toEqual(["all-keys"]);
    expect(effects(method("etcd3.MultiRangeBuilder", "prefix"))).toEqual(["prefix"]);
    expect(roles(method("etcd3.MultiRangeBuilder", "prefix"))).toEqual(["key"]);
    expect(effects(method("etcd3.MultiRangeBuilder", "all"))).toEqual(["all-keys"]);
    expect(method("etcd3.MultiRangeBuilder", "inRange").params[0]).toMatchObject({
      option: "range-end",
      entries: {
        start: { role: "key" },
        end: { role: "range-end", option: "range-end" },
        prefix: { role: "key", option: "prefix" },
      },
    });
  });

  it.each([
    ["count", ["count-only"]],
    ["keys", ["keys-only"]],
    ["keyBuffers", ["keys-only"]],
    ["json", []],
    ["strings", []],
    ["numbers", []],
    ["buffers", []],
    ["exec", []],
  ])("MultiRangeBuilder.%s runs with %j", (name, sets) => {
    const fn = method("etcd3.MultiRangeBuilder", name);
    expect(fn.runs).toBe(true);
    expect(effects(fn)).toEqual(sets);
  });

  it("runs a builder that is awaited: values for reads, exec for writes", () => {
    expect(type("etcd3.MultiRangeBuilder").awaits).toBe("strings");
    expect(type("etcd3.PutBuilder").awaits).toBe("exec");
    expect(type("etcd3.DeleteBuilder").awaits).toBe("exec");
    // Watch builders and comparators are no promises.
    expect(type("etcd3.WatchBuilder").awaits).toBeUndefined();
    expect(type("etcd3.ComparatorBuilder").awaits).toBeUndefined();
  });

  it("translates sorts", () => {
    const [target, order] = method("etcd3.MultiRangeBuilder", "sort").effects ?? [];
    expect(target).toMatchObject({ option: "sort-target", arg: 0, map: { Create: "target:create", Mod: "target:mod", Key: "target:key" } });
    expect(order).toMatchObject({
      option: "sort-order",
      arg: 1,
      map: { Ascend: "order:ascend", Descend: "order:descend", None: "order:none" },
    });
    expect(jsEtcd3.dropsDefaultSort).toBeUndefined();
  });

  it("puts and deletes through builders", () => {
    expect(method("etcd3.Etcd3", "put")).toMatchObject({ builds: "put" });
    expect(roles(method("etcd3.PutBuilder", "value"))).toEqual(["value"]);
    expect(effects(method("etcd3.PutBuilder", "lease"))).toEqual(["lease<0"]);
    expect(effects(method("etcd3.PutBuilder", "getPrevious"))).toEqual(["prev-kv"]);
    expect(method("etcd3.Etcd3", "delete")).toMatchObject({ builds: "delete" });
    for (const name of ["key", "prefix", "range", "inRange", "all"]) expect(method("etcd3.DeleteBuilder", name).returns).toBe("receiver");
    expect(effects(method("etcd3.DeleteBuilder", "getPrevious"))).toEqual(["prev-kv"]);
  });

  it("runs a transaction at commit; its then takes operations and is no promise's", () => {
    expect(method("etcd3.Etcd3", "if")).toMatchObject({ builds: "txn" });
    for (const branch of ["then", "else"]) {
      const fn = method("etcd3.ComparatorBuilder", branch);
      expect(roles(fn)).toEqual(["...ops"]);
      expect(fn.returns).toBe("receiver");
      expect(fn.runs).toBeUndefined();
      expect(fn.params[0]?.entries?.request_put).toMatchObject({ op: "put" });
    }
    expect(method("etcd3.ComparatorBuilder", "commit").runs).toBe(true);
    expect(method("etcd3.MultiRangeBuilder", "then").runs).toBe(true);
  });

  it("shares a watch stream per namespace object, and every namespace() makes another", () => {
    expect(effects(method("etcd3.Etcd3", "watch"))).toEqual(["progress-notify"]);
    for (const name of ["create", "watcher"]) {
      expect(method("etcd3.WatchBuilder", name)).toMatchObject({ runs: true, opens: { stream: "shared" }, returns: ["etcd3.Watcher"] });
    }
    const namespace = method("etcd3.Etcd3", "namespace");
    expect(namespace).toMatchObject({ holds: "stream", returns: ["etcd3.Namespace"] });
    expect(effects(namespace)).toEqual(["namespace<0"]);
    expect(method("etcd3.Etcd3", "election").holds).toBe("stream");
    expect(type("etcd3.Watcher").closes).toEqual(["cancel"]);
  });

  it("filters events by what is wanted", () => {
    expect(method("etcd3.WatchBuilder", "only").effects).toEqual([
      { option: "filter-delete", arg: 0, map: { put: true, delete: false } },
      { option: "filter-put", arg: 0, map: { put: false, delete: true } },
    ]);
  });

  it("grants a lease with a keepalive stream of its own", () => {
    expect(method("etcd3.Etcd3", "lease")).toMatchObject({ does: "lease-grant", opens: { stream: "own" }, holds: "lease" });
    expect(method("etcd3.Lease", "put")).toMatchObject({ builds: "put", returns: ["etcd3.PutBuilder"] });
    expect(method("etcd3.Lease", "keepaliveOnce").opens).toEqual({ stream: "own" });
    expect(type("etcd3.Lease").closes).toContain("revoke");
  });

  it("locks and campaigns", () => {
    expect(method("etcd3.Etcd3", "lock")).toMatchObject({ builds: "lock" });
    expect(method("etcd3.Lock", "acquire").does).toBe("lock");
    expect(method("etcd3.Lock", "do").does).toBe("lock");
    expect(method("etcd3.Election", "campaign").does).toBe("election");
    expect(effects(method("etcd3.Election", "leader"))).toContain("sort-target=target:create");
  });

  it.each([
    ["range", "range"],
    ["put", "put"],
    ["deleteRange", "delete"],
    ["txn", "txn"],
    ["compact", "compact"],
  ])("client.kv.%s does %s", (name, operation) => {
    expect(type("etcd3.Namespace").fields?.kv).toBe("etcd3.KVClient");
    expect(method("etcd3.KVClient", name)).toMatchObject({ does: operation, params: [{ role: "config" }, {}] });
  });

  it("reads raw requests by their protobuf names", () => {
    expect(method("etcd3.KVClient", "range").params[0]?.entries).toMatchObject({
      key: { role: "key" },
      range_end: { role: "range-end", option: "range-end" },
      limit: { option: "limit" },
      count_only: { option: "count-only" },
    });
    expect(method("etcd3.KVClient", "txn").params[0]?.entries?.success).toMatchObject({
      role: "ops",
      entries: { request_range: { op: "range" }, request_put: { op: "put" }, request_delete_range: { op: "delete" } },
    });
  });

  it("maintains", () => {
    expect(type("etcd3.Etcd3").fields?.maintenance).toBe("etcd3.MaintenanceClient");
    expect(method("etcd3.MaintenanceClient", "defragment").does).toBe("defragment");
    for (const name of ["status", "snapshot"]) expect(method("etcd3.MaintenanceClient", name).does).toBe("maintenance");
  });
});

describe("v2 packages of npm", () => {
  it.each(["node-etcd", "etcdjs"])("%s is a module that is itself the constructor", (path) => {
    const entry = packageByPath("javascript", path)?.package;
    expect(entry?.constructors?.["="]?.does).toBe("connect");
    expect(entry?.constructors?.default?.does).toBe("connect");
  });

  it.each(["nodeetcd.Etcd", "etcdjs.Client"])("%s reads recursion from its options", (id) => {
    const get = method(id, "get");
    expect(get.does).toBe("range");
    expect(get.params[1]?.entries?.recursive).toEqual({ option: "recursive" });
    expect(get.params[1]?.entries?.wait).toEqual({ option: "wait" });
  });

  it.each([
    ["nodeetcd.Etcd", "watch"],
    ["nodeetcd.Etcd", "watchIndex"],
    ["nodeetcd.Etcd", "watcher"],
    ["etcdjs.Client", "wait"],
  ])("%s.%s holds a connection while it waits", (id, name) => {
    expect(method(id, name)).toMatchObject({ does: "watch", opens: { stream: "none", connection: "own" } });
  });
});

describe("node-etcd3", () => {
  it("is not etcd3, and bounds a range to 500", () => {
    expect(packageByPath("javascript", "node-etcd3")?.library.id).not.toBe(packageByPath("javascript", "etcd3")?.library.id);
    expect(effects(method("nodeetcd3.Etcd", "range"))).toEqual(["limit=500"]);
    expect(method("nodeetcd3.Etcd", "range").params[1]).toEqual({ role: "range-end", option: "range-end" });
  });
});
