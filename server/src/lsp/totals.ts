/** The cost of a function: its findings added up, each byte once. */
import type { Finding } from "../engine/types";
import type { ComponentId } from "../model/types";
import { totalOf } from "../report/totals";

export interface FunctionTotal {
  readonly name: string;
  /** 1-based line of the function. */
  readonly line: number;
  readonly document: number;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  readonly findings: readonly Finding[];
  /** The finding that costs most; the first one when none has an estimate. */
  readonly driver: Finding;
  readonly driverComponent?: ComponentId;
}

/** One total per function that holds findings, in the order of lines. */
export function functionTotals(findings: readonly Finding[]): readonly FunctionTotal[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (!finding.holder) continue;
    const key = `${finding.holder.line} ${finding.holder.name}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap(functionTotal).sort((a, b) => a.line - b.line);
}

function functionTotal(findings: readonly Finding[]): readonly FunctionTotal[] {
  const [first, ...rest] = findings;
  if (!first?.holder) return [];
  const driver = rest.reduce((most, finding) => (likelyOf(finding) > likelyOf(most) ? finding : most), first);
  const component = driver.estimate?.components.reduce(
    (most, next) => (next.likely > most.likely ? next : most),
    driver.estimate.components[0] ?? none,
  );
  return [
    {
      ...first.holder,
      ...totalOf(findings),
      findings,
      driver,
      ...(component && component !== none ? { driverComponent: component.component } : {}),
    },
  ];
}

const none = { component: "raft-log", likely: 0 } as const;

function likelyOf(finding: Finding): number {
  return finding.estimate?.likely ?? -1;
}

/** The number that stands for an estimate: the documents' own where they have one, as on the command line. */
export function shownBytes({ document, likely }: { readonly document: number; readonly likely: number }): number {
  return document > 0 ? document : likely;
}
