/** All that reports may want to say about one run: its findings, what was known, which budgets it passes. */
import type { Finding } from "../engine/types";
import { installedVersion, rulePage } from "../host/installation";
import { atLeast, type LintOptions } from "../host/lint";
import { ownersIn } from "../host/owners";
import { join } from "../host/paths";
import { ruleSummary } from "../host/rule-pages";
import { sourceTexts } from "../host/source-text";
import { prefixInRepository } from "../host/tree-prefix";
import { overrunsOf } from "../report/check-budgets";
import type { LintRun, RuleHelp } from "../report/types";
import type { Selection } from "./known";
import type { GateOptions } from "./program";

/** Puts a selection and what is left of its findings together. */
export function lintRun(
  { run, former, notes, textOf }: Selection,
  { findings, known }: { readonly findings: readonly Finding[]; readonly known: LintRun["known"] },
  options: Pick<GateOptions, "failOn">,
  unsaved: LintOptions["unsaved"],
): LintRun {
  const ownersOf = lazily(() => ownersIn(run.root));
  const texts = textOf ?? sourceTexts(run.root);
  // The inventory of calls is worked out when it is asked for, so the run is not copied as a whole.
  return {
    findings,
    skipped: run.skipped,
    seen: run.seen,
    analysed: run.analysed,
    lineOf: run.lineOf,
    ...(run.budget === undefined ? {} : { budget: run.budget }),
    ...(run.partial ? { partial: run.partial } : {}),
    version: installedVersion(),
    failing: failingOf(findings, options.failOn),
    prefix: prefixInRepository(run.root),
    textOf: (file) => (unsaved && join(run.root, file).endsWith(unsaved.file) ? unsaved.text : texts(file)),
    ruleHelp,
    overruns: overrunsOf({
      config: run.config,
      findings: run.findings,
      ...(former ? { former } : {}),
      absolute: (file) => join(run.root, file),
      ownersOf: (file) => ownersOf()(join(run.root, file)),
    }),
    notes,
    ...(known ? { known } : {}),
  };
}

/** Findings at or over the level. */
export function failingOf(findings: readonly Finding[], level: GateOptions["failOn"]): ReadonlySet<Finding> {
  return new Set(level === "never" ? [] : atLeast(findings, level));
}

/** A rule's page and its first sentence. */
export function ruleHelp(rule: string): RuleHelp | undefined {
  const markdown = rulePage(rule);
  if (markdown === undefined) return undefined;
  return { summary: ruleSummary(rule), markdown };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
