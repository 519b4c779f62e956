/** The tables of a run. */
import { alignedLines } from "../../server/src/report/cost-table";
import { formatBytes } from "../../server/src/text/format";
import { isFlagged, type JudgedOutcome, type PairOutcome } from "./judge";

const header = ["", "findings", "recall", "on the line", "chain", "fine", "flagged", "rate", "precision"];

/** Recall and precision by a key of the row, and over all. `Precision` counts judged lines only: right ones among those flagged. */
export function judgedTable(
  title: string,
  outcomes: readonly JudgedOutcome[],
  keyOf: (outcome: JudgedOutcome) => string,
): readonly string[] {
  const keys = [...new Set(outcomes.map(keyOf))].sort();
  const rows = keys.map((key) =>
    judgedRow(
      key,
      outcomes.filter((outcome) => keyOf(outcome) === key),
    ),
  );
  return alignedLines([[title, ...header.slice(1)], ...rows, judgedRow("all", outcomes)]);
}

function judgedRow(name: string, outcomes: readonly JudgedOutcome[]): readonly string[] {
  const findings = outcomes.filter(({ row }) => row.verdict === "finding");
  const found = findings.filter(isFlagged);
  const fine = outcomes.filter(({ row }) => row.verdict === "fine");
  const wrong = fine.filter(isFlagged);
  const onLine = found.filter(({ how }) => how === "line").length;
  return [
    name,
    `${found.length}/${findings.length}`,
    percent(found.length, findings.length),
    String(onLine),
    String(found.length - onLine),
    String(fine.length),
    String(wrong.length),
    percent(wrong.length, fine.length),
    percent(found.length, found.length + wrong.length),
  ];
}

export function missLines(outcomes: readonly JudgedOutcome[]): readonly string[] {
  const missed = outcomes.filter(
    (outcome) => (outcome.row.verdict === "finding") !== isFlagged(outcome) && outcome.row.verdict !== "unclear",
  );
  return missed.map(
    ({ row, severity }) =>
      `${row.verdict === "fine" ? `FLAGGED ${severity}` : "MISSED"}  ${row.repo}@${row.commit.slice(0, 10)} ${row.file}:${row.line}  ${row.rule} ${row.severity}  ${row.why}`,
  );
}

export function callLines(outcomes: readonly JudgedOutcome[]): readonly string[] {
  return outcomes
    .filter(({ called }) => !called)
    .map(({ row }) => `NO CALL  ${row.repo}@${row.commit.slice(0, 10)} ${row.file}:${row.line}  ${row.rule}`);
}

export function pairTable(outcomes: readonly PairOutcome[]): readonly string[] {
  const rows = outcomes.map(({ row, before, countBefore, countAfter, costBefore, costAfter, right }) => [
    `${row.repo} ${row.before.slice(0, 7)}..${row.after.slice(0, 7)} ${row.file.split("/").at(-1)}:${row.line}`,
    row.rule,
    row.tag,
    before,
    `${countBefore} -> ${countAfter}`,
    `${formatBytes(costBefore)} -> ${formatBytes(costAfter)}`,
    row.tag === "weak" ? `(${right ? "right" : "wrong"})` : right ? "right" : "WRONG",
  ]);
  return alignedLines([["pair", "rule", "tag", "before", "findings", "likely cost", ""], ...rows]);
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)} %`;
}
