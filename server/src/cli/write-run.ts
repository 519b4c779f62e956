/** Writes the reports of a run and gives its exit code. */
import { overrunLines } from "../report/budgets";
import type { LintRun } from "../report/types";
import { type ExitCode, exitCodes, type Io } from "./io";
import { type Output, writeReports } from "./outputs";
import type { LintCommandOptions } from "./program";

export type ReportOptions = Pick<LintCommandOptions, "quiet" | "frames" | "maxFindings">;

export async function writeRun(run: LintRun, options: ReportOptions, outputs: readonly Output[], io: Io): Promise<ExitCode> {
  const style = {
    colours: io.colours,
    bare: options.quiet === true,
    frames: options.frames,
    maxFindings: options.maxFindings,
    ...(io.width === undefined ? {} : { width: io.width }),
  };
  const shown = options.quiet ? { ...run, findings: run.findings.filter((finding) => run.failing.has(finding)) } : run;
  const problems = await writeReports(outputs, shown, style, io);
  for (const problem of problems) io.err(`etcd-lint: ${problem}\n`);
  if (!saysBudgets(outputs, style.bare)) for (const line of overrunLines(run.overruns)) io.err(`etcd-lint: ${line}\n`);
  if (problems.length > 0) return exitCodes.couldNotRun;
  if (run.partial) return exitCodes.interrupted;
  if (run.overruns.length > 0) return exitCodes.overBudget;
  return run.failing.size > 0 ? exitCodes.findings : exitCodes.clean;
}

/** True when what goes to the output names the budgets that are passed; an exit code alone would be a riddle. */
function saysBudgets(outputs: readonly Output[], bare: boolean): boolean {
  const format = outputs.find(({ file }) => file === undefined)?.format;
  return format === "stylish" ? !bare : ["json", "jsonl", "github", "markdown", "html", "agent"].includes(format ?? "");
}
