/** client/v3/kubernetes: a client whose own Get hides the promoted one. Sources are lines of etcd v3.7.1. */
import { context, key, on, other, value } from "../spec";
import type { Entries, LibraryFunction, LibraryPackage, LibraryType } from "../types";
import { clientPaths } from "./paths";

const getEntries: Entries = { Revision: { option: "revision" } };
const listEntries: Entries = { Revision: { option: "revision" }, Limit: { option: "limit" }, Continue: { role: "other" } };
const putEntries: Entries = { LeaseID: { role: "lease", option: "lease" }, GetOnFailure: { role: "other" } };

const methods: Readonly<Record<string, LibraryFunction>> = {
  Get: {
    params: [context, key, { role: "options", entries: getEntries }],
    does: "range",
    effects: [{ option: "limit", value: 1 }],
    returns: ["kubernetes.GetResponse", undefined],
    source: "client/v3/kubernetes/client.go:47",
  },
  List: {
    params: [context, key, { role: "options", entries: listEntries }],
    does: "range",
    effects: [on("prefix")],
    returns: ["kubernetes.ListResponse", undefined],
    note: "Limit 0 is no limit; Continue is the key to go on from.",
    source: "client/v3/kubernetes/client.go:59",
  },
  Count: {
    params: [context, key, other],
    does: "range",
    effects: [on("prefix"), on("count-only")],
    returns: [undefined, undefined],
    source: "client/v3/kubernetes/client.go:75",
  },
  OptimisticPut: {
    params: [context, key, value, { role: "revision" }, { role: "options", entries: putEntries }],
    does: "put",
    returns: ["kubernetes.PutResponse", undefined],
    note: "A transaction of one put.",
    source: "client/v3/kubernetes/client.go:83",
  },
  OptimisticDelete: {
    params: [context, key, { role: "revision" }, other],
    does: "delete",
    returns: ["kubernetes.DeleteResponse", undefined],
    source: "client/v3/kubernetes/client.go:109",
  },
};

const oneKey: LibraryType = { role: "response", fields: { KV: "mvccpb.KeyValue" }, responseFields: { Revision: "revision" } };

export const kubernetesTypes: Readonly<Record<string, LibraryType>> = {
  "kubernetes.Client": {
    role: "client",
    embeds: ["clientv3.Client"],
    fields: { Client: "clientv3.Client", Kubernetes: "kubernetes.Interface" },
    methods,
    closes: ["Close"],
  },
  "kubernetes.Interface": { role: "client", methods },
  "kubernetes.GetOptions": { role: "option", entries: getEntries },
  "kubernetes.ListOptions": { role: "option", entries: listEntries },
  "kubernetes.CountOptions": { role: "option" },
  "kubernetes.PutOptions": { role: "option", entries: putEntries },
  "kubernetes.DeleteOptions": { role: "option" },
  "kubernetes.GetResponse": oneKey,
  "kubernetes.PutResponse": oneKey,
  "kubernetes.DeleteResponse": oneKey,
  "kubernetes.ListResponse": {
    role: "response",
    fields: { Kvs: "[]mvccpb.KeyValue" },
    responseFields: { Kvs: "kvs", Count: "count", Revision: "revision" },
  },
};

export const kubernetesPackage: LibraryPackage = {
  paths: clientPaths("kubernetes"),
  name: "kubernetes",
  types: Object.fromEntries(Object.keys(kubernetesTypes).map((id) => [id.slice("kubernetes.".length), id])),
  functions: {
    New: {
      params: [{ role: "config" }],
      does: "connect",
      returns: ["kubernetes.Client", undefined],
      holds: "connection",
      source: "client/v3/kubernetes/client.go:28",
    },
  },
};
