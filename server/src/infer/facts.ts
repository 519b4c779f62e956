/** Arithmetic of facts: every result keeps the reasons of what it was made from and is no surer than its least sure input. */
import type { Quantity } from "../model/types";
import type { Fact, Reason } from "./types";

/** More reasons than these hide the ones that matter. */
const maxReasons = 10;

/** A number the code states. */
export function exact(value: number, because: readonly Reason[] = []): Fact {
  return { low: value, likely: value, high: value, basis: "known", because };
}

/** A number between bounds. `likely` is moved into the bounds. */
export function between(quantity: Quantity, basis: Fact["basis"], because: readonly Reason[] = []): Fact {
  const { low, high } = quantity;
  return { low, likely: Math.min(Math.max(quantity.likely, low), high), high, basis, because };
}

/** Known only when all parts are, assumed only when all are. */
export function jointBasis(parts: readonly Fact["basis"][]): Fact["basis"] {
  if (parts.every((basis) => basis === "known")) return "known";
  return parts.length > 0 && parts.every((basis) => basis === "assumed") ? "assumed" : "partly";
}

/** Reasons of several facts in order, each once. */
export function mergeReasons(...lists: readonly (readonly Reason[])[]): readonly Reason[] {
  const telling = lists.filter((list) => list.length > 0);
  const [only] = telling;
  if (only && telling.length === 1 && only.length <= 1) return only;
  const merged: Reason[] = [];
  for (const list of telling) {
    for (const reason of list) {
      if (!merged.some((other) => isSame(other, reason))) merged.push(reason);
      if (merged.length === maxReasons) return merged;
    }
  }
  return merged;
}

/** Compared part by part: facts are merged over and over, and a key for each reason costs more than all that is compared with it. */
function isSame(a: Reason, b: Reason): boolean {
  if (a === b) return true;
  if (a.id !== b.id || a.place?.span.start !== b.place?.span.start || a.place?.file !== b.place?.file) return false;
  const names = Object.keys(a.data);
  return names.length === Object.keys(b.data).length && names.every((name) => Object.is(a.data[name], b.data[name]));
}

/** The sum. Parts that are exactly zero say nothing about how sure the rest is. */
export function sum(parts: readonly Fact[], because: readonly Reason[] = []): Fact {
  const telling = parts.filter((part) => part.high > 0);
  return {
    low: total(parts.map((part) => part.low)),
    likely: total(parts.map((part) => part.likely)),
    high: total(parts.map((part) => part.high)),
    basis: jointBasis(telling.map((part) => part.basis)),
    because: mergeReasons(because, ...telling.map((part) => part.because)),
  };
}

/** The product; 0 x unbounded is 0. */
export function product(a: Fact, b: Fact): Fact {
  return {
    low: multiply(a.low, b.low),
    likely: multiply(a.likely, b.likely),
    high: multiply(a.high, b.high),
    basis: jointBasis([a.basis, b.basis]),
    because: mergeReasons(a.because, b.because),
  };
}

/** The fact with its numbers mapped (monotonously), and one more reason. */
export function mapped(fact: Fact, change: (value: number) => number, because: readonly Reason[] = []): Fact {
  return {
    ...fact,
    low: change(fact.low),
    likely: change(fact.likely),
    high: change(fact.high),
    because: mergeReasons(because, fact.because),
  };
}

/**
 * One of several, we cannot tell which: from the least to the greatest, likely the middle one (the greater of two). undefined for none.
 */
export function oneOf(parts: readonly Fact[]): Fact | undefined {
  const first = parts[0];
  if (!first || parts.length === 1) return first;
  const byLikely = [...parts].sort((a, b) => a.likely - b.likely);
  const middle = byLikely[Math.floor(byLikely.length / 2)] ?? first;
  return {
    low: Math.min(...parts.map((part) => part.low)),
    likely: middle.likely,
    high: Math.max(...parts.map((part) => part.high)),
    basis: jointBasis(parts.map((part) => part.basis)),
    because: mergeReasons(middle.because, ...parts.map((part) => part.because)),
  };
}

/** The same numbers, but no longer certain. */
export function lessSure(fact: Fact): Fact {
  return fact.basis === "known" ? { ...fact, basis: "partly" } : fact;
}

const total = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const multiply = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);
