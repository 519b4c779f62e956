/** The npm package node-etcd (v2 API). Sources are lines of src/index.coffee and src/watcher.coffee of 7.0.0. */
import { callback, key, other, value } from "./spec";
import type { Entries, Library, LibraryFunction, Opens, ParamSpec } from "./types";

const LONG_POLL: Opens = { stream: "none", connection: "own" };

/** Options are optional: a function in their place is the callback (index.coffee _argParser). They go into the query as they are. */
const entries: Entries = {
  recursive: { option: "recursive" },
  wait: { option: "wait" },
  waitIndex: { option: "revision" },
  ttl: { role: "ttl", option: "ttl" },
};
const opts: ParamSpec = { role: "options", entries };

function call(does: "put" | "range" | "delete", params: readonly ParamSpec[], source: string): LibraryFunction {
  return { params, does, returns: [undefined], source };
}

const put = [key, value, opts, callback];
const get = [key, opts, callback];
const swap = [key, value, other, opts, callback];

const construct: LibraryFunction = {
  params: [{ role: "endpoint" }, { role: "options", entries: {} }],
  does: "connect",
  returns: ["nodeetcd.Etcd"],
  source: "src/index.coffee:13",
};

export const jsNodeEtcd: Library = {
  id: "js-node-etcd",
  title: "node-etcd",
  languages: ["typescript", "typescriptreact", "javascript", "javascriptreact"],
  api: "v2",
  needles: ["node-etcd"],
  packages: [
    {
      paths: ["node-etcd"],
      name: "Etcd",
      types: { default: "nodeetcd.Etcd", "=": "nodeetcd.Etcd" },
      constructors: { default: construct, "=": construct },
    },
  ],
  types: {
    "nodeetcd.Etcd": {
      role: "client",
      methods: {
        get: call("range", get, "src/index.coffee:37"),
        getSync: call("range", [key, opts], "src/index.coffee:46"),
        set: call("put", put, "src/index.coffee:21"),
        setSync: call("put", [key, value, opts], "src/index.coffee:31"),
        create: call("put", put, "src/index.coffee:53"),
        post: call("put", put, "src/index.coffee:58"),
        del: call("delete", get, "src/index.coffee:66"),
        delete: call("delete", get, "src/index.coffee:71"),
        delSync: call("delete", [key, opts], "src/index.coffee:77"),
        mkdir: call("put", get, "src/index.coffee:84"),
        mkdirSync: call("put", [key, opts], "src/index.coffee:93"),
        rmdir: call("delete", get, "src/index.coffee:100"),
        rmdirSync: call("delete", [key, opts], "src/index.coffee:109"),
        compareAndSwap: call("put", swap, "src/index.coffee:117"),
        testAndSet: call("put", swap, "src/index.coffee:124"),
        compareAndDelete: call("delete", [key, other, opts, callback], "src/index.coffee:130"),
        testAndDelete: call("delete", [key, other, opts, callback], "src/index.coffee:137"),
        raw: { params: [other, other, other, opts, callback], returns: [undefined], source: "src/index.coffee:147" },
        watch: {
          params: get,
          does: "watch",
          effects: [{ option: "wait" }],
          returns: [undefined],
          opens: LONG_POLL,
          note: "One long poll, answered by the next event.",
          source: "src/index.coffee:154",
        },
        watchIndex: {
          params: [key, { role: "revision" }, opts, callback],
          does: "watch",
          effects: [{ option: "wait" }],
          returns: [undefined],
          opens: LONG_POLL,
          source: "src/index.coffee:163",
        },
        watcher: {
          params: [key, { role: "revision" }, opts],
          does: "watch",
          effects: [{ option: "wait" }],
          returns: ["nodeetcd.Watcher"],
          opens: LONG_POLL,
          note: "Polls again after every event until stop().",
          source: "src/index.coffee:173; src/watcher.coffee:25-58",
        },
        machines: { params: [callback], does: "maintenance", returns: [undefined] },
        leader: { params: [callback], does: "maintenance", returns: [undefined] },
        leaderStats: { params: [callback], does: "maintenance", returns: [undefined] },
        selfStats: { params: [callback], does: "maintenance", returns: [undefined] },
        version: { params: [callback], does: "maintenance", returns: [undefined] },
      },
    },
    "nodeetcd.Watcher": {
      role: "watch-handle",
      closes: ["stop"],
      methods: { on: { params: [other, callback], returns: "receiver" }, stop: { params: [] } },
    },
  },
};
