/** python-etcd, imported as `etcd`: the v2 API. Sources are lines of src/etcd/client.py of 0.4.5. */
import { param, plain } from "./python-spec";
import type { Entries, Library, LibraryFunction, LibraryType, Opens } from "./types";

const LONG_POLL: Opens = { stream: "none", connection: "own" };

const key = param("key", "key");
/** They go into the query as they are (client.py:550-598). */
const query: Entries = {
  recursive: { option: "recursive" },
  wait: { option: "wait" },
  waitIndex: { option: "revision" },
  sorted: { option: "sort-order" },
};

const client: LibraryFunction = {
  params: [param("host", "endpoint"), param("port", "endpoint"), ...plain("srv_domain", "version_prefix", "read_timeout")],
  does: "connect",
  holds: "connection",
  returns: ["pyetcd2.Client"],
  source: "src/etcd/client.py:51",
};

const result = ["pyetcd2.Result"];
const put = (params: LibraryFunction["params"], source: string): LibraryFunction => ({ params, does: "put", returns: result, source });

const methods: Readonly<Record<string, LibraryFunction>> = {
  read: { params: [key], keywords: query, does: "range", returns: result, source: "src/etcd/client.py:550" },
  get: { params: [key], does: "range", returns: result, source: "src/etcd/client.py:723" },
  write: put([key, param("value", "value"), param("ttl", "ttl", "ttl"), ...plain("dir", "append")], "src/etcd/client.py:438"),
  set: put([key, param("value", "value"), param("ttl", "ttl", "ttl")], "src/etcd/client.py:705"),
  test_and_set: put([key, param("value", "value"), param("prev_value"), param("ttl", "ttl", "ttl")], "src/etcd/client.py:680"),
  update: { params: [param("obj")], source: "src/etcd/client.py:525" },
  refresh: put([key, param("ttl", "ttl", "ttl")], "src/etcd/client.py:503"),
  delete: {
    params: [key, param("recursive", "other", "recursive"), param("dir")],
    does: "delete",
    returns: result,
    source: "src/etcd/client.py:600",
  },
  pop: {
    params: [key, param("recursive", "other", "recursive"), param("dir")],
    does: "delete",
    returns: result,
    source: "src/etcd/client.py:648",
  },
  watch: {
    params: [key, param("index", "revision", "revision"), param("timeout"), param("recursive", "other", "recursive")],
    does: "watch",
    effects: [{ option: "wait" }],
    opens: LONG_POLL,
    ends: true,
    returns: result,
    note: "One long poll, answered by the next event.",
    source: "src/etcd/client.py:742",
  },
  eternal_watch: {
    params: [key, param("index", "revision", "revision"), param("recursive", "other", "recursive")],
    does: "watch",
    effects: [{ option: "wait" }],
    opens: LONG_POLL,
    returns: ["pyetcd2.Events"],
    note: "Polls again after every event for as long as it is iterated.",
    source: "src/etcd/client.py:773",
  },
  get_lock: { params: [param("lock_name", "key")], source: "src/etcd/client.py:798" },
};

const types: Readonly<Record<string, LibraryType>> = {
  "pyetcd2.Client": { role: "client", methods },
  "pyetcd2.Events": { role: "watch-handle", element: "pyetcd2.Result" },
  "pyetcd2.Result": {
    role: "response",
    fields: { children: "[]pyetcd2.Result", leaves: "[]pyetcd2.Result" },
    responseFields: { children: "kvs", leaves: "kvs", key: "key", value: "value", modifiedIndex: "revision", etcd_index: "revision" },
  },
};

export const pythonEtcd: Library = {
  id: "py-python-etcd",
  title: "python-etcd",
  languages: ["python"],
  api: "v2",
  needles: ["etcd"],
  distributions: [{ name: "python-etcd" }],
  packages: [{ paths: ["etcd", "etcd.client"], name: "etcd", types: { Client: "pyetcd2.Client" }, constructors: { Client: client } }],
  types,
};
