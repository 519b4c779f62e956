/** One folder under analysis: which files its session holds, and what was found in them. Paths are relative to `root`, with `/`. */
import type { Config } from "../config/types";
import type { AnalyseOptions, Session } from "../engine/session";
import type { Analysis, Finding, Skipped, SourceFile } from "../engine/types";
import type { ConfigFileProblems } from "../host/config-files";
import type { Disk } from "../host/disk";
import { addExplaining } from "../host/explain";
import type { LintRun } from "../report/types";
import type { PackageRoot } from "../resolve/types";
import type { ParseLimits } from "../syntax/parser";
import type { OpenDocument } from "./documents";
import { createScheduler, type Scheduler } from "./scheduler";
import type { ProjectState } from "./status";

export interface ProjectOptions {
  /** Absolute folder. */
  readonly root: string;
  /** False for a file outside every workspace folder: only open documents and what explains their names are read. */
  scans(): boolean;
  readonly disk: Disk;
  readonly session: Session;
  /** True when the text can matter at all. */
  canMatter(text: string, languageId: string, path: string): boolean;
  /** The open document at a path, with the edits since the last call. */
  document(path: string): OpenDocument | undefined;
  takeEdits(path: string): Parameters<Session["edit"]>[1] | undefined;
  /** True for paths of another project inside this one. */
  elsewhere(path: string): boolean;
  /** Texts of open settings files by absolute path. */
  unsavedConfigs(): ReadonlyMap<string, string>;
  limits(): ParseLimits;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  log(message: string): void;
  started(): void;
  /** After each run: paths whose findings changed, and documents whose own change was part of the run. Settings files have absolute paths. */
  finished(changed: ReadonlySet<string>, own: ReadonlySet<string>, settingsFiles: ReadonlySet<string>): void;
}

/** Files between two turns of the event loop while a whole folder is read, so that requests are answered meanwhile. */
const filesPerTurn = 8;

export class Project {
  readonly root: string;
  private readonly scheduler: Scheduler;
  private readonly dirtyDocuments = new Set<string>();
  private readonly dirtyFiles = new Set<string>();
  /** Files that made the engine throw, with the text that did; left out until it changes. */
  private readonly aside = new Map<string, string>();
  private needsScan: boolean;
  private needsConfig = true;
  private scanned: readonly Skipped[] = [];
  /** Files looked at by the last scan. */
  private seen = 0;
  private packageRoots: readonly PackageRoot[] = [];
  private byFile: ReadonlyMap<string, readonly Finding[]> = new Map();
  private versions: ReadonlyMap<string, number> = new Map();
  private readonly synced = new Map<string, number>();
  private analysis: Analysis = { findings: [], calls: [], inventory: [], skipped: [] };
  private broken: string | undefined;
  private milliseconds = 0;
  /** Settings files with problems, as of the last run. */
  private brokenSettings: ReadonlySet<string> = new Set();

  constructor(private readonly options: ProjectOptions) {
    this.root = options.root;
    this.needsScan = options.scans();
    this.scheduler = createScheduler(() => this.run());
  }

  /** An open document is new, changed or closed. */
  documentChanged(path: string, delay: number): void {
    this.dirtyDocuments.add(path);
    this.scheduler.request(delay);
  }

  filesChanged(paths: readonly string[], delay: number): void {
    for (const path of paths) this.dirtyFiles.add(path);
    this.scheduler.request(delay);
  }

  /** Settings, ignore files or package files changed: everything is read again. */
  settingsChanged(delay: number): void {
    this.needsConfig = true;
    this.needsScan = this.options.scans();
    this.scheduler.request(delay);
  }

  hurry(): void {
    this.scheduler.hurry();
  }

  settled(): Promise<void> {
    return this.scheduler.idle();
  }

  /** Findings of a file. undefined when what is known is of an older text. */
  findings(path: string): readonly Finding[] | undefined {
    const open = this.options.document(path);
    if (open ? this.versions.get(path) !== open.version : this.dirtyDocuments.has(path)) return undefined;
    return this.byFile.get(path) ?? [];
  }

  filesWithFindings(): readonly string[] {
    return [...this.byFile.keys()];
  }

  configProblems(): readonly ConfigFileProblems[] {
    return this.options.disk.configProblems();
  }

  /** The last run as reports take it. */
  lastRun(): Pick<LintRun, "findings" | "skipped" | "seen" | "analysed"> & { readonly config: Config } {
    const { findings } = this.analysis;
    const analysed = this.options.session.paths.length;
    // Settings hang on the folder of a file: these are those of the project's own folder.
    const config = this.options.disk.config("x");
    return { findings, skipped: this.state().skipped, seen: Math.max(this.seen, analysed), analysed, config };
  }

  state(): ProjectState {
    const aside = [...this.aside.keys()].map((file) => ({ file, reason: "the analysis failed on it" }));
    return {
      findings: this.analysis.findings.length,
      calls: this.analysis.calls.length,
      files: this.options.session.paths.length,
      skipped: [...this.scanned, ...this.analysis.skipped, ...aside],
      trouble: [...(this.broken ? [this.broken] : []), ...aside.map(({ file }) => `analysis failed on ${file}`)],
      milliseconds: this.milliseconds,
    };
  }

  dispose(): void {
    this.scheduler.dispose();
    this.options.session.dispose();
  }

  private async run(): Promise<void> {
    const { now, log, started, finished } = this.options;
    const began = now();
    const own = new Set(this.dirtyDocuments);
    started();
    const before = this.byFile;
    try {
      const options = await this.refresh();
      this.analyse(options);
    } catch (error) {
      this.broken = "the analysis failed; see the output";
      this.byFile = new Map();
      log(`analysis of ${this.root}: ${describe(error)}`);
    }
    this.versions = new Map(this.synced);
    this.milliseconds = now() - began;
    const formerly = this.brokenSettings;
    this.brokenSettings = new Set(this.configProblems().map(({ file }) => file));
    finished(changedFiles(before, this.byFile), own, new Set([...formerly, ...this.brokenSettings]));
  }

  private async refresh(): Promise<AnalyseOptions> {
    const { disk, session } = this.options;
    if (this.needsConfig) {
      this.needsConfig = false;
      await disk.reload(this.options.unsavedConfigs());
      this.packageRoots = await disk.packageRoots();
    }
    if (this.needsScan) {
      this.needsScan = false;
      await this.scan();
    }
    for (const path of take(this.dirtyDocuments)) await this.syncDocument(path);
    for (const path of take(this.dirtyFiles)) await this.syncFile(path);
    const options = { packageRoots: this.packageRoots, config: (path: string) => disk.config(path) };
    await addExplaining(session, disk, options, async (file) => {
      if (!this.aside.has(file.path)) await this.update(this.current(file));
    });
    return options;
  }

  private async scan(): Promise<void> {
    const { disk, session, elsewhere, document } = this.options;
    const { files, skipped, seen } = await disk.scan();
    this.scanned = skipped;
    this.seen = seen;
    const wanted = new Set(files.map(({ path }) => path));
    for (const path of session.paths) if (!wanted.has(path) && !document(path)) session.remove(path);
    let count = 0;
    for (const file of files) {
      if (document(file.path)) this.dirtyDocuments.add(file.path);
      else if (!elsewhere(file.path)) await this.update(file);
      count += 1;
      if (count % filesPerTurn === 0) await turn();
    }
  }

  /** A companion that is open counts with its unsaved text. */
  private current(file: SourceFile): SourceFile {
    const open = this.options.document(file.path);
    if (open) this.synced.set(file.path, open.version);
    return open ? { path: file.path, text: open.text, languageId: open.languageId } : file;
  }

  private async syncDocument(path: string): Promise<void> {
    const { session, document, takeEdits, canMatter, disk } = this.options;
    const open = document(path);
    if (!open) {
      this.synced.delete(path);
      session.close(path);
      await this.syncFile(path);
      return;
    }
    const edits = takeEdits(path) ?? [];
    this.synced.set(path, open.version);
    // A file that calls a helper which leads to etcd shows how often that runs.
    const uses = (): boolean => session.has(path) || disk.mayUse(path, open.text);
    const matters = (canMatter(open.text, open.languageId, path) || uses()) && !(await disk.ignored(path));
    // A file that explains names of others stays even when it never names a client itself.
    if (!matters && !session.has(path)) return;
    const file = { path, text: open.text, languageId: open.languageId };
    await this.guarded(file, () => session.edit(file, edits, this.options.limits()));
  }

  private async syncFile(path: string): Promise<void> {
    const { session, disk, document } = this.options;
    if (document(path)) return;
    const file = await disk.read(path);
    if (file) await this.update(file);
    else session.remove(path);
  }

  private update(file: SourceFile): Promise<void> {
    return this.guarded(file, () => this.options.session.update(file, this.options.limits()));
  }

  /** One file that breaks the engine must not take the others with it. */
  private async guarded(file: SourceFile, work: () => Promise<void>): Promise<void> {
    if (this.aside.get(file.path) === file.text) return;
    this.aside.delete(file.path);
    try {
      await work();
    } catch (error) {
      this.aside.set(file.path, file.text);
      this.options.session.remove(file.path);
      this.options.log(`${file.path}: ${describe(error)}`);
    }
  }

  private analyse(options: AnalyseOptions): void {
    this.analysis = this.options.session.analyse(options);
    this.broken = undefined;
    const byFile = new Map<string, Finding[]>();
    for (const finding of this.analysis.findings) {
      const list = byFile.get(finding.file);
      if (list) list.push(finding);
      else byFile.set(finding.file, [finding]);
    }
    this.byFile = byFile;
  }
}

function take(paths: Set<string>): readonly string[] {
  const taken = [...paths];
  paths.clear();
  return taken;
}

/** Files whose findings differ, in place or in content. */
function changedFiles(before: ReadonlyMap<string, readonly Finding[]>, after: ReadonlyMap<string, readonly Finding[]>): Set<string> {
  const changed = new Set<string>();
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (keyOf(before.get(path)) !== keyOf(after.get(path))) changed.add(path);
  }
  return changed;
}

function keyOf(findings: readonly Finding[] | undefined): string {
  return JSON.stringify((findings ?? []).map(({ inputs: _inputs, estimate: _estimate, fixes: _fixes, ...rest }) => rest));
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
