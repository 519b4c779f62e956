/** Activation in two steps: listeners first, which cost nothing; the server when something here uses an etcd client. */
import type { ExtensionContext } from "vscode";
import { commands, Uri, window, workspace } from "vscode";
import { type Client, createClient } from "./client";
import { registerCommands } from "./commands";
import { CostStore } from "./costs/store";
import { registerCostView } from "./costs/view";
import { registerDecorations } from "./decorations";
import { documentMatters, workspaceMatters } from "./gate";
import { createStatus } from "./status";

let client: Client | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("etcd-lint", { log: true });
  const status = createStatus();
  const costs = new CostStore((uri) => Uri.parse(uri).toString());
  const created = createClient(context, output, status, costs);
  client = created;
  context.subscriptions.push(output, status, ...registerCommands(context, created, output));
  context.subscriptions.push(...registerCostView(context, costs), ...registerDecorations(costs));

  let started = false;
  const start = (): void => {
    if (started || !workspace.getConfiguration("etcd-lint").get("enable", true)) return;
    started = true;
    for (const listener of waiting.splice(0)) listener.dispose();
    void commands.executeCommand("setContext", "etcd-lint.active", true);
    void created.start();
  };
  const look = async (): Promise<void> => {
    if (!started && (workspace.textDocuments.some(documentMatters) || (await workspaceMatters()))) start();
  };
  const waiting = [
    workspace.onDidOpenTextDocument((document) => documentMatters(document) && start()),
    // An import typed into a new file: only short changes are looked at, the whole text when it is opened or saved.
    workspace.onDidSaveTextDocument((document) => documentMatters(document) && start()),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.some(({ text }) => text.includes("etcd")) && documentMatters(document)) start();
    }),
    workspace.onDidChangeWorkspaceFolders(() => void look()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("etcd-lint.enable")) void look();
    }),
  ];
  context.subscriptions.push({ dispose: () => waiting.forEach((listener) => void listener.dispose()) });
  await look();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
