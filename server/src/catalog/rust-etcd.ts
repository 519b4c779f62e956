/** The crate etcd, a client of the v2 API over HTTP. Sources are lines of src/kv.rs of 0.12. */
import type { Library, LibraryFunction, Operation, ParamSpec } from "./types";

const client: ParamSpec = { role: "client" };
const key: ParamSpec = { role: "key" };
const value: ParamSpec = { role: "value" };
const ttl: ParamSpec = { role: "ttl" };

const call = (does: Operation, params: readonly ParamSpec[], line: number): LibraryFunction => ({
  params: [client, key, ...params],
  does,
  returns: [undefined],
  source: `kv.rs:${line}`,
});
const options: ParamSpec = {
  role: "options",
  entries: { recursive: { option: "recursive" }, sort: { option: "sort-order" }, index: { option: "revision" } },
};

export const rustEtcd: Library = {
  id: "rs-etcd",
  title: "etcd (Rust, v2)",
  languages: ["rust"],
  api: "v2",
  needles: ["etcd"],
  distributions: [{ name: "etcd" }],
  packages: [
    { paths: ["etcd"], name: "etcd", types: { Client: "rsv2.Client" } },
    {
      paths: ["etcd/kv"],
      name: "kv",
      functions: {
        get: call("range", [options], 377),
        set: call("put", [value, ttl], 411),
        create: call("put", [value, ttl], 217),
        create_in_order: call("put", [value, ttl], 262),
        update: call("put", [value, ttl], 475),
        compare_and_swap: call("put", [value, ttl], 152),
        delete: call("delete", [], 321),
        delete_dir: call("delete", [], 349),
        watch: { ...call("watch", [options], 547), opens: { stream: "own" }, ends: true },
      },
    },
  ],
  types: {
    "rsv2.Client": {
      role: "client",
      methods: {
        new: { params: [{ role: "endpoint" }, { role: "other" }], does: "connect", returns: ["rsv2.Client"], source: "client.rs" },
      },
    },
  },
};
