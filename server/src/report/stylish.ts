/** The report for people in a terminal. */
import type { Finding, Skipped } from "../engine/types";
import { formatByteRange, formatBytes, formatCount } from "../text/format";
import { overrunLines } from "./budgets";
import { arithmeticOf, headline, plural } from "./cost-words";
import { frameLines } from "./frame";
import { type Paint, paint, printable } from "./paint";
import { countsOf, totalOf } from "./totals";
import type { LintRun, Style } from "./types";
import { wrapped } from "./wrap";

/** Skipped files and stale entries named one by one before the rest are counted. */
const maxNamed = 20;
/** Findings that get their lines of code; a longer list is read for its costs. */
const maxFrames = 100;

/** Findings by file, each with its cost first, then what they cost together and what was left out. */
export function lintStylish(run: LintRun, style: Style): string {
  const colours = paint(style.colours);
  const shown = run.findings.slice(0, style.maxFindings);
  const files = [...new Set(shown.map(({ file }) => file))];
  const framed = style.frames && shown.length <= maxFrames;
  const blocks = files.map((file) =>
    fileBlock(
      file,
      shown.filter((finding) => finding.file === file),
      framed ? run.textOf(file) : undefined,
      colours,
      style.width,
    ),
  );
  const rest = run.findings.length - shown.length;
  const more = rest > 0 ? [`and ${plural(rest, "more finding")}: --max-findings shows more, --format json has all`] : [];
  return [...blocks, ...more, ...(style.bare ? [] : [summary(run, colours)])].map((block) => `${block}\n`).join("\n");
}

function fileBlock(file: string, findings: readonly Finding[], text: string | undefined, style: Paint, width: number | undefined): string {
  const places = findings.map(({ line, column }) => `${line}:${column}`);
  const margin = Math.max(...places.map(({ length }) => length));
  const lines = findings.flatMap((finding, at) => findingLines(finding, (places[at] ?? "").padStart(margin), text, style, width));
  return [style.underline(printable(file)), ...lines].join("\n");
}

function findingLines(
  finding: Finding,
  place: string,
  text: string | undefined,
  style: Paint,
  width: number | undefined,
): readonly string[] {
  const { severity, message, rule, estimate } = finding;
  const indent = " ".repeat(place.length + 4);
  const room = width === undefined ? undefined : Math.max(20, width - indent.length);
  const body = [...wrapped(printable(message), room), ...wrapped(arithmeticOf(finding), room).map(style.dim)];
  const first = estimate ? `${style.bold(headline(estimate))}  ${style.dim(rule)}` : style.dim(rule);
  const frame = (text === undefined ? undefined : frameLines(text, finding)) ?? [];
  return [
    `  ${place}  ${style.severity(severity, severity.padEnd(7))}  ${first}`,
    ...body.filter((line) => line !== "" && line !== style.dim("")).map((line) => `${indent}${line}`),
    ...frame.map((line, at) => `${indent}  ${at === frame.length - 1 ? style.severity(severity, line) : line}`),
  ];
}

function summary(run: LintRun, style: Paint): string {
  const { findings, seen, analysed, known, partial } = run;
  const files = `${plural(analysed, "file")} analysed of ${formatCount(seen)}.`;
  const counts = countsOf(findings);
  const kinds = [plural(counts.error, "error"), plural(counts.warning, "warning"), `${formatCount(counts.info)} info`].join(", ");
  const total = totalOf(findings);
  const fresh = known ? "new " : "";
  const found = findings.length === 0 ? `No ${fresh}findings.` : `${style.bold(plural(findings.length, `${fresh}finding`))} (${kinds}).`;
  const cost = style.bold(
    `≈ ${formatBytes(total.document)} by the documents, likely ${formatBytes(total.likely)} (${formatByteRange(total.low, total.high)} observed)`,
  );
  return [
    ...(partial
      ? [
          style.severity(
            "warning",
            `Interrupted: ${formatCount(partial.done)} of ${plural(partial.of, "file")} analysed; what follows is partial.`,
          ),
        ]
      : []),
    `${found} ${files}`,
    ...(total.likely > 0 ? [`${cost}, all together`] : []),
    ...overrunLines(run.overruns).map((line) => style.severity("error", printable(line))),
    ...knownLines(run, style),
    ...run.notes.map(printable),
    ...skippedLines(run.skipped, style),
  ].join("\n");
}

function knownLines({ known }: LintRun, style: Paint): readonly string[] {
  if (!known) return [];
  const { name, findings, stale } = known;
  const hidden = findings > 0 ? [`${plural(findings, "finding")} known to ${printable(name)}.`] : [];
  if (stale.length === 0) return hidden;
  const entries = `${plural(stale.length, "entry").replace(/entrys$/, "entries")} of ${printable(name)}`;
  return [...hidden, `${entries} no longer found; --prune takes them out:`, ...named(stale, style)];
}

function skippedLines(skipped: readonly Skipped[], style: Paint): readonly string[] {
  if (skipped.length === 0) return [];
  return [
    `${plural(skipped.length, "file")} skipped:`,
    ...named(
      skipped.map(({ file, reason }) => `${file}: ${reason}`),
      style,
    ),
  ];
}

function named(all: readonly string[], style: Paint): readonly string[] {
  const lines = all.slice(0, maxNamed).map((line) => `  ${printable(line)}`);
  const more = all.length - lines.length;
  return [...lines, ...(more > 0 ? [`  and ${formatCount(more)} more; --format json names them all`] : [])].map(style.dim);
}
