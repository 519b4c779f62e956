/** Changes of an open document: the new text, and the same edits in the parser's terms so that it can reuse the former tree. */
import type { TextDocumentContentChangeEvent } from "vscode-languageserver";
import type { DocumentEdit } from "../engine/session";
import { lineIndex, offsetAt, positionAt } from "../text/span";

export interface Changed {
  readonly text: string;
  /** undefined when the whole text was replaced: there is no former tree to reuse. */
  readonly edits: readonly DocumentEdit[] | undefined;
}

function point(text: string, offset: number): { row: number; column: number } {
  const { line, column } = positionAt(lineIndex(text), offset);
  return { row: line, column };
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
    const startIndex = offsetAt(index, { line: start.line, column: start.character });
    const oldEndIndex = Math.max(startIndex, offsetAt(index, { line: end.line, column: end.character }));
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
