/** The npm package node-etcd3 of CitySim (v3 API), not to be taken for etcd3. Sources are lines of lib/etcd.ts. */
import { key, other, value } from "./spec";
import type { Library, LibraryFunction } from "./types";

const construct: LibraryFunction = {
  params: [{ role: "endpoint" }, { role: "options", entries: {} }],
  does: "connect",
  returns: ["nodeetcd3.Etcd"],
  holds: "connection",
  note: "Only the first server is used.",
  source: "lib/etcd.ts:41",
};

const get: LibraryFunction = { params: [key, other], does: "range", returns: [undefined], source: "lib/etcd.ts:136" };
const range: LibraryFunction = {
  params: [key, { role: "range-end", option: "range-end" }, other],
  does: "range",
  // lib/etcd.ts:173: the request always says limit 500, and nothing reads `more`.
  effects: [{ option: "limit", value: 500 }],
  returns: [undefined],
  source: "lib/etcd.ts:173",
};
const set: LibraryFunction = {
  params: [key, value, { role: "lease", option: "lease" }],
  does: "put",
  returns: [undefined],
  note: "Values that are neither text nor Buffer are written as JSON; a number as third argument grants a new lease of that TTL each time.",
  source: "lib/etcd.ts:217",
};
const remove: LibraryFunction = {
  params: [key, { role: "range-end", option: "range-end" }],
  does: "delete",
  returns: [undefined],
  source: "lib/etcd.ts:251",
};
const grant: LibraryFunction = { params: [{ role: "ttl" }], does: "lease-grant", returns: [undefined], source: "lib/etcd.ts:272" };

export const jsNodeEtcd3: Library = {
  id: "js-node-etcd3",
  title: "node-etcd3",
  languages: ["typescript", "typescriptreact", "javascript", "javascriptreact"],
  api: "v3",
  needles: ["node-etcd3"],
  packages: [
    {
      paths: ["node-etcd3"],
      name: "etcd",
      types: { Etcd: "nodeetcd3.Etcd" },
      constructors: { Etcd: construct },
    },
  ],
  types: {
    "nodeetcd3.Etcd": {
      role: "client",
      closes: ["close"],
      methods: {
        get,
        getSync: get,
        range,
        rangeSync: range,
        set,
        setSync: set,
        delete: remove,
        deleteSync: remove,
        leaseGrant: grant,
        leaseGrantSync: grant,
        getClientLease: { params: [], does: "lease-grant", returns: [undefined], opens: { stream: "own" }, holds: "lease" },
        leaseKeepAlive: {
          params: [{ role: "lease" }, other],
          does: "keepalive",
          returns: [undefined],
          opens: { stream: "own" },
          source: "lib/etcd.ts:286",
        },
        close: { params: [] },
      },
    },
  },
  // The grpc package receives at most 4 MiB unless told otherwise.
  defaultReceiveLimit: 4 * 1024 * 1024,
};
