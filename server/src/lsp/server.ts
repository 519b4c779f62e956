/** The language server: binds the protocol to projects. Knows the connection and the projects, and neither files nor etcd. */
import path from "node:path";
import {
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { isConfigFile } from "../host/config-files";
import { languageById, languageOf, languages } from "../lower";
import { lineIndex, type Place, positionAt } from "../text/span";
import { abilitiesOf, type ClientAbilities, serverCapabilities } from "./capabilities";
import { configDiagnostics } from "./config-diagnostics";
import { toDiagnostic } from "./diagnostics";
import { type OpenDocument, OpenDocuments } from "./documents";
import type { Environment } from "./environment";
import { actionsIn, type FeatureContext, hoverAt, lensesOf, type Subject } from "./features";
import type { Outlet, OutletSource } from "./outlet";
import { Project } from "./project";
import { type InitializationOptions, statusNotification } from "./protocol";
import { PullOutlet } from "./pull-outlet";
import { PushOutlet } from "./push-outlet";
import { readSettings, type Settings } from "./settings";
import { statusOf } from "./status";
import { fileOfUri, uriOfAbsolute, uriOfFile } from "./to-lsp";
import { type Located, Workspace } from "./workspace";

/** Files other than code that change what is found. */
const settingsFiles = ["etcd-lint.json", ".etcd-lint.json", ".etcdlintignore", ".gitignore", "go.mod", "package.json"] as const;

/** Registers every handler on the connection; it answers once the caller listens. */
export function startServer(connection: Connection, environment: Environment): void {
  connection.onInitialize((params) => new Server(connection, environment, params).start(params));
}

class Server {
  private readonly abilities: ClientAbilities;
  private readonly options: InitializationOptions;
  private readonly documents = new OpenDocuments();
  private readonly workspace: Workspace<Project>;
  private readonly outlet: Outlet;
  private readonly features: FeatureContext;
  private settings: Settings;
  private busy = 0;

  constructor(
    private readonly connection: Connection,
    private readonly environment: Environment,
    params: InitializeParams,
  ) {
    this.abilities = abilitiesOf(params);
    this.options = (params.initializationOptions ?? {}) as InitializationOptions;
    this.settings = readSettings(this.options.settings);
    this.workspace = new Workspace({
      create: (root, scans) => this.createProject(root, scans),
      dispose: (project) => this.disposeProject(project),
      looseRoot: environment.looseRoot,
    });
    this.outlet = this.createOutlet();
    this.features = {
      extensionDirectory: this.options.extensionDirectory,
      commands: this.options.commands === true,
      ...(this.abilities.versionedEdits ? { versionOf: (uri: string) => this.documents.get(uri)?.version ?? null } : {}),
    };
  }

  start(params: InitializeParams): InitializeResult {
    this.listen();
    const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    // Before the first document arrives, or it would be taken for one outside of every folder.
    for (const uri of folders) this.withFile(uri, (file) => this.workspace.addFolder(file));
    this.connection.onInitialized(() => this.initialized());
    return { capabilities: serverCapabilities(this.abilities), serverInfo: { name: "etcd-lint", version: this.environment.version } };
  }

  private async initialized(): Promise<void> {
    const { client, workspace } = this.connection;
    if (this.abilities.configuration) {
      await client.register(DidChangeConfigurationNotification.type, { section: "etcd-lint" });
      await this.readSettings(undefined);
    }
    if (this.abilities.watchFiles) {
      const endings = languages.flatMap(({ extensions }) => extensions.map((extension) => extension.slice(1)));
      const globs = [`**/*.{${endings.join(",")}}`, ...settingsFiles.map((name) => `**/${name}`)];
      await client.register(DidChangeWatchedFilesNotification.type, { watchers: globs.map((globPattern) => ({ globPattern })) });
    }
    if (this.abilities.folders) {
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.withFile(uri, (file) => this.workspace.removeFolder(file));
        for (const { uri } of added) this.withFile(uri, (file) => this.workspace.addFolder(file));
        this.startProjects();
      });
    }
    this.startProjects();
    this.sendStatus();
  }

  private startProjects(): void {
    for (const project of this.workspace.projects()) project.settingsChanged(0);
    // A document may have been opened before its folder was known.
    for (const { uri } of this.documents.all()) this.touch(uri, 0);
  }

  private withFile(uri: string, use: (file: string) => void): void {
    const file = fileOfUri(uri);
    if (file !== undefined) use(file);
  }

  private listen(): void {
    const { connection, documents } = this;
    connection.onDidOpenTextDocument(({ textDocument }) => {
      documents.open(textDocument);
      this.touch(textDocument.uri, 0);
    });
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
      documents.change(uri, version, contentChanges);
      this.touch(uri, this.settings.delay);
    });
    connection.onDidSaveTextDocument(({ textDocument }) => this.located(textDocument.uri)?.project.hurry());
    connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
      documents.close(uri);
      this.touch(uri, 0);
    });
    connection.onDidChangeConfiguration(({ settings }) => this.readSettings(settings));
    connection.onDidChangeWatchedFiles(({ changes }) => this.filesChanged(changes));
    connection.onHover(({ textDocument, position }) =>
      this.answer(textDocument.uri, null, true, (subject) => hoverAt(subject, position, this.features) ?? null),
    );
    connection.onCodeLens(({ textDocument }) =>
      this.answer(textDocument.uri, [], false, (subject) => (this.settings.codeLens ? lensesOf(subject, this.features) : [])),
    );
    connection.onCodeAction(({ textDocument, range, context }) =>
      this.answer(textDocument.uri, [], false, (subject) => actionsIn(subject, range, context, this.features)),
    );
    connection.onShutdown(() => this.workspace.dispose());
  }

  private async readSettings(pushed: unknown): Promise<void> {
    const former = this.settings;
    const value = this.abilities.configuration
      ? await this.connection.workspace.getConfiguration("etcd-lint")
      : (pushed as Readonly<Record<string, unknown>> | undefined)?.["etcd-lint"];
    this.settings = readSettings(value);
    if (
      former.enable === this.settings.enable &&
      former.codeLens === this.settings.codeLens &&
      former.workspaceScan === this.settings.workspaceScan
    )
      return;
    this.workspace.reset();
    this.startProjects();
    this.refresh();
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

  private filesChanged(changes: readonly { readonly uri: string; readonly type: FileChangeType }[]): void {
    for (const { uri, type } of changes) {
      const located = this.located(uri);
      // The text of an open document is what counts, whatever the disk says.
      if (!located || (this.documents.get(uri) && type !== FileChangeType.Deleted)) continue;
      if (settingsFiles.some((name) => located.path.endsWith(name))) located.project.settingsChanged(this.settings.delay);
      else located.project.filesChanged([located.path], this.settings.delay);
    }
  }

  private createProject(root: string, scans: boolean): Project {
    const { documents, environment, connection } = this;
    const document = (path: string): OpenDocument | undefined => documents.get(uriOfFile(root, path));
    return new Project({
      root,
      scans: () => scans && this.settings.workspaceScan,
      disk: environment.createDisk(root),
      session: environment.createSession(),
      canMatter: (text, languageId) => this.settings.enable && environment.canMatter(text, languageId),
      document: (path) => (languageOf(path) ? document(path) : undefined),
      takeEdits: (path) => documents.takeEdits(uriOfFile(root, path)),
      elsewhere: (path) => this.withAbsolute(root, path),
      unsavedConfigs: () => this.unsavedConfigs(),
      limits: environment.limits,
      now: environment.now,
      log: (message) => connection.console.error(message),
      started: () => {
        this.busy += 1;
        this.sendStatus();
      },
      finished: (changed, own, settingsFiles) => {
        this.busy -= 1;
        const uris = (paths: Iterable<string>): Set<string> => new Set([...paths].map((path) => uriOfFile(root, path)));
        this.outlet.publish(new Set([...uris([...changed, ...own]), ...[...settingsFiles].map(uriOfAbsolute)]), uris(own));
        this.sendStatus();
      },
    });
  }

  private withAbsolute(root: string, path: string): boolean {
    const file = fileOfUri(uriOfFile(root, path));
    return file !== undefined && this.workspace.elsewhere(root, file);
  }

  private unsavedConfigs(): ReadonlyMap<string, string> {
    const texts = new Map<string, string>();
    for (const { uri, text } of this.documents.all()) {
      const file = fileOfUri(uri);
      if (file !== undefined && isConfigFile(file)) texts.set(file, text);
    }
    return texts;
  }

  private disposeProject(project: Project): void {
    const files = [...project.filesWithFindings()].map((path) => uriOfFile(project.root, path));
    project.dispose();
    this.outlet.revise((uri) => files.includes(uri));
  }

  private diagnosticsOf(uri: string): Diagnostic[] | undefined {
    if (!this.settings.enable) return [];
    const file = fileOfUri(uri);
    // Settings may lie above every folder that is open, so all projects are asked.
    const settingsFile = this.workspace
      .projects()
      .flatMap((project) => project.configProblems())
      .find((problems) => problems.file === file);
    if (settingsFile) return configDiagnostics(settingsFile, this.options.extensionDirectory);
    const located = this.located(uri);
    if (!located) return [];
    return located.project.findings(located.path)?.map((finding) =>
      toDiagnostic(finding, {
        root: located.project.root,
        extensionDirectory: this.options.extensionDirectory,
        related: this.abilities.related,
      }),
    );
  }

  private createOutlet(): Outlet {
    const { connection, documents } = this;
    const source: OutletSource = {
      isOpen: (uri) => documents.get(uri) !== undefined,
      versionOf: (uri) => documents.get(uri)?.version,
      diagnostics: (uri) => this.diagnosticsOf(uri),
      refresh: () => this.refresh(),
    };
    const clientUri = (uri: string): string => documents.get(uri)?.uri ?? uri;
    if (!this.abilities.pull) {
      return new PushOutlet(source, (params) => void connection.sendDiagnostics({ ...params, uri: clientUri(params.uri) }));
    }
    const outlet = new PullOutlet(source, () => this.urisWithProblems());
    connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }) => {
      await this.located(uri)?.project.settled();
      const report = outlet.document(uri, previousResultId);
      if (report) return report;
      throw new ResponseError(LSPErrorCodes.ServerCancelled, "the document changed", { retriggerRequest: true });
    });
    connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token, _progress, parts) =>
      outlet.workspace(previousResultIds, token, parts && ((part) => parts.report(part))),
    );
    return outlet;
  }

  private urisWithProblems(): readonly string[] {
    return this.workspace
      .projects()
      .flatMap((project) => [
        ...project.filesWithFindings().map((path) => uriOfFile(project.root, path)),
        ...project.configProblems().map(({ file }) => uriOfAbsolute(file)),
      ]);
  }

  private refresh(): void {
    const { languages } = this.connection;
    if (this.abilities.pull && this.abilities.refreshDiagnostics) languages.diagnostics.refresh();
    if (this.abilities.refreshLenses) void this.connection.sendRequest(CodeLensRefreshRequest.type);
  }

  /**
   * Answers from current findings; waits for them when the document has changed since. Only a question that a person asks with the
   * pointer is worth an analysis before its time: lenses and actions are asked for with every keystroke.
   */
  private async answer<T>(uri: string, nothing: T, urgent: boolean, use: (subject: Subject) => T): Promise<T> {
    const located = this.located(uri);
    const document = this.documents.get(uri);
    if (!located || !document || !this.settings.enable) return nothing;
    if (located.project.findings(located.path) === undefined) {
      if (urgent) located.project.hurry();
      await located.project.settled();
    }
    const findings = located.project.findings(located.path);
    const current = this.documents.get(uri);
    if (!findings || findings.length === 0 || !current) return nothing;
    const language = languageById(current.languageId) ?? languageOf(located.path);
    const { root } = located.project;
    const commentMarker = language?.comments.line[0] ?? "//";
    return use({ uri, root, text: current.text, commentMarker, findings, lineOf: (place) => this.lineOf(root, place) });
  }

  /** 1-based line of a place; undefined when its file is gone. */
  private lineOf(root: string, { file, span }: Place): number | undefined {
    const text = this.documents.get(uriOfFile(root, file))?.text ?? this.environment.readText(path.join(root, file));
    return text === undefined ? undefined : positionAt(lineIndex(text), span.start).line + 1;
  }

  private sendStatus(): void {
    const states = this.workspace.projects().map((project) => project.state());
    void this.connection.sendNotification(statusNotification, statusOf(states, this.busy > 0, this.outlet.held));
  }
}
