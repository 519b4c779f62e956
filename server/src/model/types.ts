/** The vocabulary of the memory model: plain numbers, no text for people. Bytes are bytes, rates are per second. */

/** A number that is not known exactly. `likely` lies within `low`..`high`; `high` may be Infinity for "no bound known". */
export interface Quantity {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export type ComponentId =
  | "raft-log"
  | "tree-index"
  | "boltdb"
  | "connections"
  | "streams"
  | "watchers"
  | "watch-backlog"
  | "range"
  | "lease"
  | "v2-store";

/** Retained stays until something frees it; transient lives as long as a request; growing rises per hour until a ceiling. */
export type MemoryKind = "retained" | "transient" | "growing";

/** One line of the arithmetic: count x bytesEach. */
export interface ComponentEstimate {
  readonly component: ComponentId;
  readonly kind: MemoryKind;
  /** In symbols, e.g. `entries x (value + key)`. */
  readonly formula: string;
  /** The same for the observed range. */
  readonly observedFormula?: string;
  readonly count: Quantity;
  readonly bytesEach: Quantity;
  /** Bytes by the documents' formula and constants, with the likely inputs. */
  readonly document: number;
  /** Observed model: the same with measured constants; bytes. */
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  /** For growing components: bytes per hour, and where the growth ends (Infinity = only at the quota or never). */
  readonly perHour?: number;
  readonly ceiling?: number;
  /** Ids of constants used, so that a renderer can name their sources. */
  readonly constants: readonly string[];
}

export interface Estimate {
  readonly kind: MemoryKind;
  readonly document: number;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  readonly perHour?: number;
  readonly ceiling?: number;
  readonly components: readonly ComponentEstimate[];
}

/** A constant of the model with its source, shown wherever the number unfolds. */
export interface Constant {
  readonly id: string;
  readonly value: number;
  readonly unit: "bytes" | "entries" | "ratio" | "seconds" | "count";
  readonly source: string;
}
