/** What lies in the store: keys, leases, and the old store. */
import { formatBytes, formatCount } from "../../text/format";
import { operation } from "../operation";
import { assumed, count, flag, required, size } from "../options";
import { databaseSettings, serverOptions } from "./writes";

const keyLength = assumed(size({ least: 1, description: "length of a key" }), "64");

export const keyspace = operation({
  name: "keyspace",
  summary: "keys with their revisions: the index and the database",
  options: {
    keys: required(count({ least: 1, description: "keys" })),
    key: keyLength,
    revisions: assumed(count({ least: 1, description: "revisions kept of each key" }), "1"),
    value: size({ least: 0, description: "size of a value; without it the database is left out" }),
    quota: serverOptions.quota,
  },
  refuse: ({ value, quota }) => (quota !== undefined && value === undefined ? "--quota needs --value: it bounds the database" : undefined),
  title: ({ keys, key, revisions, value }) =>
    [
      `${formatCount(keys)} keys of ${formatBytes(key)}, ${formatCount(revisions)} ${revisions === 1 ? "revision" : "revisions"} of each`,
      value === undefined ? "" : `, values of ${formatBytes(value)}`,
    ].join(""),
  notes: ({ value }) => (value === undefined ? ["the database is left out; give --value for it"] : []),
  load: ({ keys, key, revisions, value, quota }) => ({
    treeIndex: { keys, keyBytes: key, revisionsPerKey: revisions },
    ...(value === undefined
      ? {}
      : {
          boltdb: {
            revisions: keys * revisions,
            keyBytes: key,
            valueBytes: value,
            ...databaseSettings({ quota, snapshotCount: undefined, catchUp: undefined }),
          },
        }),
  }),
});

export const lease = operation({
  name: "lease",
  summary: "leases, the keys attached to them and keepalive streams",
  options: {
    leases: required(count({ least: 1, description: "leases" })),
    keys: assumed(count({ least: 0, description: "keys attached to each lease" }), "1"),
    key: keyLength,
    keepalives: count({ least: 1, description: "clients that keep leases alive, each with a connection and a stream" }),
    tls: flag("clients connect with TLS"),
  },
  refuse: ({ tls, keepalives }) =>
    tls && keepalives === undefined ? "--tls needs --keepalives: it is about their connections" : undefined,
  title: ({ leases, keys, key, keepalives }) =>
    [
      `${formatCount(leases)} leases with ${keys === 1 ? "one key" : `${formatCount(keys)} keys`} of ${formatBytes(key)} each`,
      keepalives === undefined ? "" : `, ${formatCount(keepalives)} keepalive streams`,
    ].join(""),
  load: ({ leases, keys, key, keepalives, tls }) => ({
    lease: { leases, keysPerLease: keys, keyBytes: key },
    ...(keys === 0 ? {} : { treeIndex: { keys: leases * keys, keyBytes: key, revisionsPerKey: 1 } }),
    ...(keepalives === undefined ? {} : { connections: { count: keepalives, tls }, keepaliveStreams: { count: keepalives, tls } }),
  }),
});

export const v2 = operation({
  name: "v2",
  summary: "keys in the store of the v2 API",
  options: {
    keys: required(count({ least: 1, description: "keys" })),
    key: keyLength,
    value: required(size({ least: 0, description: "size of a value" })),
  },
  title: ({ keys, key, value }) => `${formatCount(keys)} keys of ${formatBytes(key)} with values of ${formatBytes(value)} in the v2 store`,
  load: ({ keys, key, value }) => ({ v2Store: { keys, keyBytes: key, valueBytes: value } }),
});
