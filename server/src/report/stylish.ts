/** The report for people in a terminal. */
import type { Finding, Skipped } from "../engine/types";
import type { ComponentEstimate, Estimate } from "../model/types";
import { formatByteRange, formatBytes, formatCount } from "../text/format";
import { growthOf } from "./cost-table";
import { type Paint, paint, printable } from "./paint";
import { countsOf, totalOf } from "./totals";
import type { Run } from "./types";

export interface StylishOptions {
  readonly colours: boolean;
  /** Findings alone, without the summary. */
  readonly bare?: boolean;
}

/** Skipped files named one by one before the rest are counted. */
const maxSkipped = 20;

/** Findings by file, each with its cost, then what they cost together and what was left out. */
export function lintStylish(run: Run, { colours, bare = false }: StylishOptions): string {
  const style = paint(colours);
  const files = [...new Set(run.findings.map(({ file }) => file))];
  const blocks = files.map((file) =>
    fileBlock(
      file,
      run.findings.filter((finding) => finding.file === file),
      style,
    ),
  );
  return [...blocks, ...(bare ? [] : [summary(run, style)])].map((block) => `${block}\n`).join("\n");
}

function fileBlock(file: string, findings: readonly Finding[], style: Paint): string {
  const places = findings.map(({ line, column }) => `${line}:${column}`);
  const width = Math.max(...places.map(({ length }) => length));
  const lines = findings.flatMap((finding, at) => {
    const { severity, message, rule, estimate } = finding;
    const place = (places[at] ?? "").padStart(width);
    const cost = estimate ? [`${" ".repeat(width + 4)}${style.bold(headline(estimate))}${style.dim(detail(finding, estimate))}`] : [];
    return [`  ${place}  ${style.severity(severity, severity.padEnd(7))}  ${printable(message)}  ${style.dim(rule)}`, ...cost];
  });
  return [style.underline(printable(file)), ...lines].join("\n");
}

/** `≈ 9.8 GiB retained (5.2–110 GiB)`: the documents' number where they have one, and what was observed. */
function headline(estimate: Estimate): string {
  const first = estimate.document > 0 ? estimate.document : estimate.likely;
  return `≈ ${formatBytes(first)} ${estimate.kind} (${formatByteRange(estimate.low, estimate.high)})`;
}

/** `: raft-log 5 000 x 2 MiB; grows ...; value assumed`. */
function detail({ inputs }: Finding, estimate: Estimate): string {
  const terms = [...estimate.components].sort((a, b) => b.document - a.document || b.likely - a.likely).map(termOf);
  const assumed = [...new Set(inputs.filter(({ basis }) => basis !== "known").map(({ name }) => name))];
  const parts = [terms.join(" + "), growthOf(estimate), assumed.length > 0 ? `${assumed.join(", ")} assumed` : undefined];
  return `: ${parts.filter((part) => part !== undefined && part !== "").join("; ")}`;
}

function termOf({ component, count, bytesEach }: ComponentEstimate): string {
  return `${component} ${formatCount(count.likely)} x ${formatBytes(bytesEach.likely)}`;
}

function summary(run: Run, style: Paint): string {
  const { findings, seen, analysed, skipped, budget } = run;
  const files = `${plural(analysed, "file")} analysed of ${formatCount(seen)}`;
  if (findings.length === 0) return [`No findings. ${files}.`, ...skippedLines(skipped, style)].join("\n");
  const counts = countsOf(findings);
  const kinds = [plural(counts.error, "error"), plural(counts.warning, "warning"), `${formatCount(counts.info)} info`].join(", ");
  const total = totalOf(findings);
  const cost =
    total.likely > 0
      ? [
          `${style.bold(`≈ ${formatBytes(total.document)} by the documents, ${formatByteRange(total.low, total.high)} observed`)}, all together`,
        ]
      : [];
  const over =
    budget !== undefined && total.likely > budget
      ? [style.severity("error", `over the budget of ${formatBytes(budget)}: the likely cost is ${formatBytes(total.likely)}`)]
      : [];
  return [
    `${style.bold(plural(findings.length, "finding"))} (${kinds}). ${files}.`,
    ...cost,
    ...over,
    ...skippedLines(skipped, style),
  ].join("\n");
}

function skippedLines(skipped: readonly Skipped[], style: Paint): readonly string[] {
  if (skipped.length === 0) return [];
  const named = skipped.slice(0, maxSkipped).map(({ file, reason }) => `  ${printable(file)}: ${printable(reason)}`);
  const more = skipped.length - named.length;
  const rest = more > 0 ? [`  and ${formatCount(more)} more; --format json names them all`] : [];
  return [`${plural(skipped.length, "file")} skipped:`, ...[...named, ...rest].map(style.dim)];
}

function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
