/**
 * lablup's two asyncio clients: etcetra (0.1.19) in Python, and etcd-client-py (0.5.1), a binding of Rust's etcd-client. Each
 * `async with client.connect() as communicator` makes a connection, and each watch a stream of its own (etcetra/client.py:1188; src/communicator.rs).
 */
import { boundKeywords, grpcReceiveLimit, param, plain, sortKeywords } from "./python-spec";
import type { Entries, Library, LibraryFunction, LibraryType, Opens } from "./types";

const OWN: Opens = { stream: "own" };

const key = param("key", "key");
const onPrefix = [{ option: "prefix" }] as const;
const rangeEnd = param("range_end", "range-end", "range-end");

/** etcetra's `get_prefix` and `keys_prefix` have no limit; its `get_range` and `keys_range` do (client.py:642-1000). */
const { limit: _limit, count_only: _count, ...filters } = boundKeywords;
const unlimited: Entries = { ...filters, ...sortKeywords };
const limited: Entries = { ...unlimited, limit: { option: "limit" } };
const watchKeywords: Entries = {
  prev_kv: { option: "prev-kv" },
  progress_notify: { option: "progress-notify" },
  start_revision: { option: "revision" },
};

function communicator(id: string, keysOnly: boolean, source: string): LibraryType {
  const keysEffect = keysOnly ? [{ option: "keys-only" } as const] : [];
  const range = (params: LibraryFunction["params"], more: Omit<LibraryFunction, "params">): LibraryFunction => ({
    params,
    does: "range",
    source,
    ...more,
  });
  const watch = (effects: LibraryFunction["effects"] & object): LibraryFunction => ({
    params: [key, ...plain("once", "ready_event", "cleanup_event")],
    keywords: watchKeywords,
    does: "watch",
    ...(effects.length > 0 ? { effects } : {}),
    opens: OWN,
    returns: [`${id}.Events`],
    source,
  });
  return {
    role: "client",
    methods: {
      get: range([key], { keywords: filters, returns: [undefined] }),
      get_prefix: range([param(keysOnly ? "key" : "prefix", "key")], {
        keywords: unlimited,
        effects: onPrefix,
        returns: [`${id}.Values`],
        note: "Has no limit.",
      }),
      get_range: range([key, rangeEnd], { keywords: limited, returns: [`${id}.Values`] }),
      keys_prefix: range([key], {
        keywords: unlimited,
        effects: [...onPrefix, ...keysEffect],
        returns: [`${id}.Keys`],
        note: keysOnly ? "Has no limit." : "Fetches the values too (communicator.rs:102-118).",
      }),
      keys_range: range([key, rangeEnd], { keywords: limited, effects: keysEffect, returns: [`${id}.Keys`] }),
      put: {
        params: [key, param("value", "value"), param("lease", "lease", "lease"), param("prev_kv", "other", "prev-kv")],
        does: "put",
        returns: [undefined],
        source,
      },
      delete: { params: [key, param("prev_kv", "other", "prev-kv")], does: "delete", returns: [undefined], source },
      delete_prefix: {
        params: [key, param("prev_kv", "other", "prev-kv")],
        does: "delete",
        effects: onPrefix,
        returns: [undefined],
        source,
      },
      delete_range: { params: [key, rangeEnd, param("prev_kv", "other", "prev-kv")], does: "delete", returns: [undefined], source },
      txn: { params: [{ role: "ops", name: "txn" }], does: "txn", returns: [undefined], source },
      txn_compare: {
        params: [
          { role: "compares", name: "compares" },
          { role: "ops", name: "txn_builder" },
        ],
        does: "txn",
        returns: [undefined],
        source,
      },
      watch: watch([]),
      watch_prefix: watch([...onPrefix]),
      lock: { params: [param("name", "key")], does: "lock", returns: [undefined], source },
      unlock: { params: [param("name")], source },
      grant_lease: { params: [param("ttl", "ttl"), param("id")], does: "lease-grant", returns: [undefined], source },
      lease_grant: { params: [param("ttl", "ttl")], does: "lease-grant", returns: [undefined], source },
      revoke_lease: { params: [param("id", "lease")], does: "lease-revoke", source },
      lease_revoke: { params: [param("id", "lease")], does: "lease-revoke", source },
      lease_time_to_live: { params: [param("id", "lease")], does: "lease-query", source },
      lease_keep_alive: { params: [param("id", "lease")], does: "keepalive", opens: OWN, source },
      create_lease_keepalive_task: { params: [param("id", "lease"), param("interval")], does: "keepalive", opens: OWN, source },
    },
  };
}

function types(id: string, keysOnly: boolean, source: string): Readonly<Record<string, LibraryType>> {
  const open: LibraryFunction = {
    params: plain("connect_options"),
    does: "connect",
    holds: "connection",
    returns: [`${id}.Communicator`],
    note: "A connection for each `async with`.",
    source,
  };
  return {
    [`${id}.Client`]: {
      role: "config",
      methods: {
        connect: open,
        with_lock: { ...open, params: [param("lock_options"), param("connect_options")] },
      },
    },
    [`${id}.Communicator`]: communicator(id, keysOnly, source),
    [`${id}.Values`]: { role: "response" },
    [`${id}.Keys`]: { role: "response" },
    [`${id}.Events`]: { role: "watch-handle", element: `${id}.Event` },
    [`${id}.Event`]: { role: "event", responseFields: { key: "key", value: "value", prev_value: "prev-kv" } },
  };
}

/** Making the client connects nothing yet. */
const make = (id: string, source: string): LibraryFunction => ({ params: [param("addr", "endpoint")], returns: [`${id}.Client`], source });

export const pythonEtcetra: Library = {
  id: "py-etcetra",
  title: "etcetra",
  languages: ["python"],
  api: "v3",
  needles: ["etcetra"],
  distributions: [{ name: "etcetra" }],
  packages: [
    {
      paths: ["etcetra", "etcetra.client"],
      name: "etcetra",
      types: { EtcdClient: "etcetra.Client", EtcdCommunicator: "etcetra.Communicator" },
      constructors: { EtcdClient: make("etcetra", "etcetra/client.py:133") },
    },
  ],
  types: types("etcetra", true, "etcetra/client.py:491"),
  defaultReceiveLimit: grpcReceiveLimit,
};

export const pythonEtcdClient: Library = {
  id: "py-etcd-client-py",
  title: "etcd-client-py",
  languages: ["python"],
  api: "v3",
  needles: ["etcd_client"],
  distributions: [{ name: "etcd-client-py" }],
  packages: [
    {
      paths: ["etcd_client"],
      name: "etcd_client",
      types: { Client: "etcdclientpy.Client", EtcdClient: "etcdclientpy.Client", Communicator: "etcdclientpy.Communicator" },
      constructors: { Client: make("etcdclientpy", "src/client.rs"), EtcdClient: make("etcdclientpy", "src/client.rs") },
    },
  ],
  types: types("etcdclientpy", false, "etcd_client.pyi"),
  defaultReceiveLimit: grpcReceiveLimit,
};
