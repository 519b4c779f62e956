/** What the analysing commands share: one run of the host, and what can keep it from happening. */
import { configFindings } from "../host/config-findings";
import { type LintOptions, type LintResult, lint } from "../host/lint";
import { defaultCacheFolder } from "../host/summary-cache";
import type { Run } from "../report/types";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";
import type { AnalyseOptions } from "./program";
import { progressLine } from "./progress";
import { expectShortRun } from "./short-run";

export type AnalysedRun = Run & Pick<LintResult, "root" | "config" | "partial"> & Pick<LintResult["analysis"], "inventory">;

/** The run, or the exit code when there was none. */
export async function analyse(
  paths: readonly string[],
  options: AnalyseOptions,
  io: Io,
  hint = "",
  more: Partial<LintOptions> = {},
): Promise<AnalysedRun | ExitCode> {
  const result = await withProgress(io, (onProgress) => lint(paths, { ...lintOptions(options, io), onProgress, ...more }));
  if ("problem" in result) return cannotRun(io, `${result.problem}${hint}`);
  return runOf(result, io);
}

/** What the options say about a run of the host. */
export function lintOptions(options: AnalyseOptions, io: Io): LintOptions {
  const { cache, config, etcdVersion, rule = {} } = options;
  return {
    cwd: io.cwd,
    flags: { ...(etcdVersion === undefined ? {} : { etcdVersion }), ...(Object.keys(rule).length === 0 ? {} : { rules: rule }) },
    ...(config === undefined ? {} : { config }),
    ...(cache === undefined ? {} : { cache: cache === true ? defaultCacheFolder() : cache }),
  };
}

/** Does the work, with a line of progress while it takes. */
export async function withProgress<T>(io: Io, work: (onProgress: NonNullable<LintOptions["onProgress"]>) => Promise<T>): Promise<T> {
  if (!io.guest) expectShortRun();
  const progress = progressLine(io);
  try {
    return await work(progress.show);
  } finally {
    progress.end();
  }
}

/** The plain data of a result, or the exit code when its settings are broken. */
export function runOf(result: LintResult, io: Io): AnalysedRun | ExitCode {
  const { errors, findings } = configFindings(result.configProblems, result.root);
  if (errors.length > 0) {
    for (const error of errors) io.err(`etcd-lint: ${error}\n`);
    return exitCodes.couldNotRun;
  }
  const { budget } = result.config.thresholds;
  return {
    root: result.root,
    config: result.config,
    findings: [...result.analysis.findings, ...findings.filter(({ rule }) => result.config.rules[rule] !== "off")],
    get calls() {
      return result.analysis.calls;
    },
    get inventory() {
      return result.analysis.inventory;
    },
    skipped: result.analysis.skipped,
    seen: result.seen,
    analysed: result.analysed.length,
    lineOf: result.lineOf,
    ...(result.partial ? { partial: result.partial } : {}),
    ...(budget === undefined ? {} : { budget }),
  };
}
