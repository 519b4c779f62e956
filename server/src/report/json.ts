/** The public JSON, version 1. Its schemas are `schema/report.schema.json` and `schema/calls.schema.json`. */
import type { Finding } from "../engine/types";
import type { Estimate } from "../model/types";
import { sourceOf } from "./inputs";
import { countsOf, totalOf } from "./totals";
import type { Run } from "./types";

const version = 1;

/** JSON of a lint run. Bytes are integers; null stands for a number without a bound. */
export function lintJson(run: Run): string {
  const total = totalOf(run.findings);
  return print({
    version,
    findings: run.findings.map((finding) => findingJson(finding, run)),
    summary: {
      ...filesJson(run),
      findings: run.findings.length,
      errors: countsOf(run.findings).error,
      warnings: countsOf(run.findings).warning,
      infos: countsOf(run.findings).info,
      total: bytesJson(total),
      ...(run.budget === undefined ? {} : { budget: whole(run.budget), overBudget: total.likely > run.budget }),
    },
    skipped: run.skipped.map(({ file, reason }) => ({ file, reason })),
  });
}

/** JSON of the inventory of calls. */
export function callsJson(run: Run): string {
  return print({
    version,
    calls: run.calls.map(({ library, operation, method, file, line, column, key, options, facts }) => ({
      library,
      operation,
      method,
      file,
      line,
      column,
      ...(key === undefined ? {} : { key }),
      options,
      facts,
    })),
    summary: { ...filesJson(run), calls: run.calls.length },
    skipped: run.skipped.map(({ file, reason }) => ({ file, reason })),
  });
}

function findingJson(finding: Finding, run: Run) {
  const { rule, severity, file, line, column, endLine, endColumn, message, call, estimate, related, fixes, fingerprint } = finding;
  return {
    rule,
    severity,
    file,
    line,
    column,
    endLine,
    endColumn,
    message,
    ...(call ? { call } : {}),
    ...(estimate ? { estimate: estimateJson(estimate, finding, run) } : {}),
    related,
    fixable: fixes.length > 0,
    fingerprint,
  };
}

function estimateJson(estimate: Estimate, { inputs }: Finding, { lineOf }: Run) {
  const { kind, perHour, ceiling, components } = estimate;
  return {
    kind,
    ...bytesJson(estimate),
    ...(perHour === undefined ? {} : { perHour: whole(perHour) }),
    ...(ceiling === undefined ? {} : { ceiling: whole(ceiling) }),
    components: components.map((part) => ({
      component: part.component,
      formula: part.formula,
      count: amount(part.count.likely),
      bytesEach: amount(part.bytesEach.likely),
      ...bytesJson(part),
    })),
    assumptions: inputs.map(({ name, likely, unit, basis, because }) => ({
      name,
      value: amount(likely),
      unit,
      basis,
      source: sourceOf(because, lineOf),
    })),
  };
}

function bytesJson({ document, low, likely, high }: Pick<Estimate, "document" | "low" | "likely" | "high">) {
  return { document: whole(document), low: whole(low), likely: whole(likely), high: whole(high) };
}

function filesJson({ seen, analysed, skipped }: Run) {
  return { files: seen, analysed, skipped: skipped.length };
}

/** Bytes: integers, null without a bound. */
function whole(bytes: number): number | null {
  return Number.isFinite(bytes) ? Math.round(bytes) : null;
}

/** Counts and rates keep six digits behind the point. */
function amount(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null;
}

function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
