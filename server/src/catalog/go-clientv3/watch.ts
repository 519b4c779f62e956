/** Watcher of client/v3/watch.go. Sources are lines of etcd v3.7.1. */
import { client, context, key, options, other } from "../spec";
import type { LibraryFunction, LibraryType } from "../types";

export const watchTypes: Readonly<Record<string, LibraryType>> = {
  "clientv3.Watcher": {
    role: "client",
    closes: ["Close"],
    methods: {
      Watch: {
        params: [context, key, options],
        does: "watch",
        returns: ["clientv3.WatchChan"],
        opens: { stream: "shared" },
        note: "One stream per Watcher and distinct outgoing metadata. WithKeysOnly is ignored; limit, sort and revision filters panic.",
        source: "client/v3/watch.go:92,343-346,1086-1091; client/v3/op.go:341-356",
      },
      RequestProgress: { params: [context], returns: [undefined], source: "client/v3/watch.go:95" },
      Close: { params: [], returns: [undefined], source: "client/v3/watch.go:98" },
    },
  },
  "clientv3.WatchChan": { role: "watch-handle", element: "clientv3.WatchResponse" },
  "clientv3.WatchResponse": {
    role: "response",
    fields: { Events: "[]mvccpb.Event" },
    responseFields: { Events: "events", Header: "revision", CompactRevision: "revision" },
    methods: {
      Err: { params: [], returns: [undefined] },
      IsProgressNotify: { params: [], returns: [undefined] },
    },
  },
};

export const watchFunctions: Readonly<Record<string, LibraryFunction>> = {
  NewWatcher: {
    params: [client],
    returns: ["clientv3.Watcher"],
    holds: "stream",
    note: "Same connection, but streams of its own.",
    source: "client/v3/watch.go:252",
  },
  NewWatchFromWatchClient: { params: [other, client], returns: ["clientv3.Watcher"], holds: "stream", source: "client/v3/watch.go:256" },
};
