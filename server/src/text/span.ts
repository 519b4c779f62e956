/** A half-open range of UTF-16 offsets into one file's text. The smallest way to keep a place; lines are computed when shown. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span together with the file it belongs to (path relative to the project root, `/` separators). */
export interface Place {
  readonly file: string;
  readonly span: Span;
}

/** Zero-based line and UTF-16 column, as the language server protocol counts them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Line starts of one text, so that offsets and positions convert in O(log lines). */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly length: number;
}

/** Builds the line index of a text; `\r\n` and `\n` end a line. */
export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return { starts, length: text.length };
}

/** Zero-based position of an offset; offsets outside the text are clamped. */
export function positionAt(index: LineIndex, offset: number): Position {
  const clamped = Math.max(0, Math.min(offset, index.length));
  let low = 0;
  let high = index.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((index.starts[middle] ?? 0) <= clamped) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: clamped - (index.starts[low] ?? 0) };
}

/** Offset of a zero-based position; a column past the end of its line is clamped to it. */
export function offsetAt(index: LineIndex, position: Position): number {
  if (position.line < 0) return 0;
  if (position.line >= index.starts.length) return index.length;
  const start = index.starts[position.line] ?? 0;
  const end = index.starts[position.line + 1] ?? index.length;
  return Math.min(start + Math.max(0, position.column), end);
}
