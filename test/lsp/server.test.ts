import { afterEach, expect, test } from "vitest";
import { LSPErrorCodes } from "vscode-languageserver";
import { URI } from "vscode-uri";
import { type Client, type ClientOptions, pulling, startInProcess } from "./support/client";
import { type Fake, fake } from "./support/fake-environment";

let client: Client | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

async function start(server: Fake, options: Partial<ClientOptions> = {}): Promise<Client> {
  client = await startInProcess(server.environment, { folders: ["/w"], ...options });
  return client;
}

const uriOf = (file: string) => URI.file(file).toString();
const line = (at: number) => ({ start: { line: at, character: 0 }, end: { line: at, character: 0 } });

test("an opened document gets its problems, with its version", async () => {
  const editor = await start(fake());
  const uri = await editor.open("/w/a.go", "etcd COSTLY\n");
  const published = await editor.until("a problem", () =>
    editor.published.find((params) => params.uri === uri && params.diagnostics.length > 0),
  );
  expect(published.version).toBe(1);
  expect(published.diagnostics).toHaveLength(1);
});

test("results of a text that has changed meanwhile are never published", async () => {
  const server = fake();
  const editor = await start(server);
  await editor.idle();
  let release = (): void => undefined;
  server.gate = new Promise((resolve) => {
    release = resolve;
  });
  const uri = await editor.open("/w/a.go", "etcd COSTLY\n");
  await editor.until("a busy server", () => editor.statuses.at(-1)?.state === "busy");
  // The first text is under analysis when the second one arrives.
  await editor.change(uri, { range: line(0), text: "\n" });
  // Messages are read in order: once this is answered, the change has arrived.
  await editor.lenses(uriOf("/w/other.go"));
  release();
  server.gate = undefined;
  await editor.until("version 2", () => editor.published.some(({ version }) => version === 2));
  expect(editor.published.filter((params) => params.uri === uri).map(({ version }) => version)).toEqual([2]);
  expect(editor.diagnostics(uri)[0]?.range.start.line).toBe(1);
});

test("keystrokes are collected, and a save does not wait for the delay", async () => {
  const server = fake();
  const editor = await start(server, { initializationOptions: { settings: { delay: 10_000 } } });
  const uri = await editor.open("/w/a.go", "etcd\n");
  await editor.until("the first text", () => editor.published.length > 0 || server.edited.length > 0);
  await editor.idle();
  for (const text of ["C", "CO", "COSTLY"]) await editor.change(uri, { text: `etcd ${text}\n` });
  await editor.notify("textDocument/didSave", { textDocument: { uri } });
  await editor.until("a problem", () => editor.diagnostics(uri).length > 0);
  expect(server.edited).toEqual(["etcd\n", "etcd COSTLY\n"]);
});

test("a file that makes the engine throw is put aside and said; others keep their findings", async () => {
  const server = fake();
  const editor = await start(server);
  const good = await editor.open("/w/good.go", "etcd COSTLY\n");
  const bad = await editor.open("/w/bad.go", "etcd CRASH\n");
  const status = await editor.until("a degraded server", () => editor.statuses.findLast(({ state }) => state === "degraded"));
  expect(status.message).toContain("bad.go");
  expect(status.skipped).toEqual([{ file: "bad.go", reason: "the analysis failed on it" }]);
  expect(editor.logged.join()).toContain("crashed on bad.go");
  await editor.until("the good file's problem", () => editor.diagnostics(good).length === 1);
  await editor.change(bad, { text: "etcd COSTLY\n" });
  await editor.until("the mended file's problem", () => editor.diagnostics(bad).length === 1);
  expect((await editor.idle()).state).toBe("ok");
});

test("when the analysis as a whole fails, nothing stale stays, and the server goes on", async () => {
  const server = fake();
  const editor = await start(server);
  const uri = await editor.open("/w/a.go", "etcd COSTLY\n");
  await editor.until("a problem", () => editor.diagnostics(uri).length === 1);
  server.broken = true;
  await editor.change(uri, { range: line(0), text: "\n" });
  await editor.until("a degraded server", () => editor.statuses.at(-1)?.state === "degraded");
  expect(editor.diagnostics(uri)).toEqual([]);
  server.broken = false;
  await editor.change(uri, { range: line(0), text: "\n" });
  await editor.until("the problem again", () => editor.diagnostics(uri).length === 1);
});

test("closed files are published, unsaved text wins over the disk, and closing goes back to the disk", async () => {
  const server = fake();
  server.disk.set("a.go", "etcd COSTLY\n");
  server.disk.set("b.go", "nothing of interest: COSTLY\n");
  const editor = await start(server);
  const uri = uriOf("/w/a.go");
  await editor.until("the closed file's problem", () => editor.diagnostics(uri).length === 1);
  await editor.open("/w/a.go", "etcd\n");
  await editor.until("no problem in the unsaved text", () => editor.diagnostics(uri).length === 0);
  await editor.close(uri);
  await editor.until("the problem of the disk", () => editor.diagnostics(uri).length === 1);
  expect(editor.published.some((params) => params.uri === uriOf("/w/b.go"))).toBe(false);
});

test("a file of an inner workspace folder belongs to that folder only", async () => {
  const server = fake();
  const editor = await start(server, { folders: ["/w", "/w/inner"] });
  const uri = await editor.open("/w/inner/a.go", "etcd COSTLY\n");
  await editor.until("a problem", () => editor.diagnostics(uri).length > 0);
  await editor.idle();
  expect(editor.diagnostics(uri)).toHaveLength(1);
  await editor.notify("workspace/didChangeWorkspaceFolders", {
    event: { added: [], removed: [{ uri: uriOf("/w/inner"), name: "inner" }] },
  });
  await editor.change(uri, { text: "etcd COSTLY\nCOSTLY\n" });
  await editor.until("problems by the outer folder", () => editor.diagnostics(uri).length === 2);
});

test("a document outside every folder is linted too", async () => {
  const editor = await start(fake());
  const uri = await editor.open("/elsewhere/a.go", "etcd COSTLY\n");
  await editor.until("a problem", () => editor.diagnostics(uri).length === 1);
});

test("pull: nothing is pushed; documents are asked for, an unchanged answer says only that", async () => {
  const server = fake();
  server.disk.set("closed.go", "etcd COSTLY\n");
  const editor = await start(server, { capabilities: pulling });
  expect(editor.initialized.capabilities.diagnosticProvider).toEqual({
    identifier: "etcd-lint",
    interFileDependencies: true,
    workspaceDiagnostics: true,
  });
  const uri = await editor.open("/w/a.go", "etcd COSTLY\n");
  const first = await editor.pull(uri);
  expect(first).toMatchObject({ kind: "full", items: [{ code: "hot-rewrite" }] });
  expect(await editor.pull(uri, first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
  await editor.idle();
  expect(editor.published).toEqual([]);
});

test("pull: one workspace request reports closed files, now and as they change, until it is cancelled", async () => {
  const server = fake();
  server.disk.set("a.go", "etcd COSTLY\n");
  const editor = await start(server, { capabilities: pulling });
  const uri = uriOf("/w/a.go");
  const stream = editor.pullWorkspace();
  await editor.until("the closed file's problem", () => editor.reported.get(uri)?.length === 1);
  server.disk.set("a.go", "etcd\n");
  await editor.notify("workspace/didChangeWatchedFiles", { changes: [{ uri, type: 2 }] });
  await editor.until("no problem any more", () => editor.reported.get(uri)?.length === 0);
  expect(await stream.stop()).toEqual({ items: [] });
});

test("pull: a document that is closed without saving has the problems of the disk again", async () => {
  const server = fake();
  server.disk.set("a.go", "etcd COSTLY\n");
  const editor = await start(server, { capabilities: pulling });
  const stream = editor.pullWorkspace();
  const uri = await editor.open("/w/a.go", "etcd\n");
  expect(await editor.pull(uri)).toMatchObject({ items: [] });
  await editor.close(uri);
  // The client asks a last time when a tab closes, and does not look at reports before it has the answer.
  await editor.pull(uri);
  editor.reported.clear();
  await editor.until("the problem of the disk", () => editor.reported.get(uri)?.length === 1);
  await stream.stop();
});

test("pull: what the client already has is not said again", async () => {
  const server = fake();
  server.disk.set("a.go", "etcd COSTLY\n");
  server.disk.set("b.go", "etcd COSTLY\n");
  const editor = await start(server, { capabilities: pulling });
  await editor.idle();
  const { resultId } = await editor.pull(uriOf("/w/a.go"));
  const stream = editor.pullWorkspace([
    { uri: uriOf("/w/a.go"), value: resultId ?? "" },
    { uri: uriOf("/w/gone.go"), value: "of an earlier server" },
  ]);
  await editor.until("the other file", () => editor.reported.has(uriOf("/w/b.go")));
  expect(editor.reported.has(uriOf("/w/a.go"))).toBe(false);
  expect(editor.reported.get(uriOf("/w/gone.go"))).toEqual([]);
  await stream.stop();
});

test("a change in one document that changes another asks the client to ask again", async () => {
  const server = fake();
  const editor = await start(server, { capabilities: pulling });
  const uri = await editor.open("/w/a.go", "etcd COSTLY\n");
  await editor.open("/w/b.go", "etcd\n");
  await editor.pull(uri);
  // Until b is linted, its first run could be the one that changes a, and with a's own first run that is no news.
  await editor.pull(uriOf("/w/b.go"));
  server.everywhere = true;
  await editor.change(uriOf("/w/b.go"), { text: "etcd \n" });
  await editor.until("a refresh", () => editor.refreshes > 0);
  expect(await editor.pull(uri)).toMatchObject({ items: [{ message: "everywhere" }] });
});

test("pull: an answer for a text that is gone is refused, so that the client asks again", async () => {
  const server = fake();
  const editor = await start(server, { capabilities: pulling, configuration: () => ({ delay: 50 }) });
  const uri = await editor.open("/w/a.go", "etcd COSTLY\n");
  await editor.pull(uri);
  const pulled = editor.pull(uri);
  await editor.change(uri, { range: line(0), text: "\n" });
  const answer = await pulled.catch((error: { code: number }) => error.code);
  // Either the change came first and the answer is of the new text, or the answer was of the old text while it was current.
  if (answer === LSPErrorCodes.ServerCancelled) return;
  const items = (answer as { items: { range: { start: { line: number } } }[] }).items;
  expect(items).toHaveLength(1);
  expect(await editor.pull(uri)).toMatchObject({ items: [{ range: { start: { line: 1 } } }] });
});

test("hover, lens and actions answer about the text as it is", async () => {
  const editor = await start(fake());
  const uri = await editor.open("/w/a.go", "etcd\nCOSTLY\n");
  await editor.until("a problem", () => editor.diagnostics(uri).length === 1);
  await editor.change(uri, { range: line(0), text: "\n" });
  expect(await editor.hover(uri, { line: 2, character: 3 })).toMatchObject({ contents: { kind: "markdown" } });
  expect(await editor.hover(uri, { line: 1, character: 0 })).toBeNull();
  expect(await editor.lenses(uri)).toHaveLength(1);
  const actions = await editor.actions(uri, line(2));
  expect(actions.map(({ title }) => title)).toEqual(["Disable hot-rewrite for this line, with a reason"]);
});

test("nothing runs on the save path", async () => {
  const editor = await start(fake());
  expect(editor.initialized.capabilities.textDocumentSync).toMatchObject({ change: 2, save: { includeText: false } });
  expect(editor.initialized.capabilities.textDocumentSync).not.toHaveProperty("willSaveWaitUntil");
  expect(editor.initialized.capabilities.codeActionProvider).toEqual({ codeActionKinds: ["quickfix"], resolveProvider: false });
  const uri = await editor.open("/w/a.go", "etcd COSTLY\n");
  await editor.until("a problem", () => editor.diagnostics(uri).length === 1);
  expect(await editor.actions(uri, line(0), [], ["source.fixAll", "source.organizeImports"])).toEqual([]);
});

test("switched off, everything is taken back; switched on, it comes again", async () => {
  let enable = true;
  const editor = await start(fake(), {
    capabilities: { workspace: { configuration: true, workspaceFolders: true } },
    configuration: () => ({ enable }),
  });
  const uri = await editor.open("/w/a.go", "etcd COSTLY\n");
  await editor.until("a problem", () => editor.diagnostics(uri).length === 1);
  enable = false;
  await editor.notify("workspace/didChangeConfiguration", { settings: null });
  await editor.until("no problem", () => editor.diagnostics(uri).length === 0);
  enable = true;
  await editor.notify("workspace/didChangeConfiguration", { settings: null });
  await editor.until("the problem again", () => editor.diagnostics(uri).length === 1);
});
