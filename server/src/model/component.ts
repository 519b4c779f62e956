import type { ConstantId } from "./constants";
import { clean, times } from "./quantity";
import type { ComponentEstimate, ComponentId, MemoryKind, Quantity } from "./types";

interface ComponentSpec {
  readonly component: ComponentId;
  readonly kind: MemoryKind;
  readonly formula: string;
  readonly observedFormula: string;
  /** The documents' factors: `document` is count.likely x bytesEach.likely. */
  readonly count: Quantity;
  readonly bytesEach: Quantity;
  readonly observed: Quantity;
  readonly perHour?: number;
  readonly ceiling?: number;
  readonly constants: readonly ConstantId[];
}

/** Puts a component together: the document's number is the product of its two factors, all bytes are whole, the range is in order. */
export function componentEstimate(spec: ComponentSpec): ComponentEstimate {
  const observed = clean(spec.observed);
  return {
    component: spec.component,
    kind: spec.kind,
    formula: spec.formula,
    observedFormula: spec.observedFormula,
    count: clean(spec.count),
    bytesEach: clean(spec.bytesEach),
    document: Math.round(times(spec.count.likely, spec.bytesEach.likely)),
    low: Math.round(observed.low),
    likely: Math.round(observed.likely),
    high: Math.round(observed.high),
    ...(spec.perHour === undefined ? {} : { perHour: Math.round(spec.perHour) }),
    ...(spec.ceiling === undefined ? {} : { ceiling: Math.round(spec.ceiling) }),
    constants: [...new Set(spec.constants)],
  };
}
