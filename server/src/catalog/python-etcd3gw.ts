/**
 * OpenStack's etcd3gw, a client of the JSON gateway. Sources are lines of etcd3gw/client.py of 2.7.0. Each watch is a streaming POST on a
 * connection of its own, read by a thread (watch.py:129-135).
 */
import { boundKeywords, param, plain, plainKeywords, sortKeywords, watchKeywords } from "./python-spec";
import type { Library, LibraryFunction, LibraryType, Opens, ParamSpec } from "./types";

const OWN: Opens = { stream: "own", connection: "own" };

const key = param("key", "key");
const prefix = param("key_prefix", "key");
const sorting = [param("sort_order", "other", "sort-order"), param("sort_target", "other", "sort-target")];
const onPrefix = [{ option: "prefix" }] as const;
const rangeEnd = { range_end: { role: "range-end", option: "range-end" } } as const;

const connect = (params: readonly ParamSpec[], source: string): LibraryFunction => ({
  params,
  does: "connect",
  holds: "connection",
  returns: ["etcd3gw.Client"],
  source,
});
const endpoint = [param("host", "endpoint"), param("port", "endpoint")];

function watch(first: ParamSpec, source: string): LibraryFunction {
  return {
    params: [first],
    keywords: { ...watchKeywords, ...rangeEnd },
    does: "watch",
    opens: OWN,
    returns: ["etcd3gw.Events", "etcd3gw.Cancel"],
    cancels: 1,
    source,
  };
}

function once(first: ParamSpec, source: string): LibraryFunction {
  const { cancels: _, ...rest } = watch(first, source);
  return { ...rest, params: [first, param("timeout")], ends: true, returns: ["etcd3gw.Event"] };
}

const methods: Readonly<Record<string, LibraryFunction>> = {
  status: { params: [], does: "maintenance", source: "etcd3gw/client.py:187" },
  members: { params: [], does: "maintenance", source: "etcd3gw/client.py:197" },
  lease: {
    params: [param("ttl", "ttl")],
    does: "lease-grant",
    holds: "lease",
    returns: ["etcd3gw.Lease"],
    source: "etcd3gw/client.py:205",
  },
  lock: { params: [param("id", "key"), param("ttl", "ttl")], does: "lock", returns: ["etcd3gw.Lock"], source: "etcd3gw/client.py:216" },
  create: {
    params: [key, param("value", "value"), param("lease", "lease", "lease")],
    does: "put",
    returns: [undefined],
    note: "A transaction of one put.",
    source: "etcd3gw/client.py:227",
  },
  put: {
    params: [key, param("value", "value"), param("lease", "lease", "lease")],
    does: "put",
    returns: [undefined],
    source: "etcd3gw/client.py:274",
  },
  get: {
    params: [key, param("metadata"), ...sorting],
    keywords: { ...boundKeywords, ...plainKeywords, ...sortKeywords, ...rangeEnd },
    does: "range",
    returns: ["etcd3gw.Values"],
    source: "etcd3gw/client.py:345",
  },
  get_all: {
    params: sorting,
    does: "range",
    effects: [{ option: "all-keys" }],
    returns: ["etcd3gw.Pairs"],
    note: "Has no limit.",
    source: "etcd3gw/client.py:447",
  },
  get_prefix: {
    params: [prefix, ...sorting],
    does: "range",
    effects: onPrefix,
    returns: ["etcd3gw.Pairs"],
    note: "Has no limit.",
    source: "etcd3gw/client.py:466",
  },
  replace: {
    params: [key, param("initial_value"), param("new_value", "value")],
    does: "put",
    returns: [undefined],
    note: "A transaction of one put.",
    source: "etcd3gw/client.py:489",
  },
  delete: {
    params: [key],
    keywords: { ...rangeEnd, prev_kv: { option: "prev-kv" } },
    does: "delete",
    returns: [undefined],
    source: "etcd3gw/client.py:535",
  },
  delete_prefix: { params: [prefix], does: "delete", effects: onPrefix, returns: [undefined], source: "etcd3gw/client.py:577" },
  transaction: {
    params: [{ role: "config", name: "txn", entries: txnEntries() }],
    does: "txn",
    returns: [undefined],
    source: "etcd3gw/client.py:588",
  },
  watch: watch(key, "etcd3gw/client.py:603"),
  watch_prefix: { ...watch(prefix, "etcd3gw/client.py:667"), effects: onPrefix },
  watch_once: once(key, "etcd3gw/client.py:701"),
  watch_prefix_once: { ...once(prefix, "etcd3gw/client.py:753"), effects: onPrefix },
};

/** A transaction is the request as the gateway takes it, keys and values in base64. */
function txnEntries(): NonNullable<ParamSpec["entries"]> {
  const put = { key: { role: "key" }, value: { role: "value" }, lease: { role: "lease", option: "lease" } } as const;
  const range = { key: { role: "key" }, ...rangeEnd, limit: { option: "limit" } } as const;
  const op = {
    request_put: { op: "put", entries: put },
    requestPut: { op: "put", entries: put },
    request_range: { op: "range", entries: range },
    requestRange: { op: "range", entries: range },
    request_delete_range: { op: "delete", entries: { key: { role: "key" }, ...rangeEnd } },
    requestDeleteRange: { op: "delete", entries: { key: { role: "key" }, ...rangeEnd } },
  } as const;
  return { compare: { role: "compares" }, success: { role: "ops", entries: op }, failure: { role: "ops", entries: op } };
}

const types: Readonly<Record<string, LibraryType>> = {
  "etcd3gw.Client": { role: "client", methods },
  "etcd3gw.Lease": {
    role: "lease",
    closes: ["revoke"],
    methods: {
      revoke: { params: [], does: "lease-revoke", source: "etcd3gw/lease.py:31" },
      refresh: { params: [], does: "keepalive", opens: OWN, returns: [undefined], source: "etcd3gw/lease.py:60" },
      ttl: { params: [], does: "lease-query", source: "etcd3gw/lease.py:46" },
      keys: { params: [], does: "lease-query", source: "etcd3gw/lease.py:77" },
    },
  },
  "etcd3gw.Lock": {
    role: "session",
    closes: ["release"],
    methods: { acquire: { params: [] }, release: { params: [] }, refresh: { params: [], does: "keepalive", opens: OWN } },
  },
  /** Values alone, or with metadata in pairs. */
  "etcd3gw.Values": { role: "response" },
  "etcd3gw.Pairs": { role: "response", element: "etcd3gw.Pair" },
  "etcd3gw.Pair": {
    role: "key-value",
    fields: { 0: "etcd3gw.Value", 1: "etcd3gw.Metadata" },
    responseFields: { 0: "value", 1: "revision" },
  },
  "etcd3gw.Value": { role: "other" },
  "etcd3gw.Metadata": {
    role: "key-value",
    responseFields: { key: "key", mod_revision: "revision", create_revision: "revision", version: "revision" },
  },
  "etcd3gw.Events": { role: "watch-handle", element: "etcd3gw.Event" },
  "etcd3gw.Cancel": { role: "other" },
  "etcd3gw.Event": { role: "event", fields: { kv: "etcd3gw.KeyValue" } },
  "etcd3gw.KeyValue": { role: "key-value", responseFields: { key: "key", value: "value" } },
};

export const pythonEtcd3gw: Library = {
  id: "py-etcd3gw",
  title: "etcd3gw",
  languages: ["python"],
  api: "v3",
  needles: ["etcd3gw"],
  distributions: [{ name: "etcd3gw" }],
  packages: [
    {
      paths: ["etcd3gw", "etcd3gw.client"],
      name: "etcd3gw",
      types: { Etcd3Client: "etcd3gw.Client", Lease: "etcd3gw.Lease", Lock: "etcd3gw.Lock" },
      functions: {
        client: connect(
          [...endpoint, ...plain("ca_cert", "cert_key", "cert_cert", "timeout", "protocol", "api_path")],
          "etcd3gw/client.py:791",
        ),
      },
      constructors: {
        Etcd3Client: connect(
          [...endpoint, ...plain("protocol", "ca_cert", "cert_key", "cert_cert", "timeout", "api_path")],
          "etcd3gw/client.py:56",
        ),
      },
    },
  ],
  types,
};
