import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { type ConstantId, constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, clean, exact, multiply, widen, ZERO } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

/** `sorted`: any request whose limit the server cannot use while reading (a sort, a revision filter). */
export type RangeMode = "full" | "keys-only" | "count-only" | "limited" | "sorted";

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
  /** Bytes of one request. */
  readonly observed: Quantity;
  readonly constants: readonly ConstantId[];
}

const READ: readonly ConstantId[] = ["range.kv-struct", "range.slices", "range.garbage"];
const SENT: readonly ConstantId[] = ["range.response-overhead"];

/**
 * Peak bytes of a range request while it is served, on the member that serves it, times the requests at once.
 * Document: the key-values that the server holds x (key + value): those returned, or the whole span where a sort makes it read all
 * of it (etcd server/etcdserver/txn/txn.go drops the limit while reading); a count returns none and builds an array of revisions (16 B a key) on lines that do so.
 * Observed: each key read costs its decoded copy and garbage, each key sent its marshalled copy: 2.1 x the response for large values, 3.6 x for
 * small ones. Keys-only reads the values too before 3.7, and a sorted request reads its whole span.
 */
export function range(input: RangeInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => rangeOf(input, build));
}

function rangeOf(input: RangeInput, build: Build): ComponentEstimate {
  const concurrent = clean(input.concurrent);
  const shape = shapeOf(input, build);
  return componentEstimate({
    component: "range",
    kind: "transient",
    formula: `${shape.formula} x concurrent`,
    observedFormula: `(${shape.observedFormula}) x concurrent`,
    count: multiply(shape.count, concurrent),
    bytesEach: shape.each,
    observed: widen(multiply(shape.observed, concurrent), constant("range.low"), constant("range.high")),
    because: { id: "copies", data: {} },
    constants: [...shape.constants, "range.low", "range.high"],
  });
}

function shapeOf(input: RangeInput, build: Build): Shape {
  const scanned = clean(input.keysScanned);
  const returned = clean(input.keysReturned ?? scanned);
  const key = clean(input.keyBytes);
  const value = clean(input.valueBytes);
  const read = readBytes(key, value);
  const sent = sentBytes(key, value);
  switch (input.mode) {
    case "full":
      return {
        formula: "keys x (key + value)",
        count: returned,
        each: add(key, value),
        observedFormula: "keys x (decoded copy + marshalled copy)",
        observed: multiply(returned, add(read, sent)),
        constants: [...READ, ...SENT],
      };
    case "keys-only": {
      const valuesRead = build.keysOnlyReadsValues;
      return {
        formula: "keys x key",
        count: returned,
        each: key,
        observedFormula: valuesRead ? "keys in the span x decoded copy with its value + keys x key" : "keys x (decoded key + key)",
        observed: add(multiply(scanned, valuesRead ? read : readBytes(key, ZERO)), multiply(returned, sentBytes(key, ZERO))),
        constants: [...READ, ...SENT],
      };
    }
    case "count-only": {
      const arrays = build.rangeBuildsArray;
      return {
        formula: "keys in the span x revision",
        count: scanned,
        each: exact(!arrays ? 0 : constant("doc.range.revision")),
        observedFormula: !arrays ? "nothing a key: the index is only walked" : "keys in the span x revision array",
        observed: multiply(scanned, arrayBytes(arrays)),
        constants: ["doc.range.revision", ...arrayIds(arrays)],
      };
    }
    case "limited": {
      const arrays = build.rangeBuildsArray;
      return {
        formula: "keys returned x (key + value)",
        count: returned,
        each: add(key, value),
        observedFormula: `keys returned x (decoded copy + marshalled copy)${!arrays ? "" : " + keys in the span x revision array"}`,
        observed: add(multiply(returned, add(read, sent)), multiply(scanned, arrayBytes(arrays))),
        constants: [...READ, ...SENT, ...arrayIds(arrays)],
      };
    }
    case "sorted":
      return {
        formula: "keys in the span x (key + value)",
        count: scanned,
        each: add(key, value),
        observedFormula: "keys in the span x decoded copy + keys returned x marshalled copy",
        observed: add(multiply(scanned, read), multiply(returned, sent)),
        constants: [...READ, ...SENT],
      };
  }
}

function readBytes(key: Quantity, value: Quantity): Quantity {
  const fixed = constant("range.kv-struct") + constant("range.slices") + constant("range.garbage");
  return add(exact(fixed), sizeClassOf(key), sizeClassOf(value));
}

function sentBytes(key: Quantity, value: Quantity): Quantity {
  return add(key, value, exact(constant("range.response-overhead")));
}

function arrayBytes(arrays: boolean): Quantity {
  return arrays ? exact(constant("range.array")) : ZERO;
}

function arrayIds(arrays: boolean): readonly ConstantId[] {
  return arrays ? ["range.array"] : [];
}
