/** The memory report: a page beside the code in the colours of the editor, and a file to give to others. */
import { commands, type Disposable, l10n, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import { type ReportAnswer, type ReportParams, reportRequest } from "../../server/src/lsp/protocol";
import type { Client } from "./client";
import { exportFormat, placeOf } from "./report-model";

const viewType = "etcd-lint.report";

interface Shown {
  readonly panel: WebviewPanel;
  readonly root: string;
}

export function registerReport(client: Client): readonly Disposable[] {
  const reports = new Reports(client);
  return [
    reports,
    commands.registerCommand("etcd-lint.memoryReport", () => reports.open()),
    commands.registerCommand("etcd-lint.refreshReport", () => reports.refresh()),
    commands.registerCommand("etcd-lint.exportReport", () => reports.export()),
  ];
}

class Reports implements Disposable {
  private shown: Shown | undefined;

  constructor(private readonly client: Client) {}

  async open(): Promise<void> {
    const root = await chosenRoot();
    if (root === undefined) return;
    if (this.shown?.root !== root) this.shown?.panel.dispose();
    this.shown ??= this.create(root);
    this.shown.panel.reveal();
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const shown = this.shown;
    if (!shown) return;
    const nonce = crypto.randomUUID().replaceAll("-", "");
    const text = await this.ask({ root: shown.root, format: "view", nonce });
    if (text !== undefined && this.shown === shown) shown.panel.webview.html = text;
  }

  async export(): Promise<void> {
    const root = this.shown?.panel.active ? this.shown.root : await chosenRoot();
    if (root === undefined) return;
    const target = await window.showSaveDialog({
      title: l10n.t("Export the Memory Report"),
      defaultUri: Uri.joinPath(Uri.file(root), "etcd-memory.html"),
      filters: { HTML: ["html"], Markdown: ["md"] },
    });
    if (!target) return;
    const text = await this.ask({ root, format: exportFormat(target.path) });
    if (text === undefined) return;
    await workspace.fs.writeFile(target, new TextEncoder().encode(text));
    const open = l10n.t("Open");
    const choice = await window.showInformationMessage(l10n.t("etcd-lint: the report is in {0}", target.fsPath), open);
    if (choice === open) await commands.executeCommand("vscode.open", target);
  }

  dispose(): void {
    this.shown?.panel.dispose();
  }

  private create(root: string): Shown {
    const options = { enableScripts: true, localResourceRoots: [], retainContextWhenHidden: true, enableFindWidget: true };
    const panel = window.createWebviewPanel(viewType, l10n.t("etcd Memory Report"), ViewColumn.Active, options);
    panel.onDidDispose(() => {
      if (this.shown?.panel === panel) this.shown = undefined;
    });
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const place = placeOf(message);
      if (!place) return;
      const uri = Uri.joinPath(Uri.file(root), place.file);
      void commands.executeCommand("etcd-lint.revealFinding", uri.toString(), place.line, place.column);
    });
    return { panel, root };
  }

  private async ask(params: ReportParams): Promise<string | undefined> {
    const answer = await this.client.request<ReportAnswer>(reportRequest, params);
    if ("text" in answer) return answer.text;
    void window.showErrorMessage(`etcd-lint: ${answer.problem}`);
    return undefined;
  }
}

/** The folder to report on. Asks when several are open. */
async function chosenRoot(): Promise<string | undefined> {
  if (!workspace.getConfiguration("etcd-lint").get("enable", true)) {
    const enable = l10n.t("Enable");
    const choice = await window.showInformationMessage(l10n.t("etcd-lint is switched off."), enable);
    if (choice !== enable) return undefined;
    await commands.executeCommand("etcd-lint.enable");
  }
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  if (folders.length === 0) void window.showInformationMessage(l10n.t("etcd-lint: open a folder to report on"));
  const folder =
    folders.length < 2 ? folders[0] : await window.showWorkspaceFolderPick({ placeHolder: l10n.t("Which folder to report on?") });
  return folder?.uri.fsPath;
}
