/** Applies fixes to files: whole fixes or nothing, whole files or nothing. */
import { readFileSync, statSync } from "node:fs";
import { type Replacement, replaced, replacementsIn } from "../engine/edits";
import type { Finding } from "../engine/types";
import { writeProblem, writeWhole } from "./atomic-write";
import { wordsOf } from "./file-errors";
import { join } from "./paths";
import { decodeText, type Encoding, encodeText } from "./source-text";

export interface FixPlan {
  /** Files that change, with their text before and after. */
  readonly files: readonly FixedFile[];
  /** Findings that are fixed. */
  readonly fixed: number;
  /** Fixes that touch the same lines as others; another run gets to them. */
  readonly later: number;
  /** `src/a.go: it cannot be read (…)`. */
  readonly problems: readonly string[];
}

export interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  readonly encoding: Encoding;
}

interface OpenFile {
  readonly text: string;
  readonly encoding: Encoding;
  readonly accepted: Replacement[];
}

/**
 * Which fixes can be made together: of each finding the first safe one, or with `unsafe` the first. Files that changed after `started`
 * (milliseconds since the epoch) are left alone, since the findings are about another text.
 */
export function planFixes(findings: readonly Finding[], root: string, { unsafe, started }: { unsafe: boolean; started: number }): FixPlan {
  const open = new Map<string, OpenFile | string>();
  const fileOf = (file: string): OpenFile | string => {
    const known = open.get(file) ?? openFile(join(root, file), started);
    open.set(file, known);
    return known;
  };
  let fixed = 0;
  let later = 0;
  for (const { fixes } of findings) {
    const fix =
      fixes.find(({ safe, edits }) => safe && edits.length > 0) ?? (unsafe ? fixes.find(({ edits }) => edits.length > 0) : undefined);
    if (!fix) continue;
    const parts = [...new Set(fix.edits.map(({ file }) => file))].map((file) => ({ content: fileOf(file), file }));
    const ready = parts.flatMap(({ content, file }) => {
      if (typeof content === "string") return [];
      const replacements = replacementsIn(file, content.text, fix)?.map((one) => ({ ...one, text: withEnds(one.text, content.text) }));
      return replacements && !replacements.some((one) => content.accepted.some((other) => touches(one, other)))
        ? [{ content, replacements }]
        : [];
    });
    if (ready.length < parts.length) {
      if (parts.every(({ content }) => typeof content !== "string")) later += 1;
      continue;
    }
    for (const { content, replacements } of ready) content.accepted.push(...replacements);
    fixed += 1;
  }
  const files = [...open].flatMap(([file, content]): readonly FixedFile[] => {
    if (typeof content === "string" || content.accepted.length === 0) return [];
    const order = [...content.accepted].sort((a, b) => a.start - b.start || a.end - b.end);
    return [{ file, before: content.text, after: replaced(content.text, order), encoding: content.encoding }];
  });
  const problems = [...open].flatMap(([file, content]) => (typeof content === "string" ? [`${file}: ${content}`] : []));
  return { files, fixed, later, problems };
}

/** Writes the files of a plan; a sentence for each that could not be written. */
export function writeFixes({ files }: FixPlan, root: string): readonly string[] {
  return files.flatMap(({ file, after, encoding }) => {
    try {
      writeWhole(join(root, file), encodeText(after, encoding));
      return [];
    } catch (error) {
      return [`${file}: ${writeProblem(error)}`];
    }
  });
}

function openFile(path: string, started: number): OpenFile | string {
  try {
    if (statSync(path).mtimeMs > started) return "it changed during the run; run again";
    const bytes = readFileSync(path);
    const { text, encoding } = decodeText(bytes);
    // Bytes that are no text would be lost in writing.
    if (!encodeText(text, encoding).equals(bytes)) return "it holds bytes that are not valid text";
    return { text, encoding, accepted: [] };
  } catch (error) {
    return wordsOf(error);
  }
}

/** Two insertions at one place touch too: which comes first would be a guess. */
function touches(a: Replacement, b: Replacement): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Line ends as the file has them. */
function withEnds(inserted: string, text: string): string {
  return text.includes("\r\n") ? inserted.replace(/\r?\n/g, "\r\n") : inserted;
}
