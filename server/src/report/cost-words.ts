/** The cost of one finding in words, as every report for people says it. */
import type { Finding } from "../engine/types";
import type { ComponentEstimate, Estimate } from "../model/types";
import { formatByteRange, formatBytes, formatCount } from "../text/format";
import { growthOf } from "./cost-table";

/** `≈ 9.8 GiB growing (5.2–110 GiB)`: the documents' number where they have one, and what was observed. */
export function headline(estimate: Estimate): string {
  return `≈ ${formatBytes(firstBytes(estimate))} ${estimate.kind} (${formatByteRange(estimate.low, estimate.high)})`;
}

/** The number that stands first: the documents', else the likely one. */
export function firstBytes({ document, likely }: Pick<Estimate, "document" | "likely">): number {
  return document > 0 ? document : likely;
}

/** `raft-log 5 000 x 2 MiB; grows ...; value assumed`; empty without an estimate. */
export function arithmeticOf({ inputs, estimate }: Finding): string {
  if (!estimate) return "";
  const terms = [...estimate.components].sort((a, b) => b.document - a.document || b.likely - a.likely).map(termOf);
  const assumed = [...new Set(inputs.filter(({ basis }) => basis !== "known").map(({ name }) => name))];
  const parts = [terms.join(" + "), growthOf(estimate), assumed.length > 0 ? `${assumed.join(", ")} assumed` : undefined];
  return parts.filter((part) => part !== undefined && part !== "").join("; ");
}

/** `≈ 9.8 GiB growing (5.2–110 GiB): message`, or the message alone. */
export function costFirst({ estimate, message }: Finding): string {
  return estimate ? `${headline(estimate)}: ${message}` : message;
}

function termOf({ component, count, bytesEach }: ComponentEstimate): string {
  return `${component} ${formatCount(count.likely)} x ${formatBytes(bytesEach.likely)}`;
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** The findings with the highest likely cost first. */
export function dearestFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => (b.estimate?.likely ?? 0) - (a.estimate?.likely ?? 0));
}
