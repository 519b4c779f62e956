/** The npm package etcd3 of Microsoft. */
import type { Library, LibraryType } from "../types";
import { builderTypes, rangeConstructor, rangeFunctions } from "./builders";
import { clientTypes, etcd3Constructor, serviceConstructor } from "./client";
import { requestTypes } from "./requests";

/** Results: src/rpc.ts. Terminal calls that map values give an object by key. */
const responseTypes: Readonly<Record<string, LibraryType>> = {
  "etcd3.IRangeResponse": {
    role: "response",
    fields: { kvs: "[]etcd3.IKeyValue" },
    responseFields: { kvs: "kvs", count: "count", more: "more", header: "revision" },
  },
  "etcd3.IPutResponse": { role: "response", fields: { prev_kv: "etcd3.IKeyValue" }, responseFields: { prev_kv: "prev-kv" } },
  "etcd3.IDeleteRangeResponse": {
    role: "response",
    fields: { prev_kvs: "[]etcd3.IKeyValue" },
    responseFields: { prev_kvs: "prev-kv", deleted: "count" },
  },
  "etcd3.ITxnResponse": { role: "response", fields: { responses: "[]etcd3.IResponseOp" } },
  "etcd3.IResponseOp": {
    role: "response",
    fields: {
      response_range: "etcd3.IRangeResponse",
      response_put: "etcd3.IPutResponse",
      response_delete_range: "etcd3.IDeleteRangeResponse",
      response_txn: "etcd3.ITxnResponse",
    },
  },
  "etcd3.IKeyValue": { role: "key-value", responseFields: { key: "key", value: "value", mod_revision: "revision" } },
  "etcd3.IWatchResponse": { role: "response", fields: { events: "[]etcd3.IEvent" }, responseFields: { events: "events" } },
  "etcd3.IEvent": {
    role: "event",
    fields: { kv: "etcd3.IKeyValue", prev_kv: "etcd3.IKeyValue" },
    responseFields: { prev_kv: "prev-kv" },
  },
  /** `{ [key]: value }`. */
  "etcd3.ValueMap": { role: "response" },
  /** A list of keys. */
  "etcd3.KeyList": { role: "response" },
};

const types: Readonly<Record<string, LibraryType>> = { ...clientTypes, ...builderTypes, ...requestTypes, ...responseTypes };

/** Types of this catalogue only; the package exports nothing under these names. */
const UNEXPORTED = new Set(["etcd3.ValueMap", "etcd3.KeyList", "etcd3.WatchStream"]);

export const jsEtcd3: Library = {
  id: "js-etcd3",
  title: "etcd3",
  languages: ["typescript", "typescriptreact", "javascript", "javascriptreact"],
  api: "v3",
  needles: ["etcd3"],
  packages: [
    {
      paths: ["etcd3"],
      name: "etcd3",
      types: Object.fromEntries(
        Object.keys(types)
          .filter((id) => !UNEXPORTED.has(id))
          .map((id) => [id.slice("etcd3.".length), id]),
      ),
      functions: rangeFunctions,
      constructors: {
        Etcd3: etcd3Constructor,
        Range: rangeConstructor,
        KVClient: serviceConstructor("etcd3.KVClient"),
        WatchClient: serviceConstructor("etcd3.WatchClient"),
        LeaseClient: serviceConstructor("etcd3.LeaseClient"),
        MaintenanceClient: serviceConstructor("etcd3.MaintenanceClient"),
      },
      constants: {
        "SortTarget.Key": "target:key",
        "SortTarget.Version": "target:version",
        "SortTarget.Create": "target:create",
        "SortTarget.Mod": "target:mod",
        "SortTarget.Value": "target:value",
        "SortOrder.None": "order:none",
        "SortOrder.Ascend": "order:ascend",
        "SortOrder.Descend": "order:descend",
      },
    },
  ],
  types,
  fixes: {
    limit: { place: "chain", text: ".limit(${n})" },
    countOnly: { place: "terminal", text: ".count()" },
    keysOnly: { place: "terminal", text: ".keys()" },
  },
  // grpc-js receives at most 4 MiB unless grpc.max_receive_message_length says otherwise (grpc-js src/constants.ts:63-66).
  defaultReceiveLimit: 4 * 1024 * 1024,
};
