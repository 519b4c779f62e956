/** Packages that read or watch a whole prefix for the caller: mirror, snapshot, naming, cache. Sources are lines of etcd v3.7.1. */
import { client, context, key, on, options, other, others, value } from "../spec";
import type { LibraryFunction, LibraryPackage, LibraryType } from "../types";
import { clientPaths } from "./paths";

export const mirrorTypes: Readonly<Record<string, LibraryType>> = {
  "mirror.Syncer": {
    role: "builder",
    builds: "range",
    methods: {
      SyncBase: {
        params: [context],
        does: "range",
        runs: true,
        effects: [on("prefix"), { option: "limit", value: 1000 }],
        returns: ["mirror.ResponseChan", undefined],
        note: "A pager: 1000 keys at a time.",
        source: "client/v3/mirror/syncer.go:25,77-108",
      },
      SyncUpdates: {
        params: [context],
        does: "watch",
        runs: true,
        effects: [on("prefix")],
        returns: ["clientv3.WatchChan"],
        opens: { stream: "shared" },
        source: "client/v3/mirror/syncer.go:114-119",
      },
    },
  },
  "mirror.ResponseChan": { role: "response", element: "clientv3.GetResponse" },
  "snapshot.Manager": {
    role: "other",
    methods: {
      Save: {
        params: [context, { role: "config" }, other],
        does: "maintenance",
        returns: [undefined],
        opens: { stream: "own", connection: "own" },
        source: "clientv3/snapshot/v3_snapshot.go:101 of 3.4",
      },
      Status: { params: [other], returns: [undefined, undefined] },
      Restore: { params: [other], returns: [undefined] },
    },
  },
  "endpoints.Manager": {
    role: "builder",
    builds: "range",
    methods: {
      List: {
        params: [context],
        does: "range",
        runs: true,
        effects: [on("prefix"), on("serializable")],
        returns: ["endpoints.Key2EndpointMap", undefined],
        source: "client/v3/naming/endpoints/endpoints_impl.go:175-177",
      },
      NewWatchChannel: {
        params: [context],
        does: "watch",
        runs: true,
        effects: [on("prefix")],
        returns: [undefined, undefined],
        opens: { stream: "shared" },
        note: "Reads the whole prefix, then watches it.",
        source: "client/v3/naming/endpoints/endpoints_impl.go:94-96,131",
      },
      AddEndpoint: {
        params: [context, key, value, options],
        does: "put",
        returns: [undefined],
        note: "The value is the endpoint as JSON.",
        source: "client/v3/naming/endpoints/endpoints_impl.go:86",
      },
      DeleteEndpoint: {
        params: [context, key, options],
        does: "delete",
        returns: [undefined],
        source: "client/v3/naming/endpoints/endpoints_impl.go:90",
      },
      Update: {
        params: [context, { role: "ops" }],
        does: "txn",
        returns: [undefined],
        source: "client/v3/naming/endpoints/endpoints_impl.go:56",
      },
    },
  },
  "endpoints.Endpoint": { role: "other" },
  "endpoints.Update": { role: "other" },
  "endpoints.UpdateWithOpts": { role: "op" },
  "endpoints.Key2EndpointMap": { role: "response" },
  "naming.GRPCResolver": {
    role: "client",
    fields: { Client: "clientv3.Client" },
    entries: { Client: { role: "client" } },
    methods: {
      Update: {
        params: [context, key, value, options],
        does: "put",
        returns: [undefined],
        note: "Puts or deletes one endpoint.",
        source: "clientv3/naming/grpc.go:37 of 3.3",
      },
      Resolve: {
        params: [key],
        does: "watch",
        effects: [on("prefix")],
        returns: [undefined, undefined],
        opens: { stream: "shared" },
        note: "The first Next reads the whole prefix and starts the watch.",
        source: "clientv3/naming/grpc.go:53,109-131 of 3.3",
      },
    },
  },
  "cache.Cache": {
    role: "other",
    closes: ["Close"],
    methods: {
      // Both are answered from the cache's own memory.
      Get: { params: [context, key, options], returns: ["clientv3.GetResponse", undefined], source: "cache/cache.go:192" },
      Watch: { params: [context, key, options], returns: ["clientv3.WatchChan"], source: "cache/cache.go:116" },
      Close: { params: [], source: "cache/cache.go:307" },
    },
  },
  "cache.Option": { role: "option" },
};

function cacheOption(source: string): LibraryFunction {
  return { params: [other], isOption: true, effects: [], returns: ["cache.Option"], source };
}

export const mirrorPackages: readonly LibraryPackage[] = [
  {
    paths: clientPaths("mirror"),
    name: "mirror",
    types: { Syncer: "mirror.Syncer" },
    functions: {
      NewSyncer: {
        params: [client, key, { role: "revision" }],
        builds: "range",
        returns: ["mirror.Syncer"],
        source: "client/v3/mirror/syncer.go:39",
      },
    },
  },
  {
    paths: clientPaths("snapshot"),
    name: "snapshot",
    types: { Manager: "snapshot.Manager" },
    functions: {
      Save: {
        params: [context, other, { role: "config" }, other],
        does: "maintenance",
        returns: [undefined],
        opens: { stream: "own", connection: "own" },
        source: "client/v3/snapshot/v3_snapshot.go:46 of 3.5",
      },
      SaveWithVersion: {
        params: [context, other, { role: "config" }, other],
        does: "maintenance",
        returns: [undefined, undefined],
        opens: { stream: "own", connection: "own" },
        source: "client/v3/snapshot/v3_snapshot.go:49",
      },
      NewV3: { params: [other], returns: ["snapshot.Manager"], source: "clientv3/snapshot/v3_snapshot.go:73 of 3.4" },
    },
  },
  {
    paths: clientPaths("naming"),
    name: "naming",
    types: { GRPCResolver: "naming.GRPCResolver" },
  },
  {
    paths: clientPaths("naming/endpoints"),
    name: "endpoints",
    types: {
      Manager: "endpoints.Manager",
      Endpoint: "endpoints.Endpoint",
      Update: "endpoints.Update",
      UpdateWithOpts: "endpoints.UpdateWithOpts",
      Key2EndpointMap: "endpoints.Key2EndpointMap",
    },
    functions: {
      NewManager: {
        params: [client, key],
        builds: "range",
        returns: ["endpoints.Manager", undefined],
        source: "client/v3/naming/endpoints/endpoints_impl.go:40",
      },
      NewAddUpdateOpts: {
        params: [key, value, options],
        builds: "put",
        returns: ["endpoints.UpdateWithOpts"],
        source: "client/v3/naming/endpoints/endpoints.go:68",
      },
      NewDeleteUpdateOpts: {
        params: [key, options],
        builds: "delete",
        returns: ["endpoints.UpdateWithOpts"],
        source: "client/v3/naming/endpoints/endpoints.go:73",
      },
    },
  },
  {
    paths: clientPaths("naming/resolver"),
    name: "resolver",
    functions: {
      NewBuilder: {
        params: [client],
        returns: [undefined, undefined],
        note: "Every gRPC dial through it reads and watches the target's prefix.",
        source: "client/v3/naming/resolver/resolver.go:67",
      },
    },
  },
  {
    paths: ["go.etcd.io/etcd/cache/v3"],
    name: "cache",
    types: { Cache: "cache.Cache", Option: "cache.Option" },
    functions: {
      New: {
        params: [client, key, others],
        does: "range",
        effects: [on("prefix")],
        returns: ["cache.Cache", undefined],
        note: "Reads the whole prefix with no limit, then keeps one watch of it.",
        source: "cache/cache.go:63,339-340",
      },
      WithPerWatcherBufferSize: cacheOption("cache/config.go:62"),
      WithHistoryWindowSize: cacheOption("cache/config.go:66"),
      WithResyncInterval: cacheOption("cache/config.go:70"),
      WithInitialBackoff: cacheOption("cache/config.go:74"),
      WithMaxBackoff: cacheOption("cache/config.go:78"),
      WithGetTimeout: cacheOption("cache/config.go:82"),
      WithBTreeDegree: cacheOption("cache/config.go:86"),
      WithProgressRequestInterval: cacheOption("cache/config.go:90"),
      WithProgressNotifyInterval: cacheOption("cache/config.go:94"),
      WithWaitTimeout: cacheOption("cache/config.go:98"),
    },
  },
];
