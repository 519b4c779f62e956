/**
 * jetcd, the Java client of the etcd project: `io.etcd.jetcd`, and `com.coreos.jetcd` as it was called until 2018. Sources are files below
 * jetcd-core/src/main/java/io/etcd/jetcd at 23b61f14 (0.8.6). Results are futures; waiting for one gives the answer.
 */
import { futureMethods, listening, optionBuilder, plainCall, withOption } from "./java-spec";
import { callback, compares, endpoint, fromArg, key, lease, on, ops, other, others, revision, ttl, value } from "./spec";
import type { Library, LibraryFunction, LibraryPackage, LibraryType, Opens } from "./types";

const OWN: Opens = { stream: "own" };
const SHARED: Opens = { stream: "shared" };

/** options/GetOption.java:34-60: SortOrder, SortTarget. */
const sortConstants: Readonly<Record<string, string>> = {
  "GetOption.SortOrder.NONE": "order:none",
  "GetOption.SortOrder.ASCEND": "order:ascend",
  "GetOption.SortOrder.DESCEND": "order:descend",
  "GetOption.SortTarget.KEY": "target:key",
  "GetOption.SortTarget.VERSION": "target:version",
  "GetOption.SortTarget.CREATE": "target:create",
  "GetOption.SortTarget.MOD": "target:mod",
  "GetOption.SortTarget.VALUE": "target:value",
};

/** `isPrefix(true)` reads the key as a prefix; `withPrefix(p)` takes the end of its own argument (options/GetOption.java:406,423). */
const span = {
  isPrefix: withOption([fromArg("prefix", 0)], "isPrefix"),
  withPrefix: withOption([on("prefix")], "withPrefix"),
  withRange: withOption([fromArg("range-end", 0)], "withRange"),
} as const;

function clientOf(id: string, isOld: boolean): Readonly<Record<string, LibraryType>> {
  const made = (name: string): LibraryFunction => ({ params: [], returns: [`${id}.${name}`], source: "Client.java:40-82" });
  const builder = (effects: LibraryFunction["effects"] = []): LibraryFunction => ({ params: [other], effects, returns: "receiver" });
  return {
    [`${id}.Client`]: {
      role: "client",
      closes: ["close"],
      methods: {
        builder: { params: [], builds: "connect", returns: [`${id}.ClientBuilder`], source: "Client.java:92" },
        create: {
          params: [{ ...endpoint, variadic: true }],
          does: "connect",
          holds: "connection",
          returns: [`${id}.Client`],
          note: "jetcd before 0.6.",
        },
        getKVClient: made("KV"),
        getWatchClient: made("Watch"),
        getLeaseClient: made("Lease"),
        getLockClient: made("Lock"),
        getElectionClient: made("Election"),
        getMaintenanceClient: made("Maintenance"),
        getClusterClient: made("Other"),
        getAuthClient: made("Other"),
        close: { params: [] },
      },
    },
    [`${id}.ClientBuilder`]: {
      role: "builder",
      builds: "connect",
      methods: {
        endpoints: { params: [{ ...endpoint, variadic: true }], returns: "receiver", source: "ClientBuilder.java:94" },
        setEndpoints: { params: [{ ...endpoint, variadic: true }], returns: "receiver" },
        target: { params: [endpoint], returns: "receiver", source: "ClientBuilder.java:135" },
        namespace: builder([fromArg("namespace", 0)]),
        maxInboundMessageSize: builder([fromArg("max-receive-bytes", 0)]),
        ...Object.fromEntries(
          [
            "user password loadBalancerPolicy authority sslContext header headers authHeaders interceptor interceptors keepaliveTime",
            "keepaliveTimeout keepaliveWithoutCalls retryDelay retryMaxDelay retryMaxAttempts retryMaxDuration retryChronoUnit retryDelayUnit",
            "connectTimeout connectTimeoutMs waitForReady discovery executorService vertx lazyInitialization uriResolverLoader autoTokenRefresh",
          ]
            .join(" ")
            .split(" ")
            .map((name) => [name, builder()]),
        ),
        build: {
          params: [],
          does: "connect",
          runs: true,
          holds: "connection",
          returns: [`${id}.Client`],
          source: "ClientBuilder.java:257",
        },
      },
    },
    [`${id}.KV`]: {
      role: "client",
      closes: ["close"],
      methods: {
        get: { params: [key, { role: "options" }], does: "range", returns: [`${id}.GetResponse`], source: "KV.java:62,71" },
        put: { params: [key, value, { role: "options" }], does: "put", returns: [`${id}.PutResponse`], source: "KV.java:44,54" },
        delete: { params: [key, { role: "options" }], does: "delete", returns: [`${id}.DeleteResponse`], source: "KV.java:79,88" },
        compact: { params: [revision, { role: "options" }], does: "compact", returns: [`${id}.PutResponse`], source: "KV.java:99" },
        txn: { params: [other], builds: "txn", returns: [`${id}.Txn`], source: "KV.java:118" },
        close: { params: [] },
      },
    },
    [`${id}.Txn`]: {
      role: "builder",
      builds: "txn",
      methods: {
        If: { params: [compares], returns: "receiver", source: "Txn.java:74" },
        Then: { params: [ops], returns: "receiver", source: "Txn.java:84" },
        Else: { params: [ops], returns: "receiver", source: "Txn.java:94" },
        commit: { params: [], runs: true, returns: [`${id}.TxnResponse`], source: "Txn.java:104" },
      },
    },
    [`${id}.Op`]: {
      role: "op",
      methods: {
        put: { params: [key, value, { role: "options" }], builds: "put", returns: [`${id}.Op`], source: "op/Op.java:51" },
        get: { params: [key, { role: "options" }], builds: "range", returns: [`${id}.Op`], source: "op/Op.java:55" },
        delete: { params: [key, { role: "options" }], builds: "delete", returns: [`${id}.Op`], source: "op/Op.java:59" },
        txn: {
          params: [{ role: "compares" }, { role: "ops" }, { role: "ops" }],
          builds: "txn",
          returns: [`${id}.Op`],
          source: "op/Op.java:63",
        },
      },
    },
    [`${id}.Watch`]: {
      role: "client",
      closes: ["close"],
      methods: {
        watch: isOld
          ? { params: [key, { role: "options" }], does: "watch", opens: SHARED, returns: [`${id}.Watcher`] }
          : {
              params: [key, { role: "options", orCallback: true }, callback, callback, callback],
              does: "watch",
              opens: OWN,
              returns: [`${id}.Watcher`],
              callbackParams: [`${id}.WatchResponse`],
              note: "Each call opens a gRPC stream of its own (impl/WatchImpl.java:155-195, since 0.4).",
              source: "Watch.java:41-150",
            },
        listener: { params: [callback, callback, callback], returns: [`${id}.Listener`], callbackParams: [`${id}.WatchResponse`] },
        close: { params: [] },
      },
    },
    [`${id}.Listener`]: { role: "other" },
    [`${id}.Watcher`]: {
      role: "watch-handle",
      closes: ["close"],
      methods: {
        close: { params: [], source: "Watch.java: Watcher" },
        listen: { params: [], returns: [`${id}.WatchResponse`] },
        isClosed: { params: [] },
        requestProgress: { params: [] },
      },
    },
    [`${id}.Lease`]: {
      role: "client",
      closes: ["close"],
      methods: {
        grant: { params: [ttl, other, other], does: "lease-grant", returns: [`${id}.LeaseGrantResponse`], source: "Lease.java:41" },
        revoke: { params: [lease], does: "lease-revoke", returns: [`${id}.PutResponse`], source: "Lease.java:60" },
        keepAliveOnce: {
          params: [lease],
          does: "keepalive",
          opens: OWN,
          returns: [`${id}.PutResponse`],
          note: "A LeaseKeepAlive stream each call (impl/LeaseImpl.java:149-155); up to 0.7.6 it stays open.",
          source: "Lease.java:68",
        },
        keepAlive: {
          params: [lease, callback],
          does: "keepalive",
          opens: SHARED,
          returns: [`${id}.CloseableClient`],
          note: "All leases of a client go over one stream (impl/LeaseImpl.java:129-143).",
          source: "Lease.java:86",
        },
        timeToLive: { params: [lease, { role: "options" }], does: "lease-query", returns: [`${id}.PutResponse`], source: "Lease.java:77" },
        close: { params: [] },
      },
    },
    [`${id}.CloseableClient`]: { role: "other", closes: ["close"], methods: { close: { params: [] } } },
    [`${id}.Lock`]: {
      role: "client",
      methods: {
        lock: { params: [key, lease], does: "lock", returns: [`${id}.PutResponse`], source: "Lock.java:42" },
        unlock: { params: [key], returns: [`${id}.PutResponse`] },
        close: { params: [] },
      },
    },
    [`${id}.Election`]: {
      role: "client",
      methods: {
        campaign: { params: [key, lease, value], does: "election", returns: [`${id}.PutResponse`], source: "Election.java:58" },
        proclaim: { params: [other, value], does: "put", returns: [`${id}.PutResponse`], source: "Election.java:74" },
        leader: { params: [key], does: "election", returns: [`${id}.PutResponse`], source: "Election.java:84" },
        observe: { params: [key, callback], does: "election", opens: OWN, source: "Election.java:94" },
        resign: { params: [other], returns: [`${id}.PutResponse`] },
        close: { params: [] },
      },
    },
    [`${id}.Maintenance`]: {
      role: "client",
      methods: {
        // impl/MaintenanceImpl.java:76,88,107: a channel for each call.
        defragmentMember: { ...plainCall("defragment", 1), opens: { stream: "none", connection: "own" } },
        statusMember: { ...plainCall("maintenance", 1), opens: { stream: "none", connection: "own" } },
        hashKV: { ...plainCall("maintenance", 2), opens: { stream: "none", connection: "own" } },
        listAlarms: plainCall("maintenance", 0),
        alarmDisarm: plainCall("maintenance", 1),
        snapshot: plainCall("maintenance", 1),
      },
    },
    [`${id}.Other`]: { role: "other" },
  };
}

function optionsOf(id: string): Readonly<Record<string, LibraryType>> {
  const setting = (option: Parameters<typeof fromArg>[0], role: "limit" | "revision" | "lease" | "other" = "other"): LibraryFunction => ({
    ...withOption([fromArg(option, 0)], option),
    params: [{ role }],
  });
  const flag = (option: Parameters<typeof on>[0]): LibraryFunction => ({
    ...withOption([fromArg(option, 0)], option),
    effects: [on(option)],
  });
  return {
    ...optionBuilder(id, "GetOption", {
      isPrefix: span.isPrefix,
      withPrefix: span.withPrefix,
      withRange: span.withRange,
      withLimit: setting("limit", "limit"),
      withRevision: setting("revision", "revision"),
      withSortOrder: setting("sort-order"),
      withSortField: setting("sort-target"),
      withSerializable: setting("serializable"),
      withKeysOnly: setting("keys-only"),
      withCountOnly: setting("count-only"),
      withMinCreateRevision: setting("min-create-revision"),
      withMaxCreateRevision: setting("max-create-revision"),
      withMinModRevision: setting("min-mod-revision"),
      withMaxModRevision: setting("max-mod-revision"),
    }),
    ...optionBuilder(id, "PutOption", {
      withLeaseId: setting("lease", "lease"),
      withPrevKV: flag("prev-kv"),
      withAutoRetry: setting("wait"),
    }),
    ...optionBuilder(id, "DeleteOption", {
      isPrefix: span.isPrefix,
      withPrefix: span.withPrefix,
      withRange: span.withRange,
      withPrevKV: setting("prev-kv"),
    }),
    ...optionBuilder(id, "WatchOption", {
      isPrefix: span.isPrefix,
      withPrefix: span.withPrefix,
      withRange: span.withRange,
      withRevision: setting("revision", "revision"),
      withPrevKV: setting("prev-kv"),
      withProgressNotify: setting("progress-notify"),
      withCreateNotify: setting("created-notify"),
      withNoPut: setting("filter-put"),
      withNoDelete: setting("filter-delete"),
      withRequireLeader: setting("require-leader"),
    }),
    ...optionBuilder(id, "CompactOption", { withCompactPhysical: setting("physical"), withPhysical: setting("physical") }),
    ...optionBuilder(id, "LeaseOption", { withAttachedKeys: flag("attached-keys") }),
  };
}

const getter = (result?: string): LibraryFunction => ({ params: [], returns: [result] });

/** kv/*.java, watch/*.java, KeyValue.java: getters, and those of the future that brings them. */
function answersOf(id: string): Readonly<Record<string, LibraryType>> {
  const kvs = `[]${id}.KeyValue`;
  const revisions = { getVersion: "revision", getModRevision: "revision", getCreateRevision: "revision", getLease: "revision" } as const;
  return {
    [`${id}.GetResponse`]: {
      role: "response",
      responseFields: { getKvs: "kvs", getCount: "count", isMore: "more", getHeader: "revision" },
      methods: {
        ...futureMethods(`${id}.GetResponse`),
        getKvs: getter(kvs),
        getCount: getter(),
        isMore: getter(),
        getHeader: getter(),
      },
    },
    [`${id}.KeyValue`]: {
      role: "key-value",
      responseFields: { getKey: "key", getValue: "value", ...revisions },
      methods: {
        getKey: getter(`${id}.Bytes`),
        getValue: getter(`${id}.Bytes`),
        getVersion: getter(),
        getModRevision: getter(),
        getCreateRevision: getter(),
        getLease: getter(),
      },
    },
    [`${id}.Bytes`]: { role: "other", methods: { toString: { params: [others] }, getBytes: { params: [] }, size: { params: [] } } },
    [`${id}.PutResponse`]: { role: "response", methods: futureMethods(`${id}.PutResponse`) },
    [`${id}.DeleteResponse`]: {
      role: "response",
      responseFields: { getPrevKvs: "prev-kv", getDeleted: "count" },
      methods: { ...futureMethods(`${id}.DeleteResponse`), getPrevKvs: getter(kvs), getDeleted: getter() },
    },
    [`${id}.TxnResponse`]: {
      role: "response",
      methods: {
        ...futureMethods(`${id}.TxnResponse`),
        getGetResponses: getter(`[]${id}.GetResponse`),
        getPutResponses: getter(`[]${id}.PutResponse`),
        isSucceeded: getter(),
      },
    },
    [`${id}.LeaseGrantResponse`]: {
      role: "response",
      methods: { ...futureMethods(`${id}.LeaseGrantResponse`), getID: getter(), getTTL: getter() },
    },
    [`${id}.WatchResponse`]: {
      role: "response",
      responseFields: { getEvents: "events", getHeader: "revision" },
      methods: { getEvents: getter(`[]${id}.WatchEvent`), getHeader: getter() },
    },
    [`${id}.WatchEvent`]: {
      role: "event",
      methods: { getKeyValue: getter(`${id}.KeyValue`), getPrevKV: getter(`${id}.KeyValue`), getEventType: getter() },
    },
  };
}

function packagesOf(root: string, id: string, isOld: boolean): readonly LibraryPackage[] {
  const named = (...names: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(names.map((name) => [name, `${id}.${name}`]));
  const bytes: LibraryPackage["functions"] = { "Observers.observer": listening(), "Observers.builder": { params: [] } };
  const options = ["GetOption", "PutOption", "DeleteOption", "WatchOption", "CompactOption", "LeaseOption"];
  const core = {
    ...named("Client", "ClientBuilder", "KV", "Txn", "Watch", "Lease", "Lock", "Election", "Maintenance", "KeyValue"),
    "Watch.Watcher": `${id}.Watcher`,
    "Watch.Listener": `${id}.Listener`,
  };
  return [
    { paths: [root], types: core },
    ...(isOld ? [{ paths: [`${root}.data`], types: named("KeyValue") }] : []),
    { paths: [`${root}.kv`], types: named("GetResponse", "PutResponse", "DeleteResponse", "TxnResponse") },
    {
      paths: [`${root}.op`],
      types: { ...named("Op"), "Op.PutOp": `${id}.Op`, "Op.GetOp": `${id}.Op`, "Op.DeleteOp": `${id}.Op` },
    },
    {
      paths: [`${root}.options`],
      types: {
        ...named(...options),
        ...Object.fromEntries(options.map((name) => [`${name}.Builder`, `${id}.${name}.Builder`])),
      },
      constants: sortConstants,
    },
    { paths: [`${root}.watch`], types: named("WatchResponse", "WatchEvent") },
    { paths: [`${root}.lease`], types: named("LeaseGrantResponse") },
    { paths: [`${root}.support`], types: named("CloseableClient"), functions: bytes },
  ];
}

function jetcdAs(root: string, id: string, title: string, isOld: boolean): Library {
  return {
    id,
    title,
    languages: ["java"],
    api: "v3",
    needles: [root],
    packages: packagesOf(root, id, isOld),
    types: { ...clientOf(id, isOld), ...optionsOf(id), ...answersOf(id) },
    // grpc-java refuses answers over 4 MiB: https://grpc.github.io/grpc-java/javadoc/io/grpc/ManagedChannelBuilder.html#maxInboundMessageSize(int)
    defaultReceiveLimit: 4 * 1024 * 1024,
    ...(isOld ? {} : { ownStreams: true }),
  };
}

export const javaJetcd: Library = jetcdAs("io.etcd.jetcd", "jetcd", "jetcd", false);
export const javaJetcdOld: Library = jetcdAs("com.coreos.jetcd", "jetcd-old", "com.coreos.jetcd", true);
