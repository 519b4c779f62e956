/** Bytes of Go maps, which etcd holds leases and watchers in. */
import { constant } from "./constants";
import { times } from "./quantity";
import { sizeClass } from "./size-class";
import type { Quantity } from "./types";

/** `old`: buckets of eight with a chain (Go up to 1.23). `swiss`: groups of eight with control bytes (from Go 1.24 on). */
export type GoMaps = "old" | "swiss";

/** Sizes of one key and one value of a map; `value` is 0 for `map[K]struct{}`. */
export interface Entry {
  readonly key: number;
  readonly value: number;
}

const SLOTS = 8;
const WORD = 8;
/** A table of a swiss map holds so many slots; a larger map is several tables (internal/runtime/maps/table.go, maxTableCapacity). */
const TABLE_SLOTS = 1_024;

/**
 * Heap of a map with `entries` entries that was filled one by one, its header included. Capacity doubles, so that bytes per entry swing by two.
 * Go up to 1.23: 2^B buckets at 6.5 entries a bucket, a sixteenth more for overflow buckets (runtime/map.go). Go 1.24: groups at 7 entries a group,
 * in tables of up to 1 024 slots; a value of no size takes a word (internal/runtime/maps). Empty and negative: the header alone.
 */
export function mapBytes(entries: number, entry: Entry, maps: GoMaps): number {
  if (!Number.isFinite(entries)) return Number.POSITIVE_INFINITY;
  const header = constant("map.header");
  if (!(entries > 0)) return header;
  return header + (maps === "old" ? oldBytes(entries, entry) : swissBytes(entries, entry));
}

function oldBytes(entries: number, { key, value }: Entry): number {
  const bucket = SLOTS + SLOTS * (key + value) + WORD;
  if (entries <= SLOTS) return sizeClass(bucket);
  const buckets = powerOfTwo(entries / constant("map.load.old"));
  return sizeClass((buckets >= 16 ? buckets * (1 + 1 / 16) : buckets) * bucket);
}

function swissBytes(entries: number, { key, value }: Entry): number {
  const slot = key + (value === 0 ? WORD : value);
  const group = SLOTS + SLOTS * slot;
  if (entries <= SLOTS) return sizeClass(group);
  const slots = SLOTS * powerOfTwo(entries / constant("map.load.swiss"));
  if (slots <= TABLE_SLOTS) return sizeClass((slots / SLOTS) * group);
  return (slots / TABLE_SLOTS) * sizeClass((TABLE_SLOTS / SLOTS) * group);
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.max(0, Math.ceil(Math.log2(atLeast)));
}

/**
 * Bytes an entry of a map of so many entries. Where the number is not known exactly, the fill of the map is not known either: the range is then that of the
 * doubling, and a map half way between two doublings is the likely one.
 */
export function mapEntryBytes(entries: Quantity, entry: Entry, maps: GoMaps): Quantity {
  if (entries.low === entries.high && Number.isFinite(entries.high)) {
    const each = entries.high > 0 ? mapBytes(entries.high, entry, maps) / entries.high : 0;
    return { low: each, likely: each, high: each };
  }
  // Just full, two thirds on, and just doubled; large enough that the header does not count.
  const full = SLOTS * 4_096 * ((maps === "old" ? constant("map.load.old") : constant("map.load.swiss")) / SLOTS);
  const each = mapBytes(full, entry, maps) / full;
  return { low: each, likely: times(each, 1.5), high: times(each, 2) };
}
