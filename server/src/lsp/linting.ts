/** Documents, folders and their projects: what is under analysis, and what is known of a URI. Knows nothing of the connection. */
import path from "node:path";
import type { FileEvent } from "vscode-languageserver";
import { FileChangeType, type TextDocumentContentChangeEvent } from "vscode-languageserver";
import { commentMarkerOf, fileKindOf } from "../engine/file-kinds";
import type { Finding } from "../engine/types";
import { type ConfigFileProblems, isConfigFile } from "../host/config-files";
import { overrunsOf } from "../report/check-budgets";
import type { LintRun } from "../report/types";
import { lineIndex, type Place, positionAt } from "../text/span";
import { type OpenDocument, OpenDocuments } from "./documents";
import type { Environment } from "./environment";
import type { Subject } from "./features";
import { Project } from "./project";
import type { Settings } from "./settings";
import type { ProjectState } from "./status";
import { fileOfUri, uriOfAbsolute, uriOfFile } from "./to-lsp";
import { type Located, Workspace } from "./workspace";

export interface LintingOptions {
  readonly environment: Environment;
  settings(): Settings;
  log(message: string): void;
  /** A project began or ended a run. */
  stateChanged(): void;
  /** URIs of which other things may be known now; `own` are documents whose change was theirs. */
  changed(uris: ReadonlySet<string>, own: ReadonlySet<string>): void;
  /** A project is gone: nothing is known of these URIs any more, or another project knows. */
  released(uris: ReadonlySet<string>): void;
}

/** Files other than code that change what is found. */
export const settingsFiles = ["etcd-lint.json", ".etcd-lint.json", ".etcdlintignore", ".gitignore", "go.mod", "package.json"] as const;

export class Linting {
  readonly documents = new OpenDocuments();
  private readonly workspace: Workspace<Project>;
  private running = 0;

  constructor(private readonly options: LintingOptions) {
    this.workspace = new Workspace({
      create: (root, scans) => this.createProject(root, scans),
      dispose: (project) => this.disposeProject(project),
      looseRoot: options.environment.looseRoot,
    });
  }

  addFolder(uri: string): void {
    const folder = fileOfUri(uri);
    if (folder !== undefined) this.workspace.addFolder(folder);
  }

  removeFolder(uri: string): void {
    const folder = fileOfUri(uri);
    if (folder !== undefined) this.workspace.removeFolder(folder);
  }

  /** Reads everything again; documents go to the folders that are there now. */
  start(): void {
    this.workspace.dropLoose();
    for (const project of this.workspace.projects()) project.settingsChanged(0);
    for (const { uri } of this.documents.all()) this.touch(uri, 0);
  }

  /** Forgets everything and reads it again, after a change of the editor's settings. */
  restart(): void {
    this.workspace.reset();
    this.start();
  }

  open(document: OpenDocument): void {
    this.documents.open(document);
    this.touch(document.uri, 0);
  }

  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    this.documents.change(uri, version, changes);
    this.touch(uri, this.options.settings().delay);
  }

  saved(uri: string): void {
    this.located(uri)?.project.hurry();
  }

  close(uri: string): void {
    this.documents.close(uri);
    this.touch(uri, 0);
  }

  filesChanged(changes: readonly FileEvent[]): void {
    const { delay } = this.options.settings();
    for (const { uri, type } of changes) {
      const located = this.located(uri);
      // The text of an open document is what counts, whatever the disk says.
      if (!located || (this.documents.get(uri) && type !== FileChangeType.Deleted)) continue;
      if (settingsFiles.some((name) => path.basename(located.path) === name)) located.project.settingsChanged(delay);
      else located.project.filesChanged([located.path], delay);
    }
  }

  /** Resolves when what is known of the URI's project is of the present texts. */
  async settled(uri: string): Promise<void> {
    await this.located(uri)?.project.settled();
  }

  /** Findings of a file and the folder that their paths start at; undefined when what is known is of an older text. */
  findings(uri: string): { readonly root: string; readonly findings: readonly Finding[] } | undefined {
    const located = this.located(uri);
    if (!located) return { root: "", findings: [] };
    const findings = located.project.findings(located.path);
    return findings && { root: located.project.root, findings };
  }

  /** Problems of a settings file, wherever it lies: it may be above every folder that is open. */
  settingsProblems(uri: string): ConfigFileProblems | undefined {
    const file = fileOfUri(uri);
    const all = this.workspace.projects().flatMap((project) => project.configProblems());
    return all.find((problems) => problems.file === file);
  }

  /** What a question about a document is answered from; waits for the findings of its present text, with `urgent` not for the delay. */
  async subject(uri: string, urgent: boolean): Promise<Subject | undefined> {
    const located = this.located(uri);
    if (!located || !this.documents.get(uri)) return undefined;
    const { project, path: file } = located;
    if (project.findings(file) === undefined) {
      if (urgent) project.hurry();
      await project.settled();
    }
    const findings = project.findings(file);
    const document = this.documents.get(uri);
    if (!findings || findings.length === 0 || !document) return undefined;
    return {
      uri,
      root: project.root,
      text: document.text,
      commentMarker: commentMarkerOf(document.languageId, file),
      findings,
      lineOf: (place) => this.lineOf(project.root, place),
    };
  }

  /** What a report of the project in a folder (absolute) is made from; undefined when there is none. Waits for a run that is under way. */
  async lintRun(root: string): Promise<LintRun | undefined> {
    const project = this.workspace.projects().find((one) => one.root === root);
    if (!project) return undefined;
    await project.settled();
    const { config, ...run } = project.lastRun();
    const { version, ownersIn } = this.options.environment;
    const ownersOf = ownersIn?.(root) ?? (() => []);
    const absolute = (file: string): string => path.join(root, file);
    return {
      ...run,
      version,
      lineOf: (place) => this.lineOf(root, place),
      textOf: (file) => this.textOf(root, file),
      // Reports for people look none of these up.
      failing: new Set(),
      prefix: "",
      ruleHelp: () => undefined,
      overruns: overrunsOf({ config, findings: run.findings, absolute, ownersOf: (file) => ownersOf(absolute(file)) }),
      notes: [],
    };
  }

  urisWithProblems(): readonly string[] {
    return this.workspace.projects().flatMap(urisOf);
  }

  get busy(): boolean {
    return this.running > 0;
  }

  states(): readonly ProjectState[] {
    return this.workspace.projects().map((project) => project.state());
  }

  dispose(): void {
    this.workspace.dispose();
  }

  /** Tells the project of a document that it is new, changed or closed. */
  private touch(uri: string, delay: number): void {
    const located = this.located(uri, this.documents.get(uri) !== undefined);
    if (!located) return;
    if (isConfigFile(located.path)) for (const project of this.workspace.projects()) project.settingsChanged(delay);
    located.project.documentChanged(located.path, delay);
  }

  private located(uri: string, adopt = false): Located<Project> | undefined {
    const file = fileOfUri(uri);
    return file === undefined ? undefined : this.workspace.locate(file, adopt);
  }

  private createProject(root: string, scans: boolean): Project {
    const { environment, settings, log, stateChanged, changed } = this.options;
    return new Project({
      root,
      scans: () => scans && settings().workspaceScan,
      disk: environment.createDisk(root),
      session: environment.createSession(),
      canMatter: (text, languageId, file) => settings().enable && environment.canMatter(text, languageId, file),
      document: (file) => (fileKindOf(file) ? this.documents.get(uriOfFile(root, file)) : undefined),
      takeEdits: (file) => this.documents.takeEdits(uriOfFile(root, file)),
      elsewhere: (file) => this.workspace.elsewhere(root, path.join(root, file)),
      unsavedConfigs: () => this.unsavedConfigs(),
      limits: environment.limits,
      now: environment.now,
      log,
      started: () => {
        this.running += 1;
        stateChanged();
      },
      finished: (files, own, settingsPaths) => {
        this.running -= 1;
        const uris = (paths: Iterable<string>): string[] => [...paths].map((file) => uriOfFile(root, file));
        changed(new Set([...uris(files), ...uris(own), ...[...settingsPaths].map(uriOfAbsolute)]), new Set(uris(own)));
        stateChanged();
      },
    });
  }

  private disposeProject(project: Project): void {
    const uris = new Set(urisOf(project));
    project.dispose();
    this.options.released(uris);
  }

  private unsavedConfigs(): ReadonlyMap<string, string> {
    const texts = new Map<string, string>();
    for (const { uri, text } of this.documents.all()) {
      const file = fileOfUri(uri);
      if (file !== undefined && isConfigFile(file)) texts.set(file, text);
    }
    return texts;
  }

  /** 1-based line of a place; undefined when its file is gone. */
  private lineOf(root: string, { file, span }: Place): number | undefined {
    const text = this.textOf(root, file);
    return text === undefined ? undefined : positionAt(lineIndex(text), span.start).line + 1;
  }

  private textOf(root: string, file: string): string | undefined {
    return this.documents.get(uriOfFile(root, file))?.text ?? this.options.environment.readText(path.join(root, file));
  }
}

function urisOf(project: Project): readonly string[] {
  return [
    ...project.filesWithFindings().map((file) => uriOfFile(project.root, file)),
    ...project.configProblems().map(({ file }) => uriOfAbsolute(file)),
  ];
}
