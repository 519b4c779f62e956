/** What the analysing commands share: one run of the host, and what can keep it from happening. */
import { configFindings } from "../host/config-findings";
import { type LintResult, lint } from "../host/lint";
import type { Run } from "../report/types";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";
import type { AnalyseOptions } from "./program";
import { expectShortRun } from "./short-run";

/** The run, or the exit code when there was none. */
export async function analyse(
  paths: readonly string[],
  options: AnalyseOptions,
  io: Io,
  hint = "",
  withTests = false,
): Promise<(Run & Pick<LintResult, "root">) | ExitCode> {
  expectShortRun();
  const result = await lint(paths, {
    cwd: io.cwd,
    withTests,
    ...(options.config === undefined ? {} : { config: options.config }),
    ...(options.etcdVersion === undefined ? {} : { flags: { etcdVersion: options.etcdVersion } }),
  });
  if ("problem" in result) return cannotRun(io, `${result.problem}${hint}`);
  const { errors, findings } = configFindings(result.configProblems, result.root);
  if (errors.length > 0) {
    for (const error of errors) io.err(`etcd-lint: ${error}\n`);
    return exitCodes.couldNotRun;
  }
  const { budget } = result.config.thresholds;
  return {
    root: result.root,
    findings: [...result.analysis.findings, ...findings.filter(({ rule }) => result.config.rules[rule] !== "off")],
    get calls() {
      return result.analysis.calls;
    },
    skipped: result.analysis.skipped,
    seen: result.seen,
    analysed: result.analysed.length,
    lineOf: result.lineOf,
    ...(budget === undefined ? {} : { budget }),
  };
}
