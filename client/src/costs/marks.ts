/** Which files and lines are marked for what they cost, and how. */
import type { CostRow } from "../../../server/src/lsp/protocol";
import type { Translate } from "../translate";
import { atLeast, longCost, type Severity, sumOf, sumOfRows, worstOf } from "./sums";

export interface Badge {
  /** Two characters at most: editors show no more. */
  readonly text: string;
  readonly tooltip: string;
  readonly severity: Severity;
}

/** The badge of a file that holds warnings or errors: the size of what they cost, as in `9G`. */
export function badgeOf(rows: readonly CostRow[], t: Translate): Badge | undefined {
  const over = rows.filter(({ severity }) => atLeast(severity, "warning"));
  if (over.length === 0) return undefined;
  const sum = sumOfRows(over);
  const count = over.length === 1 ? t("1 finding") : t("{0} findings", over.length);
  return { text: sum ? magnitude(sum.likely) : "!", tooltip: `etcd: ${count}. ${longCost(sum, t)}`, severity: worstOf(over) };
}

const units = ["B", "K", "M", "G", "T", "P"] as const;

/** `9G`; from ten on there is room for the unit and that it is more: `G+` is 10 GiB to 1023 GiB. */
export function magnitude(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (Math.round(value) >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const whole = Math.round(value);
  return whole < 10 ? `${whole}${units[unit]}` : `${units[unit]}+`;
}

/** Rows marked in the editor: warnings, errors, and whatever is likely to cost `from` bytes or more. */
export function marksOf(rows: readonly CostRow[], from: number): readonly CostRow[] {
  return rows.filter((row) => atLeast(row.severity, "warning") || (sumOf(row.parts)?.likely ?? -1) >= from);
}
