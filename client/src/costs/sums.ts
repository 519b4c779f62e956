/** Sums of costs, each byte once, and how they read. */
import type { CostPart, CostRow } from "../../../server/src/lsp/protocol";
import { formatByteRange, formatBytes } from "../../../server/src/text/format";
import type { Translate } from "../translate";

/** Bytes; undefined when nothing of it is estimated, which is not 0. */
export type Sum = Pick<CostPart, "document" | "low" | "likely" | "high"> | undefined;

export type Severity = CostRow["severity"];

const ranks: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/** Of parts with the same id, only the dearest counts. */
export function sumOf(parts: readonly CostPart[]): Sum {
  const dearest = new Map<string, CostPart>();
  for (const part of parts) {
    const former = dearest.get(part.id);
    if (!former || part.likely > former.likely) dearest.set(part.id, part);
  }
  if (dearest.size === 0) return undefined;
  return [...dearest.values()].reduce(
    (sum, { document, low, likely, high }) => ({
      document: sum.document + document,
      low: sum.low + low,
      likely: sum.likely + likely,
      high: sum.high + high,
    }),
    { document: 0, low: 0, likely: 0, high: 0 },
  );
}

export function sumOfRows(rows: readonly CostRow[]): Sum {
  return sumOf(rows.flatMap(({ parts }) => parts));
}

/** Likely bytes to compare by; what is not estimated comes last. */
export function weightOf(sum: Sum): number {
  return sum?.likely ?? -1;
}

export function worstOf(rows: readonly CostRow[]): Severity {
  return rows.reduce<Severity>((worst, { severity }) => (ranks[severity] > ranks[worst] ? severity : worst), "info");
}

export function atLeast(severity: Severity, least: Severity): boolean {
  return ranks[severity] >= ranks[least];
}

/** `9.8 GiB likely · 9.8 GiB documents`, the numbers first since a narrow view cuts off the end; the documents are left out where they have no number. */
export function shortCost(sum: Sum, t: Translate): string {
  if (!sum) return t("not estimated");
  const likely = t("{0} likely", formatBytes(sum.likely));
  return sum.document > 0 ? `${likely} · ${t("{0} documents", formatBytes(sum.document))}` : likely;
}

/** One line with the observed range too. */
export function longCost(sum: Sum, t: Translate): string {
  if (!sum) return t("The cost is not estimated.");
  const likely = t("Likely {0}, observed {1}", formatBytes(sum.likely), formatByteRange(sum.low, sum.high));
  return sum.document > 0 ? t("{0}; {1} by the documents' formula.", likely, formatBytes(sum.document)) : `${likely}.`;
}
