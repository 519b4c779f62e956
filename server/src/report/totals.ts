/** What findings cost together. */
import type { Finding } from "../engine/types";
import type { ComponentEstimate, ComponentId } from "../model/types";

export interface Bytes {
  readonly document: number;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

const nothing: Bytes = { document: 0, low: 0, likely: 0, high: 0 };

/** Sum of the estimates. Two rules may price the same component of the same call; only the dearer one counts. */
export function totalOf(findings: readonly Finding[]): Bytes {
  return countedParts(findings).reduce<Bytes>(plus, nothing);
}

/** The same by part of etcd's memory. */
export function componentTotals(findings: readonly Finding[]): ReadonlyMap<ComponentId, Bytes> {
  const sums = new Map<ComponentId, Bytes>();
  for (const part of countedParts(findings)) sums.set(part.component, plus(sums.get(part.component) ?? nothing, part));
  return sums;
}

/** Bytes an hour by which all grow together. */
export function growthTotal(findings: readonly Finding[]): number {
  return countedParts(findings).reduce((sum, { perHour = 0 }) => sum + perHour, 0);
}

function countedParts(findings: readonly Finding[]): readonly ComponentEstimate[] {
  const dearest = new Map<string, ComponentEstimate>();
  for (const { estimate, file, span } of findings) {
    for (const part of estimate?.components ?? []) {
      const key = `${part.component} ${file} ${span.start}`;
      const former = dearest.get(key);
      if (!former || part.likely > former.likely) dearest.set(key, part);
    }
  }
  return [...dearest.values()];
}

function plus(a: Bytes, b: Bytes): Bytes {
  return { document: a.document + b.document, low: a.low + b.low, likely: a.likely + b.likely, high: a.high + b.high };
}

export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

/** Findings by severity. */
export function countsOf(findings: readonly Finding[]): Counts {
  const count = (severity: Finding["severity"]): number => findings.filter((finding) => finding.severity === severity).length;
  return { error: count("error"), warning: count("warning"), info: count("info") };
}
