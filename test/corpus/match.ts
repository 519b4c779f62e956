/**
 * Which finding answers which judged line. A judged line and a finding meet when the finding's rule belongs to the judged rule's family and
 * - the judged line lies in the finding's range or in the same statement (`sameStatement`): "line", or
 * - the judged line is one of the finding's related places, or in the same statement as one: "chain" (the finding stands at a caller, or at
 *   the wrapper that does what is judged), or one of the places that the inventory names as belonging to the call that the finding stands at
 *   (where its key, value or an option is put together, the loop around it, the end of its context): "chain" too;
 *   for a setting that is missing, which has no line of its own, any line of the declaration where the config is made: "chain".
 */
import type { Found, Linted } from "./linted";

/** Rules that answer for a judged family besides the one of its name: the list calls the private stream of a watcher `watch-per-key`. */
const families: Readonly<Record<string, readonly string[]>> = {
  "watch-per-key": ["watch-per-key", "watch-stream-per-call"],
};

/** Rules that speak of a setting that nobody wrote. */
const missingSettings: readonly string[] = ["missing-compaction", "snapshot-count"];

export type How = "line" | "chain";

export interface Match {
  readonly how: How;
  readonly finding: Found;
}

export interface Spot {
  readonly file: string;
  readonly line: number;
}

export function inFamily(found: Found, rule: string): boolean {
  return (families[rule] ?? [rule]).includes(found.rule);
}

/** The findings of the family that answer for the spot, those on the line first. */
export function matches({ findings, calls, lines }: Linted, spot: Spot, rule: string): readonly Match[] {
  const meets = (file: string, from: number, to: number): boolean =>
    file === spot.file &&
    (lies(spot.line, from, to) || sameStatement(lines(file), from, spot.line) || sameStatement(lines(file), to, spot.line));
  const family = findings.filter((found) => inFamily(found, rule));
  const onLine = family.filter((found) => meets(found.file, found.line, found.endLine));
  const belongs = (found: Found): boolean =>
    calls.some(
      (call) =>
        call.file === found.file &&
        lies(call.line, found.line, found.endLine) &&
        call.places.some(({ file, line }) => file === spot.file && line === spot.line),
    );
  const onChain = family.filter(
    (found) =>
      !onLine.includes(found) &&
      (found.related.some(({ file, line }) => meets(file, line, line)) ||
        belongs(found) ||
        (missingSettings.includes(rule) &&
          found.related.some(({ file, line }) => file === spot.file && sameDeclaration(lines(file), line, spot.line)))),
  );
  return [
    ...onLine.map((finding) => ({ how: "line" as const, finding })),
    ...onChain.map((finding) => ({ how: "chain" as const, finding })),
  ];
}

/** The line is in the statement of a call that the inventory lists, or is one of the places that the inventory itself names as that call's. */
export function hasCall({ calls, lines }: Linted, { file, line }: Spot): boolean {
  return calls.some(
    (call) =>
      (call.file === file && sameStatement(lines(file), call.line, line)) ||
      call.places.some((place) => place.file === file && place.line === line),
  );
}

const maxStatement = 40;
const blockStart = /^\s*(\}\s*)?(if|for|func|switch|select|else|go|defer|return|case|type|try|while|function|class|async|export)\b.*\{\s*$/;

/** Two lines (from 1) of one statement: between them brackets stay open, or a line continues. A block's opening brace is no such bracket. */
export function sameStatement(lines: readonly string[], a: number, b: number): boolean {
  const from = Math.min(a, b);
  const to = Math.max(a, b);
  if (to - from > maxStatement) return false;
  let depth = 0;
  for (let line = from; line < to; line += 1) {
    const text = withoutStrings(lines[line - 1] ?? "");
    const next = (lines[line] ?? "").trim();
    if (blockStart.test(text)) return false;
    depth += count(text, /[([{]/g) - count(text, /[)\]}]/g);
    const goesOn = depth > 0 || /[.,&|+=(]\s*$/.test(text) || next.startsWith(".");
    if (!goesOn) return false;
  }
  return true;
}

/** No declaration of the top level ends or starts between the two lines (from 1). */
function sameDeclaration(lines: readonly string[], a: number, b: number): boolean {
  return !lines.slice(Math.min(a, b) - 1, Math.max(a, b)).some((line) => /^(\}|func\b|class\b|def\b|type\b)/.test(line));
}

function lies(line: number, from: number, to: number): boolean {
  return line >= from && line <= to;
}

function withoutStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, '""').replace(/\/\/.*$/, "");
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
