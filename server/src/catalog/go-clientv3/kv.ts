/** KV, Op and Txn of client/v3: kv.go, op.go, txn.go, compare.go. Sources are lines of etcd v3.7.1. */
import { compares, context, key, on, ops, options, other, others, revision, value } from "../spec";
import type { LibraryFunction, LibraryType } from "../types";

const KEYED = [key, options];

/** Requests that a client sends at once. */
const kvMethods: Readonly<Record<string, LibraryFunction>> = {
  Put: {
    params: [context, key, value, options],
    does: "put",
    returns: ["clientv3.PutResponse", undefined],
    source: "client/v3/kv.go:43",
  },
  Get: { params: [context, ...KEYED], does: "range", returns: ["clientv3.GetResponse", undefined], source: "client/v3/kv.go:53" },
  GetStream: {
    params: [context, ...KEYED],
    does: "range",
    effects: [on("chunked")],
    returns: ["clientv3.GetStreamChan", undefined],
    note: "3.7: the server answers in chunks of at most max-request-bytes.",
    source: "client/v3/kv.go:62, server/etcdserver/v3_server.go:157-273",
  },
  Delete: {
    params: [context, ...KEYED],
    does: "delete",
    returns: ["clientv3.DeleteResponse", undefined],
    source: "client/v3/kv.go:65",
  },
  Compact: {
    params: [context, revision, options],
    does: "compact",
    returns: ["clientv3.CompactResponse", undefined],
    source: "client/v3/kv.go:68",
  },
  Do: {
    params: [context, { role: "ops" }],
    runs: true,
    returns: ["clientv3.OpResponse", undefined],
    note: "Performs the one Op it is given.",
    source: "client/v3/kv.go:75",
  },
  Txn: { params: [context], builds: "txn", returns: ["clientv3.Txn"], source: "client/v3/kv.go:78" },
};

export const kvTypes: Readonly<Record<string, LibraryType>> = {
  "clientv3.KV": { role: "client", methods: kvMethods },
  "clientv3.Txn": {
    role: "builder",
    builds: "txn",
    methods: {
      If: { params: [compares], returns: "receiver", source: "client/v3/txn.go:40" },
      Then: { params: [ops], returns: "receiver", source: "client/v3/txn.go:44" },
      Else: { params: [ops], returns: "receiver", source: "client/v3/txn.go:48" },
      Commit: { params: [], runs: true, returns: ["clientv3.TxnResponse", undefined], source: "client/v3/txn.go:51" },
    },
  },
  "clientv3.Op": { role: "op" },
  "clientv3.OpOption": { role: "option" },
  "clientv3.LeaseOption": { role: "option" },
  "clientv3.CompactOption": { role: "option" },
  "clientv3.SortTarget": { role: "other" },
  "clientv3.SortOrder": { role: "other" },
  "clientv3.SortOption": { role: "other" },
  "clientv3.Cmp": {
    role: "other",
    methods: {
      WithRange: { params: [{ role: "range-end" }], returns: ["clientv3.Cmp"], source: "client/v3/compare.go:152" },
      WithPrefix: { params: [], returns: ["clientv3.Cmp"], source: "client/v3/compare.go:160" },
    },
  },
};

/** Package functions: operations as values, comparisons, helpers. */
export const kvFunctions: Readonly<Record<string, LibraryFunction>> = {
  OpGet: { params: KEYED, builds: "range", returns: ["clientv3.Op"], source: "client/v3/op.go:257" },
  OpDelete: { params: KEYED, builds: "delete", returns: ["clientv3.Op"], source: "client/v3/op.go:268" },
  OpPut: { params: [key, value, options], builds: "put", returns: ["clientv3.Op"], source: "client/v3/op.go:301" },
  OpTxn: {
    params: [{ role: "compares" }, { role: "ops" }, { role: "ops" }],
    builds: "txn",
    returns: ["clientv3.Op"],
    source: "client/v3/op.go:330",
  },
  OpWatch: { params: KEYED, builds: "watch", returns: ["clientv3.Op"], note: "3.7", source: "client/v3/op.go:338" },
  OpCompact: { params: [revision, options], builds: "compact", returns: ["clientv3.Op"], source: "client/v3/compact_op.go:37" },
  GetPrefixRangeEnd: { params: [key], returns: [undefined], gives: "prefix-end", source: "client/v3/op.go:402" },
  GetStreamToGetResponse: {
    params: [other],
    returns: ["clientv3.GetResponse", undefined],
    note: "Gathers all chunks in the client.",
    source: "client/v3/kv.go:99",
  },
  Compare: { params: [other, other, other], returns: ["clientv3.Cmp"], source: "client/v3/compare.go:55" },
  Value: { params: [key], returns: ["clientv3.Cmp"], source: "client/v3/compare.go:95" },
  Version: { params: [key], returns: ["clientv3.Cmp"], source: "client/v3/compare.go:99" },
  CreateRevision: { params: [key], returns: ["clientv3.Cmp"], source: "client/v3/compare.go:103" },
  ModRevision: { params: [key], returns: ["clientv3.Cmp"], source: "client/v3/compare.go:107" },
  LeaseValue: { params: [key], returns: ["clientv3.Cmp"], source: "client/v3/compare.go:113" },
  IsOptsWithPrefix: { params: [others], returns: [undefined], source: "client/v3/op.go:611" },
  IsOptsWithFromKey: { params: [others], returns: [undefined], source: "client/v3/op.go:621" },
};
