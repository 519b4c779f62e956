/** Markdown for the comment of a pull request. The hidden tag in the first line lets a script find and update its own comment. */
import type { Finding } from "../engine/types";
import { formatByteRange, formatBytes, formatCount } from "../text/format";
import { overrunLines } from "./budgets";
import { type Change, type Comparison, differenceOf } from "./compare";
import { costHeader, costRows, growthOf } from "./cost-table";
import { dearestFirst, firstBytes, plural } from "./cost-words";
import { sourceOf } from "./inputs";
import { countsOf, totalOf } from "./totals";
import type { LintRun } from "./types";

export const markdownTag = "<!-- etcd-lint -->";

/** GitHub takes 65 536 characters in a comment; rows and details stay well under it. */
const maxRows = 30;
const maxDetails = 20;
const maxListed = 20;

/** Total, difference where there is one, the dearest findings as a table, and their arithmetic to unfold. */
export function lintMarkdown(run: LintRun): string {
  const { comparison } = run;
  const blocks = [
    `${markdownTag}\n### ${comparison ? comparedTitle(comparison) : title(run)}`,
    ...(run.partial ? [`**Interrupted:** ${run.partial.done} of ${plural(run.partial.of, "file")} analysed; this is partial.`] : []),
    ...overrunLines(run.overruns).map((line) => `**${text(line)}**`),
    ...(comparison ? [componentTable(comparison), changeTable(comparison)] : [findingTable(run.findings)]),
    details(comparison ? comparison.changes.flatMap(({ kind, after }) => (after && kind !== "same" ? [after] : [])) : run.findings, run),
    ...knownBlock(run),
    ...listBlock(
      `${plural(run.skipped.length, "file")} skipped`,
      run.skipped.map(({ file, reason }) => `${code(file)}: ${text(reason)}`),
    ),
    ...run.notes.map(text),
    `<sub>${plural(run.analysed, "file")} analysed of ${formatCount(run.seen)} by etcd-lint ${run.version}. ≈ is the documents' formula, in parentheses what real servers showed.</sub>`,
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function title(run: LintRun): string {
  const fresh = run.known ? "new " : "";
  if (run.findings.length === 0) return `etcd-lint: no ${fresh}findings`;
  const total = totalOf(run.findings);
  const counts = countsOf(run.findings);
  const cost = total.likely > 0 ? `, ≈ ${formatBytes(firstBytes(total))} (${formatByteRange(total.low, total.high)})` : "";
  return `etcd-lint: ${plural(run.findings.length, `${fresh}finding`)} (${plural(counts.error, "error")}, ${plural(counts.warning, "warning")}, ${counts.info} info)${cost}`;
}

function comparedTitle({ before, after, changes, base }: Comparison): string {
  const count = (kind: Change["kind"]): number => changes.filter((change) => change.kind === kind).length;
  const difference = after.likely - before.likely;
  const words = difference === 0 ? "the same cost" : `${signed(difference)}`;
  return `etcd-lint: ${words} against ${code(base)}: ${count("new")} new, ${count("changed")} changed, ${count("gone")} gone`;
}

function componentTable({ components, before, after, growth }: Comparison): string {
  const rows = components.map((one) => [one.component, ...change(one.before.likely, one.after.likely)]);
  const pace = growth.before > 0 || growth.after > 0 ? [["growth an hour", ...change(growth.before, growth.after)]] : [];
  return table(
    ["", "before", "after", "difference"],
    [...rows, ["**likely, all together**", ...change(before.likely, after.likely)], ...pace],
  );
}

function changeTable({ changes }: Comparison): string {
  const shown = changes.filter(({ kind }) => kind !== "same");
  const rows = shown.slice(0, maxRows).map((one) => {
    const finding = one.after ?? one.before;
    return [
      one.kind,
      signed(differenceOf(one)),
      formatBytes(one.after?.estimate?.likely ?? 0),
      finding ? place(finding) : "",
      finding ? code(finding.rule) : "",
      finding ? text(finding.message) : "",
    ];
  });
  if (rows.length === 0) return "";
  return withMore(table(["", "difference", "likely now", "where", "rule", "what"], rows), shown.length - rows.length);
}

function findingTable(findings: readonly Finding[]): string {
  if (findings.length === 0) return "";
  const rows = dearestFirst(findings)
    .slice(0, maxRows)
    .map((finding) => [
      finding.severity,
      finding.estimate
        ? `≈ ${formatBytes(firstBytes(finding.estimate))} (${formatByteRange(finding.estimate.low, finding.estimate.high)})`
        : "",
      place(finding),
      code(finding.rule),
      text(finding.message),
    ]);
  return withMore(table(["", "cost", "where", "rule", "what"], rows), findings.length - rows.length);
}

function details(findings: readonly Finding[], run: LintRun): string {
  const priced = dearestFirst(findings.filter(({ estimate }) => estimate !== undefined));
  const blocks = priced.slice(0, maxDetails).map((finding) => {
    const { estimate, inputs } = finding;
    if (!estimate) return "";
    const rows = costRows(estimate).map((row) =>
      [row.component, row.formula, row.count, row.bytesEach, row.document, row.observed].map(text),
    );
    const header = [
      costHeader.component,
      costHeader.formula,
      costHeader.count,
      costHeader.bytesEach,
      costHeader.document,
      costHeader.observed,
    ];
    const sources = inputs.map(
      ({ name, basis, because }) =>
        `- ${text(name)}: ${basis === "partly" ? "partly assumed" : basis}, ${text(sourceOf(because, run.lineOf))}`,
    );
    const growth = growthOf(estimate);
    return [
      `<details><summary>${place(finding, "html")} ${html(finding.rule)}: ≈ ${formatBytes(firstBytes(estimate))}</summary>`,
      table(header, rows),
      ...(growth ? [text(growth)] : []),
      sources.join("\n"),
      "</details>",
    ].join("\n\n");
  });
  return withMore(blocks.join("\n\n"), priced.length - blocks.length);
}

function knownBlock({ known }: LintRun): readonly string[] {
  if (!known) return [];
  const hidden = known.findings > 0 ? [`${plural(known.findings, "finding")} known to ${code(known.name)} not shown.`] : [];
  return [...hidden, ...listBlock(`${known.stale.length} stale in ${html(known.name)}`, known.stale.map(text))];
}

function listBlock(summary: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, maxListed).map((line) => `- ${line}`);
  const more = lines.length > shown.length ? [`- and ${formatCount(lines.length - shown.length)} more`] : [];
  return [[`<details><summary>${summary}</summary>`, [...shown, ...more].join("\n"), "</details>"].join("\n\n")];
}

function withMore(block: string, more: number): string {
  return more > 0 ? `${block}\n\nand ${formatCount(more)} more` : block;
}

function change(before: number, after: number): readonly string[] {
  return [formatBytes(before), formatBytes(after), signed(after - before)];
}

function signed(bytes: number): string {
  return bytes === 0 ? "0" : `${bytes > 0 ? "+" : "−"}${formatBytes(Math.abs(bytes))}`;
}

function place({ file, line }: Finding, as: "markdown" | "html" = "markdown"): string {
  return as === "html" ? `<code>${html(`${file}:${line}`)}</code>` : code(`${file}:${line}`);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Text of a program as text: nothing in it is markup, a mention or the end of a cell. */
function text(value: string): string {
  return html(value.replace(/\s+/g, " "))
    .replace(/[\\`*_[\]|~#]/g, (mark) => `\\${mark}`)
    .replaceAll("@", "@\u200b");
}

function html(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** In backticks, with more of them than the text has in a row. */
function code(value: string): string {
  const clean = value.replace(/\s+/g, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return longest > 0 ? `${fence} ${clean} ${fence}` : `${fence}${clean}${fence}`;
}
