/** `etcd3.client()` and what it gives. Sources are lines of etcd3/client.py at e58a899 (master); v0.12.0 differs where said. */
import { boundKeywords, grpcOptions, param, plain, plainKeywords, rangeKeywords, sortKeywords, watchKeywords } from "../python-spec";
import type { Entries, LibraryFunction, LibraryType, Opens } from "../types";

const SHARED: Opens = { stream: "shared" };
const OWN: Opens = { stream: "own" };

/** The release 0.12.0 takes these and leaves them out of the request (v0.12.0 etcd3/client.py:203-247). */
const dropped: Entries = Object.fromEntries(
  Object.entries(boundKeywords).map(([name, spec]) => [name, "option" in spec && spec.option ? { ignored: spec.option } : spec]),
);

/** Keywords of the range calls of a release. */
export const keywordsOf = { released: { ...sortKeywords, ...dropped, ...plainKeywords }, master: rangeKeywords } as const;

const key = param("key", "key");
const endpoint = [param("host", "endpoint"), param("port", "endpoint")];
const connection = [...plain("ca_cert", "cert_key", "cert_cert", "timeout", "user", "password"), grpcOptions("grpc_options")];

function connect(id: string, params: LibraryFunction["params"], source: string): LibraryFunction {
  return { params, does: "connect", holds: "connection", returns: [`${id}.Client`], source };
}

export function constructors(id: string): Readonly<Record<string, LibraryFunction>> {
  const params = [...endpoint, ...connection];
  return {
    Etcd3Client: connect(id, params, "etcd3/client.py:1236"),
    MultiEndpointEtcd3Client: connect(
      id,
      [param("endpoints", "endpoint"), ...plain("timeout", "user", "password", "failover")],
      "etcd3/client.py:166",
    ),
  };
}

export function clientFunction(id: string): LibraryFunction {
  return connect(id, [...endpoint, ...connection], "etcd3/client.py:1398");
}

/** Types of one release, under its own prefix. */
export function clientTypes(id: string, keywords: Entries): Readonly<Record<string, LibraryType>> {
  const pairs = [`${id}.Pairs`];
  const prefix = [param("key_prefix", "key")];
  const range = [param("range_start", "key"), param("range_end", "range-end", "range-end")];
  const watch = (params: LibraryFunction["params"], source: string): LibraryFunction => ({
    params,
    keywords: { ...watchKeywords, range_end: { role: "range-end", option: "range-end" }, filters: { role: "other" } },
    does: "watch",
    opens: SHARED,
    returns: [`${id}.EventIterator`, `${id}.Cancel`],
    cancels: 1,
    source,
  });
  const callback = { role: "callback", name: "callback" } as const;
  const events = [`${id}.WatchResponse`];
  const onPrefix = [{ option: "prefix" }] as const;
  return {
    [`${id}.Client`]: {
      role: "client",
      closes: ["close"],
      fields: { transactions: `${id}.Transactions` },
      methods: {
        close: { params: [] },
        get: {
          params: [key],
          keywords,
          does: "range",
          returns: [`${id}.Value`, `${id}.KVMetadata`],
          source: "etcd3/client.py:431",
        },
        get_response: { params: [key], keywords, does: "range", returns: [`${id}.RangeResponse`], source: "etcd3/client.py:415" },
        get_prefix: { params: prefix, keywords, does: "range", effects: onPrefix, returns: pairs, source: "etcd3/client.py:473" },
        get_prefix_response: {
          params: prefix,
          keywords,
          does: "range",
          effects: onPrefix,
          returns: [`${id}.RangeResponse`],
          source: "etcd3/client.py:455",
        },
        get_range: { params: range, keywords, does: "range", returns: pairs, source: "etcd3/client.py:507" },
        get_range_response: { params: range, keywords, does: "range", returns: [`${id}.RangeResponse`], source: "etcd3/client.py:489" },
        get_all: { params: [], keywords, does: "range", effects: [{ option: "all-keys" }], returns: pairs, source: "etcd3/client.py:539" },
        get_all_response: {
          params: [],
          keywords,
          does: "range",
          effects: [{ option: "all-keys" }],
          returns: [`${id}.RangeResponse`],
          source: "etcd3/client.py:521",
        },
        put: {
          params: [key, param("value", "value"), param("lease", "lease", "lease"), param("prev_kv", "other", "prev-kv")],
          does: "put",
          returns: [undefined],
          source: "etcd3/client.py:560",
        },
        put_if_not_exists: {
          params: [key, param("value", "value"), param("lease", "lease", "lease")],
          does: "put",
          returns: [undefined],
          note: "A transaction of one put.",
          source: "etcd3/client.py:592",
        },
        replace: {
          params: [key, param("initial_value"), param("new_value", "value")],
          does: "put",
          returns: [undefined],
          note: "A transaction of one put.",
          source: "etcd3/client.py:617",
        },
        delete: {
          params: [key, param("prev_kv", "other", "prev-kv"), param("return_response")],
          does: "delete",
          returns: [undefined],
          source: "etcd3/client.py:655",
        },
        delete_prefix: {
          params: [param("prefix", "key")],
          does: "delete",
          effects: onPrefix,
          returns: [undefined],
          source: "etcd3/client.py:681",
        },
        transaction: {
          params: [
            { role: "compares", name: "compare" },
            { role: "ops", name: "success" },
            { role: "ops", name: "failure" },
          ],
          does: "txn",
          returns: [undefined, `${id}.Responses`],
          source: "etcd3/client.py:964",
        },
        watch: watch([key], "etcd3/client.py:805"),
        watch_response: { ...watch([key], "etcd3/client.py:777"), returns: [`${id}.ResponseIterator`, `${id}.Cancel`] },
        watch_prefix: { ...watch(prefix, "etcd3/client.py:837"), effects: onPrefix },
        watch_prefix_response: {
          ...watch(prefix, "etcd3/client.py:822"),
          effects: onPrefix,
          returns: [`${id}.ResponseIterator`, `${id}.Cancel`],
        },
        watch_once: { ...once(watch([key, param("timeout")], "etcd3/client.py:876")), returns: [`${id}.Event`] },
        watch_once_response: { ...once(watch([key, param("timeout")], "etcd3/client.py:854")), returns: events },
        watch_prefix_once: {
          ...once(watch([...prefix, param("timeout")], "etcd3/client.py:902")),
          effects: onPrefix,
          returns: [`${id}.Event`],
        },
        watch_prefix_once_response: {
          ...once(watch([...prefix, param("timeout")], "etcd3/client.py:890")),
          effects: onPrefix,
          returns: events,
        },
        add_watch_callback: {
          ...handled(watch([key, callback], "etcd3/client.py:720")),
          callbackParams: events,
        },
        add_watch_prefix_callback: {
          ...handled(watch([...prefix, callback], "etcd3/client.py:739")),
          effects: onPrefix,
          callbackParams: events,
        },
        cancel_watch: { params: [param("watch_id")], source: "etcd3/client.py:914" },
        lease: {
          params: [param("ttl", "ttl"), param("lease_id")],
          does: "lease-grant",
          holds: "lease",
          returns: [`${id}.Lease`],
          source: "etcd3/client.py:1025",
        },
        revoke_lease: { params: [param("lease_id", "lease")], does: "lease-revoke", source: "etcd3/client.py:1046" },
        refresh_lease: {
          params: [param("lease_id", "lease")],
          does: "keepalive",
          opens: OWN,
          returns: [undefined],
          note: "A LeaseKeepAlive stream each call.",
          source: "etcd3/client.py:1057",
        },
        get_lease_info: { params: [param("lease_id", "lease")], does: "lease-query", returns: [undefined], source: "etcd3/client.py:1077" },
        lock: {
          params: [param("name", "key"), param("ttl", "ttl")],
          does: "lock",
          returns: [`${id}.Lock`],
          source: "etcd3/client.py:1089",
        },
        compact: {
          params: [param("revision", "revision"), param("physical", "other", "physical")],
          does: "compact",
          source: "etcd3/client.py:1185",
        },
        defragment: { params: [], does: "defragment", source: "etcd3/client.py:1208" },
        hash: { params: [], does: "maintenance", returns: [undefined], source: "etcd3/client.py:1219" },
        status: { params: [], does: "maintenance", returns: [undefined], source: "etcd3/client.py:695" },
        snapshot: { params: plain("file_obj"), does: "maintenance", source: "etcd3/client.py:1323" },
      },
    },
    [`${id}.Transactions`]: {
      role: "other",
      methods: {
        value: { params: [key] },
        version: { params: [key] },
        create: { params: [key] },
        mod: { params: [key] },
        put: {
          params: [key, param("value", "value"), param("lease", "lease", "lease"), param("prev_kv", "other", "prev-kv")],
          builds: "put",
          returns: [`${id}.Op`],
          source: "etcd3/transactions.py:80",
        },
        get: {
          params: [key, param("range_end", "range-end", "range-end")],
          builds: "range",
          returns: [`${id}.Op`],
          note: "Has no limit.",
          source: "etcd3/transactions.py:89",
        },
        delete: {
          params: [key, param("range_end", "range-end", "range-end"), param("prev_kv", "other", "prev-kv")],
          builds: "delete",
          returns: [`${id}.Op`],
          source: "etcd3/transactions.py:95",
        },
        txn: {
          params: [
            { role: "compares", name: "compare" },
            { role: "ops", name: "success" },
            { role: "ops", name: "failure" },
          ],
          builds: "txn",
          returns: [`${id}.Op`],
          source: "etcd3/transactions.py:102",
        },
      },
    },
    [`${id}.Op`]: { role: "op" },
    [`${id}.Lease`]: {
      role: "lease",
      closes: ["revoke"],
      methods: {
        revoke: { params: [], does: "lease-revoke", source: "etcd3/leases.py:30" },
        refresh: {
          params: [],
          does: "keepalive",
          opens: OWN,
          returns: [undefined],
          note: "A LeaseKeepAlive stream each call.",
          source: "etcd3/leases.py:40",
        },
      },
    },
    [`${id}.Lock`]: {
      role: "session",
      closes: ["release"],
      methods: {
        acquire: { params: plain("timeout"), source: "etcd3/locks.py:65" },
        release: { params: [], source: "etcd3/locks.py:133" },
        refresh: { params: [], does: "keepalive", opens: OWN, source: "etcd3/locks.py:150" },
      },
    },
    ...answers(id),
  };
}

/** Ends after one event or the timeout. */
function once(watch: LibraryFunction): LibraryFunction {
  const { cancels: _, ...rest } = watch;
  return { ...rest, ends: true };
}

/** Gives the id by which `cancel_watch` ends it. */
function handled(watch: LibraryFunction): LibraryFunction {
  const { cancels: _, ...rest } = watch;
  return { ...rest, returns: [undefined] };
}

/** Values come with metadata that has the key: etcd3/client.py:40-60; events: etcd3/events.py; responses are those of the protobuf. */
function answers(id: string): Readonly<Record<string, LibraryType>> {
  const metadata = {
    key: "key",
    mod_revision: "revision",
    create_revision: "revision",
    version: "revision",
    lease_id: "revision",
  } as const;
  return {
    [`${id}.Pairs`]: { role: "response", element: `${id}.Pair` },
    [`${id}.Pair`]: {
      role: "key-value",
      fields: { 0: `${id}.Value`, 1: `${id}.KVMetadata` },
      responseFields: { 0: "value", 1: "revision" },
    },
    [`${id}.Value`]: { role: "other" },
    [`${id}.KVMetadata`]: { role: "key-value", responseFields: metadata },
    [`${id}.RangeResponse`]: {
      role: "response",
      fields: { kvs: `[]${id}.KeyValue` },
      responseFields: { kvs: "kvs", count: "count", more: "more", header: "revision" },
    },
    [`${id}.KeyValue`]: { role: "key-value", responseFields: { key: "key", value: "value", mod_revision: "revision" } },
    [`${id}.Responses`]: { role: "response" },
    [`${id}.EventIterator`]: { role: "watch-handle", element: `${id}.Event` },
    [`${id}.ResponseIterator`]: { role: "watch-handle", element: `${id}.WatchResponse` },
    [`${id}.Cancel`]: { role: "other" },
    [`${id}.WatchResponse`]: { role: "response", fields: { events: `[]${id}.Event` }, responseFields: { events: "events" } },
    [`${id}.Event`]: { role: "event", responseFields: { key: "key", value: "value", prev_value: "prev-kv" } },
  };
}
