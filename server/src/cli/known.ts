/** Which findings a run is about: all of them, those that a revision did not have, those that a baseline does not know. */
import { existsSync } from "node:fs";
import { knownBy, matchKnown } from "../engine/identity";
import type { Finding } from "../engine/types";
import { compareBaseline, writeBaseline } from "../host/baseline";
import { atLeast, type LintOptions, type LintResult, lint } from "../host/lint";
import { absolute, isInside, join, relativeTo } from "../host/paths";
import { lintReference, lintStaged, type Reference, type ReferenceWish, referenceFor } from "../host/revisions";
import { sourceTexts } from "../host/source-text";
import { plural } from "../report/cost-words";
import type { LintRun } from "../report/types";
import { debugLines } from "./debug";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";
import type { LintCommandOptions } from "./program";
import { type AnalysedRun, lintOptions, runOf, withProgress } from "./run";

export interface Selection {
  readonly run: AnalysedRun;
  readonly paths: readonly string[];
  /** Findings of the revision that the run is compared with, and its name. */
  readonly former?: readonly Finding[];
  readonly reference?: Reference;
  readonly notes: readonly string[];
  /** Texts of a run over something else than the working tree. */
  readonly textOf?: LintRun["textOf"];
  dispose(): void;
}

/** Lints the paths, and the revision to compare with when the options name one. */
export async function select(
  paths: readonly string[],
  options: LintCommandOptions,
  io: Io,
  more: Partial<LintOptions>,
  hint: string,
): Promise<Selection | ExitCode> {
  const wish = wishOf(options);
  const reference = wish === undefined ? undefined : referenceFor(wish, io.cwd);
  if (reference && "problem" in reference) return cannotRun(io, `--${nameOf(wish)} needs git: ${reference.problem}`);
  const base = { ...lintOptions(options, io), ...more };
  return withProgress(io, async (onProgress) => {
    const settings = { ...base, onProgress };
    const current = await currentRun(paths, reference, settings);
    if ("problem" in current) return cannotRun(io, `${current.problem}${hint}`);
    if (options.debug) io.err(debugLines(current.result, options));
    const run = runOf(current.result, io);
    if (typeof run === "number") {
      current.dispose();
      return run;
    }
    const note = reference?.note === undefined ? [] : [reference.note];
    const common = {
      run,
      paths,
      notes: note,
      ...(current.staged ? { textOf: sourceTexts(current.result.root) } : {}),
      dispose: current.dispose,
    };
    if (!reference) return common;
    // Where nothing is found, nothing is new.
    if (run.findings.length === 0) return { ...common, reference, former: [] };
    const { stopwatch: _, unsaved: __, ...plain } = settings;
    const former = await lintReference(reference, paths, current.result.root, plain);
    if (former && "problem" in former) {
      current.dispose();
      return cannotRun(io, `cannot lint ${reference.name}: ${former.problem}`);
    }
    former?.dispose();
    return { ...common, reference, former: former?.result.analysis.findings ?? [] };
  });
}

interface Current {
  readonly result: LintResult;
  readonly staged: boolean;
  dispose(): void;
}

async function currentRun(
  paths: readonly string[],
  reference: Reference | undefined,
  options: LintOptions,
): Promise<Current | { readonly problem: string }> {
  if (reference?.staged) {
    const missing = paths.find((path) => !existsSync(absolute(path, options.cwd)));
    if (missing !== undefined) return { problem: `cannot lint ${absolute(missing, options.cwd)}: it does not exist` };
    const staged = await lintStaged(paths, reference, options);
    return "problem" in staged ? staged : { ...staged, staged: true };
  }
  const result = await lint(paths, options);
  return "problem" in result ? result : { result, staged: false, dispose: () => undefined };
}

function wishOf({ since, changed, staged }: LintCommandOptions): ReferenceWish | undefined {
  if (since !== undefined) return { since };
  return changed ? "changed" : staged ? "staged" : undefined;
}

function nameOf(wish: ReferenceWish | undefined): string {
  return typeof wish === "string" ? wish : "since";
}

/** Takes out what is known, by a revision and by a baseline; writes the baseline when the options say so. */
export function knownFrom(
  { run, former, reference, paths }: Selection,
  options: LintCommandOptions,
  io: Io,
): { readonly findings: readonly Finding[]; readonly known: LintRun["known"] } | ExitCode {
  const fresh = former ? newSince(former, run.findings) : run.findings;
  const byReference = former && reference ? { name: reference.name, findings: run.findings.length - fresh.length, stale: [] } : undefined;
  if (options.baseline === undefined) return { findings: fresh, known: byReference };
  const file = absolute(options.baseline, io.cwd);
  const writes = options.updateBaseline || options.prune;
  if (!writes && !existsSync(file)) return cannotRun(io, `there is no baseline ${options.baseline}; --update-baseline writes one`);
  const skipped = new Set(run.skipped.map(({ file: path }) => path));
  const targets = paths.map((path) => absolute(path, io.cwd));
  const seen = (path: string): boolean =>
    run.partial === undefined && !skipped.has(path) && targets.some((target) => isInside(target, join(run.root, path)));
  const compared = compareBaseline(fresh, { file, root: run.root, seen });
  if ("problem" in compared) return cannotRun(io, compared.problem);
  if (writes) return write(file, compared, run, options, io);
  const hidden = (byReference?.findings ?? 0) + compared.known;
  return { findings: compared.fresh, known: { name: options.baseline, findings: hidden, stale: former ? [] : compared.stale } };
}

function write(
  file: string,
  { fresh, known, stale, updated, pruned }: Exclude<ReturnType<typeof compareBaseline>, { readonly problem: string }>,
  run: AnalysedRun,
  options: LintCommandOptions,
  io: Io,
): ExitCode {
  if (run.partial) return cannotRun(io, "interrupted: the baseline was left as it is");
  const problem = writeBaseline(file, options.updateBaseline ? updated() : pruned());
  if (problem !== undefined) return cannotRun(io, problem);
  const added = options.updateBaseline ? `, ${plural(fresh.length, "new one")}` : "";
  io.out(`${relativeTo(absolute(io.cwd), file)}: ${plural(known, "finding")} kept${added}, ${stale.length} stale taken out\n`);
  return exitCodes.clean;
}

/** Findings that the revision did not have, and those that became more severe since. */
function newSince(former: readonly Finding[], findings: readonly Finding[]): readonly Finding[] {
  const { pairs, fresh } = matchKnown(former, findings, knownBy, knownBy);
  const worse = pairs.filter(([before, after]) => before.severity !== after.severity && atLeast([before], after.severity).length === 0);
  const shown = new Set([...fresh, ...worse.map(([, after]) => after)]);
  return findings.filter((finding) => shown.has(finding));
}
