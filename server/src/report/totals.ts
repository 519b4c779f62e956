/** What findings cost together. */
import type { Finding } from "../engine/types";

export interface Bytes {
  readonly document: number;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

const nothing: Bytes = { document: 0, low: 0, likely: 0, high: 0 };

/** Sum of the estimates. Two rules may price the same component of the same call; only the dearer one counts. */
export function totalOf(findings: readonly Finding[]): Bytes {
  const dearest = new Map<string, Bytes>();
  for (const { estimate, file, span } of findings) {
    for (const part of estimate?.components ?? []) {
      const key = `${part.component} ${file} ${span.start}`;
      const former = dearest.get(key);
      if (!former || part.likely > former.likely) dearest.set(key, part);
    }
  }
  return [...dearest.values()].reduce<Bytes>(
    (sum, part) => ({
      document: sum.document + part.document,
      low: sum.low + part.low,
      likely: sum.likely + part.likely,
      high: sum.high + part.high,
    }),
    nothing,
  );
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
