/** When the database is full, etcd takes no more writes: what lies behind that moment is reached only where something compacts. */
import { constantById, type Prediction } from "../model";
import { formatBytes, formatSeconds } from "../text/format";
import type { Load } from "./operation";

/** Halvings of the time in the search for the moment: twelve hours come down to under a second. */
const halvings = 20;

interface Question {
  /** How long it grows; undefined for what does not. */
  readonly hours: number | undefined;
  load(hours?: number): Load;
  predict(hours?: number): Prediction;
}

/** A sentence when the database reaches its quota, and when it does. */
export function quotaNotes({ hours, load, predict }: Question): readonly string[] {
  const quota = quotaOf(load());
  if (quota === undefined) return [];
  const isFull = (at?: number): boolean =>
    predict(at).components.some(({ component, likely }) => component === "boltdb" && likely >= quota);
  if (!isFull()) return [];
  if (hours === undefined) return [`the database does not fit into its quota of ${formatBytes(quota)}: etcd refuses writes before`];
  let [before, full] = [0, hours];
  for (let step = 0; step < halvings; step += 1) {
    const middle = (before + full) / 2;
    if (isFull(middle)) full = middle;
    else before = middle;
  }
  const moment = formatSeconds(full * 3600);
  return [
    `without compaction the database reaches its quota of ${formatBytes(quota)} after ${moment}, and etcd refuses writes; --kept says how much history stays`,
  ];
}

function quotaOf({ boltdb }: Load): number | undefined {
  if (boltdb === undefined) return undefined;
  const first = Array.isArray(boltdb) ? boltdb[0] : boltdb;
  return first?.quotaBytes ?? constantById("doc.quota")?.value;
}
