import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { isInLeftOutFolder, isKept, walk } from "../../server/src/host/walk";
import { makeTree } from "../support/tree";

const filesIn = (root: string, from = root) =>
  [...walk(from)].flatMap((content) => content.files.filter((file) => isKept(content, file)).map((file) => path.relative(root, file)));

it("finds files of our languages in path order, parents first", () => {
  const root = makeTree({ "b.go": "", "a.ts": "", "sub/c.tsx": "", "sub/deep/d.mjs": "", "README.md": "", "e.hs": "" });
  expect(filesIn(root)).toEqual(["a.ts", "b.go", "sub/c.tsx", "sub/deep/d.mjs"]);
});

it("does not enter other people's code", () => {
  const root = makeTree({ "node_modules/x/a.js": "", "vendor/y/b.go": "", ".cache/c.go": "", "sub/node_modules/d.ts": "", "e.go": "" });
  expect(filesIn(root)).toEqual(["e.go"]);
});

it("leaves a folder out only for the languages whose output it is", () => {
  const root = makeTree({ "build/a.go": "", "build/b.js": "", "testdata/c.go": "", "testdata/d.ts": "" });
  expect(filesIn(root)).toEqual(["build/a.go", "testdata/d.ts"]);
  expect(isInLeftOutFolder("build/b.js")).toBe(true);
  expect(isInLeftOutFolder("build/a.go")).toBe(false);
  expect(isInLeftOutFolder("vendor/a.go")).toBe(true);
});

it("respects ignore files, the deepest one first", () => {
  const root = makeTree({
    ".gitignore": "gen/\n*.tmp.go\n",
    ".etcdlintignore": "old\n",
    "gen/a.go": "",
    "x.tmp.go": "",
    "old/b.go": "",
    "sub/.gitignore": "!keep.tmp.go\nc.go\n",
    "sub/keep.tmp.go": "",
    "sub/c.go": "",
    "sub/d.go": "",
    "c.go": "",
  });
  expect(filesIn(root)).toEqual(["c.go", "sub/d.go", "sub/keep.tmp.go"]);
});

it("applies the ignore files above the folder that it starts in, unless that folder was asked for by name", () => {
  const root = makeTree({ ".gitignore": "*.tmp.go\ngen/\n", "sub/a.tmp.go": "", "sub/b.go": "", "gen/c.go": "" });
  expect(filesIn(root, path.join(root, "sub"))).toEqual(["sub/b.go"]);
  expect(filesIn(root, path.join(root, "gen"))).toEqual(["gen/c.go"]);
});

it("does not follow symbolic links, so that loops end", () => {
  const root = makeTree({ "a/b.go": "" });
  symlinkSync(root, path.join(root, "a/loop"));
  symlinkSync(path.join(root, "a/b.go"), path.join(root, "link.go"));
  expect(filesIn(root)).toEqual(["a/b.go"]);
});

it("collects the files that name packages, and says which folder cannot be read", () => {
  const root = makeTree({ "go.mod": "module x", "web/package.json": "{}" });
  expect([...walk(root)].flatMap(({ manifests }) => manifests.map((file) => path.relative(root, file)))).toEqual([
    "go.mod",
    "web/package.json",
  ]);
  mkdirSync(path.join(root, "empty"));
  expect([...walk(path.join(root, "gone"))]).toMatchObject([{ problem: "it does not exist" }]);
});
