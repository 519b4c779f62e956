import { describe, expect, it } from "vitest";
import { goClientV3 } from "../../server/src/catalog/go-clientv3/index";
import { effects, goFunction, method, roles, type } from "./look";

const v3 = "go.etcd.io/etcd/client/v3";

describe("methods of the Go v3 client", () => {
  it.each([
    ["clientv3.KV", "Put", "put", ["context", "key", "value", "...options"]],
    ["clientv3.KV", "Get", "range", ["context", "key", "...options"]],
    ["clientv3.KV", "GetStream", "range", ["context", "key", "...options"]],
    ["clientv3.KV", "Delete", "delete", ["context", "key", "...options"]],
    ["clientv3.KV", "Compact", "compact", ["context", "revision", "...options"]],
    ["clientv3.Watcher", "Watch", "watch", ["context", "key", "...options"]],
    ["clientv3.Lease", "Grant", "lease-grant", ["context", "ttl"]],
    ["clientv3.Lease", "Revoke", "lease-revoke", ["context", "lease"]],
    ["clientv3.Lease", "TimeToLive", "lease-query", ["context", "lease", "...options"]],
    ["clientv3.Lease", "Leases", "lease-query", ["context"]],
    ["clientv3.Lease", "KeepAlive", "keepalive", ["context", "lease"]],
    ["clientv3.Lease", "KeepAliveOnce", "keepalive", ["context", "lease"]],
    ["clientv3.Maintenance", "Defragment", "defragment", ["context", "endpoint"]],
    ["clientv3.Maintenance", "Status", "maintenance", ["context", "endpoint"]],
    ["clientv3.Maintenance", "HashKV", "maintenance", ["context", "endpoint", "revision"]],
    ["clientv3.Maintenance", "Snapshot", "maintenance", ["context"]],
    ["clientv3.Maintenance", "SnapshotWithVersion", "maintenance", ["context"]],
    ["clientv3.Maintenance", "MoveLeader", "maintenance", ["context", "other"]],
    ["clientv3.Maintenance", "AlarmList", "maintenance", ["context"]],
    ["clientv3.Maintenance", "AlarmDisarm", "maintenance", ["context", "other"]],
    ["clientv3.Maintenance", "Downgrade", "maintenance", ["context", "other", "other"]],
  ])("%s.%s does %s", (owner, name, operation, takes) => {
    const fn = method(owner, name);
    expect(fn.does).toBe(operation);
    expect(roles(fn)).toEqual(takes);
    // The same method is promoted to Client, and reached through the field of the service's name.
    expect(method("clientv3.Client", name)).toBe(fn);
    expect(type("clientv3.Client").fields?.[owner.slice("clientv3.".length)]).toBe(owner);
  });

  it("close the client with its own Close, not with that of a service", () => {
    expect(method("clientv3.Client", "Close")).not.toBe(method("clientv3.Watcher", "Close"));
    expect(type("clientv3.Client").closes).toEqual(["Close"]);
  });

  it.each([
    ["OpGet", "range", ["key", "...options"]],
    ["OpPut", "put", ["key", "value", "...options"]],
    ["OpDelete", "delete", ["key", "...options"]],
    ["OpTxn", "txn", ["compares", "ops", "ops"]],
    ["OpWatch", "watch", ["key", "...options"]],
  ])("%s builds a %s and runs nothing", (name, operation, takes) => {
    const fn = goFunction(v3, name);
    expect(fn.builds).toBe(operation);
    expect(fn.does).toBeUndefined();
    expect(roles(fn)).toEqual(takes);
    expect(fn.returns).toEqual(["clientv3.Op"]);
  });

  it("perform with Do the operation they are given", () => {
    const fn = method("clientv3.KV", "Do");
    expect(fn.does).toBeUndefined();
    expect(fn.runs).toBe(true);
    expect(roles(fn)).toEqual(["context", "ops"]);
  });

  it("run a transaction at Commit, with the operations of both branches", () => {
    expect(method("clientv3.Client", "Txn")).toMatchObject({ builds: "txn", returns: ["clientv3.Txn"] });
    expect(roles(method("clientv3.Txn", "If"))).toEqual(["...compares"]);
    for (const branch of ["Then", "Else"]) {
      expect(roles(method("clientv3.Txn", branch))).toEqual(["...ops"]);
      expect(method("clientv3.Txn", branch).returns).toBe("receiver");
    }
    expect(method("clientv3.Txn", "Commit").runs).toBe(true);
  });
});

describe("what the Go v3 client opens and holds", () => {
  it("shares a watch stream per Watcher, keyed by metadata", () => {
    expect(method("clientv3.Client", "Watch").opens).toEqual({ stream: "shared" });
    expect(goClientV3.streamKeyedByMetadata).toBe(true);
  });

  it("shares the keepalive stream, but not that of KeepAliveOnce", () => {
    expect(method("clientv3.Lease", "KeepAlive").opens).toEqual({ stream: "shared" });
    expect(method("clientv3.Lease", "KeepAliveOnce").opens).toEqual({ stream: "own" });
  });

  it.each(["Status", "Defragment", "HashKV"])("dials the endpoint for each %s", (name) => {
    expect(method("clientv3.Maintenance", name).opens).toEqual({ stream: "none", connection: "own" });
  });

  it.each([
    ["New", "connection"],
    ["NewFromURL", "connection"],
    ["NewFromURLs", "connection"],
    ["NewWatcher", "stream"],
    ["NewLease", "stream"],
    ["NewCtxClient", undefined],
    ["NewKV", undefined],
    ["NewMaintenance", undefined],
  ])("%s holds %s", (name, holds) => {
    expect(goFunction(v3, name).holds).toBe(holds);
  });

  it("reads message limits from the config, and refuses nothing by itself", () => {
    expect(type("clientv3.Config").entries).toMatchObject({
      MaxCallRecvMsgSize: { option: "max-receive-bytes" },
      MaxCallSendMsgSize: { option: "max-send-bytes" },
    });
    expect(goClientV3.defaultReceiveLimit).toBeUndefined();
    expect(goClientV3.dropsDefaultSort).toBe(true);
  });

  it("answers GetStream in chunks", () => {
    expect(effects(method("clientv3.KV", "GetStream"))).toEqual(["chunked"]);
  });
});

describe("what the Go v3 client gives back", () => {
  it("says where the keys, values and counts are", () => {
    expect(type("clientv3.GetResponse").fields?.Kvs).toBe("[]mvccpb.KeyValue");
    expect(type("clientv3.GetResponse").responseFields).toMatchObject({ Kvs: "kvs", Count: "count", More: "more" });
    expect(type("mvccpb.KeyValue").responseFields).toMatchObject({ Key: "key", Value: "value" });
    expect(type("clientv3.WatchChan").element).toBe("clientv3.WatchResponse");
    expect(type("clientv3.WatchResponse").responseFields).toMatchObject({ Events: "events" });
    expect(type("clientv3.LeaseKeepAliveChan").element).toBe("clientv3.LeaseKeepAliveResponse");
    expect(type("clientv3.LeaseGrantResponse").fields?.ID).toBe("clientv3.LeaseID");
  });

  it("knows the end of a prefix", () => {
    expect(goFunction(v3, "GetPrefixRangeEnd").gives).toBe("prefix-end");
  });
});

describe("packages under the Go v3 client", () => {
  it("sessions keep a lease alive", () => {
    expect(goFunction(`${v3}/concurrency`, "NewSession")).toMatchObject({ does: "session", holds: "lease" });
    expect(type("concurrency.Session").closes).toContain("Close");
  });

  it("locks read the prefix of their key", () => {
    expect(goFunction(`${v3}/concurrency`, "NewMutex").builds).toBe("lock");
    expect(effects(goFunction(`${v3}/concurrency`, "NewMutex"))).toEqual(["prefix"]);
    for (const name of ["Lock", "TryLock"]) expect(method("concurrency.Mutex", name)).toMatchObject({ does: "lock", runs: true });
    expect(method("concurrency.Mutex", "Unlock").does).toBe("delete");
  });

  it("elections read a whole prefix for their leader", () => {
    expect(method("concurrency.Election", "Campaign")).toMatchObject({ does: "election", runs: true });
    expect(method("concurrency.Election", "Proclaim").does).toBe("put");
    expect(effects(method("concurrency.Election", "Leader"))).toEqual([
      "prefix",
      "sort-target=target:create",
      "sort-order=order:ascend",
      "limit=1",
    ]);
  });

  it("software transactions hand their function an STM", () => {
    const fn = goFunction(`${v3}/concurrency`, "NewSTM");
    expect(fn.does).toBe("txn");
    expect(fn.callbackParams).toEqual(["concurrency.STM"]);
    expect(roles(fn)).toEqual(["client", "callback", "...options"]);
    expect(method("concurrency.STM", "Get").does).toBe("range");
    expect(method("concurrency.STM", "Put").does).toBe("put");
    expect(method("concurrency.STM", "Del").does).toBe("delete");
  });

  it.each([
    ["NewKV", "clientv3.KV"],
    ["NewWatcher", "clientv3.Watcher"],
    ["NewLease", "clientv3.Lease"],
  ])("namespace.%s gives a %s within the prefix of its second argument", (name, gives) => {
    const fn = goFunction(`${v3}/namespace`, name);
    expect(fn.returns).toEqual([gives]);
    expect(effects(fn)).toEqual(["namespace<1"]);
    expect(fn.holds).toBeUndefined();
  });

  it("mirror pages by 1000 and watches the prefix", () => {
    expect(effects(method("mirror.Syncer", "SyncBase"))).toEqual(["prefix", "limit=1000"]);
    expect(method("mirror.Syncer", "SyncUpdates")).toMatchObject({ does: "watch", opens: { stream: "shared" } });
  });

  it("endpoints list and watch a prefix", () => {
    expect(method("endpoints.Manager", "List").does).toBe("range");
    expect(effects(method("endpoints.Manager", "List"))).toContain("prefix");
    expect(method("endpoints.Manager", "NewWatchChannel").does).toBe("watch");
    expect(effects(method("endpoints.Manager", "NewWatchChannel"))).toContain("prefix");
  });

  it("the Kubernetes client hides Get and keeps the rest", () => {
    const get = method("kubernetes.Client", "Get");
    expect(get).not.toBe(method("clientv3.Client", "Get"));
    expect(effects(get)).toEqual(["limit=1"]);
    expect(effects(method("kubernetes.Client", "List"))).toEqual(["prefix"]);
    expect(type("kubernetes.ListOptions").entries?.Limit).toEqual({ option: "limit" });
    expect(effects(method("kubernetes.Client", "Count"))).toEqual(["prefix", "count-only"]);
    expect(method("kubernetes.Client", "Watch")).toBe(method("clientv3.Client", "Watch"));
  });

  it("a cache reads its whole prefix once and then answers by itself", () => {
    expect(goFunction("go.etcd.io/etcd/cache/v3", "New").does).toBe("range");
    expect(effects(goFunction("go.etcd.io/etcd/cache/v3", "New"))).toEqual(["prefix"]);
    expect(method("cache.Cache", "Get").does).toBeUndefined();
  });

  it("recipes read what they say", () => {
    const recipes = `${v3}/experimental/recipes`;
    expect(effects(goFunction(recipes, "WaitPrefixEvents"))).toEqual(["prefix"]);
    expect(effects(goFunction(recipes, "WaitEvents"))).toEqual([]);
    expect(effects(method("recipe.Queue", "Dequeue"))).toContain("sort-target=target:mod");
    // WithFirstKey: no sort on the wire.
    expect(effects(method("recipe.PriorityQueue", "Dequeue"))).toEqual(["prefix", "limit=1"]);
  });
});
