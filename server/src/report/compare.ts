/** Two runs side by side: what each finding and each part of etcd's memory cost before and after. */
import { knownBy, matchKnown } from "../engine/identity";
import type { Finding } from "../engine/types";
import type { ComponentId } from "../model/types";
import { type Bytes, componentTotals, growthTotal, totalOf } from "./totals";

export interface Change {
  readonly kind: "new" | "gone" | "changed" | "same";
  readonly before?: Finding;
  readonly after?: Finding;
}

export interface ComponentChange {
  readonly component: ComponentId;
  readonly before: Bytes;
  readonly after: Bytes;
}

export interface Comparison {
  /** Names of the two, as the user wrote them. */
  readonly base: string;
  readonly head: string;
  /** New, changed and gone ones first, the largest difference first; then those that stayed. */
  readonly changes: readonly Change[];
  readonly before: Bytes;
  readonly after: Bytes;
  readonly components: readonly ComponentChange[];
  /** Bytes an hour. */
  readonly growth: { readonly before: number; readonly after: number };
}

/** A cost that differs by less is the same: it would not show in what is printed. */
const noise = 0.005;

/** Compares the findings of two runs. */
export function compareRuns(base: string, before: readonly Finding[], head: string, after: readonly Finding[]): Comparison {
  const { pairs, gone, fresh } = matchKnown(before, after, knownBy, knownBy);
  const changes: Change[] = [
    ...fresh.map((finding): Change => ({ kind: "new", after: finding })),
    ...pairs.map(([former, finding]): Change => ({ kind: differs(former, finding) ? "changed" : "same", before: former, after: finding })),
    ...gone.map((finding): Change => ({ kind: "gone", before: finding })),
  ];
  const [sumBefore, sumAfter] = [componentTotals(before), componentTotals(after)];
  const nothing: Bytes = { document: 0, low: 0, likely: 0, high: 0 };
  return {
    base,
    head,
    changes: changes.sort(
      (a, b) => Number(a.kind === "same") - Number(b.kind === "same") || Math.abs(differenceOf(b)) - Math.abs(differenceOf(a)),
    ),
    before: totalOf(before),
    after: totalOf(after),
    components: [...new Set([...sumBefore.keys(), ...sumAfter.keys()])].sort().map((component) => ({
      component,
      before: sumBefore.get(component) ?? nothing,
      after: sumAfter.get(component) ?? nothing,
    })),
    growth: { before: growthTotal(before), after: growthTotal(after) },
  };
}

/** Bytes by which the likely cost of the finding rose. */
export function differenceOf({ before, after }: Change): number {
  return (after?.estimate?.likely ?? 0) - (before?.estimate?.likely ?? 0);
}

function differs(before: Finding, after: Finding): boolean {
  const [a, b] = [before.estimate?.likely ?? 0, after.estimate?.likely ?? 0];
  return Math.abs(a - b) > noise * Math.max(a, b) || before.severity !== after.severity;
}
