import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { type ConstantId, constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, clean, exact, multiply, widen, ZERO } from "./quantity";
import { arrayBytes, type Bytes, fromIndexBytes, readBytes, sentBytes, streamedBytes } from "./range-bytes";
import type { Amount, Because, ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

/**
 * `sorted`: any request whose limit the server cannot use while reading (a sort, a revision filter). `streamed`: `GetStream` of 3.7, which older
 * servers do not have and whose cost is then that of `full`.
 */
export type RangeMode = "full" | "keys-only" | "count-only" | "limited" | "sorted" | "streamed";

export interface RangeInput {
  readonly mode: RangeMode;
  /** Keys in the span that the request names. */
  readonly keysScanned: Amount;
  /** Keys that come back; default: all that are in the span. A count returns none. */
  readonly keysReturned?: Amount;
  readonly keyBytes: Amount;
  readonly valueBytes: Amount;
  /** Such requests served at the same time by one member. */
  readonly concurrent: Amount;
  readonly profile: VersionProfile;
}

interface Shape {
  readonly formula: string;
  readonly count: Quantity;
  readonly each: Quantity;
  readonly observedFormula: string;
  /** What one request costs, added up. */
  readonly parts: readonly Bytes[];
  readonly because: Because;
}

/**
 * Peak bytes of a range request while it is served, on the member that serves it, times the requests at once.
 * Document: the key-values that the server holds x (key + value): those returned, or the whole span where a sort makes it read all
 * of it (etcd server/etcdserver/txn/txn.go drops the limit while reading); a count returns none and builds an array of revisions (16 B a key) on builds that do so.
 * Observed: each key read costs its decoded copy and garbage, each key sent its marshalled copy: 2 x the response for large values, 4 x for
 * small ones. A streamed one holds chunks, and the garbage of earlier ones. Keys-only reads the values too before 3.7, which answers it from the index, and a sorted request reads its whole span.
 */
export function range(input: RangeInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => rangeOf(input, build));
}

function rangeOf(input: RangeInput, build: Build): ComponentEstimate {
  const concurrent = clean(input.concurrent);
  const shape = shapeOf(input, build);
  const one = add(...shape.parts.map(({ bytes }) => bytes));
  const constants: readonly ConstantId[] = shape.parts.flatMap((part) => part.constants);
  return componentEstimate({
    component: "range",
    kind: "transient",
    formula: `${shape.formula} x concurrent`,
    observedFormula: `(${shape.observedFormula}) x concurrent`,
    count: multiply(shape.count, concurrent),
    bytesEach: shape.each,
    observed: widen(multiply(one, concurrent), constant("range.low"), constant("range.high")),
    because: shape.because,
    constants: [...(input.mode === "count-only" ? ["doc.range.revision"] : []), ...constants, "range.low", "range.high"],
  });
}

function shapeOf(input: RangeInput, build: Build): Shape {
  const scanned = clean(input.keysScanned);
  const returned = clean(input.keysReturned ?? scanned);
  const concurrent = clean(input.concurrent);
  const key = clean(input.keyBytes);
  const value = clean(input.valueBytes);
  const reading = (read: Quantity) => readBytes({ read, scanned, concurrent, key, value }, build);
  const pair = add(key, value);
  switch (input.mode) {
    case "full":
      return {
        formula: "keys x (key + value)",
        count: returned,
        each: pair,
        observedFormula: "keys x (decoded copy + garbage + marshalled copy)",
        parts: [reading(returned), sentBytes(returned, key, value)],
        because: { id: "copies", data: {} },
      };
    case "streamed":
      if (build.line !== "3.7") return shapeOf({ ...input, mode: "full" }, build);
      return {
        formula: "keys x (key + value)",
        count: returned,
        each: pair,
        observedFormula: "chunks x keys of a chunk x (decoded copy + garbage + marshalled copy) + garbage of earlier chunks",
        parts: [streamedBytes({ read: returned, scanned, concurrent, key, value }, build)],
        because: { id: "streamed", data: { bytes: constant("range.stream-chunk") } },
      };
    case "keys-only": {
      const fromIndex = !build.keysOnlyReadsValues;
      return {
        formula: "keys x key",
        count: returned,
        each: key,
        observedFormula: fromIndex
          ? "keys x (object + arrays of the index + key)"
          : "keys in the span x (decoded copy with its value + garbage) + keys x key",
        parts: [fromIndex ? fromIndexBytes(returned) : reading(scanned), sentBytes(returned, key, ZERO)],
        because: { id: fromIndex ? "index-only" : "values-read", data: {} },
      };
    }
    case "count-only": {
      const arrays = build.rangeBuildsArray;
      return {
        formula: "keys in the span x revision",
        count: scanned,
        each: exact(arrays ? constant("doc.range.revision") : 0),
        observedFormula: arrays ? "keys in the span x revision array" : "nothing a key: the index is only walked",
        parts: [arrayBytes(scanned, concurrent, build)],
        because: { id: "array", data: {} },
      };
    }
    case "limited": {
      const arrays = build.rangeBuildsArray;
      return {
        formula: "keys returned x (key + value)",
        count: returned,
        each: pair,
        observedFormula: `keys returned x (decoded copy + garbage + marshalled copy)${arrays ? " + keys in the span x revision array" : ""}`,
        parts: [reading(returned), sentBytes(returned, key, value), arrayBytes(scanned, concurrent, build)],
        because: { id: arrays ? "array" : "copies", data: {} },
      };
    }
    case "sorted":
      return {
        formula: "keys in the span x (key + value)",
        count: scanned,
        each: pair,
        observedFormula: "keys in the span x (decoded copy + garbage) + keys returned x marshalled copy",
        parts: [reading(scanned), sentBytes(returned, key, value)],
        because: { id: "copies", data: {} },
      };
  }
}
