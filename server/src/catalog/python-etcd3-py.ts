/**
 * Revolution1's etcd3-py, which is imported as `etcd3` like kragniz's library: a client of the JSON gateway. Sources are files of 0.1.6. Each
 * watch is a streaming POST on a connection of its own (stateful/watch.py:274-326), and the gateway opens a stream for it.
 */
import { param, plain, rangeKeywords, sortOrders, sortTargets } from "./python-spec";
import type { Entries, Library, LibraryFunction, LibraryType, Opens, ParamSpec } from "./types";

const OWN: Opens = { stream: "own", connection: "own" };

const endpoint = [param("host", "endpoint"), param("port", "endpoint"), ...plain("protocol", "cert", "verify", "timeout", "headers")];
const client = (type: string, source: string): LibraryFunction => ({
  params: endpoint,
  does: "connect",
  holds: "connection",
  returns: [type],
  source,
});

const key = param("key", "key");
const rangeEnd = param("range_end", "range-end", "range-end");
/** `prefix=True` and `all=True` say what the key means (apis/kv.py:30-60). */
const spans: Entries = { prefix: { option: "prefix" }, all: { option: "all-keys" } };

const rangeParams: readonly ParamSpec[] = [
  key,
  rangeEnd,
  param("limit", "limit", "limit"),
  param("revision", "revision", "revision"),
  param("serializable", "other", "serializable"),
  param("keys_only", "other", "keys-only"),
  param("count_only", "other", "count-only"),
];
const putParams: readonly ParamSpec[] = [
  key,
  param("value", "value"),
  param("lease", "lease", "lease"),
  param("prev_kv", "other", "prev-kv"),
  param("ignore_value", "other", "ignore-value"),
  param("ignore_lease", "other", "ignore-lease"),
];
const deleteParams: readonly ParamSpec[] = [key, rangeEnd, param("prev_kv", "other", "prev-kv")];
const keywords: Entries = {
  ...rangeKeywords,
  ...spans,
  sort_order: { option: "sort-order", map: sortOrders },
  sort_target: { option: "sort-target", map: sortTargets },
};
const watchKeywords: Entries = {
  ...spans,
  start_revision: { option: "revision" },
  progress_notify: { option: "progress-notify" },
  prev_kv: { option: "prev-kv" },
  no_put: { option: "filter-put" },
  no_delete: { option: "filter-delete" },
};

const methods: Readonly<Record<string, LibraryFunction>> = {
  close: { params: [] },
  auth: { params: [] },
  range: { params: rangeParams, keywords, does: "range", returns: ["etcd3py.RangeResponse"], source: "apis/kv.py:109" },
  put: { params: putParams, does: "put", returns: [undefined], source: "apis/kv.py:69" },
  delete_range: { params: deleteParams, keywords: spans, does: "delete", returns: [undefined], source: "apis/kv.py:30" },
  compact: { params: [param("revision", "revision"), param("physical", "other", "physical")], does: "compact", source: "apis/kv.py:9" },
  txn: {
    params: [
      { role: "compares", name: "compare" },
      { role: "ops", name: "success" },
      { role: "ops", name: "failure" },
    ],
    does: "txn",
    returns: [undefined],
    source: "apis/kv.py:205",
  },
  Txn: { params: [], builds: "txn", returns: ["etcd3py.Txn"], source: "stateful/transaction.py:49" },
  watch_create: {
    params: [key, rangeEnd],
    keywords: watchKeywords,
    does: "watch",
    opens: OWN,
    returns: ["etcd3py.WatchResponse"],
    source: "apis/watch.py:35",
  },
  Watcher: {
    params: [param("max_retries"), key, rangeEnd],
    keywords: watchKeywords,
    builds: "watch",
    returns: ["etcd3py.Watcher"],
    source: "stateful/watch.py:82",
  },
  Lease: {
    params: [param("ttl", "ttl"), param("ID"), param("new")],
    does: "lease-grant",
    holds: "lease",
    returns: ["etcd3py.Lease"],
    source: "stateful/lease.py:38",
  },
  lease_grant: { params: [param("TTL", "ttl"), param("ID")], does: "lease-grant", returns: [undefined], source: "apis/lease.py:34" },
  lease_revoke: { params: [param("ID", "lease")], does: "lease-revoke", source: "apis/lease.py:5" },
  lease_time_to_live: {
    params: [param("ID", "lease"), param("keys", "other", "attached-keys")],
    does: "lease-query",
    returns: [undefined],
    source: "apis/lease.py:18",
  },
  lease_keep_alive: {
    params: [param("data")],
    does: "keepalive",
    opens: OWN,
    returns: [undefined],
    source: "apis/lease.py:54",
  },
  lease_keep_alive_once: {
    params: [param("ID", "lease")],
    does: "keepalive",
    opens: OWN,
    returns: [undefined],
    source: "apis/lease.py:66",
  },
  Lock: {
    params: [param("lock_name", "key"), param("lock_ttl", "ttl")],
    does: "lock",
    returns: ["etcd3py.Lock"],
    source: "stateful/lock.py:33",
  },
  defragment: { params: [], does: "defragment", source: "apis/maintenance.py:65" },
  hash: { params: [], does: "maintenance", source: "apis/maintenance.py:73" },
  snapshot: { params: [], does: "maintenance", source: "apis/maintenance.py:83" },
  status: { params: [], does: "maintenance", source: "apis/maintenance.py:91" },
};

const runsWatch = (source: string): LibraryFunction => ({ params: [], runs: true, opens: OWN, source });

const types: Readonly<Record<string, LibraryType>> = {
  "etcd3py.Client": { role: "client", closes: ["close"], methods },
  "etcd3py.Watcher": {
    role: "builder",
    builds: "watch",
    closes: ["stop", "request_cancel"],
    methods: {
      onEvent: {
        params: [param("filter_or_cb", "callback"), param("cb", "callback")],
        returns: "receiver",
        callbackParams: ["etcd3py.Event"],
        source: "stateful/watch.py:218",
      },
      run: runsWatch("stateful/watch.py:274"),
      runDaemon: runsWatch("stateful/watch.py:301"),
      watch_once: { ...runsWatch("stateful/watch.py:311"), params: plain("filter", "timeout"), ends: true, returns: ["etcd3py.Event"] },
      stop: { params: [] },
      request_cancel: { params: [] },
    },
  },
  "etcd3py.Txn": {
    role: "builder",
    builds: "txn",
    methods: {
      compare: { params: [{ role: "compares" }], returns: "receiver" },
      success: { params: [{ role: "ops" }], returns: "receiver", source: "stateful/transaction.py:84" },
      failure: { params: [{ role: "ops" }], returns: "receiver", source: "stateful/transaction.py:93" },
      commit: { params: [], runs: true, returns: [undefined], source: "stateful/transaction.py:102" },
      key: { params: [key, rangeEnd] },
      range: { params: rangeParams, keywords, builds: "range", returns: ["etcd3py.Op"], source: "stateful/transaction.py:132" },
      put: { params: putParams, builds: "put", returns: ["etcd3py.Op"], source: "stateful/transaction.py:219" },
      delete: { params: deleteParams, keywords: spans, builds: "delete", returns: ["etcd3py.Op"], source: "stateful/transaction.py:246" },
    },
  },
  "etcd3py.Op": { role: "op" },
  "etcd3py.Lease": {
    role: "lease",
    closes: ["revoke", "cancel_keepalive"],
    methods: {
      grant: { params: [], source: "stateful/lease.py:70" },
      revoke: { params: [], does: "lease-revoke", source: "stateful/lease.py:192" },
      keepalive: {
        params: [],
        does: "keepalive",
        opens: OWN,
        note: "A thread that asks again and again.",
        source: "stateful/lease.py:129",
      },
      keepalive_once: { params: [], does: "keepalive", opens: OWN, source: "stateful/lease.py:121" },
      cancel_keepalive: { params: [] },
    },
  },
  "etcd3py.Lock": { role: "session", closes: ["release"], methods: { acquire: { params: [] }, release: { params: [] } } },
  "etcd3py.RangeResponse": {
    role: "response",
    fields: { kvs: "[]etcd3py.KeyValue" },
    responseFields: { kvs: "kvs", count: "count", more: "more", header: "revision" },
  },
  "etcd3py.KeyValue": { role: "key-value", responseFields: { key: "key", value: "value", mod_revision: "revision" } },
  "etcd3py.WatchResponse": { role: "watch-handle", element: "etcd3py.Event", closes: ["close"], methods: { close: { params: [] } } },
  "etcd3py.Event": { role: "event", responseFields: { key: "key", value: "value", prev_kv: "prev-kv" } },
};

export const pythonEtcd3Py: Library = {
  id: "py-etcd3-py",
  title: "etcd3-py",
  languages: ["python"],
  api: "v3",
  needles: ["etcd3"],
  distributions: [{ name: "etcd3-py" }],
  packages: [
    {
      paths: ["etcd3", "etcd3.client"],
      name: "etcd3",
      types: {
        Client: "etcd3py.Client",
        AioClient: "etcd3py.Client",
        Watcher: "etcd3py.Watcher",
        Lease: "etcd3py.Lease",
        Txn: "etcd3py.Txn",
      },
      constructors: { Client: client("etcd3py.Client", "client.py:96"), AioClient: client("etcd3py.Client", "aio_client.py:143") },
    },
  ],
  types,
  fixes: { limit: { place: "argument", text: "limit=${n}" }, countOnly: { place: "argument", text: "count_only=True" } },
};
