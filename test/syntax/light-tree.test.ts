import { describe, expect, it } from "vitest";
import type { Tree } from "web-tree-sitter";
import { childByField, childOfType, type LightNode, lightTreeReader, maxDepth, slowTreeReader } from "../../server/src/syntax/light-tree";
import { wasmMemory } from "../../server/src/syntax/wasm-memory";
import { parser } from "../support/parser";

const options = { comments: ["comment", "html_comment"], tokens: ["async", "const", "."], leaves: ["interpreted_string_literal"] };
const read = lightTreeReader(options);
const readSlowly = slowTreeReader(options);

async function withTree<T>(grammar: string, text: string, use: (tree: Tree) => T): Promise<T> {
  const result = await parser.with(`tree-sitter-${grammar}.wasm`, text, (tree) => ({ value: use(tree) }));
  if (!result) throw new Error("no tree");
  return result.value;
}

function show(node: LightNode): string {
  const inside = node.children.map(show).join(" ");
  return `${node.field ? `${node.field}:` : ""}${node.named ? node.type : JSON.stringify(node.type)}${inside ? `(${inside})` : ""}`;
}

const goSource = `package main // tail
/* block */
import ("fmt"; e "os")
type T[K comparable] struct { A, B int \`json:"a"\`; *Base; m map[string][]byte }
func (t *T[K]) Do(ctx context.Context, xs ...string) (n int, err error) {
	// inside
	for i := 0; i < 10; i++ { go func() { ch <- "\\n" }() }
	switch x := y.(type) { case int, string: return; default: }
	select { case v, ok := <-ch: _ = v; case ch <- 1: }
	a, b = b, a; x += 1
	return &T{A: 1, "k": {2}}, nil
}
`;
const tsSource = `import a, { type b as c } from "x"; /* c */
export default class A<T> extends B implements C { private readonly x?: string = \`a\${1 + 2}\`; @Get("/") async m({ a, b: [c] }: P, ...r: number[]): Promise<void> { for await (const z of zs) {} } }
const f = async <T,>(x: T) => x?.y!.z as const; // end
label: for (const k in o) { if (a) continue label; else throw 1; }
`;
const samples: readonly (readonly [string, string])[] = [
  ["go", goSource],
  ["go", ""],
  ["go", "package"],
  ["go", 'package é\nvar ключ = "знач😀ение" + x'],
  ["go", goSource.slice(0, 300)],
  ["go", `${goSource}func ( { if x { ] ) \n var = 3 ${goSource}`],
  ["go", "}}}} )))"],
  ["typescript", tsSource],
  ["typescript", tsSource.replaceAll("{", "")],
  ["tsx", `${tsSource}\nconst j = <A b={1} {...c}>text {d}<E/></A>;`],
  ["tsx", "const x = <div"],
];

describe("light tree", () => {
  it("reads the parser's memory", async () => {
    await withTree("go", "package a", () => undefined);
    expect(wasmMemory()).toBeDefined();
  });

  it.each(samples)("of %s is the same by memory and by cursor: %#", async (grammar, text) => {
    await withTree(grammar, text, (tree) => {
      const fast = read(tree);
      const slow = readSlowly(tree);
      expect(fast).toEqual(slow);
    });
  });

  it("is the same for every shorter form of a file", async () => {
    for (const [grammar, text] of [
      ["go", goSource],
      ["typescript", tsSource],
    ] as const)
      for (let length = 0; length < text.length; length += 3)
        await withTree(grammar, text.slice(0, length), (tree) => expect(read(tree)).toEqual(readSlowly(tree)));
  });

  it("keeps named nodes and tokens that fill a field, and lists comments apart", async () => {
    await withTree("go", "package a // c\nvar x = 1 /* d */ + y\n", (tree) => {
      const light = read(tree);
      expect(show(light.root)).toBe(
        'source_file(package_clause(package_identifier) var_declaration(var_spec(name:identifier value:expression_list(binary_expression(left:int_literal operator:"+" right:identifier)))))',
      );
      expect(light.comments).toEqual([
        { start: 10, end: 14 },
        { start: 25, end: 32 },
      ]);
      expect(light.errors).toEqual([]);
    });
  });

  it("counts offsets in UTF-16 units", async () => {
    const text = 'package a\nvar s = "é😀ж" + name\n';
    await withTree("go", text, (tree) => {
      const { root } = read(tree);
      const spec = root.children[1]?.children[0];
      const sum = spec && childByField(spec, "value")?.children[0];
      const right = sum && childByField(sum, "right");
      const left = sum && childOfType(sum, "interpreted_string_literal");
      expect(right && text.slice(right.start, right.end)).toBe("name");
      expect(left && text.slice(left.start, left.end)).toBe('"é😀ж"');
      expect(left?.children).toEqual([]);
    });
  });

  it("reports outermost errors and made-up tokens", async () => {
    const text = "package a\nfunc f() { x := }\n";
    const errors = await withTree("go", text, (tree) => read(tree).errors);
    expect(errors.length).toBeGreaterThan(0);
    for (const span of errors) expect(span.start).toBeGreaterThanOrEqual(text.indexOf("{"));
  });

  it("stops at a depth that recursion can take", async () => {
    const text = `package a\nvar x = ${"(".repeat(5000)}1${")".repeat(5000)}\n`;
    await withTree("go", text, (tree) => {
      let depth = 0;
      for (let node: LightNode | undefined = read(tree).root; node; node = node.children.at(-1)) depth++;
      expect(depth).toBe(maxDepth + 2);
    });
  });
});
