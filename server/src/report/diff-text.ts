/** The difference between two revisions for people in a terminal. */
import { formatBytes, formatCount } from "../text/format";
import { overrunLines } from "./budgets";
import { type Change, type Comparison, differenceOf } from "./compare";
import { alignedLines } from "./cost-table";
import { arithmeticOf, plural } from "./cost-words";
import { paint, printable } from "./paint";
import type { LintRun, Style } from "./types";

/** Findings named before the rest is counted. */
const maxChanges = 200;

/** What is new, changed and gone, the largest difference first; then each part of etcd's memory before and after. */
export function diffText(run: LintRun & { readonly comparison: Comparison }, { colours }: Style): string {
  const style = paint(colours);
  const { comparison } = run;
  const changes = comparison.changes.filter(({ kind }) => kind !== "same");
  const marks: Readonly<Record<Change["kind"], string>> = {
    new: style.severity("error", "new    "),
    changed: style.severity("warning", "changed"),
    gone: style.severity("info", "gone   "),
    same: "same   ",
  };
  const lines = changes.slice(0, maxChanges).flatMap((change) => {
    const finding = change.after ?? change.before;
    if (!finding) return [];
    const cost = change.kind === "changed" ? `${costOf(change.before)} -> ${costOf(change.after)}` : costOf(finding);
    const place = `${finding.file}:${finding.line}:${finding.column}`;
    return [
      `${marks[change.kind]}  ${style.bold(signed(differenceOf(change)))}  ${printable(place)}  ${style.dim(finding.rule)}`,
      `         ${printable(finding.message)}`,
      ...(finding.estimate ? [style.dim(`         ${cost}: ${printable(arithmeticOf(finding))}`)] : []),
    ];
  });
  const more = changes.length - maxChanges;
  const count = (kind: Change["kind"]): number => comparison.changes.filter((change) => change.kind === kind).length;
  const words = `${count("new")} new, ${count("changed")} changed, ${count("gone")} gone, ${count("same")} as before`;
  return `${[
    ...lines,
    ...(more > 0 ? [`and ${plural(more, "more finding")}; --format json has all`] : []),
    ...(lines.length > 0 ? [""] : []),
    ...componentLines(comparison, style.dim),
    "",
    style.bold(`${printable(comparison.base)} -> ${printable(comparison.head)}: ${words}`),
    ...overrunLines(run.overruns).map((line) => style.severity("error", printable(line))),
    ...run.notes.map(printable),
  ].join("\n")}\n`;
}

function componentLines({ components, before, after, growth }: Comparison, dim: (text: string) => string): readonly string[] {
  const row = (name: string, from: number, to: number): readonly string[] => [name, formatBytes(from), formatBytes(to), signed(to - from)];
  const grows = growth.before > 0 || growth.after > 0 ? [row("growth an hour", growth.before, growth.after)] : [];
  const rows = [
    ["likely", "before", "after", "difference"],
    ...components.map((one) => row(one.component, one.before.likely, one.after.likely)),
    row("all together", before.likely, after.likely),
    ...grows,
  ];
  return alignedLines(rows).map((line, at) => (at === 0 ? dim(line) : line));
}

function costOf(finding: Change["after"]): string {
  return finding?.estimate ? formatBytes(finding.estimate.likely) : "not priced";
}

function signed(bytes: number): string {
  if (bytes === 0) return "±0";
  return Number.isFinite(bytes) ? `${bytes > 0 ? "+" : "−"}${formatBytes(Math.abs(bytes))}` : formatCount(bytes);
}
