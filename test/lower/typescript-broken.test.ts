import { describe, expect, it } from "vitest";
import { printModule } from "../../server/src/ir/print";
import { lowerSource } from "../support/lower";

const printed = async (source: string, path = "a.ts"): Promise<string> => printModule(await lowerSource(source, path));

describe("half-typed code", () => {
  it("keeps the functions around an unfinished call", async () => {
    const module = await lowerSource(
      "import { Etcd3 } from 'etcd3';\nfunction a() { client.get(; }\nfunction b() { client.put('k').value(v); }\n",
      "a.ts",
    );
    expect(module.errors.length).toBeGreaterThan(0);
    expect(module.imports).toHaveLength(1);
    expect(module.functions.map((fn) => fn.name)).toContain("b");
  });

  it("says where the errors are", async () => {
    const source = "const a = 1;\nconst b = ;\nconst c = 3;\n";
    const { errors } = await lowerSource(source, "a.ts");
    expect(errors.length).toBeGreaterThan(0);
    for (const { start, end } of errors) expect([start >= 12, end <= 26]).toEqual([true, true]);
  });

  it("reads on after an unclosed string or member", async () => {
    expect(await printed("const a = client.\nconst b = new Etcd3();\n")).toContain("new Etcd3()");
    expect(await printed("const a = 'abc\nfoo();\n")).toContain("foo()");
  });

  it("takes an empty file", async () => {
    expect(await printed("")).toBe("typescript file");
    expect(await printed("// nothing\n", "a.js")).toBe("javascript file");
  });
});

describe("excess", () => {
  const deep = 10_000;
  const cases: Readonly<Record<string, string>> = {
    parentheses: `x = ${"(".repeat(deep)}1${")".repeat(deep)};`,
    arrays: `x = ${"[".repeat(deep)}${"]".repeat(deep)};`,
    calls: `${"f(".repeat(deep)}${")".repeat(deep)};`,
    chains: `x${".get()".repeat(deep)};`,
    sums: `x = ${"'a' + ".repeat(deep)}'b';`,
    blocks: `${"{".repeat(deep)}${"}".repeat(deep)}`,
    arrows: `x = ${"() => ".repeat(deep)}1;`,
    "else-ifs": `${"if (a) b(); else ".repeat(deep)}c();`,
    types: `let x: ${"A<".repeat(deep)}B${">".repeat(deep)};`,
    unions: `let x: ${"'a' | ".repeat(deep)}'b';`,
    patterns: `let ${"[".repeat(deep)}a${"]".repeat(deep)} = x;`,
    templates: `x = ${`\`\${`.repeat(deep)}1${"}`".repeat(deep)};`,
    unclosed: "{[(".repeat(deep),
  };

  it.each(Object.entries(cases))("%s nested ten thousand deep", async (_name, source) => {
    expect(await printed(`function before() {}\n${source}`)).toContain("function before() {}");
  });

  it("a line of 5 MB", async () => {
    const source = `const a = [${"{k:'v',n:1},".repeat(430_000)}];`;
    expect(source.length).toBeGreaterThan(5_000_000);
    const module = await lowerSource(source, "a.js");
    expect(module.errors).toEqual([]);
  });
});
