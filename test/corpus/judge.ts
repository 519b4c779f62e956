/** Rows of the lists against what the linter said: one outcome a row. */

import type { Found, Linted } from "./linted";
import type { JudgedRow, PairRow } from "./lists";
import { type How, hasCall, inFamily, matches } from "./match";

export interface JudgedOutcome {
  readonly row: JudgedRow;
  readonly how: How | "none";
  /** Highest severity among the findings that answer; for a fine row only those on its line count. */
  readonly severity: "info" | "warning" | "error" | "none";
  readonly called: boolean;
}

export interface PairOutcome {
  readonly row: PairRow;
  /** How the judged line of `before` is answered. */
  readonly before: How | "file" | "none";
  readonly costBefore: number;
  readonly costAfter: number;
  readonly countBefore: number;
  readonly countAfter: number;
  readonly right: boolean;
}

const order = ["none", "info", "warning", "error"] as const;

export function judge(row: JudgedRow, linted: Linted): JudgedOutcome {
  const all = matches(linted, row, row.rule);
  const counted = row.verdict === "fine" ? all.filter(({ how }) => how === "line") : all;
  const best = Math.max(0, ...counted.map(({ finding }) => order.indexOf(finding.severity)));
  return { row, how: counted[0]?.how ?? "none", severity: order[best] ?? "none", called: hasCall(linted, row) };
}

/** Flagged rows of the list that belong to the verdict's bar: any severity answers a finding, a fine line bears information. */
export function isFlagged({ row, how, severity }: JudgedOutcome): boolean {
  if (row.verdict === "fine") return severity === "warning" || severity === "error";
  return how !== "none";
}

/**
 * A pair is right when `before` is flagged at its line (or along the chain) and the findings of the family that stand or lead through that
 * file are fewer, cheaper or less severe in `after`. For a regression the two change places, where the line is known in `before` only: the file must have more, or dearer, findings
 * afterwards. For a bait `after` stays flagged. Either way is right for a trade-off.
 */
export function judgePair(row: PairRow, before: Linted, after: Linted): PairOutcome {
  const answered = matches(before, row, row.rule)[0]?.how ?? "none";
  const inFile = (linted: Linted) => linted.findings.filter((found) => inFamily(found, row.rule) && concerns(found, row.file));
  const cost = (linted: Linted) =>
    inFile(linted).reduce((sum, { estimate }) => sum + (estimate ? (estimate.likely ?? Number.POSITIVE_INFINITY) : 0), 0);
  const [costBefore, costAfter] = [cost(before), cost(after)];
  const [countBefore, countAfter] = [inFile(before).length, inFile(after).length];
  const [weightBefore, weightAfter] = [weight(inFile(before)), weight(inFile(after))];
  const cheaper = countAfter < countBefore || costAfter < costBefore || weightAfter < weightBefore;
  const dearer = countAfter > countBefore || costAfter > costBefore || weightAfter > weightBefore;
  const flagged = answered !== "none";
  const right = {
    fix: flagged && cheaper,
    weak: flagged && cheaper,
    regression: dearer,
    bait: flagged && countAfter > 0,
    "trade-off": true,
  };
  return {
    row,
    before: flagged || countBefore === 0 ? answered : "file",
    costBefore,
    costAfter,
    countBefore,
    countAfter,
    right: right[row.tag],
  };
}

function concerns(found: Found, file: string): boolean {
  return found.file === file || found.related.some((place) => place.file === file);
}

function weight(findings: readonly Found[]): number {
  return findings.reduce((sum, { severity }) => sum + order.indexOf(severity), 0);
}
