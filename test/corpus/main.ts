/**
 * `npm run corpus -- --checkouts DIR [--judged FILE] [--pairs FILE] [--work DIR] [--only TEXT] [--all]`: lints real repositories at fixed
 * commits with the shipped command line and compares with judged lines and with commits that fixed a memory problem. DIR has one clone a
 * repository (`owner__name` or `name`). Without --judged the project's own list is read, and ../shared/corpus when it is there.
 * Ends with 1 when a bar is missed; what cannot be checked is said.
 */
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { languages } from "../../server/src/lower/index";
import { cloneOf, treeOf } from "./checkouts";
import { isFlagged, type JudgedOutcome, judge, judgePair, type PairOutcome } from "./judge";
import { type Linted, linted } from "./linted";
import { readJudged, readPairs } from "./lists";
import { callLines, judgedTable, missLines, pairTable, percent } from "./print";

const bars = { recall: 0.9, flaggedFine: 0.03, pairs: 0.85, calls: 0.98 };
const shared = path.resolve("../shared/corpus");

const { values } = parseArgs({
  options: {
    checkouts: { type: "string" },
    judged: { type: "string", multiple: true },
    pairs: { type: "string", multiple: true },
    work: { type: "string", default: path.join(tmpdir(), "etcd-lint-corpus") },
    only: { type: "string", default: "" },
    all: { type: "boolean", default: false },
  },
});

function lists(given: readonly string[] | undefined, name: string): readonly string[] {
  return given ?? [path.resolve("test/corpus", name), path.join(shared, name)].filter((file) => existsSync(file));
}

const extensions = languages.flatMap((language) => language.extensions);
const isRead = (file: string): boolean => extensions.some((extension) => file.endsWith(extension));

const languageOf = (file: string): string =>
  languages.find((language) => language.extensions.some((extension) => file.endsWith(extension)))?.id ?? "other";

/** Rules whose judged line need not be a call: it may be a setting, a literal or a dependency. */
const settingRules = ["limits-raised", "missing-compaction", "snapshot-count", "buggy-version", "v2-api"];

function main(): number {
  if (values.checkouts === undefined) {
    console.log("usage: npm run corpus -- --checkouts DIR   (DIR: a git clone of each repository, owner__name)");
    return 2;
  }
  const checkouts = path.resolve(values.checkouts);
  mkdirSync(values.work, { recursive: true });
  const trees = new Map<string, Linted | undefined>();
  const at = (repo: string, commit: string): Linted | undefined => {
    const key = `${repo}@${commit}`;
    if (!trees.has(key)) {
      const clone = cloneOf(checkouts, repo, commit);
      if (clone === undefined) console.log(`NOT CHECKED: ${key.slice(0, repo.length + 11)}: no clone with this commit`);
      else process.stderr.write(`${key.slice(0, repo.length + 11)}\n`);
      trees.set(key, clone === undefined ? undefined : linted(treeOf(clone, repo, commit, values.work)));
    }
    return trees.get(key);
  };
  const judged = lists(values.judged, "judged.tsv").flatMap(readJudged);
  const pairs = lists(values.pairs, "pairs.tsv").flatMap(readPairs);
  const chosen = <Row extends { readonly repo: string; readonly file: string }>(rows: readonly Row[]) =>
    rows.filter(({ repo, file }) => repo.includes(values.only) && (values.all || isRead(file)));
  const apart = judged.filter(({ file }) => !isRead(file)).length + pairs.filter(({ file }) => !isRead(file)).length;

  const outcomes: JudgedOutcome[] = [];
  for (const row of chosen(judged)) {
    const tree = at(row.repo, row.commit);
    if (tree) outcomes.push(judge(row, tree));
  }
  const pairOutcomes: PairOutcome[] = [];
  for (const row of chosen(pairs)) {
    const before = at(row.repo, row.before);
    const after = at(row.repo, row.after);
    if (before && after) pairOutcomes.push(judgePair(row, before, after));
  }
  return printed(outcomes, pairOutcomes, apart);
}

function printed(outcomes: readonly JudgedOutcome[], pairs: readonly PairOutcome[], apart: number): number {
  const codeCalls = outcomes.filter(
    ({ row }) => !settingRules.includes(row.rule) && /^(go|typescript|javascript)/.test(languageOf(row.file)),
  );
  const say = (lines: readonly string[]): void => console.log(`\n${lines.join("\n")}`);
  say(judgedTable("by rule", outcomes, ({ row }) => row.rule));
  say(judgedTable("by language", outcomes, ({ row }) => languageOf(row.file)));
  say(judgedTable("by repository", outcomes, ({ row }) => row.repo));
  say(missLines(outcomes));
  say(callLines(codeCalls));
  if (pairs.length > 0) say(pairTable(pairs));
  if (apart > 0 && !values.all) say([`${apart} rows lie in files that are not read yet: counted apart (--all counts them in)`]);

  // The bars are for these languages; others are shown in the tables.
  const barred = outcomes.filter(({ row }) => /^(go|typescript|javascript)/.test(languageOf(row.file)));
  const findings = barred.filter(({ row }) => row.verdict === "finding");
  const fine = barred.filter(({ row }) => row.verdict === "fine");
  const gated = pairs.filter(({ row }) => row.tag !== "weak");
  const parts = [
    bar("recall of findings", findings.filter(isFlagged).length, findings.length, bars.recall, "at least"),
    bar("fine lines flagged", fine.filter(isFlagged).length, fine.length, bars.flaggedFine, "at most"),
    bar("pairs right", gated.filter(({ right }) => right).length, gated.length, bars.pairs, "at least"),
    bar("calls recognised", codeCalls.filter(({ called }) => called).length, codeCalls.length, bars.calls, "at least"),
  ];
  say(parts.map(({ text }) => text));
  return parts.every(({ met }) => met) ? 0 : 1;
}

function bar(name: string, part: number, whole: number, limit: number, side: "at least" | "at most"): { text: string; met: boolean } {
  const share = whole === 0 ? limit : part / whole;
  const met = side === "at least" ? share >= limit : share <= limit;
  return { text: `${name}: ${part}/${whole} = ${percent(part, whole)} (bar: ${side} ${limit * 100} %) ${met ? "met" : "MISSED"}`, met };
}

process.exitCode = main();
