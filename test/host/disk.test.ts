import path from "node:path";
import { describe, expect, it } from "vitest";
import { createDisk } from "../../server/src/host/disk";
import type { MissingName } from "../../server/src/resolve/types";
import { makeTree } from "../support/tree";

const goClient = 'package store\n\nimport clientv3 "go.etcd.io/etcd/client/v3"\n\nfunc Save(c *clientv3.Client) {}\n';
const pathsOf = (files: readonly { readonly path: string }[]) => files.map((file) => file.path);

describe("scan", () => {
  it("gives the files that name a client, and what could not be read", async () => {
    const root = makeTree({
      "go.mod": "module example.com/shop",
      "store/store.go": goClient,
      "store/other.go": "package store",
      "web/a.ts": 'import { Etcd3 } from "etcd3";',
      "web/min.ts": `import "etcd3"; ${"x;".repeat(20_000)}`,
      "old/b.go": goClient,
      "etcd-lint.json": '{ "ignore": ["old"] }',
    });
    const disk = createDisk({ root });
    const { files, skipped, seen } = await disk.scan();
    expect(pathsOf(files)).toEqual(["store/store.go", "web/a.ts"]);
    expect(skipped).toEqual([{ file: "web/min.ts", reason: "minified or data: mostly very long lines" }]);
    expect(seen).toBe(6);
    expect(pathsOf((await createDisk({ root, scope: path.join(root, "web") }).scan()).files)).toEqual(["web/a.ts"]);
  });

  it("finds in read what it found in scan, and no more", async () => {
    const root = makeTree({ "a.go": goClient, "b.go": "package x", "vendor/c.go": goClient, "gen/d.go": goClient, ".gitignore": "gen" });
    const disk = createDisk({ root });
    expect(await disk.read("a.go")).toEqual({ path: "a.go", text: goClient });
    for (const file of ["b.go", "vendor/c.go", "gen/d.go", "gone.go", "../a.go"]) expect(await disk.read(file)).toBeUndefined();
    expect(await disk.ignored("gen/d.go")).toBe(true);
    expect((await disk.readNamed("gen/d.go")).files).toHaveLength(1);
    expect((await disk.readNamed("gone.go")).skipped).toEqual([{ file: "gone.go", reason: "it does not exist" }]);
  });
});

describe("packageRoots", () => {
  it("reads the manifests of the tree, longest path first", async () => {
    const root = makeTree({
      "go.mod": "// x\nmodule example.com/shop // y\n",
      "web/package.json": '{ "name": "@shop/web" }',
      "bad/package.json": "[",
    });
    expect(await createDisk({ root }).packageRoots()).toEqual([
      { prefix: "example.com/shop", directory: "" },
      { prefix: "@shop/web", directory: "web" },
    ]);
  });
  it("continues the path of a package that the project lies in", async () => {
    const root = makeTree({ "go.mod": "module example.com/shop\n", "pkg/store/a.go": "" });
    expect(await createDisk({ root: path.join(root, "pkg") }).packageRoots()).toEqual([{ prefix: "example.com/shop/pkg", directory: "" }]);
  });
});

describe("companions", () => {
  const find = async (files: Record<string, string>, missing: readonly MissingName[]) =>
    pathsOf(await createDisk({ root: makeTree(files) }).companions(missing));

  it("finds a package's files that hold the name", async () => {
    const files = {
      "store/a.go": goClient,
      "store/b.go": "package store\nconst Prefix = 1",
      "store/c.go": "package store",
      "store/d.ts": "Prefix",
    };
    expect(await find(files, [{ kind: "package", name: "Prefix", where: "store", from: "store/a.go" }])).toEqual(["store/b.go"]);
  });

  it.each([
    ["./db", "src/db.ts"],
    ["./db.js", "src/db.ts"],
    ["../lib", "lib/index.js"],
    ["@shop/keys", "packages/keys/src/index.ts"],
  ])("resolves the module %s", async (where, expected) => {
    const files = {
      "src/a.ts": "",
      "src/db.ts": "x",
      "lib/index.js": "x",
      "packages/keys/package.json": '{ "name": "@shop/keys" }',
      "packages/keys/src/index.ts": "x",
    };
    expect(await find(files, [{ kind: "module", name: "x", where, from: "src/a.ts" }])).toEqual([expected]);
  });

  it("finds callers: in the same package, by package path, by module", async () => {
    const files = {
      "go.mod": "module example.com/shop",
      "store/store.go": goClient,
      "store/loop.go": "package store\nfunc f() { for { Save(nil) } }",
      "store/none.go": "package store",
      "cmd/main.go": 'package main\nimport "example.com/shop/store"\nfunc main() { store.Save(nil) }',
      "cmd/other.go": 'package main\nimport "example.com/shop/store"\n',
      "cmd/words.go": "package main\n// Save in example.com/shop/store",
      "web/db.ts": 'import "etcd3"',
      "web/a.ts": 'import { put } from "./db";\nput();',
      "web/b.ts": 'import { put } from "./other/db";\nput();',
    };
    expect(
      await find(files, [
        { kind: "callers", name: "Save", where: "store", from: "store/store.go" },
        { kind: "callers", name: "put", where: "web/db.ts", from: "web/db.ts" },
      ]),
    ).toEqual(["cmd/main.go", "store/loop.go", "web/a.ts"]);
  });

  it("looks for names of a package's own in its folder only", async () => {
    const files = {
      "go.mod": "module example.com/shop",
      "store/use.go": "package store\nvar _ = client",
      "cmd/main.go": 'package main\nimport "example.com/shop/store"\nvar client = store.X',
    };
    expect(await find(files, [{ kind: "callers", name: "client", where: "store", from: "store/store.go", own: true }])).toEqual([
      "store/use.go",
    ]);
  });

  it("does not look twice for the same, until the disk changes", async () => {
    const root = makeTree({ "a/b.go": "package a\nvar X = 1" });
    const disk = createDisk({ root });
    const missing: MissingName[] = [{ kind: "package", name: "X", where: "a", from: "a/a.go" }];
    expect(await disk.companions(missing)).toHaveLength(1);
    expect(await disk.companions(missing)).toHaveLength(0);
    await disk.reload(new Map());
    expect(await disk.companions(missing)).toHaveLength(1);
    expect(await disk.read("a/b.go")).toBeDefined();
  });
});
