/** The public JSON, version 1. Its schemas are `schema/report.schema.json` and `schema/calls.schema.json`. */
import type { Finding } from "../engine/types";
import type { Estimate } from "../model/types";
import type { Overrun } from "./budgets";
import { sourceOf } from "./inputs";
import { amount, print, whole } from "./numbers";
import { writable } from "./shard";
import { type Bytes, countsOf, totalOf } from "./totals";
import type { LintRun, Run } from "./types";

const version = 1 as const;

/** JSON of a lint run. Bytes are integers; null stands for a number without a bound. */
export function lintJson(run: LintRun): string {
  return print(lintReport(run));
}

/** The same as an object. */
export function lintReport(run: LintRun) {
  const { known, partial, notes } = run;
  return {
    version,
    findings: run.findings.map((finding) => findingJson(finding, run)),
    summary: {
      ...filesJson(run),
      findings: run.findings.length,
      errors: countsOf(run.findings).error,
      warnings: countsOf(run.findings).warning,
      infos: countsOf(run.findings).info,
      total: bytesJson(totalOf(run.findings)),
      ...(run.budget === undefined ? {} : { budget: whole(run.budget) }),
      ...(run.budget === undefined && run.overruns.length === 0 ? {} : { overBudget: run.overruns.length > 0 }),
      ...(run.overruns.length === 0 ? {} : { overruns: run.overruns.map(overrunJson) }),
      ...(known ? { known: { name: known.name, findings: known.findings, stale: known.stale } } : {}),
      ...(partial ? { partial: { analysed: partial.done, of: partial.of } } : {}),
      ...(notes.length === 0 ? {} : { notes }),
    },
    skipped: run.skipped.map(({ file, reason }) => ({ file, reason })),
    ...(run.shard ? { shard: writable(run.shard) } : {}),
  };
}

/** A passed budget as the JSON reports have it. */
export function overrunJson({ what, cost, limit, source, findings, dearest }: Overrun) {
  return {
    what,
    cost: whole(cost),
    limit: whole(limit),
    source,
    findings,
    ...(dearest ? { dearest: { ...dearest, cost: whole(dearest.cost) } } : {}),
  };
}

/** JSON of the inventory of calls. */
export function callsJson(run: Run): string {
  return print({
    version,
    calls: run.calls.map(({ kind, library, operation, method, file, line, column, through, key, options, facts, places }) => ({
      ...(kind === undefined ? {} : { kind }),
      library,
      operation,
      method,
      file,
      line,
      column,
      ...(through === undefined ? {} : { through }),
      ...(key === undefined ? {} : { key }),
      options,
      facts,
      ...(places === undefined ? {} : { places }),
    })),
    summary: { ...filesJson(run), calls: run.calls.length },
    skipped: run.skipped.map(({ file, reason }) => ({ file, reason })),
  });
}

/** One finding as the JSON reports have it. */
export function findingJson(finding: Finding, run: Pick<Run, "lineOf">) {
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

/** An estimate as the JSON reports have it. */
export function estimateJson(estimate: Estimate, { inputs }: Finding, { lineOf }: Pick<Run, "lineOf">) {
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

/** The four sums in whole bytes. */
export function bytesJson({ document, low, likely, high }: Bytes) {
  return { document: whole(document), low: whole(low), likely: whole(likely), high: whole(high) };
}

function filesJson({ seen, analysed, skipped }: Omit<Run, "calls">) {
  return { files: seen, analysed, skipped: skipped.length };
}
