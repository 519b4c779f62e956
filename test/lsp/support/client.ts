/** An editor, as far as the protocol is concerned: keeps what the server says, and asks. */
import { spawn } from "node:child_process";
import path from "node:path";
import { PassThrough } from "node:stream";
import type {
  ClientCapabilities,
  CodeAction,
  CodeLens,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InitializeResult,
  Position,
  PreviousResultId,
  PublishDiagnosticsParams,
  Range,
  TextDocumentContentChangeEvent,
  WorkspaceDiagnosticReport,
} from "vscode-languageserver";
import {
  CancellationTokenSource,
  createConnection,
  createMessageConnection,
  type MessageConnection,
  ProgressType,
  ProposedFeatures,
  RequestType,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import type { Environment } from "../../../server/src/lsp/environment";
import type { CostsParams, InitializationOptions, StatusParams } from "../../../server/src/lsp/protocol";
import { startServer } from "../../../server/src/lsp/server";

export interface ClientOptions {
  readonly folders: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: InitializationOptions;
  /** What `workspace/configuration` answers. */
  readonly configuration?: () => unknown;
}

const patience = 20_000;

export const pushOnly: ClientCapabilities = {
  workspace: { workspaceFolders: true },
  textDocument: { publishDiagnostics: { relatedInformation: true } },
};

export const pulling: ClientCapabilities = {
  workspace: { workspaceFolders: true, configuration: true, diagnostics: { refreshSupport: true } },
  textDocument: { publishDiagnostics: { relatedInformation: true }, diagnostic: {} },
};

export class Client {
  /** Every publish, oldest first. */
  readonly published: PublishDiagnosticsParams[] = [];
  readonly statuses: StatusParams[] = [];
  /** What was said of costs, oldest first. */
  readonly costs: CostsParams[] = [];
  readonly logged: string[] = [];
  /** What workspace pulls said last of each URI. */
  readonly reported = new Map<string, readonly Diagnostic[]>();
  private streams = 0;
  refreshes = 0;
  private readonly versions = new Map<string, number>();
  private listeners: (() => void)[] = [];

  private constructor(
    private readonly connection: MessageConnection,
    readonly initialized: InitializeResult,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(connection: MessageConnection, options: ClientOptions, end: () => Promise<void>): Promise<Client> {
    connection.listen();
    const early: [string, unknown][] = [];
    let forward = (method: string, params: unknown): void => void early.push([method, params]);
    connection.onNotification((method, params) => forward(method, Array.isArray(params) ? params[0] : params));
    let refreshed = (): void => undefined;
    connection.onRequest((method) => {
      if (method === "workspace/diagnostic/refresh") refreshed();
      if (method === "workspace/configuration") return [options.configuration?.() ?? {}];
      return null;
    });
    const result = await connection.sendRequest<InitializeResult>("initialize", {
      processId: null,
      rootUri: null,
      workspaceFolders: options.folders.map((folder) => ({ uri: URI.file(folder).toString(), name: path.basename(folder) })),
      capabilities: options.capabilities ?? pushOnly,
      initializationOptions: options.initializationOptions ?? {},
    });
    const client = new Client(connection, result, end);
    forward = (method, params) => client.heard(method, params);
    refreshed = () => {
      client.refreshes += 1;
      client.tell();
    };
    for (const [method, params] of early) client.heard(method, params);
    await connection.sendNotification("initialized", {});
    return client;
  }

  async open(file: string, text: string, languageId = "go"): Promise<string> {
    const uri = URI.file(file).toString();
    this.versions.set(uri, 1);
    await this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  async change(uri: string, ...contentChanges: TextDocumentContentChangeEvent[]): Promise<number> {
    const version = (this.versions.get(uri) ?? 0) + 1;
    this.versions.set(uri, version);
    await this.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
    return version;
  }

  request<T>(method: string, params: unknown): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  close(uri: string): Promise<void> {
    return this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest("textDocument/hover", { textDocument: { uri }, position });
  }

  lenses(uri: string): Promise<CodeLens[]> {
    return this.connection.sendRequest("textDocument/codeLens", { textDocument: { uri } });
  }

  actions(uri: string, range: Range, diagnostics: readonly Diagnostic[] = [], only?: readonly string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range,
      context: { diagnostics, ...(only ? { only } : {}) },
    });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** Pulls the workspace and keeps listening: what comes is kept in `reported`. Ends with `stop` of what it gives. */
  pullWorkspace(previousResultIds: readonly PreviousResultId[] = []): { stop(): Promise<unknown> } {
    const token = `workspace-${++this.streams}`;
    const source = new CancellationTokenSource();
    this.connection.onProgress(new ProgressType<WorkspaceDiagnosticReport>(), token, ({ items }) => {
      for (const item of items) if (item.kind === "full") this.reported.set(item.uri, item.items);
      this.tell();
    });
    const ended = this.connection.sendRequest(
      new RequestType<object, WorkspaceDiagnosticReport, void>("workspace/diagnostic"),
      { previousResultIds, partialResultToken: token },
      source.token,
    );
    return {
      stop: () => {
        source.cancel();
        return ended;
      },
    };
  }

  /** What the client shows for a file by what was pushed last. */
  diagnostics(uri: string): readonly Diagnostic[] {
    return this.published.findLast((params) => params.uri === uri)?.diagnostics ?? [];
  }

  /** Waits until the last push for a file satisfies `wanted`. */
  until<T>(what: string, look: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited ${patience} ms for ${what}\n${this.logged.join("\n")}`)), patience);
      const listen = (): void => {
        const found = look();
        if (found === undefined || found === false) return;
        clearTimeout(timer);
        this.listeners = this.listeners.filter((one) => one !== listen);
        resolve(found);
      };
      this.listeners.push(listen);
      listen();
    });
  }

  /** Waits until the server has nothing to do. */
  idle(): Promise<StatusParams> {
    return this.until("an idle server", () => {
      const last = this.statuses.at(-1);
      return last && last.state !== "busy" ? last : undefined;
    });
  }

  async stop(): Promise<void> {
    await this.connection.sendRequest("shutdown");
    await this.end();
    this.connection.dispose();
  }

  private heard(method: string, params: unknown): void {
    if (method === "textDocument/publishDiagnostics") this.published.push(params as PublishDiagnosticsParams);
    else if (method === "etcd-lint/status") this.statuses.push(params as StatusParams);
    else if (method === "etcd-lint/costs") this.costs.push(params as CostsParams);
    else if (method === "window/logMessage") this.logged.push((params as { message: string }).message);
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** The server as it ships, over stdio. */
export function startShipped(options: ClientOptions): Promise<Client> {
  const child = spawn(process.execPath, [path.resolve("dist/server.cjs"), "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  return Client.start(connection, options, async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await connection.sendNotification("exit");
    await ended;
  });
}

/** The server in this process with an environment of the test's own. It is never told to exit: that would end this process. */
export function startInProcess(environment: Environment, options: ClientOptions): Promise<Client> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(ProposedFeatures.all, toServer, toClient);
  startServer(server, environment);
  server.listen();
  const connection = createMessageConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  return Client.start(connection, options, async () => server.dispose());
}
