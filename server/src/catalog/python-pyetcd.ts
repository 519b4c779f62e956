/** The two libraries that are imported as `pyetcd`: twindb's (v2, HTTP) and XuanYang's etcd-sdk-python (v3), which has kragniz's API. */
import { clientFunction, clientTypes, constructors, keywordsOf } from "./python-etcd3/client";
import { grpcReceiveLimit, param } from "./python-spec";
import type { Library, LibraryFunction, Opens } from "./types";

const LONG_POLL: Opens = { stream: "none", connection: "own" };

const connect: LibraryFunction = {
  params: [],
  keywords: { host: { role: "endpoint" }, port: { role: "endpoint" } },
  does: "connect",
  holds: "connection",
  returns: ["twindb.Client"],
  source: "pyetcd/client.py:38",
};

const key = param("key", "key");

/** pyetcd 1.11.1. Parameters of `read` go into the query as they are. */
export const pythonPyetcd: Library = {
  id: "py-pyetcd",
  title: "pyetcd",
  languages: ["python"],
  api: "v2",
  needles: ["pyetcd"],
  distributions: [{ name: "pyetcd" }],
  packages: [
    {
      paths: ["pyetcd", "pyetcd.client"],
      name: "pyetcd",
      types: { Client: "twindb.Client" },
      constructors: { Client: connect },
    },
  ],
  types: {
    "twindb.Client": {
      role: "client",
      methods: {
        read: {
          params: [key],
          keywords: { recursive: { option: "recursive" }, wait: { option: "wait" }, waitIndex: { option: "revision" } },
          does: "range",
          opens: LONG_POLL,
          returns: [undefined],
          source: "pyetcd/client.py:100",
        },
        write: {
          params: [key, param("value", "value"), param("ttl", "ttl", "ttl")],
          does: "put",
          returns: [undefined],
          source: "pyetcd/client.py:80",
        },
        delete: { params: [key], does: "delete", returns: [undefined], source: "pyetcd/client.py:111" },
        mkdir: { params: [param("directory", "key")], does: "put", returns: [undefined], source: "pyetcd/client.py:159" },
        rmdir: {
          params: [param("directory", "key"), param("recursive", "other", "recursive")],
          does: "delete",
          returns: [undefined],
          source: "pyetcd/client.py:174",
        },
        compare_and_swap: { params: [key, param("value", "value")], does: "put", returns: [undefined], source: "pyetcd/client.py:193" },
        compare_and_delete: { params: [key], does: "delete", returns: [undefined], source: "pyetcd/client.py:244" },
        update_ttl: { params: [key, param("ttl", "ttl", "ttl")], does: "put", returns: [undefined], source: "pyetcd/client.py:271" },
      },
    },
  },
};

/** etcd-sdk-python 0.0.7 (pyetcd/client.py); its keywords reach the request. */
export const pythonEtcdSdk: Library = {
  id: "py-etcd-sdk-python",
  title: "etcd-sdk-python",
  languages: ["python"],
  api: "v3",
  needles: ["pyetcd"],
  distributions: [{ name: "etcd-sdk-python" }],
  packages: [
    {
      paths: ["pyetcd", "pyetcd.client"],
      name: "pyetcd",
      types: {
        Etcd3Client: "pyetcdsdk.Client",
        MultiEndpointEtcd3Client: "pyetcdsdk.Client",
        Lease: "pyetcdsdk.Lease",
        Lock: "pyetcdsdk.Lock",
      },
      functions: { client: clientFunction("pyetcdsdk") },
      constructors: constructors("pyetcdsdk"),
    },
  ],
  types: clientTypes("pyetcdsdk", keywordsOf.master),
  fixes: { limit: { place: "argument", text: "limit=${n}" } },
  defaultReceiveLimit: grpcReceiveLimit,
};
