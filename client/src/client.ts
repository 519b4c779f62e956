/** The connection to the language server. */
import { type ExtensionContext, type LogOutputChannel, workspace } from "vscode";
import { type Disposable, LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from "vscode-languageclient/node";
import type { InitializationOptions, StatusParams } from "../../server/src/lsp/protocol";
import { languageIds } from "./languages";
import type { Status } from "./status";

export interface Client extends Disposable {
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export function createClient(context: ExtensionContext, output: LogOutputChannel, status: Status): Client {
  const module = context.asAbsolutePath("dist/server.cjs");
  const server: ServerOptions = {
    run: { module, transport: TransportKind.ipc },
    debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6010"] } },
  };
  const initializationOptions: InitializationOptions = {
    extensionDirectory: context.extensionPath,
    commands: true,
    settings: { ...workspace.getConfiguration("etcd-lint") },
  };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...languageIds.map((language) => ({ scheme: "file", language })),
      { scheme: "file", pattern: "**/{etcd-lint,.etcd-lint}.json" },
    ],
    outputChannel: output,
    initializationOptions,
    markdown: { isTrusted: false },
    // Lenses and diagnostics are asked for anyway when they are needed; what is not dispatched yet need not be answered.
    connectionOptions: { maxRestartCount: 4 },
  };
  let client: LanguageClient | undefined;

  const start = async (): Promise<void> => {
    if (client) return;
    client = new LanguageClient("etcd-lint", "etcd-lint", server, options);
    client.onNotification("etcd-lint/status", (params: StatusParams) => status.show(params));
    status.starting();
    try {
      await client.start();
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
    dispose: () => void stop(),
  };
}
