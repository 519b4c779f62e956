/**
 * The crate etcd-rs. Sources are lines of src/ of 1.0.1. Requests are built apart from the call, and a span alone (`KeyRange`) is a request as
 * well. No request has keys only or count only.
 */
import type { Library, LibraryFunction, LibraryType, OptionName, ParamSpec } from "./types";

const key: ParamSpec = { role: "key" };
const request: ParamSpec = { role: "options" };
const ops: ParamSpec = { role: "ops" };
const other: ParamSpec = { role: "other" };

const span = (source: string, option?: OptionName): LibraryFunction => ({
  params: [key],
  isOption: true,
  static: true,
  effects: option === undefined ? [] : [{ option, arg: 0 }],
  returns: ["rs2.KeyRange"],
  source,
});
const from = (type: string, source: string): LibraryFunction => ({
  params: [request],
  isOption: true,
  effects: [],
  static: true,
  returns: [type],
  source,
});
const sets = (option: OptionName, source: string, constant?: string): LibraryFunction => ({
  params: [other],
  isOption: true,
  effects: [constant === undefined ? { option, arg: 0 } : { option, value: constant }],
  returns: "receiver",
  source,
});

const onPrefix = [{ option: "prefix" }] as const;
const client: LibraryFunction = {
  params: [{ role: "config" }],
  does: "connect",
  holds: "connection",
  returns: ["rs2.Client"],
  source: "client.rs:240",
};

const methods: Readonly<Record<string, LibraryFunction>> = {
  connect: client,
  connect_with_token: { ...client, source: "client.rs:212" },
  put: { params: [ops], runs: true, returns: ["rs2.PutResponse"], source: "client.rs:269" },
  get: { params: [request], does: "range", returns: ["rs2.RangeResponse"], source: "client.rs:279" },
  get_all: { params: [], does: "range", effects: [{ option: "all-keys" }], returns: ["rs2.RangeResponse"], source: "client.rs:289" },
  get_by_prefix: { params: [key], does: "range", effects: onPrefix, returns: ["rs2.RangeResponse"], source: "client.rs:293" },
  get_range: {
    params: [key, { role: "range-end", option: "range-end" }],
    does: "range",
    returns: ["rs2.RangeResponse"],
    source: "client.rs:300",
  },
  delete: { params: [request], does: "delete", returns: [undefined], source: "client.rs:308" },
  delete_all: { params: [], does: "delete", effects: [{ option: "all-keys" }], returns: [undefined], source: "client.rs:318" },
  delete_by_prefix: { params: [key], does: "delete", effects: onPrefix, returns: [undefined], source: "client.rs:322" },
  delete_range: {
    params: [key, { role: "range-end", option: "range-end" }],
    does: "delete",
    returns: [undefined],
    source: "client.rs:329",
  },
  txn: { params: [ops], does: "txn", returns: [undefined], source: "client.rs:337" },
  compact: { params: [{ role: "revision" }], does: "compact", returns: [undefined], source: "client.rs:347" },
  watch: {
    params: [request],
    does: "watch",
    opens: { stream: "own" },
    returns: ["rs2.WatchStream", "rs2.WatchCanceler"],
    cancels: 1,
    source: "client.rs:360",
  },
  grant_lease: {
    params: [{ role: "ttl" }],
    does: "lease-grant",
    holds: "lease",
    returns: ["rs2.LeaseGrantResponse"],
    source: "client.rs:397",
  },
  revoke: { params: [{ role: "lease" }], does: "lease-revoke", returns: [undefined], source: "client.rs:406" },
  keep_alive_for: {
    params: [{ role: "lease" }],
    does: "keepalive",
    opens: { stream: "own" },
    returns: ["rs2.LeaseKeepAlive"],
    source: "client.rs:415",
  },
  time_to_live: { params: [{ role: "lease" }], does: "lease-query", returns: [undefined], source: "client.rs:444" },
};

const builder = (builds: "put" | "txn", params: readonly ParamSpec[], type: string, source: string): LibraryFunction => ({
  params,
  builds,
  static: true,
  returns: [type],
  source,
});
const adds = (option: OptionName, source: string, arg?: number): LibraryFunction => ({
  params: arg === undefined ? [] : [other],
  effects: [arg === undefined ? { option } : { option, arg }],
  returns: "receiver",
  source,
});

const types: Readonly<Record<string, LibraryType>> = {
  "rs2.Client": { role: "client", methods },
  "rs2.KeyRange": {
    role: "option",
    methods: {
      key: span("kv/mod.rs:119"),
      all: { ...span("kv/mod.rs:130"), params: [], effects: [{ option: "all-keys" }] },
      prefix: span("kv/mod.rs:138", "prefix"),
      range: { ...span("kv/mod.rs:107"), params: [key, { role: "range-end" }], effects: [{ option: "range-end", arg: 1 }] },
    },
  },
  "rs2.RangeRequest": {
    role: "option",
    methods: {
      new: from("rs2.RangeRequest", "kv/range.rs:12"),
      limit: sets("limit", "kv/range.rs:34"),
      revision: sets("revision", "kv/range.rs:39"),
      sort_by_key: sets("sort-target", "kv/range.rs:44", "target:key"),
      sort_by_version: sets("sort-target", "kv/range.rs:50", "target:version"),
    },
  },
  "rs2.DeleteRequest": {
    role: "option",
    methods: { new: from("rs2.DeleteRequest", "kv/delete.rs:12"), prev_kv: sets("prev-kv", "kv/delete.rs:27") },
  },
  "rs2.WatchCreateRequest": {
    role: "option",
    methods: {
      create: from("rs2.WatchCreateRequest", "watch/watch.rs:12"),
      start_revision: sets("revision", "watch/watch.rs:28"),
      progress_notify: {
        params: [],
        isOption: true,
        effects: [{ option: "progress-notify" }],
        returns: "receiver",
        source: "watch/watch.rs:33",
      },
      prev_kv: { params: [], isOption: true, effects: [{ option: "prev-kv" }], returns: "receiver", source: "watch/watch.rs:39" },
    },
  },
  "rs2.PutRequest": {
    role: "op",
    builds: "put",
    methods: {
      new: builder("put", [key, { role: "value" }], "rs2.PutRequest", "kv/put.rs:13"),
      lease: adds("lease", "kv/put.rs:32", 0),
      prev_kv: adds("prev-kv", "kv/put.rs:38", 0),
      ignore_value: adds("ignore-value", "kv/put.rs:44"),
      ignore_lease: adds("ignore-lease", "kv/put.rs:50"),
    },
  },
  "rs2.TxnRequest": {
    role: "op",
    builds: "txn",
    methods: {
      new: builder("txn", [], "rs2.TxnRequest", "kv/txn.rs:16"),
      ...Object.fromEntries(
        ["when_version", "when_create_revision", "when_mod_revision", "when_value"].map((name) => [
          name,
          { params: [{ role: "compares" }, other, other], returns: "receiver", source: "kv/txn.rs:27" } satisfies LibraryFunction,
        ]),
      ),
      and_then: { params: [ops], returns: "receiver", source: "kv/txn.rs:87" },
      or_else: { params: [ops], returns: "receiver", source: "kv/txn.rs:96" },
    },
  },
  "rs2.RangeResponse": {
    role: "response",
    fields: { kvs: "[]rs2.KeyValue" },
    responseFields: { kvs: "kvs", count: "count", more: "more", header: "revision" },
  },
  "rs2.PutResponse": { role: "response", fields: { prev_kv: "rs2.KeyValue" }, responseFields: { prev_kv: "prev-kv" } },
  "rs2.KeyValue": {
    role: "key-value",
    methods: { key_str: { params: [], returns: [undefined] }, value_str: { params: [], returns: [undefined] } },
    responseFields: { key: "key", key_str: "key", value: "value", value_str: "value", mod_revision: "revision" },
  },
  "rs2.WatchStream": { role: "watch-handle" },
  "rs2.WatchCanceler": { role: "other", closes: ["cancel"], methods: { cancel: { params: [], returns: [undefined] } } },
  "rs2.LeaseGrantResponse": { role: "lease" },
  "rs2.LeaseKeepAlive": { role: "other", methods: { keep_alive: { params: [], returns: [undefined], source: "lease/mod.rs" } } },
};

export const rustEtcdRs: Library = {
  id: "rs-etcd-rs",
  title: "etcd-rs",
  languages: ["rust"],
  api: "v3",
  needles: ["etcd_rs"],
  distributions: [{ name: "etcd-rs" }],
  packages: [
    { paths: ["etcd_rs"], name: "etcd_rs", types: Object.fromEntries(Object.keys(types).map((id) => [id.slice(id.indexOf(".") + 1), id])) },
  ],
  types,
  ownStreams: true,
};
