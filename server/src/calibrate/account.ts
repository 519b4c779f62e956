/** The model's total beside the server's memory, component by component, with the calls that explain each. */
import type { CallRow } from "../engine/types";
import { type ComponentEstimate, type ComponentId, type Prediction, predict, type Quantity } from "../model";
import type { ServerFacts } from "./facts";
import { type KeyGroup, writtenSince } from "./groups";
import { loadOf, type MeasuredLoad } from "./load";

export interface Explanation {
  readonly call: CallRow;
  /** Of the component, what the keys of this call come to; undefined where the server does not tell calls apart. */
  readonly share: number | undefined;
}

export interface AccountRow {
  readonly component: ComponentId;
  readonly formulas: readonly string[];
  readonly document: number;
  /** Live heap and stacks. */
  readonly live: Quantity;
  /** Pages of files. */
  readonly file: Quantity;
  readonly because: readonly Explanation[];
}

export interface Account {
  readonly rows: readonly AccountRow[];
  readonly prediction: Prediction;
  readonly load: MeasuredLoad;
  /** Heap and stacks alive at the server's last collection. */
  readonly measuredLive: number | undefined;
  /** The model's live heap over the server's. */
  readonly ratio: number | undefined;
  /** Of the server's live heap, what the model accounts for: 1 less how far off it is, either way. */
  readonly explained: number | undefined;
}

export function accountOf(facts: ServerFacts, groups: readonly KeyGroup[], calls: readonly CallRow[]): Account {
  const load = loadOf(facts, groups);
  const prediction = predict(load.scenario);
  const components = [...new Set(prediction.components.map(({ component }) => component))];
  const rows = components.map((component) => rowOf(component, prediction, load, calls));
  const { liveHeap, stacks } = facts.memory;
  const measuredLive = liveHeap === undefined ? undefined : liveHeap + (stacks ?? 0);
  const ratio = measuredLive ? prediction.live.likely / measuredLive : undefined;
  return {
    rows,
    prediction,
    load,
    measuredLive,
    ratio,
    explained: ratio === undefined ? undefined : Math.max(0, 1 - Math.abs(1 - ratio)),
  };
}

function rowOf(component: ComponentId, prediction: Prediction, load: MeasuredLoad, calls: readonly CallRow[]): AccountRow {
  const parts = prediction.components.filter((part) => part.component === component);
  return {
    component,
    formulas: [...new Set(parts.map(({ observedFormula, formula }) => observedFormula ?? formula))],
    document: parts.reduce((sum, part) => sum + part.document, 0),
    live: total(parts, (part) => part.live),
    file: total(parts, (part) => part.file),
    because: explanationsOf(component, parts, load, calls),
  };
}

function total(parts: readonly ComponentEstimate[], pick: (part: ComponentEstimate) => Quantity): Quantity {
  const sum = (bound: keyof Quantity): number => parts.reduce((all, part) => all + pick(part)[bound], 0);
  return { low: sum("low"), likely: sum("likely"), high: sum("high") };
}

const writing: ReadonlySet<CallRow["operation"]> = new Set(["put", "txn", "lock", "election", "session"]);

function explanationsOf(
  component: ComponentId,
  parts: readonly ComponentEstimate[],
  load: MeasuredLoad,
  calls: readonly CallRow[],
): readonly Explanation[] {
  switch (component) {
    case "tree-index":
      return byGroup(load, (_group, at) => parts[at]?.live.likely ?? 0, isWriting);
    case "raft-log":
      return byGroup(load, (group) => writtenSince(group, load.log?.since ?? 0).bytes, isWriting);
    case "boltdb":
    case "write-buffer":
      return byGroup(load, ({ keys, version, keyBytes, valueBytes }) => keys * version * (keyBytes + valueBytes), isWriting);
    case "watchers":
    case "streams":
    case "watch-backlog":
      return unshared(calls, ["watch", "open-stream"]);
    case "connections":
      return unshared(calls, ["connect"]);
    case "lease":
      return unshared(calls, ["lease-grant", "session", "lock", "election"]);
    case "range":
      return unshared(calls, ["range", "count"]);
    case "v2-store":
    case "peers":
    case "process":
      return [];
  }
}

function isWriting({ operation }: CallRow): boolean {
  return writing.has(operation);
}

function unshared(calls: readonly CallRow[], operations: readonly CallRow["operation"][]): readonly Explanation[] {
  return calls.filter(({ operation }) => operations.includes(operation)).map((call) => ({ call, share: undefined }));
}

/** The calls of each group with the group's share; calls that write the same keys each carry all of it. Dearest first. */
function byGroup(
  { groups, otherKeys }: MeasuredLoad,
  weight: (group: KeyGroup, at: number) => number,
  wanted: (call: CallRow) => boolean,
): readonly Explanation[] {
  const weights = groups.map(weight);
  const known = weights.reduce((sum, value) => sum + value, 0);
  const keys = groups.reduce((sum, group) => sum + group.keys, 0);
  // Keys that no prefix covers are taken to weigh what the others do.
  const all = keys === 0 ? known : known * (1 + otherKeys / keys);
  return groups
    .flatMap((group, at) => group.calls.filter(wanted).map((call) => ({ call, share: all === 0 ? 0 : (weights[at] ?? 0) / all })))
    .sort((a, b) => b.share - a.share);
}
