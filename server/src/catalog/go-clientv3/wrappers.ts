/** Packages that wrap a client's services: namespace, ordering, leasing, and the in-process client. Sources are lines of etcd v3.7.1. */
import { client, fromArg, key, options, other } from "../spec";
import type { LibraryFunction, LibraryPackage } from "../types";
import { clientPaths } from "./paths";

/** The result is bounded by the prefix in the second argument, whatever its own calls ask for. */
function namespaced(type: string, source: string): LibraryFunction {
  return { params: [client, other], effects: [fromArg("namespace", 1)], returns: [type], source };
}

export const wrapperPackages: readonly LibraryPackage[] = [
  {
    paths: clientPaths("namespace"),
    name: "namespace",
    functions: {
      NewKV: namespaced("clientv3.KV", "client/v3/namespace/kv.go:35"),
      NewWatcher: namespaced("clientv3.Watcher", "client/v3/namespace/watch.go:36"),
      NewLease: namespaced("clientv3.Lease", "client/v3/namespace/lease.go:31"),
    },
  },
  {
    paths: clientPaths("ordering"),
    name: "ordering",
    functions: {
      NewKV: { params: [client, other], returns: ["clientv3.KV"], source: "client/v3/ordering/kv.go:37" },
      NewOrderViolationSwitchEndpointClosure: { params: [client], returns: [undefined], source: "client/v3/ordering/util.go:28" },
    },
  },
  {
    paths: clientPaths("leasing"),
    name: "leasing",
    functions: {
      NewKV: {
        params: [client, other, options],
        does: "session",
        returns: ["clientv3.KV", undefined, undefined],
        opens: { stream: "shared" },
        holds: "lease",
        note: "Keeps a session, a cache, and one key and watch for every key that it leases.",
        source: "client/v3/leasing/kv.go:56",
      },
    },
  },
  {
    paths: clientPaths("clientv3util"),
    name: "clientv3util",
    functions: {
      KeyExists: { params: [key], returns: ["clientv3.Cmp"], source: "client/v3/clientv3util/util.go:25" },
      KeyMissing: { params: [key], returns: ["clientv3.Cmp"], source: "client/v3/clientv3util/util.go:31" },
    },
  },
  {
    paths: clientPaths("yaml"),
    name: "yaml",
    functions: { NewConfig: { params: [other], returns: ["clientv3.Config", undefined], source: "client/v3/yaml/config.go:44" } },
  },
];
