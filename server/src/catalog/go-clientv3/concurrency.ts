/** client/v3/concurrency: sessions, locks, elections, software transactions. Sources are lines of etcd v3.7.1. */
import { callback, client, context, key, on, options, other, setting, value } from "../spec";
import type { Effect, LibraryFunction, LibraryPackage, LibraryType, Opens } from "../types";
import { clientPaths } from "./paths";

const SHARED: Opens = { stream: "shared" };

/** v3.WithFirstCreate(): a read of the whole prefix, sorted, to give one key. */
const FIRST_CREATED: readonly Effect[] = [
  { option: "prefix" },
  { option: "sort-target", value: "target:create" },
  { option: "sort-order", value: "order:ascend" },
  { option: "limit", value: 1 },
];

const readsPrefix = "Reads the whole lock prefix, and watches one key while it waits.";

function stmRun(params: LibraryFunction["params"], source: string): LibraryFunction {
  return {
    params,
    does: "txn",
    callbackParams: ["concurrency.STM"],
    returns: ["clientv3.TxnResponse", undefined],
    note: "Reads go out one by one while the function runs; its writes are one transaction at the end.",
    source,
  };
}

export const concurrencyTypes: Readonly<Record<string, LibraryType>> = {
  "concurrency.Session": {
    role: "session",
    closes: ["Close", "Orphan"],
    methods: {
      Client: { params: [], returns: ["clientv3.Client"], source: "client/v3/concurrency/session.go:82" },
      Lease: { params: [], returns: ["clientv3.LeaseID"], source: "client/v3/concurrency/session.go:87" },
      Ctx: { params: [], returns: ["clientv3.Context"], source: "client/v3/concurrency/session.go:91" },
      Done: { params: [], returns: [undefined], source: "client/v3/concurrency/session.go:97" },
      Orphan: { params: [], source: "client/v3/concurrency/session.go:102" },
      Close: { params: [], returns: [undefined], note: "Revokes the lease.", source: "client/v3/concurrency/session.go:108" },
    },
  },
  "concurrency.SessionOption": { role: "option" },
  "concurrency.STMOption": { role: "option" },
  "concurrency.Mutex": {
    role: "builder",
    builds: "lock",
    closes: ["Unlock"],
    methods: {
      Lock: {
        params: [context],
        does: "lock",
        runs: true,
        returns: [undefined],
        note: readsPrefix,
        source: "client/v3/concurrency/mutex.go:75,122; key.go:49-63",
      },
      TryLock: {
        params: [context],
        does: "lock",
        runs: true,
        returns: [undefined],
        note: "Reads the whole lock prefix.",
        source: "client/v3/concurrency/mutex.go:52,122",
      },
      Unlock: {
        params: [context],
        does: "delete",
        returns: [undefined],
        note: "Deletes one key.",
        source: "client/v3/concurrency/mutex.go:134",
      },
      IsOwner: { params: [], returns: ["clientv3.Cmp"], source: "client/v3/concurrency/mutex.go:152" },
      Key: { params: [], returns: [undefined], source: "client/v3/concurrency/mutex.go:156" },
    },
  },
  /** What NewLocker gives: a sync.Locker over a Mutex. */
  "concurrency.Locker": {
    role: "builder",
    builds: "lock",
    closes: ["Unlock"],
    methods: {
      Lock: { params: [], does: "lock", runs: true, returns: [], note: readsPrefix, source: "client/v3/concurrency/mutex.go:163" },
      Unlock: { params: [], does: "delete", returns: [], source: "client/v3/concurrency/mutex.go:169" },
    },
  },
  "concurrency.Election": {
    role: "builder",
    builds: "election",
    closes: ["Resign"],
    methods: {
      Campaign: {
        params: [context, value],
        does: "election",
        runs: true,
        returns: [undefined],
        note: "Puts the value, and watches one key while it waits.",
        source: "client/v3/concurrency/election.go:69",
      },
      Proclaim: { params: [context, value], does: "put", returns: [undefined], source: "client/v3/concurrency/election.go:110" },
      Resign: { params: [context], does: "delete", returns: [undefined], source: "client/v3/concurrency/election.go:132" },
      Leader: {
        params: [context],
        does: "election",
        runs: true,
        effects: FIRST_CREATED,
        returns: ["clientv3.GetResponse", undefined],
        note: "Reads the whole election prefix to give one key.",
        source: "client/v3/concurrency/election.go:148-150",
      },
      Observe: {
        params: [context],
        does: "election",
        runs: true,
        returns: ["concurrency.LeaderChan"],
        opens: SHARED,
        note: "Reads the election prefix and watches it, again for every new leader.",
        source: "client/v3/concurrency/election.go:167-245",
      },
      Key: { params: [], returns: [undefined] },
      Rev: { params: [], returns: [undefined] },
    },
  },
  "concurrency.LeaderChan": { role: "response", element: "clientv3.GetResponse" },
  "concurrency.STM": {
    role: "client",
    methods: {
      Get: { params: [{ role: "key", variadic: true }], does: "range", returns: [undefined], source: "client/v3/concurrency/stm.go:28" },
      Put: { params: [key, value, options], does: "put", returns: [], source: "client/v3/concurrency/stm.go:30" },
      Rev: { params: [key], returns: [undefined], source: "client/v3/concurrency/stm.go:32" },
      Del: { params: [key], does: "delete", returns: [], source: "client/v3/concurrency/stm.go:34" },
    },
  },
};

export const concurrencyPackage: LibraryPackage = {
  paths: clientPaths("concurrency"),
  name: "concurrency",
  types: {
    Session: "concurrency.Session",
    SessionOption: "concurrency.SessionOption",
    Mutex: "concurrency.Mutex",
    Election: "concurrency.Election",
    STM: "concurrency.STM",
    STMOption: "concurrency.STMOption",
  },
  functions: {
    NewSession: {
      params: [client, options],
      does: "session",
      returns: ["concurrency.Session", undefined],
      opens: SHARED,
      holds: "lease",
      note: "Grants a lease of 60 s and keeps it alive.",
      source: "client/v3/concurrency/session.go:26,41-58",
    },
    // These share names with options of clientv3 and act on the session alone.
    WithTTL: setting("ttl", "ttl", "concurrency.SessionOption", "client/v3/concurrency/session.go:128"),
    WithLease: setting("lease", "lease", "concurrency.SessionOption", "client/v3/concurrency/session.go:141"),
    WithContext: {
      params: [context],
      isOption: true,
      effects: [],
      returns: ["concurrency.SessionOption"],
      source: "client/v3/concurrency/session.go:152",
    },
    NewMutex: {
      params: [client, key],
      builds: "lock",
      effects: [on("prefix")],
      returns: ["concurrency.Mutex"],
      source: "client/v3/concurrency/mutex.go:45",
    },
    NewLocker: {
      params: [client, key],
      builds: "lock",
      effects: [on("prefix")],
      returns: ["concurrency.Locker"],
      source: "client/v3/concurrency/mutex.go:178",
    },
    NewElection: {
      params: [client, key],
      builds: "election",
      returns: ["concurrency.Election"],
      source: "client/v3/concurrency/election.go:44",
    },
    ResumeElection: {
      params: [client, key, other, other],
      builds: "election",
      returns: ["concurrency.Election"],
      source: "client/v3/concurrency/election.go:49",
    },
    NewSTM: stmRun([client, callback, options], "client/v3/concurrency/stm.go:90"),
    NewSTMRepeatable: stmRun([context, client, callback], "client/v3/concurrency/stm.go:380"),
    NewSTMSerializable: stmRun([context, client, callback], "client/v3/concurrency/stm.go:385"),
    NewSTMReadCommitted: stmRun([context, client, callback], "client/v3/concurrency/stm.go:390"),
    WithIsolation: {
      params: [other],
      isOption: true,
      effects: [],
      returns: ["concurrency.STMOption"],
      source: "client/v3/concurrency/stm.go:72",
    },
    WithAbortContext: {
      params: [context],
      isOption: true,
      effects: [],
      returns: ["concurrency.STMOption"],
      source: "client/v3/concurrency/stm.go:77",
    },
    WithPrefetch: {
      params: [{ role: "other", variadic: true }],
      isOption: true,
      effects: [],
      returns: ["concurrency.STMOption"],
      source: "client/v3/concurrency/stm.go:85",
    },
  },
};
