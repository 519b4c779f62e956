/** `etcd-lint [lint] PATH...` */
import type { LintOptions } from "../host/lint";
import { createStopwatch } from "../host/stopwatch";
import { overrunLines } from "../report/budgets";
import { didYouMean } from "../text/suggest";
import { fixCommand } from "./fix";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";
import { knownFrom, type Selection, select } from "./known";
import { lintRun } from "./lint-run";
import { type Output, outputsOf, writeReports } from "./outputs";
import type { LintCommandOptions } from "./program";
import { timingLines } from "./timing";

/** Prints findings. `commands` are for a misspelt command, which looks like a path. */
export async function lintCommand(
  paths: readonly string[],
  options: LintCommandOptions,
  io: Io,
  commands: readonly string[],
): Promise<ExitCode> {
  const outputs = outputsOf(options.format, options.outputFile);
  const wrong = typeof outputs === "string" ? outputs : (contradiction(options) ?? undefined);
  if (typeof outputs === "string" || wrong !== undefined) return cannotRun(io, wrong ?? "");
  const [first = ""] = paths;
  const hint = /^[a-z-]+$/.test(first) ? didYouMean(first, commands) : "";
  if (options.fix || options.fixUnsafe) {
    const code = await fixCommand(paths, options, io, hint);
    if (code !== undefined) return code;
  }
  const stopwatch = options.timing ? createStopwatch() : undefined;
  const more: Partial<LintOptions> = {
    ...(io.interrupt ? { signal: io.interrupt() } : {}),
    ...(stopwatch ? { stopwatch } : {}),
    ...(options.stdinFilename === undefined ? {} : { unsaved: { file: options.stdinFilename, text: (await io.input?.()) ?? "" } }),
  };
  const targets = options.stdinFilename === undefined ? paths : [options.stdinFilename];
  const selection = await select(targets, options, io, more, hint);
  if (typeof selection === "number") return selection;
  try {
    const code = await report(selection, options, io, outputs, more.unsaved);
    if (stopwatch) io.err(timingLines(stopwatch.steps()));
    return code;
  } finally {
    selection.dispose();
  }
}

/** Options that say two things at once, in words. */
function contradiction(options: LintCommandOptions): string | undefined {
  const references = ["since", "changed", "staged"].filter((name) => options[name as keyof LintCommandOptions] !== undefined);
  if (references.length > 1) return `--${references[0]} and --${references[1]} exclude each other`;
  if ((options.updateBaseline || options.prune) && options.baseline === undefined)
    return "--update-baseline and --prune need --baseline FILE";
  if ((options.updateBaseline || options.prune) && references.length > 0)
    return `a baseline is not written from a part of the findings: leave out --${references[0]}`;
  if (options.dryRun && !options.fix && !options.fixUnsafe) return "--dry-run needs --fix or --fix-unsafe";
  if ((options.fix || options.fixUnsafe) && (options.staged || options.stdinFilename !== undefined)) {
    return `what ${options.staged ? "--staged" : "--stdin-filename"} reads is no file that could be fixed`;
  }
  if (options.stdinFilename !== undefined && references.length > 0) return `--stdin-filename and --${references[0]} exclude each other`;
  return undefined;
}

async function report(
  selection: Selection,
  options: LintCommandOptions,
  io: Io,
  outputs: readonly Output[],
  unsaved: LintOptions["unsaved"],
): Promise<ExitCode> {
  const known = knownFrom(selection, options, io);
  if (typeof known === "number") return known;
  const run = lintRun(selection, known, options, unsaved);
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
