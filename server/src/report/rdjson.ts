/** The Reviewdog Diagnostic Format (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf). Its columns count bytes of UTF-8. */
import { asOne, replacementsIn } from "../engine/edits";
import type { Finding } from "../engine/types";
import { lineIndex, positionAt } from "../text/span";
import { costFirst } from "./cost-words";
import type { LintRun } from "./types";

const severities: Readonly<Record<Finding["severity"], string>> = { error: "ERROR", warning: "WARNING", info: "INFO" };

export function lintRdjson(run: LintRun): string {
  const diagnostics = run.findings.map((finding) => {
    const { file, line, column, endLine, endColumn, severity, rule } = finding;
    const text = run.textOf(file);
    const bytes = byteColumns(text);
    return {
      message: costFirst(finding),
      location: { path: file, range: { start: bytes(line, column), end: bytes(endLine, endColumn) } },
      severity: severities[severity],
      code: { value: rule },
      ...suggestions(finding, text),
    };
  });
  return `${JSON.stringify({ source: { name: "etcd-lint" }, diagnostics }, null, 2)}\n`;
}

/** A suggestion is one edit of the finding's own file; a fix of several edits becomes one over the whole of them. */
function suggestions({ fixes, file }: Finding, text: string | undefined) {
  if (text === undefined) return {};
  const index = lineIndex(text);
  const bytes = byteColumns(text);
  const list = fixes.flatMap((fix) => {
    if (fix.edits.some((edit) => edit.file !== file)) return [];
    const one = asOne(text, replacementsIn(file, text, fix) ?? []);
    if (!one) return [];
    const [start, end] = [positionAt(index, one.start), positionAt(index, one.end)];
    return [{ range: { start: bytes(start.line + 1, start.column + 1), end: bytes(end.line + 1, end.column + 1) }, text: one.text }];
  });
  return list.length > 0 ? { suggestions: list } : {};
}

/** Without the text the columns stay as they are: right for every line of plain ASCII. */
function byteColumns(text: string | undefined) {
  const lines = text?.split("\n");
  const encoder = new TextEncoder();
  return (line: number, column: number) => {
    const content = lines?.[line - 1];
    return { line, column: content === undefined ? column : encoder.encode(content.slice(0, column - 1)).length + 1 };
  };
}
