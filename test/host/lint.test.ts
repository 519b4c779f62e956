import { describe, expect, it } from "vitest";
import { atLeast, type LintOptions, type LintResult, lint } from "../../server/src/host/lint";
import { makeTree } from "../support/tree";
import { loadWasm } from "../support/wasm";

async function run(
  files: Record<string, string>,
  paths: readonly string[] = ["."],
  options: Partial<LintOptions> = {},
): Promise<LintResult> {
  const cwd = makeTree(files);
  const result = await lint(paths, { cwd, loadWasm, ...options });
  if ("problem" in result) throw new Error(result.problem);
  return result;
}

const store = `package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

type Store struct{ client *clientv3.Client }

func (s *Store) List(ctx context.Context) (*clientv3.GetResponse, error) {
	return s.client.Get(ctx, "/jobs/", clientv3.WithPrefix())
}

func (s *Store) Save(ctx context.Context, id, value string) error {
	_, err := s.client.Put(ctx, "/jobs/"+id, value)
	return err
}
`;

const places = ({ analysis }: LintResult) => analysis.findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`);

describe("lint", () => {
  it("finds what is costly, in files named and in folders", async () => {
    const files = { "go.mod": "module example.com/shop", "store/store.go": store };
    const inFolder = await run(files);
    expect(places(inFolder)).toContain("unbounded-range store/store.go:12");
    expect(inFolder).toMatchObject({ seen: 2, analysed: ["store/store.go"] });
    expect(inFolder.analysis.calls.map(({ operation, line }) => [operation, line])).toEqual([
      ["range", 12],
      ["put", 16],
    ]);
    expect(places(await run(files, ["store/store.go"]))).toContain("unbounded-range store/store.go:12");
  });

  it("reads the callers of helpers, since only they show how often a call runs", async () => {
    const files = {
      "go.mod": "module example.com/shop",
      "store/store.go": store,
      "jobs/sync.go": `package jobs

import (
	"context"
	"time"

	"example.com/shop/store"
)

func Sync(s *store.Store) {
	for range time.Tick(5 * time.Second) {
		s.Save(context.Background(), "state", "up")
	}
}
`,
    };
    const { analysis, analysed } = await run(files);
    expect(analysed).toEqual(["jobs/sync.go", "store/store.go"]);
    const put = analysis.calls.find(({ operation }) => operation === "put");
    expect(put?.facts).toMatchObject({ trigger: "ticker", rate: { likely: 0.2 } });
  });

  it("reads files that use a client made elsewhere, although they never name its library", async () => {
    const files = {
      "web/etcd.ts": 'import { Etcd3 } from "etcd3";\nexport const client = new Etcd3();\n',
      "web/jobs.ts": 'import { client } from "./etcd";\nexport const jobs = () => client.getAll().prefix("/jobs/").strings();\n',
      "web/other.ts": 'import { client } from "./redis";\nexport const jobs = () => client.getAll().prefix("/jobs/").strings();\n',
      "go/db.go": 'package db\n\nimport clientv3 "go.etcd.io/etcd/client/v3"\n\ntype DB struct{ client *clientv3.Client }\n',
      "go/save.go": 'package db\n\nimport "context"\n\nfunc (d *DB) Save(ctx context.Context) { d.client.Put(ctx, "/a", "b") }\n',
    };
    const { analysis } = await run(files);
    expect(analysis.calls.map(({ file, operation }) => `${file} ${operation}`)).toEqual(
      expect.arrayContaining(["go/save.go put", "web/jobs.ts range"]),
    );
    expect(analysis.calls.filter(({ file }) => file === "web/other.ts")).toEqual([]);
  });

  it("gives back what lies in the paths only", async () => {
    const files = { "go.mod": "module example.com/shop", "a/store.go": store, "b/store.go": store };
    expect(new Set((await run(files, ["a"])).analysis.calls.map(({ file }) => file))).toEqual(new Set(["a/store.go"]));
    expect(new Set((await run(files, ["a/store.go"])).analysis.calls.map(({ file }) => file))).toEqual(new Set(["a/store.go"]));
  });

  it("gives a part the findings that it has in a run over everything", async () => {
    const files = {
      "go.mod": "module example.com/shop",
      "store/store.go": store,
      "ops/compact.go":
        'package ops\n\nimport clientv3 "go.etcd.io/etcd/client/v3"\n\nfunc Tidy(c *clientv3.Client) { c.Compact(nil, 1) }\n',
    };
    const of = (result: LintResult) => places(result).filter((place) => place.includes("store/store.go"));
    const all = of(await run(files));
    expect(all).toContain("unbounded-range store/store.go:12");
    expect(of(await run(files, ["store"]))).toEqual(all);
    expect(of(await run(files, ["store/store.go"]))).toEqual(all);
  });

  it("says what it could not use", async () => {
    const { analysis } = await run({ "a.pb.go": store, "b.go": store, "c.hs": "etcd" }, [".", "c.hs"]);
    expect(analysis.skipped).toEqual([
      { file: "a.pb.go", reason: "generated code" },
      { file: "c.hs", reason: "no language reads this file" },
    ]);
  });

  it("gives up on a file that takes too long, and goes on", async () => {
    const { analysis } = await run({ "a.go": `${store}${"func f() { _ = []int{1, 2, 3} }\n".repeat(20_000)}` }, ["."], {
      fileMilliseconds: 0,
    });
    expect(analysis.skipped).toEqual([{ file: "a.go", reason: "parsing took too long" }]);
  });

  it("reads a file that is named although it is ignored", async () => {
    const files = { ".gitignore": "store", "store/store.go": store };
    expect((await run(files)).analysis.calls).toEqual([]);
    expect((await run(files, ["store/store.go"])).analysis.calls).toHaveLength(2);
    expect((await run(files, ["store"])).analysis.calls).toHaveLength(2);
  });

  it("says that a path is not there", async () => {
    expect(await lint(["gone"], { cwd: makeTree({}), loadWasm })).toEqual({
      problem: expect.stringMatching(/^cannot lint .*gone: it does not exist$/),
    });
  });

  it("takes the folder as root when it lies elsewhere", async () => {
    const cwd = makeTree({});
    const other = makeTree({ "store/store.go": store });
    const result = await lint([other], { cwd, loadWasm });
    expect(result).toMatchObject({ root: other });
  });

  it("survives whatever is in the files", async () => {
    const broken = {
      "a.go": store.slice(0, 200),
      "b.go": `${store}}}}((("`,
      "c.ts": 'import { Etcd3 } from "etcd3"; const c = new Etcd3(; c.get(',
      "d.go": `package x // etcd/clientv3 ${"(".repeat(5_000)}`,
    };
    const result = await run(broken);
    expect(result.analysed.length + result.analysis.skipped.length).toBe(4);
  });
});

describe("atLeast", () => {
  it("keeps the severity and those above", () => {
    const findings = (["info", "warning", "error"] as const).map((severity) => ({ severity }));
    expect(atLeast(findings as never, "warning").map(({ severity }) => severity)).toEqual(["warning", "error"]);
  });
});
