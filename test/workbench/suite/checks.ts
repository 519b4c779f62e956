/** What must hold in a real VS Code, each check by its name. They run in this order on one window. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { diagnosticsOf, eventually, folder, hoverTexts, open, replaceAll } from "./window";

export const checks: Readonly<Record<string, () => Promise<void>>> = {
  async "a Go file shows its finding with code and page"() {
    const document = await open("sessions.go");
    const found = await eventually("a diagnostic", () =>
      diagnosticsOf(document.uri).find(({ code }) => codeOf(code) === "unbounded-range"),
    );
    assert.equal(document.lineAt(found.range.start.line).text.trim(), 'return cli.Get(ctx, "/sessions/", clientv3.WithPrefix())');
    assert.equal(found.source, "etcd-lint");
    const target = typeof found.code === "object" ? found.code.target : undefined;
    assert.ok(target, "the code has a link");
    assert.match(Buffer.from(await vscode.workspace.fs.readFile(target)).toString(), /unbounded-range/);
  },

  async "the hover in Go has the cost table"() {
    const document = await open("sessions.go");
    await assertCostHover(document, "Get(ctx");
  },

  async "the hover in TypeScript has the cost table"() {
    const document = await open("sessions.ts");
    await eventually("a diagnostic", () => diagnosticsOf(document.uri)[0]);
    await assertCostHover(document, "getAll");
  },

  async "a lens over the function says what it costs"() {
    const document = await open("sessions.go");
    const lens = await eventually("a lens", async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 10);
      return lenses.find(({ command }) => command?.title.startsWith("etcd: about"));
    });
    assert.match(document.lineAt(lens.range.start.line).text, /^func All/);
  },

  async "a quick fix takes the finding away, and undo brings it back"() {
    const document = await open("sessions.go");
    const found = await eventually("a diagnostic", () => diagnosticsOf(document.uri)[0]);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      document.uri,
      found.range,
      "quickfix",
    );
    const disable = actions.find(({ title }) => title.startsWith("Disable unbounded-range"));
    assert.ok(disable?.edit, `a disable action among ${actions.map(({ title }) => title).join(", ")}`);
    assert.ok(await vscode.workspace.applyEdit(disable.edit));
    assert.match(document.lineAt(found.range.start.line).text, /^\t\/\/ etcd-lint-disable-next-line unbounded-range -- /);
    await eventually("no diagnostic", () => diagnosticsOf(document.uri).length === 0);
    await vscode.commands.executeCommand("undo");
    await eventually("the diagnostic again", () => diagnosticsOf(document.uri).length > 0);
  },

  async "unsaved text is what is linted"() {
    const document = await open("sessions.go");
    await replaceAll(document, "clientv3.WithPrefix()", "clientv3.WithPrefix(), clientv3.WithLimit(100)");
    assert.ok(document.isDirty);
    await eventually("no diagnostic", () => diagnosticsOf(document.uri).every(({ code }) => codeOf(code) !== "unbounded-range"));
    await vscode.commands.executeCommand("workbench.action.files.revert");
    await eventually("the diagnostic again", () => diagnosticsOf(document.uri).length > 0);
  },

  async "files that are not open have their findings too"() {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await eventually("diagnostics of both files", () =>
      ["sessions.go", "sessions.ts"].every((name) => diagnosticsOf(vscode.Uri.joinPath(folder(), name)).length > 0),
    );
  },

  async "a broken settings file says so in that file, and a good one counts at once"() {
    const settings = vscode.Uri.joinPath(folder(), "etcd-lint.json");
    const code = vscode.Uri.joinPath(folder(), "sessions.go");
    const write = (text: string) => vscode.workspace.fs.writeFile(settings, Buffer.from(text));
    await write('{ "rules": { "unbounded-range": "loud" } }');
    const wrong = await eventually("a problem in the settings", () => diagnosticsOf(settings).find(({ source }) => source === "etcd-lint"));
    assert.match(wrong.message, /"off", "info", "warning", "error"/);
    await write('{ "rules": { "unbounded-range": "off" } }');
    await eventually("no problem in the settings", () => diagnosticsOf(settings).every(({ source }) => source !== "etcd-lint"));
    await eventually("the rule is off", () => diagnosticsOf(code).every(({ code }) => codeOf(code) !== "unbounded-range"));
    await vscode.workspace.fs.delete(settings);
    await eventually("the rule is on again", () => diagnosticsOf(code).length > 0);
  },

  async "the server restarts on command"() {
    const document = await open("sessions.ts");
    await eventually("a diagnostic", () => diagnosticsOf(document.uri)[0]);
    await vscode.commands.executeCommand("etcd-lint.restart");
    await eventually("a diagnostic after the restart", () => diagnosticsOf(document.uri)[0]);
  },
};

async function assertCostHover(document: vscode.TextDocument, call: string): Promise<void> {
  const at = document.positionAt(document.getText().indexOf(call) + 1);
  const texts = await eventually("a hover of etcd-lint", async () => {
    const all = await hoverTexts(document.uri, at);
    return all.some((text) => text.includes("etcd-lint")) ? all : undefined;
  });
  const text = texts.join("\n").replaceAll(/[ \u00a0\u2060]+/g, " ");
  assert.match(text, /\| component \| count \| bytes each \| by the documents \| observed \|/);
  assert.match(text, /\*\*total\*\*/);
  assert.match(text, /Assumed:/);
  assert.match(text, /\/\/ etcd-lint: .*keys=/);
}

function codeOf(code: vscode.Diagnostic["code"]): string | undefined {
  return typeof code === "object" ? String(code.value) : code === undefined ? undefined : String(code);
}
