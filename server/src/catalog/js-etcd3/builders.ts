/**
 * Builders of the npm package etcd3 (src/builder.ts, src/watch.ts at e74db2a). They are thenables: awaiting one runs it.
 */
import { callback, fromArg, key, on, other, others, value } from "../spec";
import type { Effect, Entries, LibraryFunction, LibraryType, ParamSpec } from "../types";
import { opEntries, sortOrders, sortTargets } from "./requests";

/** A builder method that sets options from its arguments and returns the builder. */
function set(params: readonly ParamSpec[], effects: readonly Effect[], source: string): LibraryFunction {
  return { params, effects, returns: "receiver", source };
}

/** A terminal call. */
function run(result: string | undefined, source: string, effects: readonly Effect[] = []): LibraryFunction {
  return { params: [other], runs: true, effects, returns: [result], source };
}

/** `.then(fn)` on the thenable runs it as `await` does. */
const thenable: Readonly<Record<string, LibraryFunction>> = {
  // biome-ignore lint/suspicious/noThenProperty: the library's own method name
  then: { params: [callback, callback], runs: true, returns: [undefined], source: "src/util.ts PromiseWrap" },
  catch: { params: [callback], runs: true, returns: [undefined], source: "src/util.ts PromiseWrap" },
};

/** `{ start, end }`, `{ prefix }`: src/range.ts Rangable. */
const rangableEntries: Entries = {
  start: { role: "key" },
  end: { role: "range-end", option: "range-end" },
  prefix: { role: "key", option: "prefix" },
};

/** A Rangable: an opaque one, or an instance of Range, is a range whose end we do not see; an object literal says more by its entries. */
export const rangable: ParamSpec = { role: "options", option: "range-end", entries: rangableEntries };

function spanMethods(source: string): Readonly<Record<string, LibraryFunction>> {
  return {
    prefix: set([key], [on("prefix")], source),
    inRange: set([rangable], [], source),
    all: set([], [on("all-keys")], source),
  };
}

const rangeMethods: Readonly<Record<string, LibraryFunction>> = {
  revision: set([{ role: "revision" }], [fromArg("revision", 0)], "src/builder.ts:71"),
  serializable: set([other], [fromArg("serializable", 0)], "src/builder.ts:79"),
  minModRevision: set([{ role: "revision" }], [fromArg("min-mod-revision", 0)], "src/builder.ts:87"),
  maxModRevision: set([{ role: "revision" }], [fromArg("max-mod-revision", 0)], "src/builder.ts:95"),
  minCreateRevision: set([{ role: "revision" }], [fromArg("min-create-revision", 0)], "src/builder.ts:103"),
  maxCreateRevision: set([{ role: "revision" }], [fromArg("max-create-revision", 0)], "src/builder.ts:111"),
  options: set([other], [], "src/builder.ts:119"),
  op: { params: [], returns: ["etcd3.IRequestOp"], note: "Gives the operation without running it." },
};

export const builderTypes: Readonly<Record<string, LibraryType>> = {
  "etcd3.SingleRangeBuilder": {
    role: "builder",
    builds: "range",
    awaits: "string",
    methods: {
      ...thenable,
      ...rangeMethods,
      json: run(undefined, "src/builder.ts:150"),
      string: run(undefined, "src/builder.ts:158"),
      number: run(undefined, "src/builder.ts:168"),
      buffer: run(undefined, "src/builder.ts:176"),
      exists: run(undefined, "src/builder.ts:183", [on("keys-only")]),
      exec: run("etcd3.IRangeResponse", "src/builder.ts:191"),
    },
  },
  "etcd3.MultiRangeBuilder": {
    role: "builder",
    builds: "range",
    awaits: "strings",
    methods: {
      ...thenable,
      ...rangeMethods,
      ...spanMethods("src/builder.ts:219-236"),
      limit: set([{ role: "limit" }], [fromArg("limit", 0)], "src/builder.ts:243: Infinity means no limit"),
      sort: set([other, other], [fromArg("sort-target", 0, sortTargets), fromArg("sort-order", 1, sortOrders)], "src/builder.ts:251"),
      count: run(undefined, "src/builder.ts:262", [on("count-only")]),
      keys: run("etcd3.KeyList", "src/builder.ts:270", [on("keys-only")]),
      keyBuffers: run("etcd3.KeyList", "src/builder.ts:280", [on("keys-only")]),
      json: run("etcd3.ValueMap", "src/builder.ts:290"),
      strings: run("etcd3.ValueMap", "src/builder.ts:298"),
      numbers: run("etcd3.ValueMap", "src/builder.ts:306"),
      buffers: run("etcd3.ValueMap", "src/builder.ts:314"),
      exec: run("etcd3.IRangeResponse", "src/builder.ts:321"),
    },
  },
  "etcd3.PutBuilder": {
    role: "builder",
    builds: "put",
    awaits: "exec",
    methods: {
      ...thenable,
      value: set([value], [], "src/builder.ts:474"),
      lease: set([{ role: "lease" }], [fromArg("lease", 0)], "src/builder.ts:483"),
      ignoreLease: set([], [on("ignore-lease")], "src/builder.ts:491"),
      options: set([other], [], "src/builder.ts:499"),
      getPrevious: run("etcd3.IKeyValue", "src/builder.ts:509", [on("prev-kv")]),
      touch: run("etcd3.IPutResponse", "src/builder.ts:518", [on("ignore-value")]),
      exec: run("etcd3.IPutResponse", "src/builder.ts:527"),
      op: { params: [], returns: ["etcd3.IRequestOp"] },
    },
  },
  "etcd3.DeleteBuilder": {
    role: "builder",
    builds: "delete",
    awaits: "exec",
    methods: {
      ...thenable,
      ...spanMethods("src/builder.ts:382-405"),
      key: set([key], [], "src/builder.ts:373"),
      range: set([rangable], [], "src/builder.ts:389"),
      options: set([other], [], "src/builder.ts:425"),
      getPrevious: run("[]etcd3.IKeyValue", "src/builder.ts:417", [on("prev-kv")]),
      exec: run("etcd3.IDeleteRangeResponse", "src/builder.ts:433"),
      op: { params: [], returns: ["etcd3.IRequestOp"] },
    },
  },
  "etcd3.ComparatorBuilder": {
    role: "builder",
    builds: "txn",
    methods: {
      and: set([key, other, other, other], [], "src/builder.ts:606"),
      // Not a thenable: `then` takes the operations of the success branch.
      // biome-ignore lint/suspicious/noThenProperty: the library's own method name
      then: set([{ role: "ops", variadic: true, entries: opEntries }], [], "src/builder.ts:634"),
      else: set([{ role: "ops", variadic: true, entries: opEntries }], [], "src/builder.ts:643"),
      options: set([other], [], "src/builder.ts:598"),
      commit: { params: [], runs: true, returns: ["etcd3.ITxnResponse"], source: "src/builder.ts:651" },
    },
  },
  "etcd3.WatchBuilder": {
    role: "builder",
    builds: "watch",
    methods: {
      key: set([key], [], "src/watch.ts:407"),
      prefix: set([key], [on("prefix")], "src/watch.ts:414"),
      inRange: set([rangable], [], "src/watch.ts:421"),
      // operationNames: watching only puts filters deletes out, and the other way round. `ignore` does the same as `only`.
      only: set([others], onlyEffects(), "src/watch.ts:438"),
      ignore: set([others], onlyEffects(), "src/watch.ts:431: calls only()"),
      withPreviousKV: set([], [on("prev-kv")], "src/watch.ts:446"),
      startRevision: set([{ role: "revision" }], [fromArg("revision", 0)], "src/watch.ts:454"),
      watcher: { params: [], runs: true, returns: ["etcd3.Watcher"], opens: { stream: "shared" }, source: "src/watch.ts:464" },
      create: {
        params: [],
        runs: true,
        returns: ["etcd3.Watcher"],
        opens: { stream: "shared" },
        note: "One stream per Namespace object, dropped when its last watcher is cancelled.",
        source: "src/watch.ts:471; src/namespace.ts:53",
      },
    },
  },
  "etcd3.Watcher": {
    role: "watch-handle",
    closes: ["cancel"],
    methods: {
      on: { params: [other, callback], returns: "receiver", callbackParams: ["etcd3.IKeyValue", "etcd3.IKeyValue"] },
      cancel: { params: [], returns: [undefined], source: "src/watch.ts:587" },
      lastRevision: { params: [], returns: [undefined] },
    },
  },
  "etcd3.Range": { role: "option" },
};

function onlyEffects(): readonly Effect[] {
  return [fromArg("filter-delete", 0, { put: true, delete: false }), fromArg("filter-put", 0, { put: false, delete: true })];
}

export const rangeFunctions: Readonly<Record<string, LibraryFunction>> = {
  "Range.prefix": {
    params: [key],
    isOption: true,
    effects: [on("prefix")],
    returns: ["etcd3.Range"],
    gives: "prefix-end",
    note: "The empty prefix is the whole keyspace.",
    source: "src/range.ts:39",
  },
  "Range.from": { params: [rangable], returns: ["etcd3.Range"], source: "src/range.ts:50" },
};

/** `new Range(start, end)`. */
export const rangeConstructor: LibraryFunction = {
  params: [key, { role: "range-end" }],
  isOption: true,
  effects: [fromArg("range-end", 1)],
  returns: ["etcd3.Range"],
  source: "src/range.ts:68",
};
