import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { lint } from "../../server/src/host/lint";
import { pathMappings } from "../../server/src/host/path-mappings";
import { makeTree } from "../support/tree";
import { loadWasm } from "../support/wasm";

const mappingsOf = (files: Record<string, string>, manifest: string) => {
  const root = makeTree(files);
  return pathMappings(root, path.join(root, manifest));
};

describe("names that a project gives to its own folders", () => {
  it("baseUrl and paths of tsconfig.json, with comments, and those that it extends", () => {
    const files = {
      "tsconfig.base.json":
        '{ "compilerOptions": { "baseUrl": ".", "paths": { "@acme/*": ["libs/*/src"], "@db": ["libs/db/src/index.ts"], } } } // all',
      "apps/web/tsconfig.json": '{ "extends": "../../tsconfig.base" }',
      "libs/db/src/index.ts": "",
    };
    expect(mappingsOf(files, "apps/web/tsconfig.json")).toEqual(
      expect.arrayContaining([{ prefix: "@db", directory: "libs/db/src/index.ts", within: "apps/web" }]),
    );
    const based = mappingsOf(
      { "app/tsconfig.json": '{ "compilerOptions": { /* x */ "baseUrl": "./src" } }', "app/src/services/a.ts": "" },
      "app/tsconfig.json",
    );
    expect(based).toEqual([{ prefix: "services", directory: "app/src/services", within: "app" }]);
  });

  it("replace of go.mod and go.work, in lines and in blocks; other modules and folders outside are left out", () => {
    const text = `module example.com/app

replace example.com/a => ./a
replace example.com/gone => ./gone // not there

replace (
	example.com/b v1.2.3 => ./libs/b
	example.com/c => example.com/d v1.0.0
	example.com/e => ../e
)
`;
    const files = {
      "go.mod": text,
      "a/go.mod": "module a",
      "libs/b/go.mod": "module b",
      "go.work": "go 1.21\n\nuse ./a\n\nreplace example.com/w => ./a\n",
    };
    expect(mappingsOf(files, "go.mod")).toEqual([
      { prefix: "example.com/a", directory: "a" },
      { prefix: "example.com/b", directory: "libs/b" },
    ]);
    expect(mappingsOf(files, "go.work")).toEqual([{ prefix: "example.com/w", directory: "a" }]);
  });

  it("nothing for what cannot be read", () => {
    for (const text of [
      "",
      "[]",
      "{",
      '{ "compilerOptions": 5 }',
      '{ "compilerOptions": { "paths": { "a": "b", "*": ["c"], "d": [1] } } }',
      '{ "extends": "./tsconfig.json" }',
    ])
      expect(mappingsOf({ "tsconfig.json": text }, "tsconfig.json")).toEqual([]);
    expect(mappingsOf({}, "tsconfig.json")).toEqual([]);
  });
});

const service = (text: string) => `import { Etcd3 } from "etcd3";
export class EtcdService {
  constructor(private readonly client: Etcd3) {}
  list(prefix: string) {
    return this.client.getAll().prefix(prefix)${text}.strings();
  }
}
`;
const user = `import { EtcdService } from "services/etcd";
export class Jobs {
  constructor(private readonly etcd: EtcdService) {}
  all() {
    return this.etcd.list("/jobs/");
  }
}
`;

const callsIn = async (cwd: string): Promise<readonly string[]> => {
  const result = await lint(["."], { cwd, loadWasm });
  if ("problem" in result) throw new Error(result.problem);
  return result.analysis.calls
    .filter(({ through }) => through)
    .map(({ file, line, through, options }) => `${file}:${line} ${through?.join(" > ")} ${options.limit ?? "none"}`);
};

describe("calls of wrappers across packages", () => {
  it("of two packages with the same names, each means its own; a shared settings file may be a link", async () => {
    const settings = '{ "compilerOptions": { "baseUrl": "./src" } }';
    const cwd = makeTree({
      "a/tsconfig.json": settings,
      "a/src/services/etcd.ts": service(".limit(10)"),
      "a/src/jobs.ts": user,
      "b/src/services/etcd.ts": service(""),
      "b/src/jobs.ts": user,
    });
    symlinkSync("../a/tsconfig.json", path.join(cwd, "b/tsconfig.json"));
    expect(await callsIn(cwd)).toEqual(["a/src/jobs.ts:5 EtcdService.list 10", "b/src/jobs.ts:5 EtcdService.list none"]);
  });

  it("modules of one tree, by replace and by their own names", async () => {
    const store = `package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

func List(c *clientv3.Client, prefix string) { c.Get(context.TODO(), prefix, clientv3.WithPrefix()) }
`;
    const main = (at: string) => `package main

import "${at}"

func run() { store.List(nil, "/jobs/") }
`;
    const cwd = makeTree({
      "app/go.mod": "module example.com/app\n\nreplace example.com/old => ../lib\n",
      "app/main.go": main("example.com/old/store"),
      "tool/go.mod": "module example.com/tool\n",
      "tool/main.go": main("example.com/lib/store"),
      "lib/go.mod": "module example.com/lib\n",
      "lib/store/store.go": store,
    });
    expect(await callsIn(cwd)).toEqual(["app/main.go:5 List none", "tool/main.go:5 List none"]);
  });

  it("a workspace's packages by name, through an index that gives them on", async () => {
    const cwd = makeTree({
      "package.json": '{ "name": "shop", "workspaces": ["packages/*"] }',
      "packages/db/package.json": '{ "name": "@shop/db" }',
      "packages/db/src/index.ts": 'export * from "./etcd";\n',
      "packages/db/src/etcd.ts": service(""),
      "packages/web/package.json": '{ "name": "@shop/web" }',
      "packages/web/src/jobs.ts": user.replace("services/etcd", "@shop/db"),
    });
    expect(await callsIn(cwd)).toEqual(["packages/web/src/jobs.ts:5 EtcdService.list none"]);
  });
});
