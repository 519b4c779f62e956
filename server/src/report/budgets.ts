/** Budgets that a run passes, in words. */
import { formatBytes } from "../text/format";
import { plural } from "./cost-words";

/** A budget that was passed, and the line of code that costs most of it. */
export interface Overrun {
  /** `all findings together`, `raft-log`, `files services/**`, `owner @team`, `growth per hour`, `a finding`. */
  readonly what: string;
  /** Likely cost in bytes (an hour, for growth), and the limit that it is over. */
  readonly cost: number;
  readonly limit: number;
  /** How the limit came to be: `4 GiB`, or `+10 % of 2 GiB`. */
  readonly limitWords: string;
  /** Where the limit is set: `etcd-lint.json:12`. */
  readonly source: string;
  /** The dearest line in it. */
  readonly dearest?: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly rule: string;
    readonly cost: number;
  };
  /** Findings that count for it. */
  readonly findings: number;
}

/** One line for each overrun: what it costs, what it may, where that is set, and the line of code to change. */
export function overrunLines(overruns: readonly Overrun[]): readonly string[] {
  return overruns.map(({ what, cost, limitWords, source, dearest, findings }) => {
    const pace = what === "growth per hour" ? " an hour" : "";
    const of = findings > 1 ? ` of ${plural(findings, "finding")}` : "";
    const line = dearest
      ? `; change ${dearest.file}:${dearest.line}:${dearest.column} (${dearest.rule}, ${formatBytes(dearest.cost)}${pace})`
      : "";
    return `over budget: ${what}: the likely cost${of} is ${formatBytes(cost)}${pace}, the limit is ${limitWords} (${source})${line}`;
  });
}
