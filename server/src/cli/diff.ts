/** `etcd-lint diff BASE [HEAD]` */
import { writeProblem, writeWhole } from "../host/atomic-write";
import { installedVersion } from "../host/installation";
import { atLeast, type LintOptions, type LintResult, lint } from "../host/lint";
import { ownersIn } from "../host/owners";
import { absolute, join } from "../host/paths";
import { lintCommit, referenceFor } from "../host/revisions";
import { sourceTexts } from "../host/source-text";
import { prefixInRepository } from "../host/tree-prefix";
import { overrunsOf } from "../report/check-budgets";
import { type Comparison, compareRuns } from "../report/compare";
import { diffJson } from "../report/diff-json";
import { diffText } from "../report/diff-text";
import type { LintRun } from "../report/types";
import { didYouMean } from "../text/suggest";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";
import { ruleHelp } from "./lint-run";
import type { DiffOptions } from "./program";
import { type AnalysedRun, lintOptions, runOf, withProgress } from "./run";

const formats = ["text", "markdown", "json"] as const;

interface Side {
  readonly run: AnalysedRun;
  dispose(): void;
}

/** Prints what changed; new findings and budgets decide on the exit code. */
export async function diffCommand(base: string, head: string | undefined, options: DiffOptions, io: Io): Promise<ExitCode> {
  const outputs = outputsOf(options);
  if (typeof outputs === "string") return cannotRun(io, outputs);
  // Without a head the files as they are count, and the base is where the branch began: what others added since is not this branch's cost.
  const reference = head === undefined ? referenceFor({ since: base }, io.cwd) : undefined;
  if (reference && "problem" in reference) return cannotRun(io, `diff needs git: ${reference.problem}`);
  return withProgress(io, async (onProgress) => {
    const settings = { ...lintOptions(options, io), onProgress };
    const before = await side(reference?.commit ?? base, settings, io);
    if (typeof before === "number") return before;
    const after = head === undefined ? await sideOf(await lint(["."], settings), () => undefined, io) : await side(head, settings, io);
    before.dispose();
    if (typeof after === "number") return after;
    try {
      const comparison = compareRuns(base, before.run.findings, head ?? "files as they are", after.run.findings);
      const run = comparedRun(after.run, before.run, comparison, options, reference?.note, io);
      return await write(outputs, run, before.run.lineOf, io);
    } finally {
      after.dispose();
    }
  });
}

async function side(name: string, settings: LintOptions, io: Io): Promise<Side | ExitCode> {
  const answer = await lintCommit(name, ["."], settings);
  if ("problem" in answer) return cannotRun(io, answer.problem);
  return sideOf(answer.result, answer.dispose, io);
}

async function sideOf(result: LintResult | { readonly problem: string }, dispose: () => void, io: Io): Promise<Side | ExitCode> {
  const run = "problem" in result ? cannotRun(io, result.problem) : runOf(result, io);
  if (typeof run !== "number") return { run, dispose };
  dispose();
  return run;
}

function comparedRun(
  after: AnalysedRun,
  before: AnalysedRun,
  comparison: Comparison,
  options: DiffOptions,
  note: string | undefined,
  io: Io,
): LintRun & { readonly comparison: Comparison } {
  const here = absolute(io.cwd);
  const ownersOf = ownersIn(here);
  const fresh = comparison.changes.flatMap(({ kind, after: finding }) => (kind === "new" && finding ? [finding] : []));
  return {
    findings: after.findings,
    skipped: after.skipped,
    seen: after.seen,
    analysed: after.analysed,
    lineOf: after.lineOf,
    version: installedVersion(),
    failing: new Set(options.failOn === "never" ? [] : atLeast(fresh, options.failOn)),
    prefix: prefixInRepository(here),
    textOf: sourceTexts(after.root),
    ruleHelp,
    comparison,
    overruns: overrunsOf({
      config: after.config,
      findings: after.findings,
      former: before.findings,
      absolute: (file) => join(after.root, file),
      ownersOf: (file) => ownersOf(join(here, file)),
    }),
    notes: note === undefined ? [] : [note],
  };
}

interface DiffOutput {
  readonly format: (typeof formats)[number];
  readonly file?: string;
}

function outputsOf({ format, outputFile }: DiffOptions): readonly DiffOutput[] | string {
  const outputs: DiffOutput[] = [];
  for (const text of format.length === 0 ? ["text"] : format) {
    const [name = "", ...rest] = text.split("=");
    const known = formats.find((one) => one === (name === "stylish" ? "text" : name));
    if (!known) return `diff has no format "${name}".${didYouMean(name, formats)} There are ${formats.join(", ")}.`;
    outputs.push(rest.length === 0 ? { format: known } : { format: known, file: rest.join("=") });
  }
  if (outputs.filter(({ file }) => file === undefined).length > 1)
    return "only one format can go to the output: write NAME=FILE for the others";
  return outputs.map((output) => (output.file === undefined && outputFile !== undefined ? { ...output, file: outputFile } : output));
}

async function write(
  outputs: readonly DiffOutput[],
  run: LintRun & { readonly comparison: Comparison },
  lineOfBefore: LintRun["lineOf"],
  io: Io,
): Promise<ExitCode> {
  for (const { format, file } of outputs) {
    const text = await rendered(format, run, lineOfBefore, io.colours && file === undefined);
    if (file === undefined) {
      io.out(text);
      continue;
    }
    try {
      writeWhole(absolute(file, io.cwd), text);
    } catch (error) {
      return cannotRun(io, `cannot write ${file}: ${writeProblem(error)}`);
    }
  }
  if (run.overruns.length > 0) return exitCodes.overBudget;
  return run.failing.size > 0 ? exitCodes.findings : exitCodes.clean;
}

async function rendered(
  format: DiffOutput["format"],
  run: LintRun & { readonly comparison: Comparison },
  lineOfBefore: LintRun["lineOf"],
  colours: boolean,
): Promise<string> {
  const style = { colours, bare: false, frames: true, maxFindings: Number.POSITIVE_INFINITY };
  switch (format) {
    case "text":
      return diffText(run, style);
    case "json":
      return diffJson(run, lineOfBefore);
    case "markdown":
      return (await import("./formats")).renderers.markdown(run, style);
  }
}
