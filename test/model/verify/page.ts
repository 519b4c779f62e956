/** docs/model-verification.md and its plot, from the stored measurements. */
import { BARS, isFar, isWide, judge, type Verdict } from "./bars";
import type { Row, What } from "./evaluate";
import type { LineResults } from "./results";

export interface LinePage {
  readonly results: LineResults;
  readonly rows: readonly Row[];
}

const WHAT: Readonly<Record<What, string>> = { live: "live heap", resident: "resident", file: "database file", peak: "peak" };

export function page(lines: readonly LinePage[], head: string): string {
  const parts = [
    head.trimEnd(),
    "## Where each line stands",
    table(
      ["etcd", "built with", "measured on", "scenarios", "comparisons", "inside the range", "worst likely", "average", "bars"],
      lines.map(({ results, rows }) => summary(results, rows, judge(rows))),
    ),
    `The bars: every median inside its range; the likely value within ${percent(BARS.each)} of the median in each and within ${percent(BARS.average)} on average; high over low at most ${BARS.retained} for what stays and ${BARS.transient} for what passes.`,
    "![Predicted against measured](images/model-verification.svg)",
    "Every dot is one comparison; the line through it is the observed range. Resident memory has a range and no likely value, so it is in the tables only.",
    ...lines.flatMap(({ results, rows }) => [`## etcd ${results.version}`, rowsOf(rows), asIs(rows)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

function summary(results: LineResults, rows: readonly Row[], verdict: Verdict): readonly string[] {
  const scenarios = new Set(rows.map((row) => row.scenario)).size;
  return [
    results.version,
    results.go,
    results.date,
    String(scenarios),
    String(verdict.rows),
    `${verdict.rows - verdict.outside.length} of ${verdict.rows}`,
    percent(verdict.worst),
    percent(verdict.average),
    verdict.holds ? "hold" : "**do not hold**",
  ];
}

function rowsOf(rows: readonly Row[]): string {
  return table(
    [
      "scenario",
      "reading",
      "what, in MiB",
      "measured",
      "lowest–highest run",
      "runs",
      "low",
      "likely",
      "high",
      "likely off by",
      "documents",
    ],
    rows.map((row, i) => [
      rows[i - 1]?.title === row.title ? "" : row.title,
      row.reading,
      WHAT[row.what],
      mib(row.measured),
      `${mib(Math.min(...row.runs))}–${mib(Math.max(...row.runs))}`,
      String(row.runs.length),
      mib(row.predicted.low),
      row.what === "resident" ? "" : `**${mib(row.predicted.likely)}**`,
      `${mib(row.predicted.high)}${row.inside ? "" : " **outside**"}${isWide(row) ? " **wide**" : ""}`,
      row.error === undefined ? "" : `${signed(row.error)}${isFar(row) ? " **far**" : ""}`,
      row.what === "resident" ? "" : mib(row.document),
    ]),
  );
}

/** What an operator sees right after a load, with the garbage of that load still there. */
function asIs(rows: readonly Row[]): string {
  const shares = rows.flatMap(({ asIs, predicted }) => (asIs === undefined ? [] : [asIs / predicted.high]));
  const most = Math.max(0, ...shares);
  return `Right after the load, before the forced collection, resident memory stood below the upper end of the same range in ${shares.filter((share) => share <= 1).length} of ${shares.length} readings, and at ${most.toFixed(1)} times it at most: the garbage of the load, gone with the next collection.`;
}

/** MiB with one decimal, thousands apart. */
function mib(bytes: number): string {
  return grouped((bytes / 2 ** 20).toFixed(1));
}

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, " ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function percent(share: number): string {
  return `${Math.abs(Math.round(share * 100))} %`;
}

function signed(share: number): string {
  return `${Math.round(share * 100) < 0 ? "−" : "+"}${percent(share)}`;
}
