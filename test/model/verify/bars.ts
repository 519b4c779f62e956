/** The bars that a line must meet, and how far it does. */
import type { Row } from "./evaluate";

export const BARS = {
  /** The likely value against the median, of every row, and on average. */
  each: 0.25,
  average: 0.1,
  /** High over low of a prediction. */
  retained: 3,
  transient: 4,
} as const;

export interface Verdict {
  readonly rows: number;
  readonly outside: readonly Row[];
  readonly far: readonly Row[];
  readonly wide: readonly Row[];
  /** Any of these. */
  readonly misses: readonly Row[];
  readonly worst: number;
  readonly average: number;
  readonly holds: boolean;
}

export function isFar(row: Row): boolean {
  return row.error !== undefined && Math.abs(row.error) > BARS.each;
}

export function isWide(row: Row): boolean {
  // Printed with one decimal: what rounds to the bar meets it.
  const { low, high } = row.predicted;
  return low > 0 && high / low > (row.kind === "transient" ? BARS.transient : BARS.retained) + 0.05;
}

export function judge(rows: readonly Row[]): Verdict {
  const errors = rows.flatMap((row) => (row.error === undefined ? [] : [Math.abs(row.error)]));
  const outside = rows.filter((row) => !row.inside);
  const far = rows.filter(isFar);
  const wide = rows.filter(isWide);
  const misses = rows.filter((row) => !row.inside || isFar(row) || isWide(row));
  const average = errors.reduce((sum, error) => sum + error, 0) / Math.max(1, errors.length);
  return {
    rows: rows.length,
    outside,
    far,
    wide,
    misses,
    worst: Math.max(0, ...errors),
    average,
    holds: misses.length === 0 && average <= BARS.average,
  };
}
