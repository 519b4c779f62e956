/** coreos/go-etcd, the first Go client of the v2 API. Sources are lines of its last commit, 003851b. */
import { key, other, others, value } from "./spec";
import type { Library, LibraryFunction, ParamSpec } from "./types";

const RESULT = ["goetcd.Response", undefined] as const;
const ttl: ParamSpec = { role: "ttl", option: "ttl" };
const recursive: ParamSpec = { role: "other", option: "recursive" };

function put(source: string): LibraryFunction {
  return { params: [key, value, ttl], does: "put", returns: RESULT, source };
}

/** A directory has no value. */
function directory(source: string): LibraryFunction {
  return { params: [key, ttl], does: "put", returns: RESULT, source };
}

/** `Get(key, sort, recursive)`: positional booleans. */
function get(source: string): LibraryFunction {
  return { params: [key, other, recursive], does: "range", returns: RESULT, source };
}

function watch(source: string): LibraryFunction {
  return {
    params: [key, { role: "revision", option: "revision" }, recursive, other, other],
    does: "watch",
    effects: [{ option: "wait" }],
    returns: RESULT,
    opens: { stream: "none", connection: "own" },
    note: "With a receiver channel it polls again after every event until stop is closed; without one it returns after the first.",
    source,
  };
}

function connect(params: readonly ParamSpec[], returns: LibraryFunction["returns"], source: string): LibraryFunction {
  const base: LibraryFunction = { params, does: "connect", source };
  return returns === undefined ? base : { ...base, returns };
}

export const goEtcdV2: Library = {
  id: "go-etcd-v2",
  title: "go-etcd",
  languages: ["go"],
  api: "v2",
  needles: ["coreos/go-etcd"],
  packages: [
    {
      paths: ["github.com/coreos/go-etcd/etcd"],
      name: "etcd",
      types: { Client: "goetcd.Client", Response: "goetcd.Response", Node: "goetcd.Node", Nodes: "goetcd.Nodes" },
      functions: {
        NewClient: connect([{ role: "endpoint" }], ["goetcd.Client"], "etcd/client.go:76"),
        NewTLSClient: connect([{ role: "endpoint" }, other, other, other], ["goetcd.Client", undefined], "etcd/client.go:95"),
        NewClientFromFile: connect([other], ["goetcd.Client", undefined], "etcd/client.go:129"),
        NewClientFromReader: connect([other], ["goetcd.Client", undefined], "etcd/client.go:146"),
      },
    },
  ],
  types: {
    "goetcd.Client": {
      role: "client",
      closes: ["Close"],
      methods: {
        Get: get("etcd/get.go:10"),
        RawGet: get("etcd/get.go:20"),
        Set: put("etcd/set_update_create.go:6"),
        RawSet: put("etcd/set_update_create.go:107"),
        Create: put("etcd/set_update_create.go:55"),
        RawCreate: put("etcd/set_update_create.go:127"),
        CreateInOrder: put("etcd/set_update_create.go:67"),
        RawCreateInOrder: put("etcd/set_update_create.go:135"),
        Update: put("etcd/set_update_create.go:79"),
        RawUpdate: put("etcd/set_update_create.go:119"),
        AddChild: put("etcd/add_child.go:15"),
        SetDir: directory("etcd/set_update_create.go:19"),
        CreateDir: directory("etcd/set_update_create.go:31"),
        UpdateDir: directory("etcd/set_update_create.go:43"),
        AddChildDir: directory("etcd/add_child.go:4"),
        CompareAndSwap: { params: [key, value, ttl, other, other], does: "put", returns: RESULT, source: "etcd/compare_and_swap.go:5" },
        RawCompareAndSwap: { params: [key, value, ttl, other, other], does: "put", returns: RESULT, source: "etcd/compare_and_swap.go:15" },
        CompareAndDelete: { params: [key, other, other], does: "delete", returns: RESULT, source: "etcd/compare_and_delete.go:5" },
        Delete: { params: [key, recursive], does: "delete", returns: RESULT, source: "etcd/delete.go:12" },
        RawDelete: { params: [key, recursive, other], does: "delete", returns: RESULT, source: "etcd/delete.go:33" },
        DeleteDir: { params: [key], does: "delete", returns: RESULT, source: "etcd/delete.go:23" },
        Watch: watch("etcd/watch.go:24"),
        RawWatch: watch("etcd/watch.go:56"),
        SyncCluster: { params: [], does: "maintenance", returns: [undefined], source: "etcd/client.go:310" },
        SetCluster: { params: [other], returns: [undefined] },
        GetCluster: { params: [], returns: [undefined] },
        SetDialTimeout: { params: [others] },
        SetConsistency: { params: [others], returns: [undefined] },
        Close: { params: [], source: "etcd/client.go:187" },
      },
    },
    "goetcd.Response": {
      role: "response",
      fields: { Node: "goetcd.Node", PrevNode: "goetcd.Node" },
      responseFields: { PrevNode: "prev-kv" },
    },
    "goetcd.Node": {
      role: "key-value",
      fields: { Nodes: "[]goetcd.Node" },
      responseFields: { Key: "key", Value: "value", Nodes: "kvs", ModifiedIndex: "revision" },
    },
    "goetcd.Nodes": { role: "response", element: "goetcd.Node" },
  },
};
