/** The language server: binds the protocol to `Linting`, and knows neither files nor etcd. */
import {
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver";
import { languages } from "../lower";
import { manifestGlobs } from "../manifests/kinds";
import { abilitiesOf, type ClientAbilities, serverCapabilities } from "./capabilities";
import { configDiagnostics } from "./config-diagnostics";
import { CostFeed } from "./cost-feed";
import { toDiagnostic } from "./diagnostics";
import type { Environment } from "./environment";
import { actionsIn, type FeatureContext, hoverAt, lensesOf, type Subject } from "./features";
import { Linting, settingsFiles } from "./linting";
import type { Outlet, OutletSource } from "./outlet";
import {
  type CalibrateParams,
  type CostsParams,
  calibrateRequest,
  costsNotification,
  type InitializationOptions,
  type ReportParams,
  reportRequest,
  statusNotification,
} from "./protocol";
import { PullOutlet } from "./pull-outlet";
import { PushOutlet } from "./push-outlet";
import { report } from "./report";
import { settingCompletions, settingHover, withSetting } from "./setting-help";
import { needsRestart, readSettings, type Settings } from "./settings";
import { statusOf } from "./status";
import { fileOfUri } from "./to-lsp";

/** Registers every handler on the connection; it answers once the caller listens. */
export function startServer(connection: Connection, environment: Environment): void {
  connection.onInitialize((params) => new Server(connection, environment, params).start(params));
}

class Server {
  private readonly abilities: ClientAbilities;
  private readonly options: InitializationOptions;
  private readonly linting: Linting;
  private readonly outlet: Outlet;
  /** Only for a client that asked for it. */
  private readonly costs: CostFeed | undefined;
  private readonly features: FeatureContext;
  private settings: Settings;

  constructor(
    private readonly connection: Connection,
    private readonly environment: Environment,
    params: InitializeParams,
  ) {
    this.abilities = abilitiesOf(params);
    this.options = (params.initializationOptions ?? {}) as InitializationOptions;
    this.settings = readSettings(this.options.settings);
    this.linting = new Linting({
      environment,
      settings: () => this.settings,
      log: (message) => connection.console.error(message),
      stateChanged: () => this.sendStatus(),
      changed: (uris, own) => {
        this.outlet.publish(uris, own);
        this.costs?.publish(uris);
      },
      released: (uris) => {
        this.outlet.revise((uri) => uris.has(uri));
        this.costs?.publish(uris);
      },
    });
    this.outlet = this.createOutlet();
    this.costs = this.options.costs === true ? this.createCosts() : undefined;
    this.features = {
      extensionDirectory: this.options.extensionDirectory,
      commands: this.options.commands === true,
      ...(this.abilities.versionedEdits ? { versionOf: (uri: string) => this.linting.documents.get(uri)?.version ?? null } : {}),
    };
  }

  start(params: InitializeParams): InitializeResult {
    this.listen();
    const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    // Before the first document arrives, or it would be taken for one outside of every folder.
    for (const uri of folders) this.linting.addFolder(uri);
    this.connection.onInitialized(() => this.initialized());
    return { capabilities: serverCapabilities(this.abilities), serverInfo: { name: "etcd-lint", version: this.environment.version } };
  }

  private async initialized(): Promise<void> {
    const { client, workspace } = this.connection;
    if (this.abilities.configuration) {
      await client.register(DidChangeConfigurationNotification.type, { section: "etcd-lint" });
      this.settings = await this.askSettings();
    }
    if (this.abilities.watchFiles) {
      const endings = languages.flatMap(({ extensions }) => extensions.map((extension) => extension.slice(1)));
      const names = new Set([`*.{${endings.join(",")}}`, ...settingsFiles, ...manifestGlobs]);
      const globs = [...names].map((name) => `**/${name}`);
      await client.register(DidChangeWatchedFilesNotification.type, { watchers: globs.map((globPattern) => ({ globPattern })) });
    }
    if (this.abilities.folders) {
      workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) this.linting.removeFolder(uri);
        for (const { uri } of added) this.linting.addFolder(uri);
        this.linting.start();
      });
    }
    this.linting.start();
    this.sendStatus();
  }

  private listen(): void {
    const { connection, linting, features } = this;
    connection.onDidOpenTextDocument(({ textDocument }) => linting.open(textDocument));
    connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) =>
      linting.change(uri, version, contentChanges),
    );
    connection.onDidSaveTextDocument(({ textDocument }) => linting.saved(textDocument.uri));
    connection.onDidCloseTextDocument(({ textDocument }) => linting.close(textDocument.uri));
    connection.onDidChangeWatchedFiles(({ changes }) => linting.filesChanged(changes));
    connection.onDidChangeConfiguration(async ({ settings }) => {
      const pushed = (settings as Readonly<Record<string, unknown>> | undefined)?.["etcd-lint"];
      this.changeSettings(this.abilities.configuration ? await this.askSettings() : readSettings(pushed));
    });
    // Only a question that a person asks with the pointer is worth an analysis before its time: lenses and actions are asked for with
    // every keystroke.
    connection.onHover(async ({ textDocument, position }) => {
      const found = await this.answer(textDocument.uri, true, null, (subject) => hoverAt(subject, position, features) ?? null);
      return withSetting(
        found,
        this.setting(textDocument.uri, (text, file) => settingHover(text, file, position)),
      );
    });
    connection.onCompletion(
      ({ textDocument, position }) => this.setting(textDocument.uri, (text, file) => settingCompletions(text, file, position)) ?? [],
    );
    connection.onCodeLens(({ textDocument }) =>
      this.answer(textDocument.uri, false, [], (subject) => (this.settings.codeLens ? lensesOf(subject, features) : [])),
    );
    connection.onCodeAction(({ textDocument, range, context }) =>
      this.answer(textDocument.uri, false, [], (subject) => actionsIn(subject, range, context, features)),
    );
    connection.onRequest(calibrateRequest, (params: CalibrateParams) => this.environment.calibrate(params));
    connection.onRequest(reportRequest, async (params: ReportParams) => report(params, await linting.lintRun(params.root)));
    connection.onShutdown(() => linting.dispose());
  }

  /** What is known of a document by its text alone. */
  private setting<T>(uri: string, use: (text: string, file: string) => T): T | undefined {
    const document = this.settings.enable ? this.linting.documents.get(uri) : undefined;
    const file = fileOfUri(uri);
    return document && file !== undefined ? use(document.text, file) : undefined;
  }

  private async answer<T>(uri: string, urgent: boolean, nothing: T, use: (subject: Subject) => T): Promise<T> {
    const subject = this.settings.enable ? await this.linting.subject(uri, urgent) : undefined;
    return subject ? use(subject) : nothing;
  }

  private async askSettings(): Promise<Settings> {
    return readSettings(await this.connection.workspace.getConfiguration("etcd-lint"));
  }

  private changeSettings(settings: Settings): void {
    const restart = needsRestart(this.settings, settings);
    this.settings = settings;
    if (!restart) return;
    this.linting.restart();
    this.refresh();
  }

  private createOutlet(): Outlet {
    const { connection, linting } = this;
    const source: OutletSource = {
      isOpen: (uri) => linting.documents.get(uri) !== undefined,
      versionOf: (uri) => linting.documents.get(uri)?.version,
      diagnostics: (uri) => this.diagnosticsOf(uri),
      refresh: () => this.refresh(),
    };
    if (!this.abilities.pull) {
      const clientUri = (uri: string): string => linting.documents.get(uri)?.uri ?? uri;
      return new PushOutlet(source, (params) => void connection.sendDiagnostics({ ...params, uri: clientUri(params.uri) }));
    }
    const outlet = new PullOutlet(source, () => linting.urisWithProblems());
    connection.languages.diagnostics.on(async ({ textDocument: { uri }, previousResultId }) => {
      await linting.settled(uri);
      const report = outlet.document(uri, previousResultId);
      if (report) return report;
      throw new ResponseError(LSPErrorCodes.ServerCancelled, "the document changed", { retriggerRequest: true });
    });
    connection.languages.diagnostics.onWorkspace(({ previousResultIds }, token, _progress, parts) =>
      outlet.workspace(previousResultIds, token, parts && ((part) => parts.report(part))),
    );
    return outlet;
  }

  private createCosts(): CostFeed {
    return new CostFeed({
      findings: (uri) => (this.settings.enable ? this.linting.findings(uri) : { root: "", findings: [] }),
      send: (files) => void this.connection.sendNotification(costsNotification, { files } satisfies CostsParams),
    });
  }

  private diagnosticsOf(uri: string): Diagnostic[] | undefined {
    if (!this.settings.enable) return [];
    const { extensionDirectory } = this.options;
    const settingsFile = this.linting.settingsProblems(uri);
    if (settingsFile) return configDiagnostics(settingsFile, extensionDirectory);
    const known = this.linting.findings(uri);
    return known?.findings.map((finding) =>
      toDiagnostic(finding, { root: known.root, extensionDirectory, related: this.abilities.related }),
    );
  }

  private refresh(): void {
    if (this.abilities.pull && this.abilities.refreshDiagnostics) this.connection.languages.diagnostics.refresh();
    if (this.abilities.refreshLenses) void this.connection.sendRequest(CodeLensRefreshRequest.type);
  }

  private sendStatus(): void {
    void this.connection.sendNotification(statusNotification, statusOf(this.linting.states(), this.linting.busy, this.outlet.held));
  }
}
