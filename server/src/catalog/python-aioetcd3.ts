/**
 * gaopeiliang's aioetcd3. Sources are files of 1.13. Ranges are values: a key, a pair of keys, or what the functions of help.py give. `get`
 * takes a range too, has no limit, and returns the first of what it fetched.
 */
import { grpcOptions, grpcReceiveLimit, param, plain, sortOrders, sortTargets } from "./python-spec";
import type { Entries, Library, LibraryFunction, LibraryType, Opens, ParamSpec } from "./types";

const SHARED: Opens = { stream: "shared" };
const OWN: Opens = { stream: "own" };

const key = param("key", "key");
const range = param("key_range", "key");
const filters: Entries = {
  revision: { option: "revision" },
  revison: { option: "revision" },
  serializable: { option: "serializable" },
  min_mod_revision: { option: "min-mod-revision" },
  max_mod_revision: { option: "max-mod-revision" },
  min_create_revision: { option: "min-create-revision" },
  max_create_revision: { option: "max-create-revision" },
};
const all: Entries = {
  ...filters,
  keys_only: { option: "keys-only" },
  count_only: { option: "count-only" },
  sort_order: { option: "sort-order", map: sortOrders },
  sort_target: { option: "sort-target", map: sortTargets },
};
const watchKeywords: Entries = {
  start_revision: { option: "revision" },
  noput: { option: "filter-put" },
  nodelete: { option: "filter-delete" },
  prev_kv: { option: "prev-kv" },
};

const connect = (name: string, more: readonly ParamSpec[], source: string): LibraryFunction => ({
  params: [param(name, "endpoint"), ...more],
  does: "connect",
  holds: "connection",
  returns: ["aioetcd3.Client"],
  source,
});

const spanOf = (effects: LibraryFunction["effects"] & object, params: readonly ParamSpec[], source: string): LibraryFunction => ({
  params,
  isOption: true,
  effects,
  returns: ["aioetcd3.Range"],
  source,
});

const helpers: Readonly<Record<string, LibraryFunction>> = {
  range_prefix: spanOf([{ option: "prefix" }], [key], "help.py:20"),
  range_prefix_excluding: spanOf([{ option: "prefix" }], [key], "help.py:27"),
  range_greater: spanOf([{ option: "from-key" }], [key], "help.py:74"),
  range_greater_equal: spanOf([{ option: "from-key" }], [key], "help.py:78"),
  range_less: spanOf([{ option: "range-end", arg: 0 }], [key], "help.py:82"),
  range_less_equal: spanOf([{ option: "range-end", arg: 0 }], [key], "help.py:86"),
  range_all: spanOf([{ option: "all-keys" }], [], "help.py:90"),
};

const methods: Readonly<Record<string, LibraryFunction>> = {
  close: { params: [] },
  range: {
    params: [range, param("limit", "limit", "limit"), param("revision", "revision", "revision")],
    keywords: all,
    does: "range",
    returns: ["aioetcd3.Triples"],
    source: "kv.py:199",
  },
  count: {
    params: [range],
    keywords: filters,
    does: "range",
    effects: [{ option: "count-only" }],
    returns: [undefined],
    source: "kv.py:207",
  },
  range_keys: {
    params: [range, param("limit", "limit", "limit")],
    keywords: all,
    does: "range",
    effects: [{ option: "keys-only" }],
    returns: ["aioetcd3.Keys"],
    source: "kv.py:213",
  },
  get: {
    params: [range],
    keywords: filters,
    does: "range",
    returns: [undefined, "aioetcd3.Metadata"],
    note: "Of a range it fetches all and returns the first.",
    source: "kv.py:220",
  },
  put: {
    params: [key, param("value", "value"), param("lease", "lease", "lease"), param("prev_kv", "other", "prev-kv")],
    keywords: { ignore_value: { option: "ignore-value" }, ignore_lease: { option: "ignore-lease" } },
    does: "put",
    returns: [undefined],
    source: "kv.py:226",
  },
  delete: {
    params: [range, param("timeout"), param("prev_kv", "other", "prev-kv")],
    does: "delete",
    returns: [undefined],
    source: "kv.py:230",
  },
  pop: { params: [range], does: "delete", effects: [{ option: "prev-kv" }], returns: [undefined], source: "kv.py:236" },
  txn: {
    params: [
      { role: "compares", name: "compare" },
      { role: "ops", name: "success" },
      { role: "ops", name: "fail" },
    ],
    does: "txn",
    returns: [undefined, undefined],
    source: "kv.py:240",
  },
  compact: { params: [param("revision", "revision"), param("physical", "other", "physical")], does: "compact", source: "kv.py:243" },
  watch: {
    params: [range],
    keywords: watchKeywords,
    does: "watch",
    opens: SHARED,
    returns: ["aioetcd3.Events"],
    source: "watch.py:482",
  },
  watch_scope: {
    params: [range],
    keywords: watchKeywords,
    does: "watch",
    opens: SHARED,
    returns: ["aioetcd3.Events"],
    source: "watch.py:556",
  },
  grant_lease: {
    params: [param("ttl", "ttl"), param("id")],
    does: "lease-grant",
    holds: "lease",
    returns: ["aioetcd3.Lease"],
    source: "lease.py:71",
  },
  grant_lease_scope: {
    params: [param("ttl", "ttl"), param("id")],
    does: "lease-grant",
    holds: "lease",
    returns: ["aioetcd3.Lease"],
    source: "lease.py:74",
  },
  revoke_lease: { params: [param("lease", "lease")], does: "lease-revoke", source: "lease.py:79" },
  refresh_lease: { params: [param("lease", "lease")], does: "keepalive", opens: OWN, source: "lease.py:82" },
  get_lease_info: { params: [param("lease", "lease")], does: "lease-query", source: "lease.py:106" },
  status: { params: [], does: "maintenance", source: "maintenance.py:37" },
  snapshot: { params: [], does: "maintenance", source: "maintenance.py:47" },
  hash: { params: [], does: "maintenance", source: "maintenance.py:52" },
  defragment: { params: [], does: "defragment", source: "maintenance.py:57" },
};

const types: Readonly<Record<string, LibraryType>> = {
  "aioetcd3.Client": { role: "client", closes: ["close"], methods },
  "aioetcd3.Range": { role: "option" },
  "aioetcd3.Triples": { role: "response", element: "aioetcd3.Triple" },
  "aioetcd3.Triple": {
    role: "key-value",
    fields: { 2: "aioetcd3.Metadata" },
    responseFields: { 0: "key", 1: "value", 2: "revision" },
  },
  "aioetcd3.Keys": { role: "response" },
  "aioetcd3.Metadata": { role: "key-value", responseFields: { mod_revision: "revision", version: "revision" } },
  "aioetcd3.Events": { role: "watch-handle", element: "aioetcd3.Event" },
  "aioetcd3.Event": { role: "event", responseFields: { key: "key", value: "value", pre_value: "prev-kv" } },
  "aioetcd3.Lease": {
    role: "lease",
    closes: ["revoke"],
    methods: {
      revoke: { params: [], does: "lease-revoke", source: "lease.py:52" },
      refresh: { params: [], does: "keepalive", opens: OWN, source: "lease.py:55" },
    },
  },
};

const more = [grpcOptions("grpc_options"), ...plain("timeout", "username", "password")];

export const pythonAioetcd3: Library = {
  id: "py-aioetcd3",
  title: "aioetcd3",
  languages: ["python"],
  api: "v3",
  needles: ["aioetcd3"],
  distributions: [{ name: "aioetcd3" }],
  packages: [
    {
      paths: ["aioetcd3", "aioetcd3.client", "aioetcd3.help", "aioetcd3.kv"],
      name: "aioetcd3",
      types: { Client: "aioetcd3.Client" },
      functions: {
        client: connect("endpoint", more, "client.py:85"),
        ssl_client: connect("endpoint", plain("ca_file", "cert_file", "key_file"), "client.py:91"),
        ...helpers,
      },
      constructors: { Client: connect("endpoint", plain("ssl", "ca_cert", "cert_key"), "client.py:17") },
    },
  ],
  types,
  defaultReceiveLimit: grpcReceiveLimit,
};
