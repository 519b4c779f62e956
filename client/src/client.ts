/** The connection to the language server. */
import { CancellationError, commands, type ExtensionContext, type LogOutputChannel, workspace } from "vscode";
import {
  type Disposable,
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  type ServerOptions,
  State,
  TransportKind,
} from "vscode-languageclient/node";
import { type CostsParams, costsNotification, type InitializationOptions, type StatusParams } from "../../server/src/lsp/protocol";
import type { CostStore } from "./costs/store";
import { configurationGlobs, languageIds } from "./languages";
import type { Status } from "./status";

export interface Client extends Disposable {
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Asks the server, which is started when it is not running. */
  request<T>(method: string, params: unknown): Promise<T>;
}

/**
 * The client library takes the answer of a cancelled pull, which is empty, for the truth until the next answer comes. An error makes it
 * ask again and keep what it shows meanwhile.
 */
const keepWhileCancelled: NonNullable<Middleware["provideDiagnostics"]> = async (document, previousResultId, token, next) => {
  const report = await next(document, previousResultId, token);
  if (token.isCancellationRequested) throw new CancellationError();
  return report;
};

export function createClient(context: ExtensionContext, output: LogOutputChannel, status: Status, costs: CostStore): Client {
  const module = context.asAbsolutePath("dist/server.cjs");
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6010"] } },
  };
  const initializationOptions: InitializationOptions = {
    extensionDirectory: context.extensionPath,
    commands: true,
    costs: true,
    settings: { ...workspace.getConfiguration("etcd-lint") },
  };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...languageIds.map((language) => ({ scheme: "file", language })),
      ...configurationGlobs.map((glob) => ({ scheme: "file", pattern: `**/${glob}` })),
      { scheme: "file", pattern: "**/{etcd-lint,.etcd-lint}.json" },
    ],
    outputChannel: output,
    initializationOptions,
    markdown: { isTrusted: false },
    middleware: { provideDiagnostics: keepWhileCancelled },
    connectionOptions: { maxRestartCount: 4 },
  };
  let client: LanguageClient | undefined;

  const start = async (): Promise<void> => {
    if (client) return;
    const started = new LanguageClient("etcd-lint", "etcd-lint", server, options);
    client = started;
    started.onNotification("etcd-lint/status", (params: StatusParams) => {
      status.show(params);
      if (params.state !== "busy") void commands.executeCommand("setContext", "etcd-lint.ready", true);
    });
    started.onNotification(costsNotification, (params: CostsParams) => costs.apply(params));
    // After a crash the library starts the server again, a few times; the next status then takes this one's place.
    started.onDidChangeState(({ newState }) => {
      if (newState === State.Stopped) costs.clear();
      if (newState === State.Stopped && client === started) status.failed("the server stopped; the output says why");
    });
    status.starting();
    try {
      await started.start();
    } catch (error) {
      status.failed(error instanceof Error ? error.message : String(error));
    }
  };
  const stop = async (): Promise<void> => {
    const stopping = client;
    client = undefined;
    await stopping?.dispose();
  };
  return {
    start,
    stop,
    async restart() {
      await stop();
      await start();
    },
    async request<T>(method: string, params: unknown) {
      await start();
      if (!client) throw new Error("the server is not running");
      return client.sendRequest<T>(method, params);
    },
    dispose: () => void stop(),
  };
}
