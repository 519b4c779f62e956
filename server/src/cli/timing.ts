/** `--timing`: where the time of a run went. */
import { alignedLines } from "../report/cost-table";

/** A table of the steps in the order in which they began, rules by their cost. */
export function timingLines(steps: readonly (readonly [step: string, milliseconds: number])[]): string {
  const isRule = ([step]: readonly [string, number]): boolean => step.startsWith("rule ");
  const phases = steps.filter((step) => !isRule(step));
  const rules = steps.filter(isRule).sort(([, a], [, b]) => b - a);
  const total = phases.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
  const row = ([step, milliseconds]: readonly [string, number]): readonly string[] => [
    isRule([step, milliseconds]) ? `  ${step.slice("rule ".length)}` : step,
    `${milliseconds.toFixed(1).padStart(9)} ms`,
    `${((milliseconds / Math.max(total, 0.001)) * 100).toFixed(0).padStart(3)} %`,
  ];
  return `${alignedLines([...phases.map(row), ...rules.map(row), row(["all together", total])]).join("\n")}\n`;
}
