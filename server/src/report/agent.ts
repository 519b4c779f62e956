/** The report for a coding assistant: short, complete, each finding with what to do about it. */
import type { Finding } from "../engine/types";
import { formatByteRange, formatBytes, formatCount } from "../text/format";
import { overrunLines } from "./budgets";
import { arithmeticOf, costFirst, dearestFirst, plural } from "./cost-words";
import { formatInput, sourceOf } from "./inputs";
import { printable } from "./paint";
import { totalOf } from "./totals";
import type { LintRun, Style } from "./types";

/** Inputs that an assumption comment can state, as in `// etcd-lint: value=2MiB`. */
const statable = new Set(["value", "key", "keys", "rate", "concurrent", "ttl", "connections"]);

export function lintAgent(run: LintRun, { maxFindings }: Style): string {
  const { findings } = run;
  const total = totalOf(findings);
  const shown = dearestFirst(findings).slice(0, maxFindings);
  const more = findings.length - shown.length;
  const fresh = run.known ? "new " : "";
  return `${[
    `etcd-lint: ${plural(findings.length, `${fresh}finding`)} in ${plural(run.analysed, "analysed file")}, likely ${formatBytes(total.likely)} (${formatByteRange(total.low, total.high)}) of etcd memory. Dearest first.`,
    ...(run.partial ? [`INTERRUPTED: ${run.partial.done} of ${plural(run.partial.of, "file")} analysed.`] : []),
    ...overrunLines(run.overruns).map(printable),
    ...shown.map((finding) => block(finding, run)),
    ...(more > 0 ? [`and ${formatCount(more)} more, all cheaper`] : []),
    ...(findings.length > 0 ? ["Page of a rule: etcd-lint explain RULE. All numbers of a line: etcd-lint why FILE:LINE."] : []),
    ...(run.skipped.length > 0 ? [`${plural(run.skipped.length, "file")} skipped; --format json names them.`] : []),
  ].join("\n\n")}\n`;
}

function block(finding: Finding, run: LintRun): string {
  const { file, line, column, severity, rule, related, inputs, fixes } = finding;
  const assumed = inputs.filter(({ basis, name }) => basis !== "known" && statable.has(name));
  const lines = [
    `${file}:${line}:${column} ${severity} ${rule}`,
    `  ${costFirst(finding)}`,
    ...(finding.estimate ? [`  arithmetic: ${arithmeticOf(finding)}`] : []),
    ...inputs.map(
      ({ name, likely, unit, basis, because }) =>
        `  input ${name} = ${formatInput(likely, unit)} (${basis}): ${sourceOf(because, run.lineOf)}`,
    ),
    ...related.map((place) => `  see ${place.file}:${place.line}: ${place.message}`),
    ...fixes.map((fix) => `  fix (${howToFix(fix)}): ${fix.title}`),
    ...(assumed.length > 0
      ? [`  if you know better, state it in a comment before the call: etcd-lint: ${assumed.map(({ name }) => `${name}=...`).join(" ")}`]
      : []),
  ];
  return lines.map(printable).join("\n");
}

function howToFix({ safe, edits }: Finding["fixes"][number]): string {
  if (edits.length === 0) return "by hand";
  return safe ? "safe, etcd-lint --fix" : "changes behaviour, etcd-lint --fix-unsafe";
}
