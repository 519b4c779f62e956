/** What the calls of client/v3 give back. */
import type { LibraryType } from "../types";

export const responseTypes: Readonly<Record<string, LibraryType>> = {
  "clientv3.GetResponse": {
    role: "response",
    fields: { Kvs: "[]mvccpb.KeyValue" },
    responseFields: { Kvs: "kvs", Count: "count", More: "more", Header: "revision" },
    methods: { OpResponse: { params: [], returns: ["clientv3.OpResponse"] } },
  },
  "clientv3.GetStreamChan": { role: "response", element: "clientv3.RangeStreamResponse" },
  "clientv3.RangeStreamResponse": {
    role: "response",
    embeds: ["pb.RangeResponse"],
    fields: { RangeResponse: "pb.RangeResponse" },
    responseFields: { Kvs: "kvs", Count: "count", More: "more" },
    methods: { Err: { params: [], returns: [undefined] } },
  },
  "clientv3.PutResponse": {
    role: "response",
    fields: { PrevKv: "mvccpb.KeyValue" },
    responseFields: { PrevKv: "prev-kv", Header: "revision" },
    methods: { OpResponse: { params: [], returns: ["clientv3.OpResponse"] } },
  },
  "clientv3.DeleteResponse": {
    role: "response",
    fields: { PrevKvs: "[]mvccpb.KeyValue" },
    responseFields: { PrevKvs: "prev-kv", Deleted: "count", Header: "revision" },
    methods: { OpResponse: { params: [], returns: ["clientv3.OpResponse"] } },
  },
  "clientv3.TxnResponse": {
    role: "response",
    fields: { Responses: "[]pb.ResponseOp" },
    responseFields: { Header: "revision" },
    methods: { OpResponse: { params: [], returns: ["clientv3.OpResponse"] } },
  },
  "clientv3.CompactResponse": { role: "response" },
  "clientv3.OpResponse": {
    role: "response",
    methods: {
      Put: { params: [], returns: ["clientv3.PutResponse"], source: "client/v3/kv.go:117" },
      Get: { params: [], returns: ["clientv3.GetResponse"], source: "client/v3/kv.go:118" },
      Del: { params: [], returns: ["clientv3.DeleteResponse"], source: "client/v3/kv.go:119" },
      Txn: { params: [], returns: ["clientv3.TxnResponse"], source: "client/v3/kv.go:120" },
    },
  },
};
