/** The one place where our words become the protocol's: 1-based ranges to 0-based, severities to numbers, paths to URIs. */
import path from "node:path";
import { DiagnosticSeverity, type Position, type Range } from "vscode-languageserver";
import { URI } from "vscode-uri";
import type { Finding, Range1 } from "../engine/types";

export function toRange(range: Range1): Range {
  return {
    start: { line: range.line - 1, character: range.column - 1 },
    end: { line: range.endLine - 1, character: range.endColumn - 1 },
  };
}

/** An empty range at a 1-based place. */
export function toPoint(line: number, column: number): Range {
  const at: Position = { line: line - 1, character: column - 1 };
  return { start: at, end: at };
}

export function toSeverity(severity: Finding["severity"]): DiagnosticSeverity {
  switch (severity) {
    case "error":
      return DiagnosticSeverity.Error;
    case "warning":
      return DiagnosticSeverity.Warning;
    case "info":
      return DiagnosticSeverity.Information;
  }
}

/** True when the zero-based position lies in the range, ends included: an editor asks for the character after the pointer too. */
export function holds(range: Range, at: Position): boolean {
  const afterStart = at.line > range.start.line || (at.line === range.start.line && at.character >= range.start.character);
  const beforeEnd = at.line < range.end.line || (at.line === range.end.line && at.character <= range.end.character);
  return afterStart && beforeEnd;
}

/** True when the ranges share at least one place. */
export function touches(a: Range, b: Range): boolean {
  return !before(a.end, b.start) && !before(b.end, a.start);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/** Absolute path of a `file:` URI; undefined for other schemes (git, untitled, ...), which have no folder to resolve names in. */
export function fileOfUri(uri: string): string | undefined {
  const parsed = URI.parse(uri);
  return parsed.scheme === "file" ? parsed.fsPath : undefined;
}

/** URI of a file given as the project's root and a path below it with `/`. */
export function uriOfFile(root: string, relative: string): string {
  return URI.file(path.join(root, relative)).toString();
}

export function uriOfAbsolute(file: string): string {
  return URI.file(file).toString();
}

/** One spelling for all spellings of a URI. */
export function canonicalUri(uri: string): string {
  return URI.parse(uri).toString();
}
