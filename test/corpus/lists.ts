/** The lists of judged real code: tab-separated, a header line, facts only (repository, commit, file, line, verdict, why). */
import { readFileSync } from "node:fs";

export type Verdict = "finding" | "fine" | "unclear";

export interface JudgedRow {
  readonly repo: string;
  readonly commit: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly verdict: Verdict;
  readonly rule: string;
  readonly severity: string;
  readonly why: string;
}

/** What the note of a pair says it is for. */
export type PairTag = "fix" | "bait" | "regression" | "trade-off" | "weak";

export interface PairRow {
  readonly repo: string;
  readonly before: string;
  readonly after: string;
  readonly file: string;
  /** From 1, in `before`. */
  readonly line: number;
  readonly rule: string;
  readonly tag: PairTag;
}

const tags: readonly PairTag[] = ["fix", "bait", "regression", "trade-off", "weak"];
const verdicts: readonly Verdict[] = ["finding", "fine", "unclear"];

/** Rows of a judged list. A row that cannot be read is a mistake in the list and ends the run. */
export function readJudged(path: string): readonly JudgedRow[] {
  return readTable(path).map((row) => {
    const verdict = verdicts.find((one) => one === row.verdict);
    if (verdict === undefined) throw new Error(`${path}: no such verdict: ${row.verdict}`);
    const { repo = "", commit = "", file = "", rule = "", severity = "", why = "" } = row;
    return { repo, commit, file, line: lineOf(row.line, path), verdict, rule, severity, why };
  });
}

/** Rows of a list of pairs; a note without a tag is a fix. */
export function readPairs(path: string): readonly PairRow[] {
  return readTable(path).map((row) => {
    const { repo = "", before = "", after = "", file = "", rule = "", note = "" } = row;
    const tag = tags.find((one) => note.startsWith(`[${one}]`)) ?? "fix";
    return { repo, before, after, file, line: lineOf(row.line_before, path), rule, tag };
  });
}

function readTable(path: string): readonly Readonly<Record<string, string>>[] {
  const [header = "", ...lines] = readFileSync(path, "utf8").split(/\r?\n/);
  const names = header.split("\t");
  return lines
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => Object.fromEntries(line.split("\t").map((cell, index) => [names[index] ?? "", cell])));
}

function lineOf(cell: string | undefined, path: string): number {
  const line = Number(cell);
  if (!Number.isInteger(line) || line < 1) throw new Error(`${path}: no line number: ${cell}`);
  return line;
}
