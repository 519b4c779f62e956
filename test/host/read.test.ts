import path from "node:path";
import { describe, expect, it } from "vitest";
import { libraries } from "../../server/src/catalog/index";
import { bytesCanMatter } from "../../server/src/host/needles";
import { readSource } from "../../server/src/host/read";
import { makeTree } from "../support/tree";

const always = () => true;
const readOne = (name: string, content: string | Uint8Array, matters: (bytes: Uint8Array, id: string) => boolean = always) =>
  readSource(path.join(makeTree({ [name]: content }), name), matters);

describe("readSource", () => {
  it("gives the text of a file that matters, without byte order mark", () => {
    expect(readOne("a.go", "\ufeffpackage a // é")).toEqual({ kind: "source", text: "package a // é" });
    expect(readOne("a.go", Buffer.from("\ufeffpackage a // é", "utf16le"))).toEqual({ kind: "source", text: "package a // é" });
  });
  it("asks with the bytes and the language", () => {
    const asked: unknown[] = [];
    const result = readOne("a.tsx", "let x", (bytes, id) => {
      asked.push(Buffer.from(bytes).toString(), id);
      return false;
    });
    expect(asked).toEqual(["let x", "typescriptreact"]);
    expect(result).toEqual({ kind: "irrelevant" });
  });
  it("does not read what no language reads", () => expect(readOne("a.hs", "etcd")).toEqual({ kind: "irrelevant" }));

  it.each<[string, string | Uint8Array, RegExp]>([
    ["larger than 2 MiB", "// x\n".repeat(500_000), /^too large: 2\.4 MiB, the limit is 2 MiB$/],
    ["minified", `let a = "${"x".repeat(20_000)}";\n`, /^minified or data/],
    ["binary", new Uint8Array([112, 0, 1, 2]), /^not text/],
  ])("skips what is %s, with the reason", (_, content, reason) => {
    const result = readOne("a.ts", content);
    expect(result.kind === "skipped" ? result.reason : result.kind).toMatch(reason);
  });
  it("says nothing about such files when they cannot matter", () => {
    expect(readOne("a.ts", `let a = "${"x".repeat(20_000)}";\n`, () => false)).toEqual({ kind: "irrelevant" });
  });
  it("keeps a file with a long line among others", () => {
    const text = `var data = "${"x".repeat(12_000)}"\n${"// a comment of some length\n".repeat(1_000)}`;
    expect(readOne("a.go", text).kind).toBe("source");
  });
  it("skips a file that is not there", () =>
    expect(readSource("/nowhere/a.go", always)).toEqual({ kind: "skipped", reason: "it does not exist" }));
});

describe("bytesCanMatter", () => {
  const paths = libraries.flatMap((library) =>
    library.languages.flatMap((id) => library.packages.flatMap((one) => one.paths.map((path): [string, string] => [id, path]))),
  );
  it("knows paths to look for", () => expect(paths.length).toBeGreaterThan(30));
  it.each(paths)("%s: an import of %s passes", (id, path) => {
    expect(bytesCanMatter(Buffer.from(`import x "${path}"\n`), id)).toBe(true);
  });
  it("says no to others", () => {
    expect(bytesCanMatter(Buffer.from('import "k8s.io/etcd"'), "go")).toBe(false);
    expect(bytesCanMatter(Buffer.from(""), "go")).toBe(false);
    expect(bytesCanMatter(Buffer.from("etcd3"), "cobol")).toBe(false);
  });
});
