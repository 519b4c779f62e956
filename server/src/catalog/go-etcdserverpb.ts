/**
 * Go's generated protobuf client (usually imported as `pb`) and the mvccpb messages that all Go clients share.
 * Sources: api/etcdserverpb/rpc.proto and rpc_grpc.pb.go, api/mvccpb/kv.proto of etcd v3.7.1.
 */
import { context, on, other, others } from "./spec";
import type { Entries, Library, LibraryFunction, LibraryType, Opens, Operation, ParamSpec, TypeRole } from "./types";

const rangeEntries: Entries = {
  Key: { role: "key" },
  RangeEnd: { role: "range-end", option: "range-end" },
  Limit: { option: "limit" },
  Revision: { option: "revision" },
  SortOrder: { option: "sort-order" },
  SortTarget: { option: "sort-target" },
  Serializable: { option: "serializable" },
  KeysOnly: { option: "keys-only" },
  CountOnly: { option: "count-only" },
  MinModRevision: { option: "min-mod-revision" },
  MaxModRevision: { option: "max-mod-revision" },
  MinCreateRevision: { option: "min-create-revision" },
  MaxCreateRevision: { option: "max-create-revision" },
};
const putEntries: Entries = {
  Key: { role: "key" },
  Value: { role: "value" },
  Lease: { role: "lease", option: "lease" },
  PrevKv: { option: "prev-kv" },
  IgnoreValue: { option: "ignore-value" },
  IgnoreLease: { option: "ignore-lease" },
};
const deleteEntries: Entries = {
  Key: { role: "key" },
  RangeEnd: { role: "range-end", option: "range-end" },
  PrevKv: { option: "prev-kv" },
};
const txnEntries: Entries = { Compare: { role: "compares" }, Success: { role: "ops" }, Failure: { role: "ops" } };
const compactEntries: Entries = { Revision: { role: "revision" }, Physical: { option: "physical" } };
const watchEntries: Entries = {
  Key: { role: "key" },
  RangeEnd: { role: "range-end", option: "range-end" },
  StartRevision: { option: "revision" },
  ProgressNotify: { option: "progress-notify" },
  PrevKv: { option: "prev-kv" },
  Fragment: { option: "fragment" },
};
const grantEntries: Entries = { TTL: { role: "ttl" }, ID: { role: "lease" } };
const leaseEntries: Entries = { ID: { role: "lease" }, Keys: { option: "attached-keys" } };

const OWN_STREAM: Opens = { stream: "own" };

function request(builds: Operation, entries: Entries): LibraryType {
  return { role: "request", builds, entries };
}

/** One arm of a oneof: the field holds the request of an operation. */
function arm(field: string): LibraryType {
  return { role: "op", entries: { [field]: { role: "ops" } } };
}

/** A unary call: `(ctx, request, ...grpc.CallOption)`. */
function call(does: Operation, entries: Entries | undefined, response: string | undefined, opens?: Opens): LibraryFunction {
  const message: ParamSpec = entries === undefined ? other : { role: "config", entries };
  const base: LibraryFunction = { params: [context, message, others], does, returns: [response, undefined] };
  return opens === undefined ? base : { ...base, opens };
}

function stream(does: Operation, returns: string, note: string): LibraryFunction {
  return { params: [context, others], does, returns: [returns, undefined], opens: OWN_STREAM, note };
}

function newClient(type: string): LibraryFunction {
  return { params: [{ role: "client" }], returns: [type] };
}

function plain(role: TypeRole): LibraryType {
  return { role };
}

/** A getter that protobuf generates: `GetKvs()`. */
function getter(type: string): LibraryFunction {
  return { params: [], returns: [type] };
}

const types: Readonly<Record<string, LibraryType>> = {
  "pb.KVClient": {
    role: "client",
    methods: {
      Range: call("range", rangeEntries, "pb.RangeResponse"),
      RangeStream: {
        ...call("range", rangeEntries, "pb.RangeStreamClient"),
        effects: [on("chunked")],
        note: "3.7: answered in bounded chunks.",
        source: "api/etcdserverpb/rpc.proto:42-48",
      },
      Put: call("put", putEntries, "pb.PutResponse"),
      DeleteRange: call("delete", deleteEntries, "pb.DeleteRangeResponse"),
      Txn: call("txn", txnEntries, "pb.TxnResponse"),
      Compact: call("compact", compactEntries, "pb.CompactionResponse"),
    },
  },
  "pb.WatchClient": {
    role: "client",
    methods: {
      Watch: stream("watch", "pb.Watch_WatchClient", "A new stream each call. The watchers themselves are made by Send."),
    },
  },
  "pb.Watch_WatchClient": {
    role: "watch-handle",
    closes: ["CloseSend"],
    methods: {
      Send: { params: [{ role: "ops" }], runs: true, returns: [undefined], note: "Makes a watcher when the request is a create request." },
      Recv: { params: [], returns: ["pb.WatchResponse", undefined] },
      CloseSend: { params: [], returns: [undefined] },
    },
  },
  "pb.LeaseClient": {
    role: "client",
    methods: {
      LeaseGrant: call("lease-grant", grantEntries, "pb.LeaseGrantResponse"),
      LeaseRevoke: call("lease-revoke", leaseEntries, undefined),
      LeaseKeepAlive: stream("keepalive", "pb.Lease_LeaseKeepAliveClient", "A new stream each call."),
      LeaseTimeToLive: call("lease-query", leaseEntries, undefined),
      LeaseLeases: call("lease-query", undefined, undefined),
    },
  },
  "pb.Lease_LeaseKeepAliveClient": {
    role: "lease",
    closes: ["CloseSend"],
    methods: {
      Send: { params: [other], returns: [undefined] },
      Recv: { params: [], returns: [undefined, undefined] },
      CloseSend: { params: [], returns: [undefined] },
    },
  },
  "pb.MaintenanceClient": {
    role: "client",
    methods: {
      Alarm: call("maintenance", undefined, undefined),
      Status: call("maintenance", undefined, undefined),
      Defragment: call("defragment", undefined, undefined),
      Hash: call("maintenance", undefined, undefined),
      HashKV: call("maintenance", undefined, undefined),
      Snapshot: call("maintenance", undefined, undefined, OWN_STREAM),
      MoveLeader: call("maintenance", undefined, undefined),
      Downgrade: call("maintenance", undefined, undefined),
    },
  },
  "pb.ClusterClient": {
    role: "client",
    methods: {
      MemberAdd: call("maintenance", undefined, undefined),
      MemberRemove: call("maintenance", undefined, undefined),
      MemberUpdate: call("maintenance", undefined, undefined),
      MemberList: call("maintenance", undefined, undefined),
      MemberPromote: call("maintenance", undefined, undefined),
    },
  },

  "pb.RangeRequest": request("range", rangeEntries),
  "pb.PutRequest": request("put", putEntries),
  "pb.DeleteRangeRequest": request("delete", deleteEntries),
  "pb.TxnRequest": request("txn", txnEntries),
  "pb.CompactionRequest": request("compact", compactEntries),
  "pb.WatchCreateRequest": request("watch", watchEntries),
  "pb.LeaseGrantRequest": request("lease-grant", grantEntries),
  "pb.LeaseRevokeRequest": request("lease-revoke", leaseEntries),
  "pb.LeaseTimeToLiveRequest": request("lease-query", leaseEntries),
  "pb.RequestOp": arm("Request"),
  "pb.RequestOp_RequestRange": arm("RequestRange"),
  "pb.RequestOp_RequestPut": arm("RequestPut"),
  "pb.RequestOp_RequestDeleteRange": arm("RequestDeleteRange"),
  "pb.RequestOp_RequestTxn": arm("RequestTxn"),
  "pb.WatchRequest": arm("RequestUnion"),
  "pb.WatchRequest_CreateRequest": arm("CreateRequest"),
  "pb.WatchRequest_CancelRequest": plain("other"),
  "pb.WatchRequest_ProgressRequest": plain("other"),
  "pb.WatchCancelRequest": plain("other"),
  "pb.WatchProgressRequest": plain("other"),
  "pb.Compare": plain("other"),

  "pb.RangeResponse": {
    role: "response",
    fields: { Kvs: "[]mvccpb.KeyValue" },
    methods: { GetKvs: getter("[]mvccpb.KeyValue") },
    responseFields: { Kvs: "kvs", GetKvs: "kvs", Count: "count", GetCount: "count", More: "more", GetMore: "more", Header: "revision" },
  },
  "pb.RangeStreamClient": { role: "response", methods: { Recv: { params: [], returns: ["pb.RangeStreamResponse", undefined] } } },
  "pb.RangeStreamResponse": {
    role: "response",
    fields: { RangeResponse: "pb.RangeResponse" },
    methods: { GetRangeResponse: getter("pb.RangeResponse") },
  },
  "pb.PutResponse": {
    role: "response",
    fields: { PrevKv: "mvccpb.KeyValue" },
    responseFields: { PrevKv: "prev-kv", GetPrevKv: "prev-kv" },
  },
  "pb.DeleteRangeResponse": {
    role: "response",
    fields: { PrevKvs: "[]mvccpb.KeyValue" },
    responseFields: { PrevKvs: "prev-kv", GetPrevKvs: "prev-kv", Deleted: "count", GetDeleted: "count" },
  },
  "pb.TxnResponse": {
    role: "response",
    fields: { Responses: "[]pb.ResponseOp" },
    methods: { GetResponses: getter("[]pb.ResponseOp") },
  },
  "pb.CompactionResponse": plain("response"),
  "pb.ResponseOp": {
    role: "response",
    methods: {
      GetResponseRange: getter("pb.RangeResponse"),
      GetResponsePut: getter("pb.PutResponse"),
      GetResponseDeleteRange: getter("pb.DeleteRangeResponse"),
      GetResponseTxn: getter("pb.TxnResponse"),
    },
  },
  "pb.ResponseOp_ResponseRange": { role: "response", fields: { ResponseRange: "pb.RangeResponse" } },
  "pb.ResponseOp_ResponsePut": { role: "response", fields: { ResponsePut: "pb.PutResponse" } },
  "pb.ResponseOp_ResponseDeleteRange": { role: "response", fields: { ResponseDeleteRange: "pb.DeleteRangeResponse" } },
  "pb.ResponseOp_ResponseTxn": { role: "response", fields: { ResponseTxn: "pb.TxnResponse" } },
  "pb.WatchResponse": {
    role: "response",
    fields: { Events: "[]mvccpb.Event" },
    methods: { GetEvents: getter("[]mvccpb.Event") },
    responseFields: { Events: "events", GetEvents: "events", CompactRevision: "revision" },
  },
  "pb.LeaseGrantResponse": plain("response"),

  "mvccpb.KeyValue": {
    role: "key-value",
    responseFields: {
      Key: "key",
      GetKey: "key",
      Value: "value",
      GetValue: "value",
      ModRevision: "revision",
      CreateRevision: "revision",
    },
  },
  "mvccpb.Event": {
    role: "event",
    fields: { Kv: "mvccpb.KeyValue", PrevKv: "mvccpb.KeyValue" },
    methods: {
      IsCreate: { params: [], returns: [undefined] },
      IsModify: { params: [], returns: [undefined] },
      GetKv: getter("mvccpb.KeyValue"),
      GetPrevKv: getter("mvccpb.KeyValue"),
    },
    responseFields: { PrevKv: "prev-kv", GetPrevKv: "prev-kv" },
  },
};

/** The exported name of a type is its id without the package. */
function exported(prefix: string): Readonly<Record<string, string>> {
  const ids = Object.keys(types).filter((id) => id.startsWith(prefix) && id !== "pb.RangeStreamClient");
  return Object.fromEntries(ids.map((id) => [id.slice(prefix.length), id]));
}

export const goEtcdserverpb: Library = {
  id: "go-etcdserverpb",
  title: "etcdserverpb",
  languages: ["go"],
  api: "v3",
  needles: ["etcdserverpb", "mvcc/mvccpb", "api/v3/mvccpb"],
  packages: [
    {
      paths: [
        "go.etcd.io/etcd/api/v3/etcdserverpb",
        "go.etcd.io/etcd/etcdserver/etcdserverpb",
        "github.com/coreos/etcd/etcdserver/etcdserverpb",
        "github.com/etcd-io/etcd/etcdserver/etcdserverpb",
        "go.etcd.io/etcd/v3/etcdserver/etcdserverpb",
      ],
      name: "etcdserverpb",
      types: exported("pb."),
      functions: {
        NewKVClient: newClient("pb.KVClient"),
        NewWatchClient: newClient("pb.WatchClient"),
        NewLeaseClient: newClient("pb.LeaseClient"),
        NewMaintenanceClient: newClient("pb.MaintenanceClient"),
        NewClusterClient: newClient("pb.ClusterClient"),
      },
      constants: {
        RangeRequest_NONE: "order:none",
        RangeRequest_ASCEND: "order:ascend",
        RangeRequest_DESCEND: "order:descend",
        RangeRequest_KEY: "target:key",
        RangeRequest_VERSION: "target:version",
        RangeRequest_CREATE: "target:create",
        RangeRequest_MOD: "target:mod",
        RangeRequest_VALUE: "target:value",
      },
    },
    {
      paths: [
        "go.etcd.io/etcd/api/v3/mvccpb",
        "go.etcd.io/etcd/mvcc/mvccpb",
        "github.com/coreos/etcd/mvcc/mvccpb",
        "github.com/etcd-io/etcd/mvcc/mvccpb",
        "go.etcd.io/etcd/v3/mvcc/mvccpb",
      ],
      name: "mvccpb",
      types: exported("mvccpb."),
      constants: { PUT: "event:put", DELETE: "event:delete", Event_PUT: "event:put", Event_DELETE: "event:delete" },
    },
  ],
  types,
  fixes: {
    limit: { place: "entry", text: "Limit: ${n}" },
    countOnly: { place: "entry", text: "CountOnly: true" },
    keysOnly: { place: "entry", text: "KeysOnly: true" },
  },
  // grpc-go receives at most 4 MiB unless grpc.MaxCallRecvMsgSize says otherwise.
  defaultReceiveLimit: 4 * 1024 * 1024,
};
