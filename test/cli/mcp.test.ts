/** The server for coding assistants, asked by the client of the official SDK over the standard streams. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { makeTree } from "../support/tree";

const built = path.resolve("node_modules/.cache/etcd-lint/mcp");

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.mjs", built], { stdio: "inherit" });
});

const go = `package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

func All(ctx context.Context, kv clientv3.KV) {
	kv.Get(ctx, "/items/", clientv3.WithPrefix())
}
`;

async function connected(cwd: string): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const args = [path.join(built, "dist/cli.cjs"), "mcp"];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd, stderr: "inherit" }));
  onTestFinished(() => client.close());
  return client;
}

async function ask(client: Client, name: string, input: Record<string, unknown>) {
  const result = await client.callTool({ name, arguments: input });
  const [first] = result.content as readonly { readonly text: string }[];
  return { text: first?.text ?? "", failed: result.isError === true };
}

describe("etcd-lint mcp", () => {
  it("says which tools there are, all of them read-only", async () => {
    const { tools } = await (await connected(makeTree({}))).listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(["explain", "lint", "model", "why"]);
    expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
  });
  it("lints, in words and as the report", async () => {
    const client = await connected(makeTree({ "a/store.go": go }));
    const words = await ask(client, "lint", {});
    expect(words.failed).toBe(false);
    expect(words.text).toContain("a/store.go:10");
    expect(words.text).toContain("unbounded-range");
    const report = JSON.parse((await ask(client, "lint", { paths: ["a"], format: "json" })).text);
    expect(report).toMatchObject({ version: 1, skipped: [] });
    expect(report.findings).toContainEqual(expect.objectContaining({ rule: "unbounded-range", line: 10 }));
  });
  it("reads nothing outside of its folder, and says what it cannot do", async () => {
    const client = await connected(makeTree({ "a/store.go": go }));
    expect(await ask(client, "lint", { paths: ["../.."] })).toEqual({ failed: true, text: expect.stringContaining("lies outside of") });
    expect(await ask(client, "why", { file: "/etc/passwd", line: 1 })).toEqual({
      failed: true,
      text: expect.stringContaining("lies outside of"),
    });
    expect(await ask(client, "lint", { paths: ["b"] })).toEqual({ failed: true, text: expect.stringContaining("it does not exist") });
    expect((await ask(client, "lint", { paths: 3 })).failed).toBe(true);
  });
  it("calculates what something will cost", async () => {
    const client = await connected(makeTree({}));
    const options = { value: "2MiB", every: "5s", hours: 12 };
    const words = await ask(client, "model", { operation: "put", options });
    expect(words.failed).toBe(false);
    expect(words.text).toContain("raft-log");
    // 2 MiB every 5 s for 12 hours = 8640 writes; the log keeps at most the last 10 000 of them.
    const json = JSON.parse((await ask(client, "model", { operation: "put", options, format: "json" })).text);
    expect(json.operation).toBe("put");
    expect(await ask(client, "model", { operation: "put", options: { vale: "1" } })).toEqual({
      failed: true,
      text: expect.stringContaining('put has no option "vale"'),
    });
    expect((await ask(client, "model", { operation: "put", options: { value: "big" } })).failed).toBe(true);
  });
  it("explains rules and lines", async () => {
    const client = await connected(makeTree({ "a/store.go": go }));
    expect((await ask(client, "explain", {})).text).toContain("large-value");
    expect((await ask(client, "explain", { rule: "large-value" })).text).toMatch(/^large-value/);
    expect(await ask(client, "explain", { rule: "large-valu" })).toEqual({
      failed: true,
      text: expect.stringContaining('Did you mean "large-value"?'),
    });
    expect((await ask(client, "why", { file: "a/store.go", line: 10 })).text).toMatch(/because/);
    expect((await ask(client, "why", { file: "a/store.go", line: 1 })).failed).toBe(true);
  });
});
