import type { Amount, Quantity } from "./types";

/** A quantity known exactly. */
export function exact(value: number): Quantity {
  return clean({ low: value, likely: value, high: value });
}

/** A quantity between two bounds; the bounds are widened where `likely` lies outside. */
export function between(low: number, likely: number, high: number): Quantity {
  return clean({ low, likely, high });
}

/**
 * The same amount made fit for arithmetic: never negative, never NaN, low <= likely <= high.
 * A NaN bound means "not known": low becomes 0, likely becomes low, high becomes Infinity.
 */
export function clean(amount: Amount): Quantity {
  const q = typeof amount === "number" ? { low: amount, likely: amount, high: amount } : amount;
  const low = Number.isNaN(q.low) ? 0 : Math.max(0, q.low);
  const likely = Number.isNaN(q.likely) ? low : Math.max(0, q.likely);
  const high = Number.isNaN(q.high) ? Number.POSITIVE_INFINITY : Math.max(0, q.high);
  return { low: Math.min(low, likely), likely, high: Math.max(likely, high) };
}

/** True when the quantity is one finite number. */
export function isExact(q: Quantity): boolean {
  return q.low === q.high && Number.isFinite(q.high);
}

/** The product of two numbers where nothing times unbounded is nothing (plain JavaScript says NaN). */
export function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

/** Sum of quantities, bound by bound. */
export function add(...quantities: readonly Quantity[]): Quantity {
  return quantities.reduce((a, b) => ({ low: a.low + b.low, likely: a.likely + b.likely, high: a.high + b.high }), ZERO);
}

/** Product of quantities, bound by bound; zero times Infinity is zero. */
export function multiply(...quantities: readonly Quantity[]): Quantity {
  return quantities.reduce((a, b) => ({ low: times(a.low, b.low), likely: times(a.likely, b.likely), high: times(a.high, b.high) }), ONE);
}

/** The quantity times a factor >= 0. */
export function scale(q: Quantity, factor: number): Quantity {
  return { low: times(q.low, factor), likely: times(q.likely, factor), high: times(q.high, factor) };
}

/** The quantity widened: low x `lowFactor`, high x `highFactor`, likely as it is. */
export function widen(q: Quantity, lowFactor: number, highFactor: number): Quantity {
  return { low: times(q.low, lowFactor), likely: q.likely, high: times(q.high, highFactor) };
}

/** Every bound at most `cap`. */
export function atMost(q: Quantity, cap: number): Quantity {
  return mapMonotone(q, (n) => Math.min(n, cap));
}

/** The bound-wise minimum of two quantities. */
export function minimum(a: Quantity, b: Quantity): Quantity {
  return { low: Math.min(a.low, b.low), likely: Math.min(a.likely, b.likely), high: Math.min(a.high, b.high) };
}

/** The smallest quantity that covers both, keeping the likely value of the first. */
export function cover(a: Quantity, b: Quantity): Quantity {
  return { low: Math.min(a.low, b.low), likely: a.likely, high: Math.max(a.high, b.high) };
}

/** A function that never falls, applied to each bound. */
export function mapMonotone(q: Quantity, f: (n: number) => number): Quantity {
  return { low: f(q.low), likely: f(q.likely), high: f(q.high) };
}

export const ZERO: Quantity = { low: 0, likely: 0, high: 0 };
const ONE: Quantity = { low: 1, likely: 1, high: 1 };
