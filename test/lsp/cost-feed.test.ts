import { afterEach, expect, test } from "vitest";
import { URI } from "vscode-uri";
import { CostFeed, costRow } from "../../server/src/lsp/cost-feed";
import type { FileCosts } from "../../server/src/lsp/protocol";
import { type Client, startInProcess } from "./support/client";
import { fake } from "./support/fake-environment";
import { finding } from "./support/findings";

let client: Client | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

const GiB = 1024 ** 3;
const uri = URI.file("/w/pkg/status.go").toString();

test("a row has places from 0, and the parts of the estimate by what they are bytes of", () => {
  const row = costRow(finding({ holder: { name: "publish", line: 1 } }));
  expect(row).toMatchObject({ rule: "hot-rewrite", line: 3, column: 1, endLine: 3, endColumn: 21, holder: "publish" });
  expect(row.parts).toHaveLength(1);
  expect(row.parts[0]).toMatchObject({ component: "raft-log", id: "raft-log pkg/status.go 100" });
  expect((row.parts[0]?.likely ?? 0) / GiB).toBeCloseTo(9.77, 2);
});

test("a finding without an estimate has no parts, which is not a part of 0 bytes", () => {
  const { estimate: _estimate, ...unpriced } = finding();
  expect(costRow(unpriced).parts).toEqual([]);
});

test("a file is sent when it is new, not when it is the same, and once more when it costs nothing", () => {
  const sent: FileCosts[][] = [];
  let findings: ReturnType<typeof finding>[] | undefined = [finding()];
  const feed = new CostFeed({
    findings: () => findings && { root: "/w", findings },
    send: (files) => void sent.push([...files]),
  });
  feed.publish([uri]);
  expect(sent.map((files) => files.map(({ root, path, rows }) => [root, path, rows.length]))).toEqual([[["/w", "pkg/status.go", 1]]]);
  feed.publish([uri]);
  expect(sent).toHaveLength(1);
  findings = undefined;
  feed.publish([uri]);
  expect(sent).toHaveLength(1);
  findings = [];
  feed.publish([uri]);
  expect(sent[1]?.[0]?.rows).toEqual([]);
  feed.publish([uri]);
  expect(sent).toHaveLength(2);
});

test("the server tells costs of open and closed files to a client that asked, and takes them back", async () => {
  const server = fake();
  server.disk.set("closed.go", "etcd COSTLY\n");
  client = await startInProcess(server.environment, { folders: ["/w"], initializationOptions: { costs: true } });
  const editor = client;
  const last = (file: string): FileCosts | undefined =>
    editor.costs.flatMap(({ files }) => files).findLast((costs) => costs.uri === URI.file(file).toString());
  await editor.until("the closed file", () => last("/w/closed.go")?.rows.length === 1);
  const open = await editor.open("/w/a.go", "etcd COSTLY\n");
  await editor.until("the open file", () => last("/w/a.go")?.rows.length === 1);
  await editor.change(open, { text: "etcd\n" });
  await editor.until("nothing", () => last("/w/a.go")?.rows.length === 0);
  const before = editor.costs.length;
  await editor.notify("workspace/didChangeWorkspaceFolders", {
    event: { added: [], removed: [{ uri: URI.file("/w").toString(), name: "w" }] },
  });
  await editor.until("the folder gone", () => last("/w/closed.go")?.rows.length === 0);
  expect(editor.costs.length).toBeGreaterThan(before);
});

test("a client that did not ask hears nothing", async () => {
  const server = fake();
  client = await startInProcess(server.environment, { folders: ["/w"] });
  const editor = client;
  const open = await editor.open("/w/a.go", "etcd COSTLY\n");
  await editor.until("a problem", () => editor.diagnostics(open).length === 1);
  await editor.idle();
  expect(editor.costs).toEqual([]);
});
