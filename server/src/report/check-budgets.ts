/** Which budgets a run passes. */
import { matchesGlob } from "../config/globs";
import type { Budget, Config } from "../config/types";
import { knownBy, matchKnown } from "../engine/identity";
import type { Finding } from "../engine/types";
import { formatBytes, formatCount } from "../text/format";
import type { Overrun } from "./budgets";
import { componentTotals, growthTotal, totalOf } from "./totals";

export interface BudgetContext {
  readonly config: Pick<Config, "budgets" | "thresholds">;
  readonly findings: readonly Finding[];
  /** Findings of the revision that the run is compared with, if any: increases are counted from there. */
  readonly former?: readonly Finding[];
  /** The path that globs of settings are matched with. */
  absolute(file: string): string;
  ownersOf(file: string): readonly string[];
}

/** Every budget that is passed, in the order of the settings. */
export function overrunsOf(context: BudgetContext): readonly Overrun[] {
  const { budget } = context.config.thresholds;
  const whole: readonly Budget[] =
    budget === undefined ? [] : [{ scope: "total", name: "", base: "", max: budget, source: "thresholds.budget" }];
  return [...whole, ...context.config.budgets].flatMap((one) => checked(one, context));
}

function checked(budget: Budget, context: BudgetContext): readonly Overrun[] {
  if (budget.scope === "finding") return singleFindings(budget, context);
  const counted = partOf(budget, context, context.findings);
  const former = context.former && partOf(budget, context, context.former);
  const [cost, before] = [costIn(budget, counted), former && costIn(budget, former)];
  return limitsOf(budget, before)
    .filter(({ limit }) => cost > limit)
    .map(({ limit, words }) => {
      const contributing = counted.filter((finding) => costIn(budget, [finding]) > 0);
      const fresh = before === undefined || limit === budget.max ? contributing : added(contributing, former ?? []);
      return {
        what: nameOf(budget),
        cost,
        limit,
        limitWords: words,
        source: sourceOf(budget),
        findings: contributing.length,
        ...dearestOf(fresh.length > 0 ? fresh : contributing, budget),
      };
    });
}

/** Limits of one finding: its cost, and what it adds to what it cost before. */
function singleFindings(budget: Budget, { findings, former }: BudgetContext): readonly Overrun[] {
  const before = new Map(former ? matchKnown(former, findings, knownBy, knownBy).pairs.map(([one, finding]) => [finding, one]) : []);
  return findings.flatMap((finding) => {
    const cost = finding.estimate?.likely ?? 0;
    const base = former && (before.get(finding)?.estimate?.likely ?? 0);
    return limitsOf(budget, base)
      .filter(({ limit }) => cost > limit)
      .slice(0, 1)
      .map(({ limit, words }) => ({
        what: "a finding",
        cost,
        limit,
        limitWords: words,
        source: sourceOf(budget),
        findings: 1,
        ...dearestOf([finding], budget),
      }));
  });
}

/** What may be spent: the most, and the most more than before where there is a before. */
function limitsOf(
  { max, increase, increaseShare }: Budget,
  before: number | undefined,
): readonly { readonly limit: number; readonly words: string }[] {
  const most = max === undefined ? [] : [{ limit: max, words: formatBytes(max) }];
  if (before === undefined) return most;
  const more = increase === undefined ? [] : [{ limit: before + increase, words: `+${formatBytes(increase)} on ${formatBytes(before)}` }];
  const share =
    increaseShare === undefined
      ? []
      : [{ limit: before * (1 + increaseShare), words: `+${formatCount(increaseShare * 100)} % on ${formatBytes(before)}` }];
  return [...most, ...more, ...share];
}

function partOf(budget: Budget, { absolute, ownersOf }: BudgetContext, findings: readonly Finding[]): readonly Finding[] {
  switch (budget.scope) {
    case "files":
      return findings.filter(({ file }) => matchesGlob(budget.base, budget.name, absolute(file)));
    case "owner":
      return findings.filter(({ file }) => ownersOf(file).includes(budget.name));
    case "total":
    case "growth":
    case "component":
    case "finding":
      return findings;
  }
}

function costIn({ scope, name }: Budget, findings: readonly Finding[]): number {
  if (scope === "growth") return growthTotal(findings);
  if (scope !== "component") return totalOf(findings).likely;
  return [...componentTotals(findings)].find(([component]) => component === name)?.[1].likely ?? 0;
}

function added(findings: readonly Finding[], former: readonly Finding[]): readonly Finding[] {
  return matchKnown(former, findings, knownBy, knownBy).fresh;
}

function dearestOf(findings: readonly Finding[], budget: Budget): Pick<Overrun, "dearest"> {
  const [first] = [...findings].sort((a, b) => costIn(budget, [b]) - costIn(budget, [a]));
  if (!first) return {};
  const { file, line, column, rule } = first;
  return { dearest: { file, line, column, rule, cost: costIn(budget, [first]) } };
}

function nameOf({ scope, name }: Budget): string {
  switch (scope) {
    case "total":
      return "all findings together";
    case "growth":
      return "growth per hour";
    case "finding":
      return "a finding";
    case "component":
      return name;
    case "files":
      return `files ${name}`;
    case "owner":
      return `owner ${name}`;
  }
}

/** `budgets.files at etcd-lint.json:12`. */
function sourceOf({ scope, source }: Budget): string {
  const keys = {
    total: "total",
    growth: "growthPerHour",
    finding: "finding",
    component: "components",
    files: "files",
    owner: "owners",
  } as const;
  return source.startsWith("thresholds") ? source : `budgets.${keys[scope]} at ${source}`;
}
