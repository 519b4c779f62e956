/** Lines of code with the place marked under them. */
import type { Range1 } from "../engine/types";
import { printable } from "./paint";

const tab = "    ";
/** What is shown of a line, in characters. */
const longest = 110;
/** Characters before the place that stay when a line is cut. */
const before = 40;

/** The line before, the line of the range, and a marker; undefined when the text has no such line (it changed since). */
export function frameLines(text: string, { line, column, endLine, endColumn }: Range1): readonly string[] | undefined {
  const lines = around(text, line);
  if (!lines) return undefined;
  const [former, own] = lines;
  if (column > own.length + 1) return undefined;
  const end = endLine === line ? Math.min(endColumn - 1, own.length) : own.trimEnd().length;
  const start = shown(own.slice(0, column - 1)).length;
  const marked = Math.max(1, shown(own.slice(column - 1, end)).length);
  const cut = start + marked > longest ? Math.max(0, start - before) : 0;
  const number = String(line).length;
  const row = (label: string, content: string): string => `${label.padStart(number)} | ${content}`.trimEnd();
  return [
    ...(former === undefined || former.trim() === "" ? [] : [row(String(line - 1), clip(shown(former), cut))]),
    row(String(line), clip(shown(own), cut)),
    row("", `${" ".repeat(start - cut + (cut > 0 ? 1 : 0))}${"^".repeat(Math.min(marked, longest))}`),
  ];
}

/** The line before and the line itself, without their ends. */
function around(text: string, line: number): readonly [string | undefined, string] | undefined {
  let start = 0;
  let former: string | undefined;
  for (let at = 1; ; at++) {
    const newline = text.indexOf("\n", start);
    const content = text.slice(start, newline === -1 ? text.length : newline).replace(/\r$/, "");
    if (at === line) return [former, content];
    if (newline === -1) return undefined;
    former = content;
    start = newline + 1;
  }
}

function shown(text: string): string {
  return printable(text.replaceAll("\t", tab));
}

function clip(text: string, cut: number): string {
  const end = cut + longest;
  return `${cut > 0 ? "…" : ""}${text.slice(cut, end)}${text.length > end ? "…" : ""}`;
}
