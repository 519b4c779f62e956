/** `etcd-lint --fix`, `--fix-unsafe`, `--dry-run` */
import { planFixes, writeFixes } from "../host/fixes";
import { plural } from "../report/cost-words";
import { unifiedDiff } from "../report/unified-diff";
import { type ExitCode, exitCodes, type Io } from "./io";
import { knownFrom, select } from "./known";
import type { LintCommandOptions } from "./program";

/** A fix can make room for another; a program that never settles is left as it is then. */
const maxRounds = 10;

/**
 * Fixes files until nothing is left to fix, and says so on the error stream; undefined when the report may follow. With `--dry-run` nothing
 * is written, and the output is a diff.
 */
export async function fixCommand(
  paths: readonly string[],
  options: LintCommandOptions,
  io: Io,
  hint: string,
): Promise<ExitCode | undefined> {
  const changed = new Set<string>();
  let fixed = 0;
  for (let round = 0; round < maxRounds; round++) {
    const started = Date.now();
    const selection = await select(paths, options, io, {}, hint);
    if (typeof selection === "number") return selection;
    const { root } = selection.run;
    const known = knownFrom(selection, { ...options, updateBaseline: false, prune: false }, io);
    selection.dispose();
    if (typeof known === "number") return known;
    const plan = planFixes(known.findings, root, { unsafe: options.fixUnsafe === true, started });
    for (const problem of plan.problems) io.err(`etcd-lint: not fixed: ${problem}\n`);
    if (options.dryRun) {
      io.out(unifiedDiff(plan.files));
      const later = plan.later > 0 ? `; ${plan.later} more after those` : "";
      io.err(`etcd-lint: would fix ${plural(plan.fixed, "finding")} in ${plural(plan.files.length, "file")}${later}\n`);
      return plan.fixed > 0 ? exitCodes.findings : exitCodes.clean;
    }
    if (plan.files.length === 0) break;
    const failed = writeFixes(plan, root);
    for (const problem of failed) io.err(`etcd-lint: not fixed: ${problem}\n`);
    if (failed.length > 0) return exitCodes.couldNotRun;
    for (const { file } of plan.files) changed.add(file);
    fixed += plan.fixed;
  }
  io.err(`etcd-lint: fixed ${plural(fixed, "finding")} in ${plural(changed.size, "file")}\n`);
  return undefined;
}
