/** The vocabulary of the memory model: plain numbers, no text for people. Bytes are bytes, rates are per second. */

/** A number that is not known exactly. `likely` lies within `low`..`high`; `high` may be Infinity for "no bound known". */
export interface Quantity {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** An input of the model: a number known exactly, or a quantity. */
export type Amount = number | Quantity;

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
  | "v2-store"
  | "write-buffer"
  | "peers"
  | "process";

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
  /**
   * Observed model: bytes that a real server of that version shows. For what stays, `likely` is live Go heap and stacks (for `boltdb` the file), and
   * the range reaches from the least that is live or resident to the most that is resident; for what passes, it is the peak of resident bytes.
   */
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  /** The part that is live Go heap and goroutine stacks after a forced collection. Nothing of a transient component. */
  readonly live: Quantity;
  /**
   * The part that is anonymous resident memory (RssAnon): from after a forced collection, without pages never touched, to as an operator sees it, with the
   * collector's headroom. For what passes, the peak.
   */
  readonly resident: Quantity;
  /** The part that is pages of a file: the database as far as it is resident, the program's own code. */
  readonly file: Quantity;
  /** Why the documents and the observed model part by more than 2 x; absent where they do not. */
  readonly because?: Because;
  /** For growing components: bytes per hour, and where the growth ends (Infinity = only at the quota or never). */
  readonly perHour?: number;
  readonly ceiling?: number;
  /** Ids of constants used, so that a renderer can name their sources. */
  readonly constants: readonly string[];
}

/** Why the documents' number and the observed one differ: an id that a renderer has a sentence for, and its numbers. */
export interface Because {
  readonly id: BecauseId;
  readonly data: Readonly<Record<string, number>>;
}

export type BecauseId =
  | "sawtooth"
  | "before-first-cut"
  | "entry-overhead"
  | "slices"
  | "page-layout"
  | "quota"
  | "connection-buffers"
  | "connection-tls"
  | "stream-stacks"
  | "stream-channel"
  | "keepalive-stream"
  | "watcher-keys"
  | "shared-buffer"
  | "history"
  | "copies"
  | "values-read"
  | "index-only"
  | "array"
  | "streamed"
  | "lease-maps"
  | "v2-measured"
  | "not-documented";

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
