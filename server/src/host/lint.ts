/** One headless run: paths go in, the analysis of the project around them comes out. */
import { type Stats, statSync } from "node:fs";
import type { ConfigFlags } from "../config/merge";
import type { Config } from "../config/types";
import type { Analysis, Finding, Skipped, SourceFile } from "../engine/types";
import type { ParseLimits, WasmLoader } from "../syntax/parser";
import { lineIndex, type Place, positionAt } from "../text/span";
import type { ConfigFileProblems } from "./config-files";
import { createDisk, type Disk, type Scan } from "./disk";
import { addExplaining } from "./explain";
import { wordsOf } from "./file-errors";
import { loadGrammar } from "./installation";
import { absolute, commonFolder, isInside, join, packageFolder, parentOf, projectFolder, relativeTo } from "./paths";
import { idleStopwatch, type Stopwatch } from "./stopwatch";
import { openSummaryCache } from "./summary-cache";

export interface LintOptions {
  /** Folder that the paths start from and, when they lie in it, the project's root. */
  readonly cwd: string;
  readonly flags?: ConfigFlags;
  /** Only this settings file counts. */
  readonly config?: string;
  /** Reads grammars; those of the installation by default. */
  readonly loadWasm?: WasmLoader;
  /** Test code is read whatever the settings say: an inventory lists its calls too. */
  readonly withTests?: boolean;
  /** Milliseconds one file may take to parse. */
  readonly fileMilliseconds?: number;
  /** Folder in which lowered files are kept from run to run. */
  readonly cache?: string;
  /** Text to use for a file instead of what the disk has; the file need not be there. */
  readonly unsaved?: { readonly file: string; readonly text: string };
  /** Ends the run early: what was read so far is analysed, and the result is partial. */
  readonly signal?: AbortSignal;
  /** Told now and then how far the run is. */
  readonly onProgress?: (progress: Progress) => void;
  /** Measures the steps of the run. */
  readonly stopwatch?: Stopwatch;
}

/** Files analysed so far, of those that matter; 0 of 0 while files are looked for. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

export interface LintResult {
  /** Folder that all paths are relative to. */
  readonly root: string;
  /** What lies in the given paths. */
  readonly analysis: Analysis;
  readonly configProblems: readonly ConfigFileProblems[];
  /** Settings of the root folder: they decide on what concerns the run as a whole. */
  readonly config: Config;
  /** Files looked at. */
  readonly seen: number;
  /** Files that were analysed, also those that only explain others. */
  readonly analysed: readonly string[];
  /** Set when the run was ended early: how many of the files that matter were analysed. */
  readonly partial?: Progress;
  /** Line (from 1) of a place in an analysed file. */
  lineOf(place: Place): number | undefined;
}

/** The run cannot start: a path is not there. */
export interface LintProblem {
  readonly problem: string;
}

interface Targets {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

const defaultFileMilliseconds = 2_000;

/**
 * Lints files and folders. Files given by name are read whatever ignore files say. The whole package around the paths is analysed and what
 * is in the paths is given back, so that a part gets the findings that it has in a run over everything.
 */
export async function lint(paths: readonly string[], options: LintOptions): Promise<LintResult | LintProblem> {
  const cwd = absolute(options.cwd);
  const { signal, stopwatch = idleStopwatch } = options;
  const unsaved = options.unsaved && { ...options.unsaved, file: absolute(options.unsaved.file, cwd) };
  const targets = targetsOf(
    paths.map((path) => absolute(path, cwd)),
    unsaved?.file,
  );
  if ("problem" in targets) return targets;
  const root = rootOf(targets, cwd);
  const disk = createDisk({
    root,
    scope: scopeOf(targets, root),
    ...(options.withTests ? { withTests: true } : {}),
    ...(options.flags ? { flags: options.flags } : {}),
    ...(options.config === undefined ? {} : { config: absolute(options.config, cwd) }),
  });
  await disk.reload(new Map());
  options.onProgress?.({ done: 0, of: 0 });
  const scan = await stopwatch.measure("find and read files", () => scanned(disk, root, targets, unsaved));
  const wanted = (path: string): boolean => isWanted(targets, join(root, path));
  const base = { root, seen: scan.seen, config: disk.config("x") };
  if (scan.files.length === 0) {
    const analysis = { findings: [], calls: [], inventory: [], skipped: ordered(scan.skipped.filter(({ file }) => wanted(file))) };
    return { ...base, analysis, configProblems: disk.configProblems(), analysed: [], lineOf: () => undefined };
  }

  // The engine and its parser are only worth loading when a file matters.
  const { createParser, createSession } = await stopwatch.measure("load the engine", () => import("./engine"));
  const cache = options.cache === undefined ? undefined : openSummaryCache(absolute(options.cache, cwd), root);
  const session = createSession(createParser(options.loadWasm ?? loadGrammar), cache?.store);
  const texts = new Map<string, string>();
  const failed: Skipped[] = [];
  const update = async (file: SourceFile): Promise<void> => {
    texts.set(file.path, file.text);
    try {
      await session.update(file, limits(options.fileMilliseconds ?? defaultFileMilliseconds));
    } catch (error) {
      session.remove(file.path);
      failed.push({ file: file.path, reason: `the analysis failed: ${error instanceof Error ? error.message : String(error)}` });
    }
  };
  const done = await stopwatch.measure("parse", () => inTurns(scan.files, update, signal, options.onProgress));
  const packageRoots = await disk.packageRoots();
  const settings = { packageRoots, config: (path: string) => disk.config(path), around: stopwatch.around };
  if (done === scan.files.length)
    await stopwatch.measure("infer, and read what explains", () => addExplaining(session, disk, settings, update));
  const analysis = await stopwatch.measure("rules", async () => session.analyse(settings));
  const { findings, skipped } = analysis;
  const analysed = [...session.paths].sort();
  session.dispose();
  if (done === scan.files.length) cache?.save();
  return {
    ...base,
    analysis: {
      findings: findings.filter(({ file }) => wanted(file)),
      get calls() {
        return analysis.calls.filter(({ file }) => wanted(file));
      },
      get inventory() {
        return analysis.inventory.filter(({ file }) => wanted(file));
      },
      skipped: ordered([...scan.skipped, ...skipped, ...failed].filter(({ file }) => wanted(file))),
    },
    configProblems: disk.configProblems(),
    analysed,
    ...(done < scan.files.length ? { partial: { done, of: scan.files.length } } : {}),
    lineOf: lineFinder(texts),
  };
}

/** Milliseconds of work between two turns of the event loop, in which a signal can arrive and progress be shown. */
const millisecondsPerTurn = 100;

/** Gives the files to `update` one by one; the number of those that it got to before the signal. */
async function inTurns(
  files: readonly SourceFile[],
  update: (file: SourceFile) => Promise<void>,
  signal: AbortSignal | undefined,
  onProgress: LintOptions["onProgress"],
): Promise<number> {
  let turned = Date.now();
  for (const [done, file] of files.entries()) {
    if (Date.now() - turned > millisecondsPerTurn) {
      onProgress?.({ done, of: files.length });
      await new Promise((resolve) => setImmediate(resolve));
      turned = Date.now();
    }
    if (signal?.aborted) return done;
    await update(file);
  }
  return files.length;
}

function targetsOf(paths: readonly string[], unsaved: string | undefined): Targets | LintProblem {
  const folders: string[] = [];
  const files: string[] = [];
  for (const path of [...new Set(paths)]) {
    if (path === unsaved) {
      files.push(path);
      continue;
    }
    let stats: Stats;
    try {
      stats = statSync(path);
    } catch (error) {
      return { problem: `cannot lint ${path}: ${wordsOf(error)}` };
    }
    (stats.isDirectory() ? folders : files).push(path);
  }
  return { folders: folders.filter((folder) => !folders.some((other) => other !== folder && isInside(other, folder))), files };
}

/** The working folder when everything lies in it, so that paths are as typed; else the project that the paths lie in. */
function rootOf({ folders, files }: Targets, cwd: string): string {
  const all = [...folders, ...files.map(parentOf)];
  if (all.every((folder) => isInside(cwd, folder))) return cwd;
  const [only] = all;
  return all.length === 1 && only !== undefined && folders.length === 1 ? only : projectFolder(commonFolder(all));
}

function isWanted({ folders, files }: Targets, file: string): boolean {
  return folders.some((folder) => isInside(folder, file)) || files.includes(file);
}

/** The package around the paths, as far as it lies in the root. */
function scopeOf({ folders, files }: Targets, root: string): string {
  if (folders.includes(root)) return root;
  const scope = packageFolder(commonFolder([...folders, ...files.map(parentOf)]));
  return isInside(root, scope) ? scope : root;
}

async function scanned(disk: Disk, root: string, targets: Targets, unsaved: LintOptions["unsaved"]): Promise<Scan> {
  const { folders } = targets;
  const files = targets.files.filter((file) => file !== unsaved?.file);
  const scans = [await disk.scan(folders)];
  if (unsaved) {
    const path = relativeTo(root, unsaved.file);
    scans[0] = without(path, scans[0]);
    scans.push({ files: [{ path, text: unsaved.text }], skipped: [], seen: 1 });
  }
  const known = new Set(scans.flatMap((scan) => scan.files.map(({ path }) => path)));
  for (const file of files) {
    const path = relativeTo(root, file);
    if (!known.has(path)) scans.push(await disk.readNamed(path));
  }
  return {
    files: scans.flatMap((scan) => scan.files),
    skipped: scans.flatMap((scan) => scan.skipped),
    seen: scans.reduce((sum, { seen }) => sum + seen, 0),
  };
}

function without(path: string, scan: Scan | undefined): Scan {
  const { files = [], skipped = [], seen = 0 } = scan ?? {};
  return { files: files.filter((file) => file.path !== path), skipped: skipped.filter(({ file }) => file !== path), seen };
}

function limits(milliseconds: number): ParseLimits {
  const end = Date.now() + milliseconds;
  return { shouldStop: () => Date.now() > end };
}

function ordered(skipped: readonly Skipped[]): readonly Skipped[] {
  const byFile = new Map(skipped.map((one) => [one.file, one]));
  return [...byFile.values()].sort((a, b) => (a.file < b.file ? -1 : 1));
}

function lineFinder(texts: ReadonlyMap<string, string>): LintResult["lineOf"] {
  const indexes = new Map<string, ReturnType<typeof lineIndex>>();
  return ({ file, span }) => {
    const text = texts.get(file);
    if (text === undefined) return undefined;
    const index = indexes.get(file) ?? lineIndex(text);
    indexes.set(file, index);
    return positionAt(index, span.start).line + 1;
  };
}

/** Findings with the severity or a higher one. */
export function atLeast(findings: readonly Finding[], level: Finding["severity"]): readonly Finding[] {
  const order = ["info", "warning", "error"];
  return findings.filter(({ severity }) => order.indexOf(severity) >= order.indexOf(level));
}
