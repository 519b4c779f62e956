/** The report as one HTML file that works from a disk without a network: charts, a table to sort and filter, the arithmetic to unfold. */
import type { Finding } from "../engine/types";
import { formatByteRange, formatBytes, formatCount } from "../text/format";
import { overrunLines } from "./budgets";
import { alignedLines, costHeader, costRows, growthOf } from "./cost-table";
import { dearestFirst, headline, plural } from "./cost-words";
import { frameLines } from "./frame";
import { type Bar, barChart } from "./html-bars";
import { escaped, type Frame, htmlPage, standalone } from "./html-page";
import { formatInput, sourceOf } from "./inputs";
import { componentTotals, countsOf, totalOf } from "./totals";
import type { LintRun } from "./types";

/** Rows that a browser still sorts at once. */
const maxRows = 5_000;

export function lintHtml(run: LintRun): string {
  return lintPage(run, standalone);
}

/** The same page for another place than a browser: places of findings carry `data-file`, `data-line` and `data-column` for its script. */
export function lintPage(run: LintRun, frame: Frame): string {
  const { findings } = run;
  const body = [head(run), charts(findings), findingTable(run), skippedList(run)].filter((part) => part !== "").join("\n");
  return htmlPage(`etcd-lint: ${plural(findings.length, "finding")}`, body, frame);
}

function head(run: LintRun): string {
  const { findings, known, partial } = run;
  const total = totalOf(findings);
  const counts = countsOf(findings);
  const fresh = known ? "new " : "";
  return [
    "<h1>What this code costs etcd</h1>",
    ...(partial ? [`<p class="error">Interrupted: ${partial.done} of ${plural(partial.of, "file")} analysed; this is partial.</p>`] : []),
    `<p class="big">likely ${formatBytes(total.likely)} <span class="soft">(${formatByteRange(total.low, total.high)} observed)</span></p>`,
    `<p>≈ ${formatBytes(total.document)} by the documents' formula.</p>`,
    `<p>${plural(findings.length, `${fresh}finding`)}: ${plural(counts.error, "error")}, ${plural(counts.warning, "warning")}, ${formatCount(counts.info)} info. ${plural(run.analysed, "file")} analysed of ${formatCount(run.seen)}.</p>`,
    ...overrunLines(run.overruns).map((line) => `<p class="error">${escaped(line)}</p>`),
    ...(known
      ? [
          `<p>${plural(known.findings, "finding")} known to ${escaped(known.name)} not shown; ${known.stale.length} of its entries are stale.</p>`,
        ]
      : []),
    ...run.notes.map((note) => `<p>${escaped(note)}</p>`),
    `<p class="soft">etcd-lint ${escaped(run.version)}. Bytes are those of etcd's memory.</p>`,
  ].join("\n");
}

function charts(findings: readonly Finding[]): string {
  const by = (key: (finding: Finding) => string): readonly Bar[] =>
    [...new Set(findings.map(key))].map((name) => ({ name, ...totalOf(findings.filter((finding) => key(finding) === name)) }));
  const components = [...componentTotals(findings)].map(([name, total]) => ({ name, ...total }));
  const figures = [
    barChart("By part of etcd's memory", components),
    barChart(
      "By rule",
      by(({ rule }) => rule),
    ),
    barChart(
      "By file",
      by(({ file }) => file),
    ),
    barChart(
      "By finding",
      findings.flatMap(({ estimate, file, line, rule }) => (estimate ? [{ ...estimate, name: `${file}:${line} ${rule}` }] : [])),
    ),
  ].filter((figure) => figure !== "");
  return figures.length === 0
    ? ""
    : `<h2>Where it goes</h2>\n<p class="soft">A bar is the likely cost, the thin line the range that real servers showed; it ends at the edge where it goes on.</p>\n<div class="charts">\n${figures.join("\n")}\n</div>`;
}

function findingTable(run: LintRun): string {
  if (run.findings.length === 0) return "";
  const shown = dearestFirst(run.findings).slice(0, maxRows);
  const header = ["severity", "likely", "where", "rule", "what"].map((name) => `<th scope="col"><button>${name}</button></th>`).join("");
  const more = run.findings.length - shown.length;
  return [
    "<h2>Findings</h2>",
    '<p><input id="filter" type="search" placeholder="Show rows with this word" aria-label="Show rows with this word"></p>',
    `<table id="findings"><thead><tr>${header}</tr></thead><tbody>`,
    ...shown.map((finding) => row(finding, run)),
    "</tbody></table>",
    ...(more > 0 ? [`<p>and ${formatCount(more)} more, all cheaper</p>`] : []),
  ].join("\n");
}

const order: Readonly<Record<Finding["severity"], number>> = { info: 0, warning: 1, error: 2 };

function row(finding: Finding, run: LintRun): string {
  const { severity, estimate, file, line, column, rule, message } = finding;
  return [
    `<tr><td class="${severity}" data-sort="${order[severity]}">${severity}</td>`,
    `<td class="number" data-sort="${estimate?.likely ?? -1}">${estimate ? formatBytes(estimate.likely) : ""}</td>`,
    `<td><code data-file="${escaped(file)}" data-line="${line}" data-column="${column}">${escaped(`${file}:${line}:${column}`)}</code></td><td><code>${escaped(rule)}</code></td>`,
    `<td>${escaped(message)}${unfolded(finding, run)}</td></tr>`,
  ].join("");
}

function unfolded(finding: Finding, run: LintRun): string {
  const { estimate, inputs, related, file } = finding;
  const text = run.textOf(file);
  const frame = text === undefined ? undefined : frameLines(text, finding);
  const arithmetic = estimate ? alignedLines([costHeader, ...costRows(estimate)].map((cells) => Object.values(cells))) : [];
  const sources = inputs.map(({ name, likely, unit, basis, because }) => [
    name,
    formatInput(likely, unit),
    basis === "partly" ? "partly assumed" : basis,
    sourceOf(because, run.lineOf),
  ]);
  const growth = estimate && growthOf(estimate);
  const parts = [
    frame?.join("\n"),
    estimate && headline(estimate),
    arithmetic.join("\n"),
    growth,
    alignedLines(sources).join("\n"),
    related.map((place) => `${place.file}:${place.line}: ${place.message}`).join("\n"),
  ].filter((part) => part !== undefined && part !== "");
  if (parts.length === 0) return "";
  return `<details><summary>arithmetic</summary>${parts.map((part) => `<pre>${escaped(part ?? "")}</pre>`).join("")}</details>`;
}

function skippedList({ skipped }: LintRun): string {
  if (skipped.length === 0) return "";
  const items = skipped.map(({ file, reason }) => `<li><code>${escaped(file)}</code>: ${escaped(reason)}</li>`);
  return `<h2>Skipped</h2>\n<details><summary>${plural(skipped.length, "file")}</summary><ul>${items.join("")}</ul></details>`;
}
