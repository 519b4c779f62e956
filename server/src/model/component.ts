import { residentHeap } from "./collector";
import { clean, times, ZERO } from "./quantity";
import type { Because, ComponentEstimate, ComponentId, MemoryKind, Quantity } from "./types";

interface ComponentSpec {
  readonly component: ComponentId;
  readonly kind: MemoryKind;
  readonly formula: string;
  readonly observedFormula: string;
  /** The documents' factors: `document` is count.likely x bytesEach.likely. */
  readonly count: Quantity;
  readonly bytesEach: Quantity;
  readonly observed: Quantity;
  readonly live?: Quantity;
  /** Default: `live` as the collector leaves it; of what passes, from nothing to all that is observed. */
  readonly resident?: Quantity;
  readonly file?: Quantity;
  /** Why the two columns part; kept only where they do. */
  readonly because?: Because;
  readonly perHour?: number;
  readonly ceiling?: number;
  /** Ids of constants. */
  readonly constants: readonly string[];
}

/** Puts a component together: the document's number is the product of its two factors, all bytes are whole, the range is in order. */
export function componentEstimate(spec: ComponentSpec): ComponentEstimate {
  const observed = whole(clean(spec.observed));
  const document = Math.round(times(spec.count.likely, spec.bytesEach.likely));
  return {
    component: spec.component,
    kind: spec.kind,
    formula: spec.formula,
    observedFormula: spec.observedFormula,
    count: clean(spec.count),
    bytesEach: clean(spec.bytesEach),
    document,
    ...observed,
    live: whole(clean(spec.live ?? ZERO)),
    resident: whole(clean(spec.resident ?? residentOf(spec))),
    file: whole(clean(spec.file ?? ZERO)),
    ...(spec.because && doPart(document, observed) ? { because: spec.because } : {}),
    ...(spec.perHour === undefined ? {} : { perHour: Math.round(spec.perHour) }),
    ...(spec.ceiling === undefined ? {} : { ceiling: Math.round(spec.ceiling) }),
    constants: [...new Set(spec.constants)],
  };
}

function residentOf({ kind, live, observed }: ComponentSpec): Quantity {
  return kind === "transient" ? { ...observed, low: 0 } : residentHeap(live ?? ZERO);
}

/** From this ratio on the documents and the observed model part. */
const PARTING = 2;

/** The collector's headroom alone (likely to high, about 2.1) is no reason: it takes a likely value, or a bound beyond the headroom, that is twice off. */
function doPart(document: number, { low, likely, high }: Quantity): boolean {
  return (
    likely > PARTING * document ||
    high > PARTING * PARTING * 1.1 * document ||
    document > PARTING * likely ||
    document > PARTING * PARTING * low
  );
}

function whole({ low, likely, high }: Quantity): Quantity {
  return { low: Math.round(low), likely: Math.round(likely), high: Math.round(high) };
}
