import { describe, expect, it } from "vitest";
import type { Finding, RenderedFix } from "../../server/src/engine/types";
import { lineIndex, offsetAt } from "../../server/src/text/span";
import { analyse } from "./analyse";

/** Applies a fix to the text of its only file. */
function apply(text: string, fix: RenderedFix): string {
  const lines = lineIndex(text);
  const edits = fix.edits.map(({ range, text: inserted }) => ({
    start: offsetAt(lines, { line: range.line - 1, column: range.column - 1 }),
    end: offsetAt(lines, { line: range.endLine - 1, column: range.endColumn - 1 }),
    inserted,
  }));
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((all, { start, end, inserted }) => all.slice(0, start) + inserted + all.slice(end), text);
}

async function only(path: string, text: string): Promise<Finding> {
  const findings = await analyse([{ path, text }]);
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
}

const go = (call: string, after = "for _, kv := range resp.Kvs {\n\t\teach(kv.Value)\n\t}") => `package app

import (
	"context"

	etcd "go.etcd.io/etcd/client/v3"
)

func Read(ctx context.Context, kv etcd.KV, each func([]byte), opts ...etcd.OpOption) {
	resp, err := ${call}
	if err != nil {
		return
	}
	${after}
}
`;

const ts = (body: string) => `import { Etcd3 } from "etcd3";

const client = new Etcd3();

${body}
`;

describe("quick fixes", () => {
  it("adds a limit as the last argument, with the package's local name", async () => {
    const text = go('kv.Get(ctx, "/jobs/", etcd.WithPrefix())');
    const finding = await only("a.go", text);
    const fixed = apply(text, finding.fixes[0] as RenderedFix);
    expect(fixed).toContain('kv.Get(ctx, "/jobs/", etcd.WithPrefix(), etcd.WithLimit(1000))');
    expect(await analyse([{ path: "a.go", text: fixed }])).toEqual([]);
  });

  it("adds it before a trailing comma", async () => {
    const text = go('kv.Get(\n\t\tctx,\n\t\t"/jobs/",\n\t\tetcd.WithPrefix(),\n\t)');
    const fixed = apply(text, (await only("a.go", text)).fixes[0] as RenderedFix);
    expect(fixed).toContain("etcd.WithPrefix(), etcd.WithLimit(1000),\n\t)");
    expect(await analyse([{ path: "a.go", text: fixed }])).toEqual([]);
  });

  it("offers nothing where options come as a spread", async () => {
    const text = go('kv.Get(ctx, "/jobs/", append(opts[:0:0], etcd.WithPrefix())...)');
    const findings = await analyse([{ path: "a.go", text }]);
    for (const finding of findings) expect(finding.fixes).toEqual([]);
  });

  it("asks for keys where only keys are used; safe, since the answer keeps its shape", async () => {
    const text = go('kv.Get(ctx, "/jobs/", etcd.WithPrefix())', "for _, kv := range resp.Kvs {\n\t\teach(kv.Key)\n\t}");
    const finding = await only("a.go", text);
    const [keys] = finding.fixes;
    expect(keys?.safe).toBe(true);
    expect(apply(text, keys as RenderedFix)).toContain("etcd.WithPrefix(), etcd.WithKeysOnly())");
  });

  it("asks for the count, which the program must then read: not safe", async () => {
    const text = go('kv.Get(ctx, "/jobs/", etcd.WithPrefix())', "println(len(resp.Kvs))");
    const [count] = (await only("a.go", text)).fixes;
    expect(count?.safe).toBe(false);
    expect(apply(text, count as RenderedFix)).toContain("etcd.WithPrefix(), etcd.WithCountOnly())");
  });

  it("adds an entry to a raw request", async () => {
    const text = `package app

import (
	"context"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
)

func Read(ctx context.Context, kv pb.KVClient, each func([]byte)) {
	resp, err := kv.Range(ctx, &pb.RangeRequest{Key: []byte("/jobs/"), RangeEnd: []byte("/jobs0")})
	if err != nil {
		return
	}
	for _, kv := range resp.Kvs {
		each(kv.Value)
	}
}
`;
    const fixed = apply(text, (await only("a.go", text)).fixes[0] as RenderedFix);
    expect(fixed).toContain('RangeEnd: []byte("/jobs0"), Limit: 1000}');
    expect(await analyse([{ path: "a.go", text: fixed }])).toEqual([]);
  });

  it("puts a limit before the terminal call of a chain", async () => {
    const text = ts('export const all = (): Promise<unknown> => client.getAll().prefix("/jobs/").strings();');
    const fixed = apply(text, (await only("a.ts", text)).fixes[0] as RenderedFix);
    expect(fixed).toContain('client.getAll().prefix("/jobs/").limit(1000).strings();');
    expect(await analyse([{ path: "a.ts", text: fixed }])).toEqual([]);
  });

  it("puts it at the end of a chain that is awaited", async () => {
    const text = ts('export async function all(): Promise<unknown> {\n  return await client.getAll().prefix("/jobs/");\n}');
    const fixed = apply(text, (await only("a.ts", text)).fixes[0] as RenderedFix);
    expect(fixed).toContain('await client.getAll().prefix("/jobs/").limit(1000);');
    expect(await analyse([{ path: "a.ts", text: fixed }])).toEqual([]);
  });

  it("replaces the terminal call to count", async () => {
    const text = ts(
      'export async function count(): Promise<number> {\n  const all = await client.getAll().prefix("/jobs/").strings();\n  return Object.keys(all).length;\n}',
    );
    const finding = await only("a.ts", text);
    expect(finding.rule).toBe("unbounded-count");
    expect(apply(text, finding.fixes[0] as RenderedFix)).toContain('await client.getAll().prefix("/jobs/").count();');
  });
});
