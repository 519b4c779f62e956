/** The file of findings that a team lives with for now. One entry a line, so that merges of it are merges of lines. */
import { existsSync, readFileSync } from "node:fs";
import { type Known, knownBy, matchKnown } from "../engine/identity";
import type { Finding } from "../engine/types";
import { writeProblem, writeWhole } from "./atomic-write";
import { wordsOf } from "./file-errors";
import { join, parentOf, relativeTo } from "./paths";

/** A known finding; `note` is for people and is kept. */
interface Entry extends Known {
  readonly note?: string;
}

export interface Baseline {
  /** Findings that it does not know. */
  readonly fresh: readonly Finding[];
  /** Findings that it knows. */
  readonly known: number;
  /** `src/a.go: large-value in Store.List`. */
  readonly stale: readonly string[];
  /** Text of the file with all findings of the run, and nothing stale. */
  updated(): string;
  /** Text of the file without what is stale; moved entries have their new place. */
  pruned(): string;
}

export interface BaselineContext {
  /** Absolute path of the baseline; paths in it are relative to its folder. */
  readonly file: string;
  /** Folder that paths of findings are relative to. */
  readonly root: string;
  /** True when the run looked at the file (relative to root) and could read it: only then may its entries be stale. */
  seen(file: string): boolean;
}

export interface BaselineProblem {
  readonly problem: string;
}

/** Compares findings with a baseline. A file that is not there knows nothing. */
export function compareBaseline(findings: readonly Finding[], { file, root, seen }: BaselineContext): Baseline | BaselineProblem {
  const entries = readEntries(file);
  if ("problem" in entries) return entries;
  const folder = parentOf(file);
  const here = (path: string): string => relativeTo(root, join(folder, path));
  const there = (path: string): string => relativeTo(folder, join(root, path));
  const toEntry = (finding: Finding): Entry => ({ ...knownBy(finding), file: there(finding.file) });
  const mayBeStale = (entry: Entry): boolean => seen(here(entry.file)) || !existsSync(join(folder, entry.file));
  const { pairs, gone, fresh } = matchKnown<Entry, Finding>(entries.list, findings, (entry) => entry, toEntry, mayBeStale);
  const stale = new Set(gone.filter(mayBeStale));
  const kept = gone.filter((entry) => !stale.has(entry));
  const current = pairs.map(([entry, finding]) => ({ ...toEntry(finding), ...(entry.note === undefined ? {} : { note: entry.note }) }));
  return {
    fresh: findings.filter((finding) => fresh.includes(finding)),
    known: pairs.length,
    stale: [...stale].map(({ file: path, rule, holder }) => `${here(path)}: ${rule}${holder === "" ? "" : ` in ${holder}`}`),
    updated: () => printed([...kept, ...current, ...fresh.map(toEntry)]),
    pruned: () => printed([...kept, ...current]),
  };
}

/** Writes the baseline; a sentence when it cannot. */
export function writeBaseline(file: string, text: string): string | undefined {
  try {
    writeWhole(file, text);
    return undefined;
  } catch (error) {
    return `cannot write ${file}: ${writeProblem(error)}`;
  }
}

function readEntries(file: string): { readonly list: readonly Entry[] } | BaselineProblem {
  if (!existsSync(file)) return { list: [] };
  try {
    const data: unknown = JSON.parse(readFileSync(file, "utf8"));
    const { version, findings } = data as { version?: unknown; findings?: unknown };
    if (version !== 1 || !Array.isArray(findings)) return { problem: `${file} is no baseline of version 1` };
    const list = findings.map(entryOf);
    const broken = list.indexOf(undefined);
    if (broken !== -1) return { problem: `${file}: entry ${broken + 1} has no rule, file, in and call` };
    return { list: list.filter((entry) => entry !== undefined) };
  } catch (error) {
    return { problem: error instanceof SyntaxError ? `${file} is not JSON: ${error.message}` : `cannot read ${file}: ${wordsOf(error)}` };
  }
}

function entryOf(value: unknown): Entry | undefined {
  const { rule, file, in: holder, call, note } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof rule !== "string" || typeof file !== "string" || typeof holder !== "string" || typeof call !== "string") return undefined;
  return { rule, file, holder, call, ...(typeof note === "string" ? { note } : {}) };
}

function printed(entries: readonly Entry[]): string {
  const lines = entries
    .map(({ file, rule, holder, call, note }) => JSON.stringify({ file, rule, in: holder, call, ...(note === undefined ? {} : { note }) }))
    .sort();
  const list = lines.length === 0 ? "[]" : `[\n${lines.map((line) => `    ${line}`).join(",\n")}\n  ]`;
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`;
}
