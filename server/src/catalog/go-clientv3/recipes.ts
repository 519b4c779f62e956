/** client/v3/experimental/recipes, which up to 3.4 was contrib/recipes. Sources are lines of etcd v3.7.1. */
import { client, key, on, other, value } from "../spec";
import type { Effect, LibraryFunction, LibraryPackage, LibraryType, Opens } from "../types";
import { clientPaths } from "./paths";

const SHARED: Opens = { stream: "shared" };
const DIR = "client/v3/experimental/recipes";

/** v3.WithFirstRev(): the whole prefix, sorted, for one key. */
const FIRST_WRITTEN: readonly Effect[] = [
  { option: "prefix" },
  { option: "sort-target", value: "target:mod" },
  { option: "sort-order", value: "order:ascend" },
  { option: "limit", value: 1 },
];

function make(type: string, builds: "range" | "lock", source: string, more: LibraryFunction["params"] = []): LibraryFunction {
  return { params: [client, key, ...more], builds, returns: [type], source: `${DIR}/${source}` };
}

function lock(source: string): LibraryFunction {
  return {
    params: [],
    does: "lock",
    runs: true,
    returns: [undefined],
    note: "Reads the prefix, and watches while it waits.",
    source: `${DIR}/${source}`,
  };
}

function act(does: "put" | "delete" | "range", params: LibraryFunction["params"], source: string): LibraryFunction {
  return { params, does, runs: true, returns: [undefined], source: `${DIR}/${source}` };
}

export const recipeTypes: Readonly<Record<string, LibraryType>> = {
  "recipe.Barrier": {
    role: "builder",
    builds: "range",
    methods: {
      Hold: act("put", [], "barrier.go:38"),
      Release: act("delete", [], "barrier.go:44"),
      Wait: { params: [], does: "watch", runs: true, returns: [undefined], opens: SHARED, source: `${DIR}/barrier.go:51` },
    },
  },
  "recipe.DoubleBarrier": {
    role: "builder",
    builds: "range",
    methods: {
      Enter: {
        params: [],
        does: "range",
        runs: true,
        effects: [on("prefix"), { option: "sort-target", value: "target:create" }, { option: "sort-order", value: "order:ascend" }],
        returns: [undefined],
        note: "Reads all waiters twice, puts a key and watches one.",
        source: `${DIR}/double_barrier.go:46-109`,
      },
      Leave: {
        params: [],
        does: "range",
        runs: true,
        effects: [on("prefix")],
        returns: [undefined],
        source: `${DIR}/double_barrier.go:112`,
      },
    },
  },
  "recipe.Queue": {
    role: "builder",
    builds: "range",
    methods: {
      Enqueue: act("put", [value], "queue.go:36"),
      Dequeue: {
        params: [],
        does: "range",
        runs: true,
        effects: FIRST_WRITTEN,
        returns: [undefined, undefined],
        note: "Reads the whole queue to take one element; watches the prefix when it is empty.",
        source: `${DIR}/queue.go:43-70`,
      },
    },
  },
  "recipe.PriorityQueue": {
    role: "builder",
    builds: "range",
    methods: {
      Enqueue: act("put", [value, other], "priority_queue.go:38"),
      Dequeue: {
        params: [],
        does: "range",
        runs: true,
        // WithFirstKey: the sort collapses, so the limit reaches the index.
        effects: [on("prefix"), { option: "limit", value: 1 }],
        returns: [undefined, undefined],
        source: `${DIR}/priority_queue.go:46`,
      },
    },
  },
  "recipe.RWMutex": {
    role: "builder",
    builds: "lock",
    closes: ["Unlock", "RUnlock"],
    methods: {
      RLock: lock("rwmutex.go:37"),
      Lock: lock("rwmutex.go:51"),
      RUnlock: { params: [], does: "delete", returns: [undefined], source: `${DIR}/rwmutex.go:88` },
      Unlock: { params: [], does: "delete", returns: [undefined], source: `${DIR}/rwmutex.go:89` },
    },
  },
};

export const recipePackage: LibraryPackage = {
  paths: [
    ...clientPaths("experimental/recipes"),
    "github.com/coreos/etcd/contrib/recipes",
    "github.com/etcd-io/etcd/contrib/recipes",
    "go.etcd.io/etcd/contrib/recipes",
    "go.etcd.io/etcd/v3/contrib/recipes",
  ],
  name: "recipe",
  types: {
    Barrier: "recipe.Barrier",
    DoubleBarrier: "recipe.DoubleBarrier",
    Queue: "recipe.Queue",
    PriorityQueue: "recipe.PriorityQueue",
    RWMutex: "recipe.RWMutex",
  },
  functions: {
    NewBarrier: make("recipe.Barrier", "range", "barrier.go:33"),
    NewDoubleBarrier: make("recipe.DoubleBarrier", "range", "double_barrier.go:36", [other]),
    NewQueue: make("recipe.Queue", "range", "queue.go:32"),
    NewPriorityQueue: make("recipe.PriorityQueue", "range", "priority_queue.go:33"),
    NewRWMutex: make("recipe.RWMutex", "lock", "rwmutex.go:33"),
    WaitEvents: {
      params: [client, key, { role: "revision" }, other],
      does: "watch",
      returns: ["mvccpb.Event", undefined],
      opens: SHARED,
      note: "Ends its own watch when it returns.",
      source: `${DIR}/watch.go:25`,
    },
    WaitPrefixEvents: {
      params: [client, key, { role: "revision" }, other],
      does: "watch",
      effects: [on("prefix")],
      returns: ["mvccpb.Event", undefined],
      opens: SHARED,
      note: "Ends its own watch when it returns.",
      source: `${DIR}/watch.go:35`,
    },
  },
};
