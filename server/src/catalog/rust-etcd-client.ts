/** The crate etcd-client. Sources are lines of src/ of 0.19.0. Every watch opens a stream of its own, over the one connection of the client. */
import type { Effect, Library, LibraryFunction, LibraryType, OptionName, ParamSpec, ValueMap } from "./types";

const key: ParamSpec = { role: "key" };
const options: ParamSpec = { role: "options" };
const other: ParamSpec = { role: "other" };

/** A method of an options struct: takes the struct and gives it back. */
const sets = (option: OptionName, source: string): LibraryFunction => ({
  params: [],
  isOption: true,
  effects: [{ option }],
  returns: "receiver",
  source,
});
const setsTo = (option: OptionName, source: string, role: ParamSpec["role"] = "other"): LibraryFunction => ({
  params: [{ role }],
  isOption: true,
  effects: [{ option, arg: 0 }],
  returns: "receiver",
  source,
});
/** Says nothing of cost. */
const keeps = (source: string): LibraryFunction => ({ params: [other], isOption: true, effects: [], returns: "receiver", source });
const made = (type: string, source: string): LibraryFunction => ({
  params: [],
  isOption: true,
  effects: [],
  static: true,
  returns: [type],
  source,
});

function optionStruct(
  id: string,
  source: string,
  methods: Readonly<Record<string, LibraryFunction>>,
): Readonly<Record<string, LibraryType>> {
  return { [id]: { role: "option", methods: { new: made(id, source), default: made(id, source), ...methods } } };
}

const orders: ValueMap = { None: "order:none", Ascend: "order:ascend", Descend: "order:descend" };
const targets: ValueMap = {
  Key: "target:key",
  Version: "target:version",
  Create: "target:create",
  Mod: "target:mod",
  Value: "target:value",
};
const sorting: readonly Effect[] = [
  { option: "sort-target", arg: 0, map: targets },
  { option: "sort-order", arg: 1, map: orders },
];

const spans = (lines: readonly [number, number, number, number], file = "kv"): Readonly<Record<string, LibraryFunction>> => ({
  with_range: setsTo("range-end", `rpc/${file}.rs:${lines[0]}`, "range-end"),
  with_from_key: sets("from-key", `rpc/${file}.rs:${lines[1]}`),
  with_prefix: sets("prefix", `rpc/${file}.rs:${lines[2]}`),
  with_all_keys: sets("all-keys", `rpc/${file}.rs:${lines[3]}`),
});

const optionTypes: Readonly<Record<string, LibraryType>> = {
  ...optionStruct("rs.GetOptions", "rpc/kv.rs:268", {
    ...spans([293, 300, 307, 314]),
    with_limit: setsTo("limit", "rpc/kv.rs:322"),
    with_revision: setsTo("revision", "rpc/kv.rs:331"),
    with_sort: { params: [other, other], isOption: true, effects: sorting, returns: "receiver", source: "rpc/kv.rs:339" },
    with_serializable: sets("serializable", "rpc/kv.rs:361"),
    with_keys_only: sets("keys-only", "rpc/kv.rs:368"),
    with_count_only: sets("count-only", "rpc/kv.rs:375"),
    with_min_mod_revision: setsTo("min-mod-revision", "rpc/kv.rs:383"),
    with_max_mod_revision: setsTo("max-mod-revision", "rpc/kv.rs:391"),
    with_min_create_revision: setsTo("min-create-revision", "rpc/kv.rs:399"),
    with_max_create_revision: setsTo("max-create-revision", "rpc/kv.rs:407"),
  }),
  ...optionStruct("rs.PutOptions", "rpc/kv.rs:150", {
    with_lease: setsTo("lease", "rpc/kv.rs:163", "lease"),
    with_prev_key: sets("prev-kv", "rpc/kv.rs:170"),
    with_ignore_value: sets("ignore-value", "rpc/kv.rs:177"),
    with_ignore_lease: sets("ignore-lease", "rpc/kv.rs:185"),
  }),
  ...optionStruct("rs.DeleteOptions", "rpc/kv.rs:511", { ...spans([524, 531, 538, 545]), with_prev_key: sets("prev-kv", "rpc/kv.rs:553") }),
  ...optionStruct("rs.CompactionOptions", "rpc/kv.rs:645", { with_physical: sets("physical", "rpc/kv.rs:658") }),
  ...optionStruct("rs.WatchOptions", "rpc/watch.rs:88", {
    ...spans([106, 113, 120, 127], "watch"),
    with_start_revision: setsTo("revision", "rpc/watch.rs:134"),
    with_progress_notify: sets("progress-notify", "rpc/watch.rs:141"),
    with_filters: keeps("rpc/watch.rs:151"),
    with_prev_key: sets("prev-kv", "rpc/watch.rs:158"),
    with_watch_id: keeps("rpc/watch.rs:165"),
    with_fragment: sets("fragment", "rpc/watch.rs:176"),
  }),
  ...optionStruct("rs.LeaseGrantOptions", "rpc/lease.rs:140", { with_id: keeps("rpc/lease.rs:148") }),
  ...optionStruct("rs.LockOptions", "rpc/lock.rs:74", { with_lease: setsTo("lease", "rpc/lock.rs:88", "lease") }),
  ...optionStruct("rs.ConnectOptions", "client.rs:796", {
    with_user: { ...keeps("client.rs:817"), params: [other, other] },
    with_tls: keeps("client.rs:828"),
    with_openssl_tls: keeps("client.rs:837"),
    with_keep_alive: { ...keeps("client.rs:848"), params: [other, other] },
    with_timeout: keeps("client.rs:855"),
    with_connect_timeout: keeps("client.rs:862"),
    with_tcp_keepalive: keeps("client.rs:869"),
    with_keep_alive_while_idle: keeps("client.rs:880"),
    with_require_leader: setsTo("require-leader", "client.rs:887"),
  }),
};

const put: LibraryFunction = {
  params: [key, { role: "value" }, options],
  does: "put",
  returns: ["rs.PutResponse"],
  source: "client.rs:362",
};
const get: LibraryFunction = { params: [key, options], does: "range", returns: ["rs.GetResponse"], source: "client.rs:373" };
const remove: LibraryFunction = { params: [key, options], does: "delete", returns: ["rs.DeleteResponse"], source: "client.rs:383" };
const compact: LibraryFunction = {
  params: [{ role: "revision" }, options],
  does: "compact",
  returns: [undefined],
  source: "client.rs:395",
};
const txn: LibraryFunction = { params: [{ role: "ops" }], does: "txn", returns: ["rs.TxnResponse"], source: "client.rs:408" };
const watch: LibraryFunction = {
  params: [key, options],
  does: "watch",
  opens: { stream: "own" },
  // Up to 0.17 the result is a tuple of watcher and stream.
  returns: ["rs.WatchStream", "rs.WatchStream"],
  source: "rpc/watch.rs:51",
};
const grant: LibraryFunction = {
  params: [{ role: "ttl" }, options],
  does: "lease-grant",
  holds: "lease",
  returns: ["rs.LeaseGrantResponse"],
  source: "client.rs:429",
};
const keepAlive: LibraryFunction = {
  params: [{ role: "lease" }],
  does: "keepalive",
  opens: { stream: "own" },
  returns: ["rs.LeaseKeeper", "rs.LeaseKeepAliveStream"],
  source: "rpc/lease.rs:71",
};
const revoke: LibraryFunction = { params: [{ role: "lease" }], does: "lease-revoke", returns: [undefined], source: "client.rs:439" };
const timeToLive: LibraryFunction = {
  params: [{ role: "lease" }, options],
  does: "lease-query",
  returns: [undefined],
  source: "client.rs:455",
};
const leases: LibraryFunction = { params: [], does: "lease-query", returns: [undefined], source: "client.rs:465" };
const lock: LibraryFunction = { params: [key, options], does: "lock", returns: ["rs.LockResponse"], source: "client.rs:476" };
const campaign: LibraryFunction = {
  params: [key, { role: "value" }, { role: "lease" }],
  does: "election",
  returns: [undefined],
  source: "client.rs:713",
};
const observe: LibraryFunction = {
  params: [key],
  does: "watch",
  opens: { stream: "own" },
  returns: ["rs.ObserveStream"],
  source: "client.rs:741",
};
const receiveLimit = (source: string): LibraryFunction => ({
  params: [other],
  effects: [{ option: "max-receive-bytes", arg: 0 }],
  returns: "receiver",
  source,
});

const kv = { put, get, delete: remove, compact, txn };
const maintenance: Readonly<Record<string, LibraryFunction>> = {
  alarm: { params: [other, other, options], does: "maintenance", source: "client.rs:610" },
  status: { params: [], does: "maintenance", returns: [undefined], source: "client.rs:623" },
  defragment: { params: [], does: "defragment", returns: [undefined], source: "client.rs:629" },
  hash: { params: [], does: "maintenance", returns: [undefined], source: "client.rs:637" },
  hash_kv: { params: [other], does: "maintenance", returns: [undefined], source: "client.rs:644" },
  snapshot: { params: [], does: "maintenance", returns: [undefined], source: "client.rs:650" },
};
const elections = {
  campaign,
  observe,
  proclaim: { params: [{ role: "value" }, options], does: "election", returns: [undefined], source: "client.rs:724" },
  leader: { params: [key], does: "election", returns: [undefined], source: "client.rs:734" },
  resign: { params: [options], does: "election", returns: [undefined], source: "client.rs:747" },
} as const satisfies Readonly<Record<string, LibraryFunction>>;

const connect: LibraryFunction = {
  params: [{ role: "endpoint" }, options],
  does: "connect",
  holds: "connection",
  returns: ["rs.Client"],
  source: "client.rs:75",
};
const part = (type: string, source: string): LibraryFunction => ({ params: [], returns: [type], source });

const inTxn = (builds: "put" | "range" | "delete", params: readonly ParamSpec[], source: string): LibraryFunction => ({
  params,
  builds,
  static: true,
  returns: ["rs.TxnOp"],
  source,
});

const clients: Readonly<Record<string, LibraryType>> = {
  "rs.Client": {
    role: "client",
    methods: {
      connect,
      connect_with_balanced_channel: { ...connect, source: "client.rs:92" },
      from_channel: { ...connect, params: [other, options], source: "client.rs:143" },
      ...kv,
      ...maintenance,
      ...elections,
      watch,
      lease_grant: grant,
      lease_revoke: revoke,
      lease_keep_alive: keepAlive,
      lease_time_to_live: timeToLive,
      leases,
      lock,
      unlock: { params: [key], returns: [undefined], source: "client.rs:488" },
      kv_client: part("rs.KvClient", "client.rs:312"),
      watch_client: part("rs.WatchClient", "client.rs:318"),
      lease_client: part("rs.LeaseClient", "client.rs:324"),
      maintenance_client: part("rs.MaintenanceClient", "client.rs:336"),
      lock_client: part("rs.LockClient", "client.rs:348"),
      election_client: part("rs.ElectionClient", "client.rs:354"),
    },
  },
  "rs.KvClient": { role: "client", methods: { ...kv, max_decoding_message_size: receiveLimit("rpc/kv.rs:43") } },
  "rs.KvClientPrefix": {
    role: "client",
    methods: {
      new: {
        params: [{ role: "client" }, other],
        effects: [{ option: "namespace", arg: 1 }],
        returns: ["rs.KvClientPrefix"],
        source: "namespace/kv.rs:14",
      },
      ...kv,
    },
  },
  "rs.WatchClient": { role: "client", methods: { watch, max_decoding_message_size: receiveLimit("rpc/watch.rs:39") } },
  "rs.LeaseClient": { role: "client", methods: { grant, revoke, keep_alive: keepAlive, time_to_live: timeToLive, leases } },
  "rs.MaintenanceClient": { role: "client", methods: maintenance },
  "rs.LockClient": { role: "client", methods: { lock, unlock: { params: [key], returns: [undefined], source: "rpc/lock.rs:53" } } },
  "rs.ElectionClient": { role: "client", methods: elections },
};

const transactions: Readonly<Record<string, LibraryType>> = {
  "rs.Txn": {
    role: "op",
    builds: "txn",
    methods: {
      new: { params: [], builds: "txn", static: true, returns: ["rs.Txn"], source: "rpc/kv.rs:848" },
      default: { params: [], builds: "txn", static: true, returns: ["rs.Txn"], source: "rpc/kv.rs:835" },
      when: { params: [{ role: "compares" }], returns: "receiver", source: "rpc/kv.rs:863" },
      and_then: { params: [{ role: "ops" }], returns: "receiver", source: "rpc/kv.rs:885" },
      or_else: { params: [{ role: "ops" }], returns: "receiver", source: "rpc/kv.rs:903" },
    },
  },
  "rs.TxnOp": {
    role: "op",
    methods: {
      put: inTxn("put", [key, { role: "value" }, options], "rpc/kv.rs:794"),
      get: inTxn("range", [key, options], "rpc/kv.rs:806"),
      delete: inTxn("delete", [key, options], "rpc/kv.rs:814"),
      txn: { params: [{ role: "ops" }], builds: "txn", static: true, returns: ["rs.TxnOp"], source: "rpc/kv.rs:822" },
    },
  },
};

const getter = (type?: string, source?: string): LibraryFunction => ({
  params: [],
  returns: [type],
  ...(source === undefined ? {} : { source }),
});

const results: Readonly<Record<string, LibraryType>> = {
  "rs.GetResponse": {
    role: "response",
    methods: {
      kvs: getter("[]rs.KeyValue", "rpc/kv.rs:463"),
      take_kvs: getter("[]rs.KeyValue", "rpc/kv.rs:469"),
      count: getter(),
      more: getter(),
      header: getter(),
    },
    responseFields: { kvs: "kvs", take_kvs: "kvs", count: "count", more: "more", header: "revision" },
  },
  "rs.PutResponse": {
    role: "response",
    methods: { prev_key: getter("rs.KeyValue"), take_prev_key: getter("rs.KeyValue") },
    responseFields: { prev_key: "prev-kv", take_prev_key: "prev-kv" },
  },
  "rs.DeleteResponse": {
    role: "response",
    methods: { prev_kvs: getter("[]rs.KeyValue"), take_prev_kvs: getter("[]rs.KeyValue"), deleted: getter() },
    responseFields: { prev_kvs: "prev-kv", take_prev_kvs: "prev-kv", deleted: "count" },
  },
  "rs.TxnResponse": { role: "response", methods: { op_responses: getter(), succeeded: getter() } },
  "rs.KeyValue": {
    role: "key-value",
    methods: Object.fromEntries(
      "key key_str key_string into_key value value_str value_string into_value into_key_value mod_revision create_revision version lease"
        .split(" ")
        .map((name) => [name, getter()]),
    ),
    responseFields: {
      key: "key",
      key_str: "key",
      into_key: "key",
      value: "value",
      value_str: "value",
      into_value: "value",
      into_key_value: "value",
      mod_revision: "revision",
    },
  },
  "rs.WatchStream": {
    role: "watch-handle",
    element: "rs.WatchResponse",
    closes: ["cancel"],
    methods: {
      message: getter("rs.WatchResponse", "rpc/watch.rs:419"),
      watch: { params: [key, options], does: "watch", opens: { stream: "shared" }, returns: [undefined], source: "rpc/watch.rs:396" },
      cancel: { params: [other], returns: [undefined], source: "rpc/watch.rs:406" },
      cancel_by_id: { params: [other], returns: [undefined], source: "0.17 rpc/watch.rs" },
      request_progress: { params: [], returns: [undefined], source: "rpc/watch.rs:413" },
      split: { params: [], returns: ["rs.WatchStream", "rs.WatchStream"], source: "rpc/watch.rs:424" },
    },
  },
  "rs.WatchResponse": {
    role: "response",
    methods: { events: getter("[]rs.Event", "rpc/watch.rs:298"), canceled: getter(), watch_id: getter(), compact_revision: getter() },
    responseFields: { events: "events" },
  },
  "rs.Event": {
    role: "event",
    methods: { kv: getter("rs.KeyValue"), prev_kv: getter("rs.KeyValue"), event_type: getter() },
    responseFields: { prev_kv: "prev-kv" },
  },
  "rs.LeaseGrantResponse": { role: "lease", methods: { id: getter(), ttl: getter() } },
  "rs.LeaseKeeper": { role: "other", methods: { keep_alive: { params: [], returns: [undefined], source: "rpc/lease.rs:520" } } },
  "rs.LeaseKeepAliveStream": { role: "other", methods: { message: getter() } },
  "rs.LockResponse": { role: "other", methods: { key: getter() } },
  "rs.ObserveStream": { role: "watch-handle", methods: { message: getter() } },
};

const types: Readonly<Record<string, LibraryType>> = { ...clients, ...optionTypes, ...transactions, ...results };

export const rustEtcdClient: Library = {
  id: "rs-etcd-client",
  title: "etcd-client",
  languages: ["rust"],
  api: "v3",
  needles: ["etcd_client"],
  distributions: [{ name: "etcd-client" }],
  packages: [
    {
      paths: ["etcd_client"],
      name: "etcd_client",
      types: {
        ...Object.fromEntries(Object.keys(types).map((id) => [id.slice(id.indexOf(".") + 1), id])),
        // Up to 0.17 the two halves of a watch.
        Watcher: "rs.WatchStream",
        WatchRequestSender: "rs.WatchStream",
        WatchResponseStream: "rs.WatchStream",
      },
    },
    { paths: ["etcd_client/namespace"], types: { KvClientPrefix: "rs.KvClientPrefix" } },
  ],
  types,
  ownStreams: true,
};
