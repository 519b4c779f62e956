/** Etcd3 and Namespace, leases, locks, elections, and the raw services of the npm package etcd3 (at e74db2a). */
import { callback, client, fromArg, key, on, other, ttl, value } from "../spec";
import type { Entries, LibraryFunction, LibraryType, Opens, Operation } from "../types";
import { rangable } from "./builders";
import {
  compactEntries,
  deleteEntries,
  grantEntries,
  leaseEntries,
  putEntries,
  rangeEntries,
  txnEntries,
  watchRequestEntries,
} from "./requests";

const OWN_STREAM: Opens = { stream: "own" };
const SHARED_STREAM: Opens = { stream: "shared" };

/** Constructor options: src/options.ts. Channel options go to grpc-js as they are. */
export const optionEntries: Entries = {
  hosts: { role: "endpoint" },
  grpcOptions: {
    entries: {
      "grpc.max_receive_message_length": { option: "max-receive-bytes" },
      "grpc.max_send_message_length": { option: "max-send-bytes" },
    },
  },
};

/** A request object and gRPC call options. */
function raw(does: Operation, entries: Entries, result?: string): LibraryFunction {
  return { params: [{ role: "config", entries }, other], does, returns: [result] };
}

function plain(does: Operation): LibraryFunction {
  return { params: [other, other], does, returns: [undefined] };
}

const namespaceMethods: Readonly<Record<string, LibraryFunction>> = {
  get: {
    params: [key],
    builds: "range",
    effects: [{ option: "limit", value: 1 }],
    returns: ["etcd3.SingleRangeBuilder"],
    source: "src/namespace.ts:70; src/builder.ts:135-147",
  },
  getAll: {
    params: [],
    builds: "range",
    effects: [on("all-keys")],
    returns: ["etcd3.MultiRangeBuilder"],
    note: "The constructor sets prefix(''): without .prefix() or .inRange() it reads every key of the namespace.",
    source: "src/namespace.ts:77; src/builder.ts:207-213",
  },
  put: { params: [key], builds: "put", returns: ["etcd3.PutBuilder"], source: "src/namespace.ts:84" },
  delete: { params: [], builds: "delete", returns: ["etcd3.DeleteBuilder"], source: "src/namespace.ts:91" },
  lease: {
    params: [ttl, { role: "options", entries: {} }],
    does: "lease-grant",
    returns: ["etcd3.Lease"],
    opens: OWN_STREAM,
    holds: "lease",
    note: "Grants at once, and each Lease object opens its own keepalive stream unless autoKeepAlive is false.",
    source: "src/namespace.ts:100; src/lease.ts:75-150,312",
  },
  lock: { params: [key], builds: "lock", returns: ["etcd3.Lock"], source: "src/namespace.ts:108" },
  stm: { params: [{ role: "options", entries: {} }], returns: ["etcd3.SoftwareTransaction"], source: "src/namespace.ts:117" },
  if: {
    params: [key, other, other, other],
    builds: "txn",
    returns: ["etcd3.ComparatorBuilder"],
    source: "src/namespace.ts:135",
  },
  watch: {
    params: [],
    builds: "watch",
    effects: [on("progress-notify")],
    returns: ["etcd3.WatchBuilder"],
    source: "src/namespace.ts:148; src/watch.ts:397",
  },
  range: { params: [rangable], returns: ["etcd3.Range"], source: "src/namespace.ts:156" },
  namespace: {
    params: [other],
    effects: [fromArg("namespace", 0)],
    returns: ["etcd3.Namespace"],
    holds: "stream",
    note: "Each call makes a Namespace with a watch manager, hence a watch stream, of its own.",
    source: "src/namespace.ts:53,167",
  },
  election: {
    params: [key, ttl],
    builds: "election",
    returns: ["etcd3.Election"],
    holds: "stream",
    note: "Makes a Namespace of its own.",
    source: "src/namespace.ts:179; src/election.ts:699",
  },
};

export const clientTypes: Readonly<Record<string, LibraryType>> = {
  "etcd3.Namespace": {
    role: "client",
    methods: namespaceMethods,
    fields: { kv: "etcd3.KVClient", leaseClient: "etcd3.LeaseClient", watchClient: "etcd3.WatchClient" },
  },
  "etcd3.Etcd3": {
    role: "client",
    embeds: ["etcd3.Namespace"],
    closes: ["close"],
    fields: { maintenance: "etcd3.MaintenanceClient", cluster: "etcd3.ClusterClient", auth: "etcd3.AuthClient" },
    methods: {
      close: { params: [], source: "src/index.ts:132" },
      mock: { params: [other], returns: [undefined], note: "Tests." },
      unmock: { params: [] },
      getRoles: plain("maintenance"),
      getUsers: plain("maintenance"),
      role: { params: [other], returns: [undefined] },
      user: { params: [other], returns: [undefined] },
    },
  },
  "etcd3.IOptions": { role: "config", entries: optionEntries },
  "etcd3.Lease": {
    role: "lease",
    closes: ["revoke", "release"],
    methods: {
      grant: { params: [], returns: [undefined], note: "Waits for the grant that the constructor sent.", source: "src/lease.ts:165" },
      revoke: { params: [other], does: "lease-revoke", returns: [undefined], source: "src/lease.ts:173" },
      release: { params: [], note: "Stops the keepalive; the lease runs out by itself.", source: "src/lease.ts:196" },
      put: { params: [key], builds: "put", effects: [on("lease")], returns: ["etcd3.PutBuilder"], source: "src/lease.ts:203" },
      keepaliveOnce: { params: [other], does: "keepalive", opens: OWN_STREAM, returns: [undefined], source: "src/lease.ts:214" },
      revoked: { params: [], returns: [undefined] },
      on: { params: [other, callback], returns: "receiver" },
    },
  },
  "etcd3.ILeaseOptions": { role: "config" },
  "etcd3.Lock": {
    role: "builder",
    builds: "lock",
    closes: ["release"],
    methods: {
      ttl: { params: [ttl], effects: [fromArg("ttl", 0)], returns: "receiver", source: "src/lock.ts:53" },
      options: { params: [other], returns: "receiver" },
      acquire: {
        params: [],
        does: "lock",
        runs: true,
        returns: ["etcd3.Lock"],
        opens: OWN_STREAM,
        holds: "lease",
        note: "Grants a lease with a keepalive stream of its own.",
        source: "src/lock.ts:73",
      },
      do: { params: [callback], does: "lock", runs: true, opens: OWN_STREAM, returns: [undefined], source: "src/lock.ts:121" },
      release: { params: [], does: "lease-revoke", returns: [undefined], source: "src/lock.ts:108" },
      leaseId: { params: [], returns: [undefined] },
    },
  },
  "etcd3.Election": {
    role: "builder",
    builds: "election",
    methods: {
      campaign: {
        params: [value],
        does: "election",
        runs: true,
        returns: ["etcd3.Campaign"],
        opens: OWN_STREAM,
        holds: "lease",
        note: "Grants a lease, puts, and reads the whole election prefix sorted by creation.",
        source: "src/election.ts:439,338-340",
      },
      leader: {
        params: [other],
        does: "election",
        runs: true,
        effects: [
          on("prefix"),
          { option: "sort-target", value: "target:create" },
          { option: "sort-order", value: "order:ascend" },
          { option: "limit", value: 1 },
        ],
        returns: [undefined],
        source: "src/election.ts:454",
      },
      observe: {
        params: [],
        does: "election",
        runs: true,
        returns: ["etcd3.ElectionObserver"],
        opens: SHARED_STREAM,
        source: "src/election.ts:469,112",
      },
    },
  },
  "etcd3.Campaign": {
    role: "session",
    closes: ["resign"],
    methods: {
      wait: { params: [], returns: ["etcd3.Campaign"] },
      proclaim: { params: [value], does: "put", returns: [undefined], source: "src/election.ts:245" },
      resign: { params: [], does: "lease-revoke", returns: [undefined], source: "src/election.ts:272" },
      getCampaignKey: { params: [], returns: [undefined] },
      on: { params: [other, callback], returns: "receiver" },
    },
  },
  "etcd3.ElectionObserver": {
    role: "watch-handle",
    closes: ["cancel"],
    methods: {
      on: { params: [other, callback], returns: "receiver" },
      cancel: { params: [], returns: [undefined], source: "src/election.ts:69" },
      leader: { params: [other], returns: [undefined] },
    },
  },
  "etcd3.SoftwareTransaction": {
    role: "client",
    methods: {
      transact: {
        params: [callback],
        does: "txn",
        callbackParams: ["etcd3.SoftwareTransaction"],
        returns: [undefined],
        source: "src/stm.ts:456",
      },
      get: {
        params: [key],
        builds: "range",
        effects: [{ option: "limit", value: 1 }],
        returns: ["etcd3.SingleRangeBuilder"],
        source: "src/stm.ts:463",
      },
      put: { params: [key], builds: "put", returns: ["etcd3.PutBuilder"], source: "src/stm.ts:470" },
      delete: { params: [], builds: "delete", returns: ["etcd3.DeleteBuilder"], source: "src/stm.ts:477" },
    },
  },
  "etcd3.KVClient": {
    role: "client",
    methods: {
      range: raw("range", rangeEntries, "etcd3.IRangeResponse"),
      put: raw("put", putEntries, "etcd3.IPutResponse"),
      deleteRange: raw("delete", deleteEntries, "etcd3.IDeleteRangeResponse"),
      txn: raw("txn", txnEntries, "etcd3.ITxnResponse"),
      compact: raw("compact", compactEntries),
    },
  },
  "etcd3.WatchClient": {
    role: "client",
    methods: {
      watch: {
        params: [other],
        does: "watch",
        returns: ["etcd3.WatchStream"],
        opens: OWN_STREAM,
        note: "A new stream each call; watchers are made by write().",
        source: "src/rpc.ts:103",
      },
    },
  },
  "etcd3.WatchStream": {
    role: "watch-handle",
    closes: ["cancel", "end"],
    methods: {
      write: { params: [{ role: "ops", entries: watchRequestEntries }], runs: true, returns: [undefined] },
      on: { params: [other, callback], returns: "receiver", callbackParams: ["etcd3.IWatchResponse"] },
      cancel: { params: [] },
      end: { params: [] },
    },
  },
  "etcd3.LeaseClient": {
    role: "client",
    methods: {
      leaseGrant: raw("lease-grant", grantEntries),
      leaseRevoke: raw("lease-revoke", leaseEntries),
      leaseKeepAlive: { params: [other], does: "keepalive", opens: OWN_STREAM, returns: [undefined], source: "src/rpc.ts:145" },
      leaseTimeToLive: raw("lease-query", leaseEntries),
      leaseLeases: plain("lease-query"),
    },
  },
  "etcd3.MaintenanceClient": {
    role: "client",
    methods: {
      alarm: plain("maintenance"),
      status: plain("maintenance"),
      defragment: { params: [other], does: "defragment", returns: [undefined], source: "src/rpc.ts:244" },
      hash: plain("maintenance"),
      hashKV: plain("maintenance"),
      snapshot: { params: [other], does: "maintenance", opens: OWN_STREAM, returns: [undefined], source: "src/rpc.ts:268" },
      moveLeader: plain("maintenance"),
      downgrade: plain("maintenance"),
    },
  },
  "etcd3.ClusterClient": {
    role: "client",
    methods: {
      memberAdd: plain("maintenance"),
      memberRemove: plain("maintenance"),
      memberUpdate: plain("maintenance"),
      memberList: plain("maintenance"),
      memberPromote: plain("maintenance"),
    },
  },
  "etcd3.AuthClient": { role: "client" },
};

/** `new Etcd3(options)`. */
export const etcd3Constructor: LibraryFunction = {
  params: [{ role: "config", entries: optionEntries }],
  does: "connect",
  returns: ["etcd3.Etcd3"],
  holds: "connection",
  note: "Opens channels to every host; close() frees them.",
  source: "src/index.ts:60; src/connection-pool.ts:353-391",
};

/** `new KVClient(pool)` and its like hold nothing of their own. */
export function serviceConstructor(type: string): LibraryFunction {
  return { params: [client], returns: [type] };
}
