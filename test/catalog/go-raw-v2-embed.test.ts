import { describe, expect, it } from "vitest";
import { goEmbed } from "../../server/src/catalog/go-embed";
import { goEtcdserverpb } from "../../server/src/catalog/go-etcdserverpb";
import { goFunction, method, roles, type } from "./look";

describe("raw protobuf in Go", () => {
  it.each([
    ["Range", "range"],
    ["Put", "put"],
    ["DeleteRange", "delete"],
    ["Txn", "txn"],
    ["Compact", "compact"],
  ])("KVClient.%s takes one request and does %s", (name, operation) => {
    const fn = method("pb.KVClient", name);
    expect(fn.does).toBe(operation);
    expect(roles(fn)).toEqual(["context", "config", "...other"]);
  });

  it("names the fields of a range", () => {
    expect(type("pb.RangeRequest")).toMatchObject({
      role: "request",
      builds: "range",
      entries: {
        Key: { role: "key" },
        RangeEnd: { role: "range-end", option: "range-end" },
        Limit: { option: "limit" },
        KeysOnly: { option: "keys-only" },
        CountOnly: { option: "count-only" },
        SortOrder: { option: "sort-order" },
        SortTarget: { option: "sort-target" },
        MinModRevision: { option: "min-mod-revision" },
        MaxModRevision: { option: "max-mod-revision" },
        MinCreateRevision: { option: "min-create-revision" },
        MaxCreateRevision: { option: "max-create-revision" },
        Serializable: { option: "serializable" },
        Revision: { option: "revision" },
      },
    });
  });

  it("leads from a transaction through the op union to its requests", () => {
    expect(type("pb.TxnRequest").entries).toEqual({ Compare: { role: "compares" }, Success: { role: "ops" }, Failure: { role: "ops" } });
    expect(type("pb.RequestOp").entries).toEqual({ Request: { role: "ops" } });
    expect(type("pb.RequestOp_RequestRange").entries).toEqual({ RequestRange: { role: "ops" } });
    expect(type("pb.RequestOp_RequestPut").entries).toEqual({ RequestPut: { role: "ops" } });
    expect(type("pb.RequestOp_RequestDeleteRange").entries).toEqual({ RequestDeleteRange: { role: "ops" } });
    expect(type("pb.RequestOp_RequestTxn").entries).toEqual({ RequestTxn: { role: "ops" } });
  });

  it("opens a stream for every Watch, and makes watchers by Send", () => {
    expect(method("pb.WatchClient", "Watch")).toMatchObject({ does: "watch", opens: { stream: "own" } });
    expect(roles(method("pb.Watch_WatchClient", "Send"))).toEqual(["ops"]);
    expect(method("pb.Watch_WatchClient", "Send").runs).toBe(true);
    expect(type("pb.WatchRequest_CreateRequest").entries).toEqual({ CreateRequest: { role: "ops" } });
    expect(type("pb.WatchCreateRequest").builds).toBe("watch");
    // A cancel request is no watch.
    expect(type("pb.WatchRequest_CancelRequest").builds).toBeUndefined();
    expect(type("pb.WatchRequest_CancelRequest").entries).toBeUndefined();
  });

  it("receives 4 MiB and sorts as it is told", () => {
    expect(goEtcdserverpb.defaultReceiveLimit).toBe(4_194_304);
    expect(goEtcdserverpb.dropsDefaultSort).toBeUndefined();
  });
});

describe("the v2 client in Go", () => {
  it("reads recursion from its options", () => {
    const get = method("clientv2.KeysAPI", "Get");
    expect(get.does).toBe("range");
    expect(get.params[2]?.entries?.Recursive).toEqual({ option: "recursive" });
    expect(type("clientv2.WatcherOptions").entries?.Recursive).toEqual({ option: "recursive" });
  });

  it("counts a watcher where it is made, so that a loop around Next is normal", () => {
    expect(method("clientv2.KeysAPI", "Watcher")).toMatchObject({ does: "watch", opens: { connection: "own" } });
    expect(method("clientv2.Watcher", "Next").does).toBeUndefined();
  });

  it.each(["Set", "Create", "CreateInOrder", "Update"])("writes with %s", (name) => {
    expect(method("clientv2.KeysAPI", name).does).toBe("put");
  });

  it("has positional booleans in go-etcd: the last of Get is recursive, the first is not", () => {
    expect(method("goetcd.Client", "Get").params.map((param) => param.option)).toEqual([undefined, undefined, "recursive"]);
    expect(method("goetcd.Client", "Delete").params.map((param) => param.option)).toEqual([undefined, "recursive"]);
    expect(method("goetcd.Client", "Watch").params.map((param) => param.option)).toEqual([
      undefined,
      "revision",
      "recursive",
      undefined,
      undefined,
    ]);
  });
});

describe("an embedded server", () => {
  it("is started by StartEtcd", () => {
    expect(goFunction("go.etcd.io/etcd/server/v3/embed", "StartEtcd")).toMatchObject({ does: "server-start", holds: "server" });
    expect(type("embed.Etcd").closes).toEqual(["Close"]);
  });

  it("names settings by etcd's flags, under the names of every version", () => {
    expect(goEmbed.serverSettings).toMatchObject({
      SnapshotCount: "snapshot-count",
      SnapCount: "snapshot-count",
      SnapshotCatchUpEntries: "snapshot-catchup-entries",
      AutoCompactionMode: "auto-compaction-mode",
      AutoCompactionRetention: "auto-compaction-retention",
      QuotaBackendBytes: "quota-backend-bytes",
      MaxRequestBytes: "max-request-bytes",
      MaxTxnOps: "max-txn-ops",
      MaxConcurrentStreams: "max-concurrent-streams",
      EnableV2: "enable-v2",
    });
  });

  it("lends a client without a connection", () => {
    const fn = goFunction("go.etcd.io/etcd/server/v3/etcdserver/api/v3client", "New");
    expect(fn.returns).toEqual(["clientv3.Client"]);
    expect(fn.holds).toBeUndefined();
    expect(fn.does).toBeUndefined();
  });
});
