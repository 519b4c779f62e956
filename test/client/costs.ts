/** Costs to start from, so that a test says only what it is about. */
import type { CostPart, CostRow, FileCosts } from "../../server/src/lsp/protocol";

export const MiB = 1024 ** 2;

export function part(component: string, likely: number, changes: Partial<CostPart> = {}): CostPart {
  return { id: `${component} ${likely}`, component, document: likely, low: likely, likely, high: likely, ...changes };
}

export function row(id: string, changes: Partial<CostRow> = {}): CostRow {
  return {
    id,
    rule: "unbounded-range",
    severity: "info",
    message: `message of ${id}`,
    line: 9,
    column: 1,
    endLine: 9,
    endColumn: 20,
    parts: [],
    ...changes,
  };
}

export function file(path: string, rows: readonly CostRow[], root = "/w"): FileCosts {
  return { uri: `file://${root}/${path}`, root, path, rows };
}

/** `vscode.l10n.t` without translations. */
export function english(message: string, ...values: (string | number)[]): string {
  return message.replace(/\{(\d+)\}/g, (_all, at: string) => String(values[Number(at)]));
}
