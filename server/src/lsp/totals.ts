/** The cost of a function: its findings added up, each byte once. */
import type { Finding } from "../engine/types";
import type { ComponentId } from "../model/types";

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
  return [...groups.values()].flatMap(totalOf).sort((a, b) => a.line - b.line);
}

function totalOf(findings: readonly Finding[]): readonly FunctionTotal[] {
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
      ...sum(findings),
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

type Bytes = Pick<FunctionTotal, "document" | "low" | "likely" | "high">;

/** Two rules may price the same component of the same call (a large value that is also rewritten): only the dearer one counts. */
function sum(findings: readonly Finding[]): Bytes {
  const dearest = new Map<string, Bytes>();
  for (const { estimate, span } of findings) {
    for (const part of estimate?.components ?? []) {
      const key = `${part.component} ${span.start} ${span.end}`;
      const former = dearest.get(key);
      if (!former || part.likely > former.likely) dearest.set(key, part);
    }
  }
  return [...dearest.values()].reduce<Bytes>(
    (all, part) => ({
      document: all.document + part.document,
      low: all.low + part.low,
      likely: all.likely + part.likely,
      high: all.high + part.high,
    }),
    { document: 0, low: 0, likely: 0, high: 0 },
  );
}
