/** The costs of files for the client's overviews: each file is sent when what is known of it changed, and not otherwise. */
import { hash } from "../engine/fingerprint";
import type { Finding } from "../engine/types";
import type { CostRow, FileCosts } from "./protocol";
import { fileOfUri, toRange } from "./to-lsp";
import { relativePath } from "./workspace";

export interface CostSource {
  /** undefined: what is known is of an older text, and the next analysis tells. */
  findings(uri: string): { readonly root: string; readonly findings: readonly Finding[] } | undefined;
  send(files: readonly FileCosts[]): void;
}

export class CostFeed {
  /** Hash of what the client has, for files that cost something. */
  private readonly told = new Map<string, string>();

  constructor(private readonly source: CostSource) {}

  publish(uris: Iterable<string>): void {
    const files = [...uris].flatMap((uri): FileCosts[] => {
      const known = this.source.findings(uri);
      const file = fileOfUri(uri);
      if (!known || file === undefined) return [];
      const costs: FileCosts = { uri, root: known.root, path: relativePath(known.root, file), rows: known.findings.map(costRow) };
      return this.isNew(costs) ? [costs] : [];
    });
    if (files.length > 0) this.source.send(files);
  }

  private isNew(costs: FileCosts): boolean {
    if (costs.rows.length === 0) return this.told.delete(costs.uri);
    const key = hash(JSON.stringify(costs));
    if (this.told.get(costs.uri) === key) return false;
    this.told.set(costs.uri, key);
    return true;
  }
}

/** A finding in the words of the protocol. */
export function costRow(finding: Finding): CostRow {
  const { rule, severity, message, file, span, estimate, holder, fingerprint } = finding;
  const { start, end } = toRange(finding);
  return {
    id: fingerprint,
    rule,
    severity,
    message,
    line: start.line,
    column: start.character,
    endLine: end.line,
    endColumn: end.character,
    ...(holder ? { holder: holder.name } : {}),
    parts: (estimate?.components ?? []).map(({ component, document, low, likely, high }) => ({
      id: `${component} ${file} ${span.start}`,
      component,
      document,
      low,
      likely,
      high,
    })),
  };
}
