/** The arithmetic of an estimate as rows of text: n x each, by the documents and as observed. */
import type { Estimate } from "../model/types";
import { formatByteRange, formatBytes, formatCount, formatSeconds } from "../text/format";
import { formatSpread } from "./inputs";

export interface CostRow {
  readonly component: string;
  readonly formula: string;
  readonly count: string;
  readonly bytesEach: string;
  readonly document: string;
  readonly observed: string;
}

export const costHeader: CostRow = {
  component: "component",
  formula: "formula",
  count: "count",
  bytesEach: "bytes each",
  document: "by the documents",
  observed: "observed",
};

/** One row a component, and the total. */
export function costRows(estimate: Estimate): readonly CostRow[] {
  const rows = estimate.components.map(
    ({ component, formula, count, bytesEach, document, low, high }): CostRow => ({
      component,
      formula,
      count: formatSpread(count.low, count.likely, count.high, formatCount),
      bytesEach: formatSpread(bytesEach.low, bytesEach.likely, bytesEach.high, formatBytes),
      document: formatBytes(document),
      observed: formatByteRange(low, high),
    }),
  );
  const total: CostRow = {
    component: `total (${estimate.kind})`,
    formula: "",
    count: "",
    bytesEach: "",
    document: formatBytes(estimate.document),
    observed: formatByteRange(estimate.low, estimate.high),
  };
  return [...rows, total];
}

/** How it grows, in one sentence; undefined when it does not. */
export function growthOf({ perHour, ceiling }: Estimate): string | undefined {
  if (perHour === undefined || perHour <= 0) return undefined;
  const pace = `grows ${formatBytes(perHour)} an hour`;
  if (ceiling === undefined) return pace;
  if (!Number.isFinite(ceiling)) return `${pace} until the quota`;
  return `${pace} up to ${formatBytes(ceiling)} after ${formatSeconds((ceiling / perHour) * 3600)}`;
}

/** Lines of a table with aligned columns, two spaces apart. */
export function alignedLines(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, at) => Math.max(all[at] ?? 0, cell.length)), []);
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
