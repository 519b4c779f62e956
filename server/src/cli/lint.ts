/** `etcd-lint [lint] PATH...` */
import type { LintOptions } from "../host/lint";
import { createStopwatch } from "../host/stopwatch";
import { shareOf } from "../report/shard";
import { didYouMean } from "../text/suggest";
import { fixCommand } from "./fix";
import { cannotRun, type ExitCode, type Io } from "./io";
import { knownFrom, type Selection, select } from "./known";
import { lintRun } from "./lint-run";
import { type Output, outputsOf } from "./outputs";
import type { LintCommandOptions } from "./program";
import { timingLines } from "./timing";
import { writeRun } from "./write-run";

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
  if (options.shard) {
    const whole = ["updateBaseline", "prune", "fix", "fixUnsafe", "staged", "stdinFilename"] as const;
    const other = whole.find((name) => options[name] !== undefined);
    if (other) return `--shard and --${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} exclude each other`;
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
  return writeRun(options.shard ? shareOf(run, options.shard) : run, options, outputs, io);
}
