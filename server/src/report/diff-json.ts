/** The difference between two revisions as JSON, version 1. Its schema is `schema/diff.schema.json`. */
import type { Overrun } from "./budgets";
import { type Comparison, differenceOf } from "./compare";
import { bytesJson, findingJson, overrunJson } from "./json";
import { print, whole } from "./numbers";
import type { LintRun } from "./types";

/** Every finding of both sides, what each costs before and after, and the sums. */
export function diffJson(run: LintRun & { readonly comparison: Comparison }, lineOfBefore: LintRun["lineOf"]): string {
  const { base, head, changes, before, after, components, growth } = run.comparison;
  const count = (kind: string): number => changes.filter((change) => change.kind === kind).length;
  return print({
    version: 1,
    base,
    head,
    findings: changes.map((change) => ({
      change: change.kind,
      difference: whole(differenceOf(change)),
      ...(change.before ? { before: findingJson(change.before, { lineOf: lineOfBefore }) } : {}),
      ...(change.after ? { after: findingJson(change.after, run) } : {}),
    })),
    components: components.map((one) => ({ component: one.component, before: bytesJson(one.before), after: bytesJson(one.after) })),
    summary: {
      new: count("new"),
      changed: count("changed"),
      gone: count("gone"),
      same: count("same"),
      before: bytesJson(before),
      after: bytesJson(after),
      perHour: { before: whole(growth.before), after: whole(growth.after) },
      overBudget: run.overruns.length > 0,
      overruns: run.overruns.map((one: Overrun) => overrunJson(one)),
      ...(run.notes.length === 0 ? {} : { notes: run.notes }),
    },
  });
}
