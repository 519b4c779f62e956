/** Commands of the extension. The last two are for lenses and quick fixes and are not in the palette. */
import {
  ConfigurationTarget,
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  Position,
  Range,
  Selection,
  Uri,
  window,
  workspace,
} from "vscode";
import { registerCalibration } from "./calibrate";
import type { Client } from "./client";
import { registerReport } from "./report";

export function registerCommands(context: ExtensionContext, client: Client, output: LogOutputChannel): readonly Disposable[] {
  return [
    commands.registerCommand("etcd-lint.restart", () => client.restart()),
    commands.registerCommand("etcd-lint.showOutput", () => output.show(true)),
    commands.registerCommand("etcd-lint.openRuleDocs", (rule?: string) => openRuleDocs(context, rule)),
    commands.registerCommand("etcd-lint.revealFinding", revealFinding),
    commands.registerCommand("etcd-lint.selectText", selectText),
    commands.registerCommand("etcd-lint.enable", enable),
    ...registerCalibration(context, client),
    ...registerReport(client),
  ];
}

/** Takes back whatever switched us off: the workspace's setting where there is one, else the user's. */
async function enable(): Promise<void> {
  const settings = workspace.getConfiguration("etcd-lint");
  const off = settings.inspect<boolean>("enable");
  if (off?.workspaceValue === false) await settings.update("enable", undefined, ConfigurationTarget.Workspace);
  if (!workspace.getConfiguration("etcd-lint").get("enable", true)) await settings.update("enable", true, ConfigurationTarget.Global);
}

/** Opens the page of a rule; asks which when none is given. */
async function openRuleDocs(context: ExtensionContext, rule?: string): Promise<void> {
  const folder = Uri.joinPath(context.extensionUri, "docs", "rules");
  const pages = (await workspace.fs.readDirectory(folder)).map(([name]) => name).filter((name) => name.endsWith(".md"));
  const names = pages.map((name) => name.slice(0, -".md".length)).sort();
  const chosen = rule && names.includes(rule) ? rule : await window.showQuickPick(names, { placeHolder: "Rule" });
  if (chosen) await commands.executeCommand("markdown.showPreview", Uri.joinPath(folder, `${chosen}.md`));
}

/** Goes to a place and shows the hover there. */
async function revealFinding(uri: string, line: number, column: number): Promise<void> {
  const at = new Position(line, column);
  const editor = await window.showTextDocument(Uri.parse(uri), { selection: new Range(at, at) });
  editor.revealRange(new Range(at, at));
  await commands.executeCommand("editor.action.showHover", { focus: "noAutoFocus" });
}

/** Selects `text` in a line of a document, so that a person can type over it. */
async function selectText(uri: string, line: number, text: string): Promise<void> {
  const editor = await window.showTextDocument(Uri.parse(uri));
  const column = line < editor.document.lineCount ? editor.document.lineAt(line).text.indexOf(text) : -1;
  if (column >= 0) editor.selection = new Selection(line, column, line, column + text.length);
}
