import { afterEach, expect, test } from "vitest";
import type { ReportAnswer, ReportParams } from "../../server/src/lsp/protocol";
import { report } from "../../server/src/lsp/report";
import { hostileRun } from "../report/hostile-sample";
import { type Client, startInProcess } from "./support/client";
import { fake } from "./support/fake-environment";

let client: Client | undefined;
afterEach(async () => {
  await client?.stop();
  client = undefined;
});

const nonce = "0123456789abcdefABCDEF";

async function ask(params: ReportParams): Promise<ReportAnswer> {
  const server = fake();
  server.disk.set("a.go", "etcd COSTLY\n");
  server.disk.set("readme.md", "nothing\n");
  client = await startInProcess(server.environment, { folders: ["/w"] });
  await client.idle();
  return client.request<ReportAnswer>("etcd-lint/report", params);
}

const textOf = (answer: ReportAnswer): string => ("text" in answer ? answer.text : answer.problem);

test("the report of a folder as Markdown: the finding, its cost, and how many files were looked at", async () => {
  const text = textOf(await ask({ root: "/w", format: "markdown" }));
  expect(text).toContain("etcd-lint: 1 finding (0 errors, 1 warning, 0 info), ≈ 9.8 GiB (9.8–205 GiB)");
  expect(text).toContain("`a.go:1`");
  expect(text).toContain("1 file analysed of 2");
});

test("as HTML it is the page of the command line, which needs no editor", async () => {
  const text = textOf(await ask({ root: "/w", format: "html" }));
  expect(text).toContain("By part of etcd's memory");
  expect(text).not.toContain("vscode");
});

test("a folder that is not open is a problem, not an empty report", async () => {
  expect(await ask({ root: "/elsewhere", format: "html" })).toEqual({ problem: "/elsewhere is no folder of the workspace" });
});

test("in a view only what carries the nonce is let in, whatever the code says", () => {
  const page = textOf(report({ root: "/w", format: "view", nonce }, hostileRun));
  expect(page).toContain(`content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'"`);
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).toContain(`<script nonce="${nonce}">`);
  expect(page).toContain(`<style nonce="${nonce}">`);
  expect(page).not.toMatch(/unsafe-inline|\sstyle=|\son\w+=/);
  expect(page).toContain("var(--vscode-editor-background)");
});

test("a view without a proper nonce is refused", () => {
  expect(report({ root: "/w", format: "view" }, hostileRun)).toHaveProperty("problem");
  expect(report({ root: "/w", format: "view", nonce: "'; script-src *; x '" }, hostileRun)).toHaveProperty("problem");
});

test("places carry what the view needs to go there", () => {
  const page = textOf(report({ root: "/w", format: "view", nonce }, hostileRun));
  const [finding] = hostileRun.findings;
  expect(page).toContain(`data-line="${finding?.line}" data-column="${finding?.column}"`);
});
