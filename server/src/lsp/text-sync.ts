/** Changes of an open document: the new text, and the same edits in the parser's terms so that it can reuse the former tree. */
import type { Position, TextDocumentContentChangeEvent } from "vscode-languageserver";
import type { DocumentEdit } from "../engine/session";
import { type LineIndex, lineIndex, offsetAt, positionAt } from "../text/span";

export interface Changed {
  readonly text: string;
  /** undefined when the whole text was replaced: there is no former tree to reuse. */
  readonly edits: readonly DocumentEdit[] | undefined;
}

function point(text: string, offset: number): { row: number; column: number } {
  const { line, column } = positionAt(lineIndex(text), offset);
  return { row: line, column };
}

/** Offset of a protocol position: a character past the end of its line means the end of the line, before what ends it. */
function offsetOf(text: string, index: LineIndex, { line, character }: Position): number {
  const start = offsetAt(index, { line, column: 0 });
  let offset = offsetAt(index, { line, column: character });
  if (offset > start && text[offset - 1] === "\n") offset -= 1;
  if (offset > start && text[offset - 1] === "\r" && text[offset] === "\n") offset -= 1;
  return offset;
}

/** Applies the changes in order, each on the text that the one before left. Ranges outside the text are clamped. */
export function applyChanges(text: string, changes: readonly TextDocumentContentChangeEvent[]): Changed {
  let current = text;
  let edits: DocumentEdit[] | undefined = [];
  for (const change of changes) {
    if (!("range" in change)) {
      current = change.text;
      edits = undefined;
      continue;
    }
    const index = lineIndex(current);
    const { start, end } = change.range;
    const startIndex = offsetOf(current, index, start);
    const oldEndIndex = Math.max(startIndex, offsetOf(current, index, end));
    const next = current.slice(0, startIndex) + change.text + current.slice(oldEndIndex);
    const newEndIndex = startIndex + change.text.length;
    const startAt = positionAt(index, startIndex);
    const oldEndAt = positionAt(index, oldEndIndex);
    edits?.push({
      startIndex,
      oldEndIndex,
      newEndIndex,
      startPosition: { row: startAt.line, column: startAt.column },
      oldEndPosition: { row: oldEndAt.line, column: oldEndAt.column },
      newEndPosition: point(next, newEndIndex),
    });
    current = next;
  }
  return { text: current, edits };
}
