import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type LintResult, lint } from "../../server/src/host/lint";
import { openSummaryCache } from "../../server/src/host/summary-cache";
import { makeTree } from "../support/tree";
import { loadWasm } from "../support/wasm";

const store = `package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

type Store struct{ client *clientv3.Client }

func (s *Store) List(ctx context.Context, prefix string) (*clientv3.GetResponse, error) {
	return s.client.Get(ctx, prefix, clientv3.WithPrefix())
}
`;
const caller = `package web

import (
	"net/http"

	"example.com/shop/store"
)

func Handle(s *store.Store) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.List(r.Context(), "/jobs/") // ${"x".repeat(20)}
	}
}
`;
const script =
  'import { Etcd3 } from "etcd3";\nconst client = new Etcd3();\nexport const all = () => client.getAll().prefix("/a/").strings();\n';
const files = { "go.mod": "module example.com/shop", "store/store.go": store, "web/web.go": caller, "app/a.ts": script };

function cacheFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "etcd-lint-cache-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, "packs");
}

/** Everything that a run says, without the functions. */
async function said(cwd: string, cache?: string): Promise<unknown> {
  const result = await lint(["."], { cwd, loadWasm, ...(cache === undefined ? {} : { cache }) });
  if ("problem" in result) throw new Error(result.problem);
  const { analysis, seen, analysed }: LintResult = result;
  return JSON.parse(JSON.stringify({ findings: analysis.findings, calls: analysis.calls, skipped: analysis.skipped, seen, analysed }));
}

const packIn = (folder: string): string => path.join(folder, readdirSync(folder)[0] ?? "");

describe("with a cache", () => {
  it("a run says what it says without one: when it fills it, when it uses it, and after an edit", async () => {
    const cwd = makeTree(files);
    const cache = cacheFolder();
    const plain = await said(cwd);
    expect(await said(cwd, cache)).toEqual(plain);
    expect(readdirSync(cache)).toHaveLength(1);
    expect(await said(cwd, cache)).toEqual(plain);
    writeFileSync(
      path.join(cwd, "store/store.go"),
      store.replace("clientv3.WithPrefix()", "clientv3.WithPrefix(), clientv3.WithLimit(10)"),
    );
    const edited = await said(cwd);
    expect(edited).not.toEqual(plain);
    expect(await said(cwd, cache)).toEqual(edited);
    // Settings change what is said, not what is kept.
    writeFileSync(path.join(cwd, "etcd-lint.json"), '{ "rules": { "unbounded-range": "error" } }');
    expect(await said(cwd, cache)).toEqual(await said(cwd));
  });

  it("files that did not change are not parsed again, and those that are gone leave the pack", async () => {
    const cwd = makeTree(files);
    const cache = cacheFolder();
    await said(cwd, cache);
    const full = readFileSync(packIn(cache)).length;
    const source = { path: "store/store.go", text: store };
    expect(
      openSummaryCache(cache, cwd)
        .store.get(source, "go")
        ?.functions.map(({ name }) => name),
    ).toEqual(["List"]);
    expect(openSummaryCache(cache, cwd).store.get({ ...source, text: `${store}\n` }, "go")).toBeUndefined();
    rmSync(path.join(cwd, "app/a.ts"));
    await said(cwd, cache);
    expect(readFileSync(packIn(cache)).length).toBeLessThan(full);
  });

  it("a pack that is damaged, cut short or of another build is none", async () => {
    const cwd = makeTree(files);
    const cache = cacheFolder();
    const plain = await said(cwd, cache);
    const good = readFileSync(packIn(cache));
    for (const bad of [
      Buffer.from("nonsense"),
      good.subarray(0, good.length - 7),
      Buffer.concat([Buffer.alloc(64, 0x30), good.subarray(64)]),
    ]) {
      writeFileSync(packIn(cache), bad);
      expect(await said(cwd, cache)).toEqual(plain);
    }
    const flipped = Buffer.from(good);
    flipped[200] = (flipped[200] ?? 0) ^ 1;
    writeFileSync(packIn(cache), flipped);
    expect(openSummaryCache(cache, cwd).store.get({ path: "store/store.go", text: store }, "go")).toBeUndefined();
    expect(await said(cwd, cache)).toEqual(plain);
  });

  it("a folder that cannot be written is no obstacle", async () => {
    const cwd = makeTree(files);
    const blocked = path.join(cwd, "go.mod", "cache");
    expect(await said(cwd, blocked)).toEqual(await said(cwd));
    expect(existsSync(blocked)).toBe(false);
  });
});
