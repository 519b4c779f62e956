/** martyanov's aetcd, an asyncio client. Sources are lines of aetcd/client.py of 1.0.0. No range call has a limit. */
import { grpcOptions, grpcReceiveLimit, param, plain, plainKeywords, sortKeywords } from "./python-spec";
import type { Library, LibraryFunction, LibraryType, Opens, ParamSpec } from "./types";

const SHARED: Opens = { stream: "shared" };
const OWN: Opens = { stream: "own" };

const key = param("key", "key");
const prefix = param("key_prefix", "key");
const rangeEnd = param("range_end", "range-end", "range-end");
const sorting = [param("sort_order", "other", "sort-order"), param("sort_target", "other", "sort-target")];
const keysOnly = param("keys_only", "other", "keys-only");
const prevKv = param("prev_kv", "other", "prev-kv");
const keywords = { ...sortKeywords, ...plainKeywords };
const onPrefix = [{ option: "prefix" }] as const;
const ranges = ["aetcd.GetRange"];

function watch(first: ParamSpec, source: string): LibraryFunction {
  return {
    params: [
      first,
      rangeEnd,
      param("start_revision", "revision", "revision"),
      param("progress_notify", "other", "progress-notify"),
      param("kind"),
      prevKv,
    ],
    does: "watch",
    opens: SHARED,
    returns: ["aetcd.Watch"],
    source,
  };
}

function once(first: ParamSpec, source: string): LibraryFunction {
  const { params, ...rest } = watch(first, source);
  return { ...rest, params: [first, param("timeout"), ...params.slice(1)], ends: true, returns: ["aetcd.Event"] };
}

const client: LibraryFunction = {
  params: [param("host", "endpoint"), param("port", "endpoint"), ...plain("username", "password", "timeout"), grpcOptions("options")],
  does: "connect",
  holds: "connection",
  returns: ["aetcd.Client"],
  source: "aetcd/client.py:123",
};

const methods: Readonly<Record<string, LibraryFunction>> = {
  connect: { params: [], source: "aetcd/client.py:166" },
  close: { params: [], source: "aetcd/client.py:211" },
  get: {
    params: [key, param("serializable", "other", "serializable")],
    does: "range",
    returns: ["aetcd.KeyValue"],
    source: "aetcd/client.py:246",
  },
  get_prefix: {
    params: [prefix, ...sorting, keysOnly],
    keywords,
    does: "range",
    effects: onPrefix,
    returns: ranges,
    note: "Has no limit.",
    source: "aetcd/client.py:289",
  },
  get_range: {
    params: [param("range_start", "key"), rangeEnd, ...sorting],
    keywords,
    does: "range",
    returns: ranges,
    note: "Has no limit.",
    source: "aetcd/client.py:327",
  },
  get_all: {
    params: [...sorting, keysOnly],
    keywords,
    does: "range",
    effects: [{ option: "all-keys" }],
    returns: ranges,
    note: "Has no limit.",
    source: "aetcd/client.py:367",
  },
  put: {
    params: [key, param("value", "value"), param("lease", "lease", "lease"), prevKv],
    does: "put",
    returns: [undefined],
    source: "aetcd/client.py:401",
  },
  replace: {
    params: [key, param("initial_value"), param("new_value", "value"), param("lease", "lease", "lease")],
    does: "put",
    returns: [undefined],
    note: "A transaction of one put.",
    source: "aetcd/client.py:574",
  },
  delete: { params: [key, prevKv], does: "delete", returns: [undefined], source: "aetcd/client.py:455" },
  delete_prefix: { params: [prefix, prevKv], does: "delete", effects: onPrefix, returns: [undefined], source: "aetcd/client.py:500" },
  delete_range: {
    params: [param("range_start", "key"), rangeEnd, prevKv],
    does: "delete",
    returns: [undefined],
    source: "aetcd/client.py:536",
  },
  transaction: {
    params: [
      { role: "compares", name: "compare" },
      { role: "ops", name: "success" },
      { role: "ops", name: "failure" },
    ],
    does: "txn",
    returns: [undefined, undefined],
    source: "aetcd/client.py:915",
  },
  watch: watch(key, "aetcd/client.py:619"),
  watch_prefix: { ...watch(prefix, "aetcd/client.py:715"), effects: onPrefix },
  watch_once: once(key, "aetcd/client.py:776"),
  watch_prefix_once: { ...once(prefix, "aetcd/client.py:849"), effects: onPrefix },
  lease: {
    params: [param("ttl", "ttl"), param("lease_id")],
    does: "lease-grant",
    holds: "lease",
    returns: ["aetcd.Lease"],
    source: "aetcd/client.py:987",
  },
  revoke_lease: { params: [param("lease_id", "lease")], does: "lease-revoke", source: "aetcd/client.py:1017" },
  refresh_lease: {
    params: [param("lease_id", "lease")],
    does: "keepalive",
    opens: OWN,
    returns: [undefined],
    source: "aetcd/client.py:1032",
  },
  get_lease_info: { params: [param("lease_id", "lease")], does: "lease-query", returns: [undefined], source: "aetcd/client.py:1042" },
  lock: { params: [key, param("ttl", "ttl")], does: "lock", returns: ["aetcd.Lock"], source: "aetcd/client.py:1053" },
  compact: {
    params: [param("revision", "revision"), param("physical", "other", "physical")],
    does: "compact",
    source: "aetcd/client.py:1183",
  },
  defragment: { params: [], does: "defragment", source: "aetcd/client.py:1209" },
  hash: { params: [], does: "maintenance", source: "aetcd/client.py:1220" },
  status: { params: [], does: "maintenance", returns: [undefined], source: "aetcd/client.py:1070" },
  snapshot: { params: plain("file_obj"), does: "maintenance", source: "aetcd/client.py:1306" },
};

const op = (builds: "put" | "range" | "delete", params: readonly ParamSpec[], source: string): LibraryFunction => ({
  params,
  builds,
  returns: ["aetcd.Op"],
  source,
});

/** Results: aetcd/rtypes.py. */
const types: Readonly<Record<string, LibraryType>> = {
  "aetcd.Client": { role: "client", closes: ["close"], fields: { transactions: "aetcd.Transactions" }, methods },
  "aetcd.Transactions": {
    role: "other",
    methods: {
      put: op("put", [key, param("value", "value"), param("lease", "lease", "lease"), prevKv], "aetcd/transactions.py:89"),
      get: op("range", [key, rangeEnd], "aetcd/transactions.py:97"),
      delete: op("delete", [key, rangeEnd, prevKv], "aetcd/transactions.py:103"),
    },
  },
  "aetcd.Op": { role: "op" },
  "aetcd.Lease": {
    role: "lease",
    closes: ["revoke"],
    methods: {
      revoke: { params: [], does: "lease-revoke", source: "aetcd/leases.py:18" },
      refresh: { params: [], does: "keepalive", opens: OWN, returns: [undefined], source: "aetcd/leases.py:22" },
    },
  },
  "aetcd.Lock": { role: "session", closes: ["release"], methods: { acquire: { params: [] }, release: { params: [] } } },
  "aetcd.GetRange": {
    role: "response",
    element: "aetcd.KeyValue",
    fields: { kvs: "[]aetcd.KeyValue" },
    responseFields: { kvs: "kvs", count: "count", more: "more", header: "revision" },
  },
  "aetcd.KeyValue": { role: "key-value", responseFields: { key: "key", value: "value", mod_revision: "revision" } },
  "aetcd.Watch": { role: "watch-handle", element: "aetcd.Event", closes: ["cancel"], methods: { cancel: { params: [] } } },
  "aetcd.Event": { role: "event", fields: { kv: "aetcd.KeyValue", prev_kv: "aetcd.KeyValue" }, responseFields: { prev_kv: "prev-kv" } },
};

export const pythonAetcd: Library = {
  id: "py-aetcd",
  title: "aetcd",
  languages: ["python"],
  api: "v3",
  needles: ["aetcd"],
  distributions: [{ name: "aetcd" }, { name: "aetcd3" }],
  packages: [
    {
      // `aetcd3` is the name of the releases before 1.0.
      paths: ["aetcd", "aetcd.client", "aetcd3", "aetcd3.client"],
      name: "aetcd",
      types: { Client: "aetcd.Client", Lease: "aetcd.Lease", Lock: "aetcd.Lock" },
      functions: { client },
      constructors: { Client: client, Etcd3Client: client },
    },
  ],
  types,
  defaultReceiveLimit: grpcReceiveLimit,
};
