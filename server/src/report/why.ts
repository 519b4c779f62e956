/** Where the numbers of one line come from: the arithmetic, then each input with its chain of facts. */
import type { CallRow, Finding } from "../engine/types";
import { becauseLines } from "./because";
import { alignedLines, costHeader, costRows, growthOf } from "./cost-table";
import { formatFact, formatInput, formatSpread, sourceOf } from "./inputs";
import { type Paint, paint, printable } from "./paint";
import type { Run } from "./types";

/** All that is known of a line (from 1) of a file: its findings, and the calls that gave none. undefined when there is neither. */
export function whyStylish(run: Run, file: string, line: number, { colours }: { readonly colours: boolean }): string | undefined {
  const style = paint(colours);
  const findings = run.findings.filter((finding) => finding.file === file && finding.line <= line && line <= finding.endLine);
  const explained = new Set(findings.map((finding) => `${finding.line}:${finding.call?.operation}`));
  const calls = run.calls.filter((call) => call.file === file && call.line === line && !explained.has(`${call.line}:${call.operation}`));
  if (findings.length === 0 && calls.length === 0) return undefined;
  const blocks = [...findings.map((finding) => findingBlock(finding, run, style)), ...calls.map((call) => callBlock(call, style))];
  return blocks.map((block) => `${block}\n`).join("\n");
}

function findingBlock(finding: Finding, run: Run, style: Paint): string {
  const { severity, rule, message, estimate, related } = finding;
  const head = `${style.underline(placeOf(finding))}  ${style.severity(severity, severity)}  ${style.bold(rule)}`;
  const places = related.map((place) => `  ${printable(`${place.file}:${place.line}:${place.column}: ${place.message}`)}`);
  return [
    head,
    `  ${printable(message)}`,
    ...places,
    ...(estimate ? ["", ...arithmetic(finding, style)] : []),
    ...inputLines(finding, run, style),
  ].join("\n");
}

function arithmetic({ estimate }: Finding, style: Paint): readonly string[] {
  if (!estimate) return [];
  const rows = [costHeader, ...costRows(estimate)].map((row) => [
    row.component,
    row.formula,
    row.count,
    row.bytesEach,
    row.document,
    row.observed,
  ]);
  const [header = "", ...lines] = alignedLines(rows).map((line) => `  ${line}`);
  const growth = growthOf(estimate);
  const reasons = becauseLines(estimate).map((line) => `  ${line}`);
  return [style.dim(header), ...lines, ...(growth ? [`  ${growth}`] : []), ...reasons];
}

function inputLines({ inputs }: Finding, { lineOf }: Run, style: Paint): readonly string[] {
  if (inputs.length === 0) return [];
  const rows = inputs.map(({ name, low, likely, high, unit, basis, because }) => [
    name,
    formatSpread(low, likely, high, (value) => formatInput(value, unit)),
    basis === "partly" ? "partly assumed" : basis,
    printable(sourceOf(because, lineOf)),
  ]);
  const [header = "", ...lines] = alignedLines([["input", "value", "basis", "because"], ...rows]).map((line) => `  ${line}`);
  return ["", style.dim(header), ...lines];
}

function callBlock(call: CallRow, style: Paint): string {
  const head = `${style.underline(placeOf(call))}  ${style.bold(call.operation)}  ${call.library} ${call.method}`;
  const key = call.key === undefined ? [] : [["key", JSON.stringify(call.key), "", ""]];
  const options = Object.entries(call.options).map(([name, value]) => [name, value, "option", ""]);
  const facts = Object.entries(call.facts).map(([name, fact]) =>
    typeof fact === "string"
      ? [name, fact, "", ""]
      : [name, formatFact(name, fact), fact.basis === "partly" ? "partly assumed" : fact.basis, fact.because.join("; ")],
  );
  const through = call.through === undefined ? [] : [["through", call.through.join(" > "), "", ""]];
  const rows = [...through, ...key, ...options, ...facts].map((row) => row.map(printable));
  const [header = "", ...lines] = alignedLines([["fact", "value", "basis", "because"], ...rows]).map((line) => `  ${line}`);
  return [head, "  no finding: what is known of this call", "", style.dim(header), ...lines].join("\n");
}

function placeOf({ file, line, column }: { readonly file: string; readonly line: number; readonly column: number }): string {
  return printable(`${file}:${line}:${column}`);
}
