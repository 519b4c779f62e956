/** Go's client of the v2 API: client/v2 of etcd 3.5 (keys.go, client.go), gone in 3.6. Sources are lines of v3.5.20. */
import { context, key, other, others, value } from "./spec";
import type { Entries, Library, LibraryFunction, LibraryType, Opens } from "./types";

/** Each wait is an HTTP request that stays open, on a connection that carries nothing else meanwhile. */
const LONG_POLL: Opens = { stream: "none", connection: "own" };

const getEntries: Entries = { Recursive: { option: "recursive" }, Sort: { role: "other" }, Quorum: { role: "other" } };
const setEntries: Entries = { TTL: { role: "ttl", option: "ttl" } };
const deleteEntries: Entries = { Recursive: { option: "recursive" } };
const watchEntries: Entries = { Recursive: { option: "recursive" }, AfterIndex: { option: "revision" } };

function small(source: string): LibraryFunction {
  return { params: [context, others], does: "maintenance", returns: [undefined, undefined], source };
}

const types: Readonly<Record<string, LibraryType>> = {
  "clientv2.Client": {
    role: "client",
    methods: {
      Sync: { params: [context], does: "maintenance", returns: [undefined], source: "client/v2/client.go:178" },
      AutoSync: { params: [context, other], returns: [undefined], source: "client/v2/client.go:194" },
      Endpoints: { params: [], returns: [undefined] },
      SetEndpoints: { params: [other], returns: [undefined] },
      GetVersion: small("client/v2/client.go:207"),
    },
  },
  "clientv2.Config": { role: "config", entries: { Endpoints: { role: "endpoint" } } },
  "clientv2.KeysAPI": {
    role: "client",
    methods: {
      Get: {
        params: [context, key, { role: "options", entries: getEntries }],
        does: "range",
        returns: ["clientv2.Response", undefined],
        source: "client/v2/keys.go:102",
      },
      Set: {
        params: [context, key, value, { role: "options", entries: setEntries }],
        does: "put",
        returns: ["clientv2.Response", undefined],
        source: "client/v2/keys.go:107",
      },
      Delete: {
        params: [context, key, { role: "options", entries: deleteEntries }],
        does: "delete",
        returns: ["clientv2.Response", undefined],
        source: "client/v2/keys.go:112",
      },
      Create: { params: [context, key, value], does: "put", returns: ["clientv2.Response", undefined], source: "client/v2/keys.go:115" },
      CreateInOrder: {
        params: [context, key, value, { role: "options", entries: setEntries }],
        does: "put",
        returns: ["clientv2.Response", undefined],
        source: "client/v2/keys.go:118",
      },
      Update: { params: [context, key, value], does: "put", returns: ["clientv2.Response", undefined], source: "client/v2/keys.go:121" },
      Watcher: {
        params: [key, { role: "options", entries: watchEntries }],
        does: "watch",
        effects: [{ option: "wait" }],
        returns: ["clientv2.Watcher"],
        opens: LONG_POLL,
        note: "Counted here: Next() holds one long poll at a time, and a loop around Next() is how it is meant to be used.",
        source: "client/v2/keys.go:124,446-529",
      },
    },
  },
  "clientv2.Watcher": {
    role: "watch-handle",
    methods: { Next: { params: [context], returns: ["clientv2.Response", undefined], source: "client/v2/keys.go:451" } },
  },
  "clientv2.GetOptions": { role: "option", entries: getEntries },
  "clientv2.SetOptions": { role: "option", entries: setEntries },
  "clientv2.CreateInOrderOptions": { role: "option", entries: setEntries },
  "clientv2.DeleteOptions": { role: "option", entries: deleteEntries },
  "clientv2.WatcherOptions": { role: "option", entries: watchEntries },
  "clientv2.Response": {
    role: "response",
    fields: { Node: "clientv2.Node", PrevNode: "clientv2.Node" },
    responseFields: { Index: "revision", PrevNode: "prev-kv" },
  },
  "clientv2.Node": {
    role: "key-value",
    fields: { Nodes: "[]clientv2.Node" },
    responseFields: { Key: "key", Value: "value", Nodes: "kvs", ModifiedIndex: "revision" },
  },
  "clientv2.Nodes": { role: "response", element: "clientv2.Node" },
  "clientv2.MembersAPI": {
    role: "client",
    methods: {
      List: small("client/v2/members.go:98"),
      Add: small("client/v2/members.go:101"),
      Remove: small("client/v2/members.go:104"),
      Update: small("client/v2/members.go:107"),
      Leader: small("client/v2/members.go:110"),
    },
  },
};

export const goClientV2: Library = {
  id: "go-client-v2",
  title: "client/v2",
  languages: ["go"],
  api: "v2",
  needles: ["etcd/client", "etcd/v3/client"],
  packages: [
    {
      paths: [
        "go.etcd.io/etcd/client/v2",
        "go.etcd.io/etcd/client",
        "go.etcd.io/etcd/v3/client",
        "github.com/coreos/etcd/client",
        "github.com/etcd-io/etcd/client",
      ],
      name: "client",
      types: Object.fromEntries(Object.keys(types).map((id) => [id.slice("clientv2.".length), id])),
      functions: {
        New: {
          params: [{ role: "config" }],
          does: "connect",
          returns: ["clientv2.Client", undefined],
          note: "Holds no connection of its own: requests go through the HTTP transport of the Config.",
          source: "client/v2/client.go:212",
        },
        NewKeysAPI: { params: [other], returns: ["clientv2.KeysAPI"], source: "client/v2/keys.go:86" },
        // The prefix is the path of the API (/v2/keys), not one of keys.
        NewKeysAPIWithPrefix: { params: [other, other], returns: ["clientv2.KeysAPI"], source: "client/v2/keys.go:93" },
        NewMembersAPI: { params: [other], returns: ["clientv2.MembersAPI"], source: "client/v2/members.go:90" },
      },
    },
  ],
  types,
};
