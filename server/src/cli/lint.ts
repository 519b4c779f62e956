/** `etcd-lint [lint] PATH...` */
import { atLeast } from "../host/lint";
import { lintJson } from "../report/json";
import { lintStylish } from "../report/stylish";
import { totalOf } from "../report/totals";
import { didYouMean } from "../text/suggest";
import { type ExitCode, exitCodes, type Io } from "./io";
import type { LintCommandOptions } from "./program";
import { analyse } from "./run";

/** Prints findings. `commands` are for a misspelt command, which looks like a path. */
export async function lintCommand(
  paths: readonly string[],
  options: LintCommandOptions,
  io: Io,
  commands: readonly string[],
): Promise<ExitCode> {
  const [first = ""] = paths;
  const hint = /^[a-z-]+$/.test(first) ? didYouMean(first, commands) : "";
  const all = await analyse(paths, options, io, hint);
  if (typeof all === "number") return all;
  const failing = options.failOn === "never" ? [] : atLeast(all.findings, options.failOn);
  const bare = options.quiet === true;
  const shown = bare ? { ...all, findings: failing } : all;
  io.out(options.format === "json" ? lintJson(shown) : lintStylish(shown, { colours: io.colours, bare }));
  if (all.budget !== undefined && totalOf(all.findings).likely > all.budget) return exitCodes.overBudget;
  return failing.length > 0 ? exitCodes.findings : exitCodes.clean;
}
