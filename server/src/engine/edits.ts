/** Fixes as changes of texts. */
import { type LineIndex, lineIndex, offsetAt } from "../text/span";
import type { Range1, RenderedFix } from "./types";

export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The edits of a fix in one file as offsets, in order; undefined when they overlap or lie outside of the text. */
export function replacementsIn(file: string, text: string, { edits }: Pick<RenderedFix, "edits">): readonly Replacement[] | undefined {
  const index = lineIndex(text);
  const list = edits
    .filter((edit) => edit.file === file)
    .map(({ range, text: inserted }) => ({ start: offset(index, range, "start"), end: offset(index, range, "end"), text: inserted }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const sound = list.every(({ start, end }, at) => start >= 0 && start <= end && end <= text.length && (list[at - 1]?.end ?? 0) <= start);
  return sound ? list : undefined;
}

/** The text with replacements that are in order and do not overlap. */
export function replaced(text: string, replacements: readonly Replacement[]): string {
  let at = 0;
  const parts = replacements.flatMap(({ start, end, text: inserted }) => {
    const part = [text.slice(at, start), inserted];
    at = end;
    return part;
  });
  return [...parts, text.slice(at)].join("");
}

/** One replacement with the effect of all. */
export function asOne(text: string, replacements: readonly Replacement[]): Replacement | undefined {
  const [first] = replacements;
  const last = replacements.at(-1);
  if (!first || !last) return undefined;
  const moved = replacements.map((one) => ({ ...one, start: one.start - first.start, end: one.end - first.start }));
  return { start: first.start, end: last.end, text: replaced(text.slice(first.start, last.end), moved) };
}

function offset(index: LineIndex, { line, column, endLine, endColumn }: Range1, end: "start" | "end"): number {
  return offsetAt(index, end === "start" ? { line: line - 1, column: column - 1 } : { line: endLine - 1, column: endColumn - 1 });
}
