/** The server as it ships (`npm run build` first), over stdio, on files on disk. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Diagnostic, type Hover, MarkupContent } from "vscode-languageserver";
import { URI } from "vscode-uri";
import { type Client, type ClientOptions, pulling, startShipped } from "./support/client";

const goFile = `package sessions

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

func All(ctx context.Context, cli *clientv3.Client) (*clientv3.GetResponse, error) {
	return cli.Get(ctx, "/sessions/", clientv3.WithPrefix())
}
`;
const tsFile = `import { Etcd3 } from "etcd3";

const client = new Etcd3();

export async function all(): Promise<Record<string, string>> {
  return client.getAll().prefix("/sessions/").strings();
}
`;

let work: string;
let client: Client | undefined;
beforeEach(() => {
  work = realpathSync(mkdtempSync(path.join(tmpdir(), "etcd-lint-lsp-")));
});
afterEach(async () => {
  await client?.stop();
  client = undefined;
  rmSync(work, { recursive: true, force: true });
});

function write(name: string, text: string): string {
  const file = path.join(work, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function start(options: Partial<ClientOptions> = {}): Promise<Client> {
  client = await startShipped({ folders: [work], ...options });
  return client;
}

const uriOf = (file: string) => URI.file(file).toString();
const codes = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

function textOf(hover: Hover | null): string {
  return MarkupContent.is(hover?.contents) ? hover.contents.value : "";
}

function placeOf(text: string, part: string): { line: number; character: number } {
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

test.each([
  ["sessions.go", "go", goFile, "Get(ctx"],
  ["sessions.ts", "typescript", tsFile, "getAll"],
])("%s: problem, hover and lens of an opened file", async (name, languageId, text, call) => {
  const editor = await start({ initializationOptions: { extensionDirectory: process.cwd(), commands: true } });
  const uri = await editor.open(write(name, text), text, languageId);
  const problem = await editor.until("the problem", () => editor.diagnostics(uri).find(({ code }) => code === "unbounded-range"));
  expect(problem.range.start.line).toBe(placeOf(text, call).line);
  expect(problem.codeDescription?.href).toBe(uriOf(path.resolve("docs/rules/unbounded-range.md")));

  const value = textOf(await editor.hover(uri, placeOf(text, call)));
  expect(value.replaceAll(/[ \u00a0\u2060]+/g, " ")).toContain("| component | count | bytes each | by the documents | observed |");
  expect(value).toContain("Assumed:");
  expect(value).toMatch(/\/\/ etcd-lint: .*keys=\d+/);
  expect(await editor.hover(uri, { line: 0, character: 0 })).toBeNull();

  const lenses = await editor.lenses(uri);
  expect(lenses).toHaveLength(1);
  expect(lenses[0]?.command?.title).toMatch(/^etcd: about .* unbounded-range in line \d+$/);
});

test("the assumption comment of the quick fix is understood by the engine, and what it says is no longer assumed", async () => {
  const editor = await start();
  const uri = await editor.open(write("sessions.go", goFile), goFile);
  const problem = await editor.until("the problem", () => editor.diagnostics(uri)[0]);
  const action = (await editor.actions(uri, problem.range, [problem])).find(({ title }) => title.startsWith("Say what etcd-lint assumed"));
  const edit = action?.edit?.changes?.[uri]?.[0];
  expect(edit?.newText).toMatch(/^\t\/\/ etcd-lint: .*keys=\d+.*\n$/);
  await editor.change(uri, { range: edit?.range ?? problem.range, text: edit?.newText ?? "" });
  const moved = await editor.until("the problem one line down", () =>
    editor.diagnostics(uri).find(({ range }) => range.start.line === problem.range.start.line + 1),
  );
  expect(codes(editor.diagnostics(uri))).toEqual(["unbounded-range"]);
  expect(textOf(await editor.hover(uri, moved.range.start))).not.toMatch(/Assumed: {2}\n(.* {2}\n)*\*\*keys/);
});

test("the suppression of the quick fix takes the finding away", async () => {
  const editor = await start();
  const uri = await editor.open(write("sessions.ts", tsFile), tsFile, "typescript");
  const problem = await editor.until("the problem", () => editor.diagnostics(uri)[0]);
  const action = (await editor.actions(uri, problem.range, [problem])).find(({ title }) => title.startsWith("Disable unbounded-range"));
  const edit = action?.edit?.changes?.[uri]?.[0];
  await editor.change(uri, { range: edit?.range ?? problem.range, text: edit?.newText ?? "" });
  await editor.until("no problem", () => editor.diagnostics(uri).length === 0);
});

test("the rule's own fix, applied, leaves nothing to fix", async () => {
  const editor = await start();
  const uri = await editor.open(write("sessions.go", goFile), goFile);
  const problem = await editor.until("the problem", () => editor.diagnostics(uri)[0]);
  const actions = await editor.actions(uri, problem.range, [problem]);
  const [first] = actions;
  expect(first?.title).not.toMatch(/^(Say|Disable)/);
  const edits = [...(first?.edit?.changes?.[uri] ?? [])].sort((a, b) => b.range.start.line - a.range.start.line);
  await editor.change(uri, ...edits.map(({ range, newText }) => ({ range, text: newText })));
  await editor.until("no such problem", () => !codes(editor.diagnostics(uri)).includes("unbounded-range"));
});

test("two folders, each with its own settings", async () => {
  const first = write("one/sessions.go", goFile);
  const second = write("two/sessions.go", goFile);
  write("one/etcd-lint.json", '{ "root": true, "rules": { "unbounded-range": "error" } }');
  write("two/etcd-lint.json", '{ "root": true, "rules": { "unbounded-range": "off" } } // quiet here');
  const editor = await start({ folders: [path.join(work, "one"), path.join(work, "two")] });
  await editor.until("the problem of the first", () => editor.diagnostics(uriOf(first)).length > 0);
  const status = await editor.idle();
  expect(editor.diagnostics(uriOf(first))).toMatchObject([{ code: "unbounded-range", severity: 1 }]);
  expect(codes(editor.diagnostics(uriOf(second)))).not.toContain("unbounded-range");
  expect(status.files).toBe(2);
});

test("a broken settings file: a problem there, the last good settings in force, then the new ones", async () => {
  const code = write("sessions.go", goFile);
  const settings = write("etcd-lint.json", '{ "rules": { "unbounded-range": "error" } }');
  const editor = await start();
  await editor.until("an error", () => editor.diagnostics(uriOf(code))[0]?.severity === 1);
  const text = '{ "rules": { "unbounded-range": "loud" } }';
  writeFileSync(settings, text);
  await editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(settings), type: 2 }] });
  const problem = await editor.until("a problem in the settings", () => editor.diagnostics(uriOf(settings))[0]);
  expect(problem.range).toEqual({ start: placeOf(text, '"loud"'), end: { line: 0, character: placeOf(text, '"loud"').character + 6 } });
  expect(problem.message).toContain('"off", "info", "warning", "error"');
  await editor.idle();
  expect(editor.diagnostics(uriOf(code))[0]?.severity).toBe(1);

  // The text in the editor counts, saved or not.
  const open = await editor.open(settings, '{ "rules": { "unbounded-range": "warning" } }', "jsonc");
  await editor.until("a warning", () => editor.diagnostics(uriOf(code))[0]?.severity === 2);
  await editor.until("no problem in the settings", () => editor.diagnostics(open).length === 0);
});

test("files that come and go on disk", async () => {
  const editor = await start();
  await editor.idle();
  const file = write("sessions.go", goFile);
  await editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(file), type: 1 }] });
  await editor.until("the problem", () => editor.diagnostics(uriOf(file)).length > 0);
  unlinkSync(file);
  await editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: uriOf(file), type: 3 }] });
  await editor.until("no problem", () => editor.diagnostics(uriOf(file)).length === 0);
});

test("half-typed code, character by character, never leaves a stale or a missing problem", async () => {
  const editor = await start({ initializationOptions: { settings: { delay: 0 } } });
  const uri = await editor.open(write("sessions.go", ""), "");
  let version = 1;
  const lines = goFile.split("\n");
  for (const [line, text] of lines.entries()) {
    for (const [character, typed] of [...text, "\n"].entries()) {
      const at = { line, character };
      version = await editor.change(uri, { range: { start: at, end: at }, text: typed });
    }
  }
  await editor.until("the last version", () => editor.published.some((params) => params.uri === uri && params.version === version));
  expect(codes(editor.diagnostics(uri))).toEqual(["unbounded-range"]);
  const versions = editor.published.filter((params) => params.uri === uri).flatMap((params) => params.version ?? []);
  expect(versions).toEqual([...versions].sort((a, b) => a - b));
});

test("pull: the same problems as by push", async () => {
  const editor = await start({ capabilities: pulling });
  const uri = await editor.open(write("sessions.go", goFile), goFile);
  const pulled = (await editor.pull(uri)) as { items: Diagnostic[] };
  await editor.stop();
  const other = await start();
  await other.open(path.join(work, "sessions.go"), goFile);
  await other.until("the problem", () => other.diagnostics(uri).length > 0);
  expect(pulled.items).toEqual(other.diagnostics(uri));
});

test("the status says what was done", async () => {
  write("sessions.go", goFile);
  write("plain.go", "package sessions\n");
  const editor = await start();
  await editor.until("the finding", () => editor.statuses.at(-1)?.findings === 1);
  const status = await editor.idle();
  expect(status).toMatchObject({ state: "ok", findings: 1, calls: 1, skipped: [] });
  expect(status.message).toMatch(/^1 finding in 1 etcd call, \d files?, \d+ ms$/);
});
