/** A file or a piece of it that is read as something of its own: a script in a manifest, a unit in a script. Offsets are those of the file. */
import type { Place, Span } from "../text/span";
import { isConditional, type Masked, maskTemplates } from "./templates";

export interface Source {
  readonly path: string;
  /** The whole file with its templates masked. */
  readonly text: string;
  readonly masked: Masked;
  /** The part of the file that is read. */
  readonly span: Span;
}

export function sourceOf(text: string, path: string): Source {
  const masked = maskTemplates(text);
  return { path, text: masked.text, masked, span: { start: 0, end: masked.text.length } };
}

/** A part of the file as a source of its own. */
export function part(source: Source, span: Span): Source {
  return { ...source, span };
}

export function placeOf(source: Source, span: Span): Place {
  return { file: source.path, span };
}

export function conditionalAt(source: Source, offset: number): boolean {
  return isConditional(source.masked, offset);
}

/** True when a template puts lines of its own into the span. */
export function hasInsertions(source: Source, span: Span): boolean {
  return source.masked.inserted.some((at) => span.start <= at && at < span.end);
}

/** Lines of the part with their offsets, without line ends. */
export function* linesOf(source: Source): Generator<{ readonly text: string; readonly start: number; readonly end: number }> {
  let start = source.span.start;
  while (start < source.span.end) {
    const newline = source.text.indexOf("\n", start);
    const end = newline === -1 || newline > source.span.end ? source.span.end : newline;
    const text = source.text.slice(start, end).replace(/\r$/, "");
    yield { text, start, end: start + text.length };
    start = end + 1;
  }
}
