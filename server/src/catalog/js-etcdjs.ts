/** The npm package etcdjs (v2 API). Sources are lines of index.js of 2.4.2. */
import { callback, key, other, value } from "./spec";
import type { Entries, Library, LibraryFunction, Opens, ParamSpec } from "./types";

/** `pool: false` gives each waiting request a connection of its own (index.js:115). */
const LONG_POLL: Opens = { stream: "none", connection: "own" };

const entries: Entries = {
  recursive: { option: "recursive" },
  wait: { option: "wait" },
  waitIndex: { option: "revision" },
  ttl: { role: "ttl", option: "ttl" },
};
/** A function in their place is the callback. */
const opts: ParamSpec = { role: "options", entries };
const put = [key, value, opts, callback];

function call(does: "put" | "range" | "delete", params: readonly ParamSpec[], source: string): LibraryFunction {
  return { params, does, returns: [undefined], source };
}

/** `etcdjs(host, opts)` and `new etcdjs(host, opts)` are the same. */
const factory: LibraryFunction = {
  params: [{ role: "endpoint" }, { role: "options", entries: {} }],
  does: "connect",
  returns: ["etcdjs.Client"],
  note: "refresh: true asks for the machines every 30 s.",
  source: "index.js:30",
};

export const jsEtcdjs: Library = {
  id: "js-etcdjs",
  title: "etcdjs",
  languages: ["typescript", "typescriptreact", "javascript", "javascriptreact"],
  api: "v2",
  needles: ["etcdjs"],
  packages: [
    {
      paths: ["etcdjs"],
      name: "etcdjs",
      types: { default: "etcdjs.Client", "=": "etcdjs.Client" },
      functions: { default: factory, "=": factory },
      constructors: { default: factory, "=": factory },
    },
  ],
  types: {
    "etcdjs.Client": {
      role: "client",
      closes: ["destroy"],
      methods: {
        get: call("range", [key, opts, callback], "index.js:99"),
        set: call("put", put, "index.js:68"),
        update: call("put", put, "index.js:92"),
        push: call("put", put, "index.js:191"),
        del: call("delete", [key, opts, callback], "index.js:152"),
        delete: call("delete", [key, opts, callback], "index.js:152"),
        mkdir: call("put", [key, opts, callback], "index.js:206"),
        rmdir: call("delete", [key, opts, callback], "index.js:213"),
        compareAndSwap: call("put", [key, value, other, opts, callback], "index.js:173"),
        compareAndDelete: call("delete", [key, other, opts, callback], "index.js:182"),
        wait: {
          params: [key, opts, callback],
          does: "watch",
          effects: [{ option: "wait" }],
          returns: [undefined],
          opens: LONG_POLL,
          note: "Answers once; the callback's `next` waits again.",
          source: "index.js:124",
        },
        machines: { params: [callback], does: "maintenance", returns: [undefined], source: "index.js:224" },
        leader: { params: [callback], does: "maintenance", returns: [undefined] },
        autoRefresh: { params: [] },
        destroy: { params: [] },
      },
    },
  },
};
