import { describe, expect, it } from "vitest";
import { printStmts } from "../../server/src/ir/print";
import type { Expr, FunctionDecl, Loop, Stmt } from "../../server/src/ir/types";
import { lowerSource } from "../support/lower";

async function stmts(source: string, path = "src/a.ts"): Promise<readonly Stmt[]> {
  const module = await lowerSource(`async function* f() {\n${source}\n}\n`, path);
  expect(module.errors).toEqual([]);
  return module.functions.find((fn) => fn.name === "f")?.body ?? [];
}

/** The statements of a function body, printed. */
const body = async (source: string, path?: string): Promise<string> => printStmts(await stmts(source, path));

async function value(source: string, path?: string): Promise<string> {
  return (await body(`x = ${source};`, path)).replace(/^x = /, "");
}

async function expr(source: string): Promise<Expr> {
  const stmt = (await stmts(`x = ${source};`))[0];
  if (stmt?.kind !== "assign" || !stmt.values[0]) throw new Error("no value");
  return stmt.values[0];
}

async function only<K extends Stmt["kind"]>(source: string, kind: K): Promise<Stmt & { kind: K }> {
  const list = await stmts(source);
  expect(list.map((stmt) => stmt.kind)).toEqual([kind]);
  return list[0] as Stmt & { kind: K };
}

const loop = (source: string): Promise<Loop> => only(source, "loop") as Promise<Loop>;

async function closure(source: string): Promise<FunctionDecl> {
  const found = await expr(source);
  if (found.kind !== "function") throw new Error("no function");
  return found.fn;
}

describe("literals", () => {
  it("decodes strings", async () => {
    expect(await expr(String.raw`"a\n\t\x41\u{1F600}\u00e9\0\'\q"`)).toMatchObject({
      kind: "literal",
      type: "string",
      value: "a\n\tA😀é\0'q",
    });
    expect(await expr('"a\\\nb"')).toMatchObject({ value: "ab" });
    expect(await expr("''")).toMatchObject({ kind: "literal", value: "" });
  });

  it("reads numbers of every spelling", async () => {
    const spellings = ["10", "0x1F", "0b101", "0o17", "1_000_000", "12n", "1.5e3", ".5", "017"];
    const values = await Promise.all(spellings.map(async (text) => (await expr(text)) as { value?: unknown }));
    expect(values.map(({ value }) => value)).toEqual([10, 31, 5, 15, 1000000, 12, 1500, 0.5, 15]);
  });

  it("has booleans, null and undefined", async () => {
    expect(await value("[true, false, null, undefined]")).toBe("list{true, false, null, null}");
  });

  it("keeps the parts of templates in order", async () => {
    expect(await value("`/jobs/${id}\\t${n + 1}`")).toBe('template("/jobs/", id, "\\t", (n + 1))');
    expect(await value("`plain \\u0041`")).toBe('"plain A"');
    expect(await value("``")).toBe('""');
  });

  it("calls the tag of a tagged template", async () => {
    expect(await value("sql`a ${b}`")).toBe('sql(template("a ", b))');
  });

  it("has no value for a regular expression", async () => {
    expect(await value("/a(b)/g")).toBe("unknown()");
  });
});

describe("expressions", () => {
  it("reads optional chains and non-null as the plain access", async () => {
    expect(await value("a?.b?.(c)?.[d]!.e")).toBe("a.b(c)[d].e");
  });

  it("reads a literal index as a member", async () => {
    expect(await value('a["b-c"]')).toBe("a.b-c");
  });

  it("has the place of the member's name and of the arguments", async () => {
    const source = "client.getAll().prefix('p')";
    const found = await expr(source);
    const offset = found.span.start;
    expect(found.span.end - offset).toBe(source.length);
    if (found.kind !== "call" || found.callee.kind !== "member") throw new Error("no method call");
    expect(found.callee.nameSpan).toEqual({ start: offset + 16, end: offset + 22 });
    expect(found.argsSpan).toEqual({ start: offset + 22, end: offset + 27 });
  });

  it("has constructions with and without arguments", async () => {
    expect(await value("new Map<string, number>([a])")).toBe("new Map<string, float>(list{a})");
    const bare = await expr("new a.Etcd3");
    expect(bare).toMatchObject({ kind: "call", construct: true, args: [] });
    if (bare.kind === "call") expect(bare.argsSpan).toEqual({ start: bare.span.end, end: bare.span.end });
  });

  it("spreads arguments and elements", async () => {
    expect(await value("f<T>(...xs, [1, ...ys], { ...o, a })")).toBe("f<T>(...xs, list{1, ...ys}, object{...o, a: a})");
  });

  it("has object literals with every kind of key", async () => {
    expect(await value("{ a, b: 1, 'c-d': 2, 3: 4, [k]: 5, ['l']: 6, async m(x) { return x; }, get g() { return 1; } }")).toBe(
      "object{a: a, b: 1, c-d: 2, 3: 4, [k]: 5, l: 6, m: async fn(x ?) {\n  return x\n}, g: fn() {\n  return 1\n}}",
    );
  });

  it("casts", async () => {
    expect(await value("a as B")).toBe("(a as B)");
    expect(await value("<B>a")).toBe("(a as B)");
    expect(await value("a satisfies B")).toBe("(a as B)");
    expect(await value("{ a: 1 } as const")).toBe("object{a: 1}");
    expect(await value("a as unknown as B")).toBe("((a as any) as B)");
  });

  it("has operators", async () => {
    expect(await value("(a ?? b) || !c && -d")).toBe("((a ?? b) || ((!c) && (-d)))");
    expect(await value("(a, b)")).toBe("unknown(a, b)");
    expect(await value("a ? b : c")).toBe("(a ? b : c)");
    expect(await value("typeof a === 'string'")).toBe('((typeofa) === "string")');
    expect(await value("b = c")).toBe("(b = c)");
    expect(await value("(b += c)")).toBe("(b = (b + c))");
    expect(await value("xs[i++]")).toBe("xs[(++i)]");
  });

  it("awaits and yields", async () => {
    expect(await value("await client.get(k)")).toBe("(await client.get(k))");
    expect(await value("yield client.get(k)")).toBe("unknown(client.get(k))");
  });

  it("keeps the expressions inside of JSX", async () => {
    expect(await value("<A.B x={f(1)} {...rest}><i>text</i>{g()} {list.map((y) => <C>{h(y)}</C>)}</A.B>", "src/a.tsx")).toBe(
      "unknown(A.B, f(1), rest, i, g(), list.map(fn(y ?) {\n  return unknown(C, h(y))\n}))",
    );
  });

  it("names this, super and the import function", async () => {
    expect(await value("this.#p")).toBe("this.#p");
    expect(await value("super.get(k)")).toBe("super.get(k)");
    expect(await value("import(path)")).toBe("import(path)");
    expect(await value("import.meta.url")).toBe("unknown().url");
  });
});

describe("functions as values", () => {
  it("returns the body of an arrow", async () => {
    expect(await value("async x => g(x)")).toBe("async fn(x ?) {\n  return g(x)\n}");
    expect(await value("() => ({ a: 1 })")).toBe("fn() {\n  return object{a: 1}\n}");
    expect(await closure("x => x")).toMatchObject({ kind: "closure", name: "", async: false });
  });

  it("reads types of parameters and results", async () => {
    expect(await value("function g<T>(a: string, b = 1, c?: T, ...d: number[]): Promise<T> {}")).toBe(
      "fn(a string, b ? = 1, c T?, d ...float) promise T {}",
    );
    expect((await closure("<T,>(a: T) => a")).typeParams).toEqual(["T"]);
  });

  it("takes names out of patterns by their path", async () => {
    const fn = await closure("({ a, b: c = 1, d: { e }, ...rest }, [f, , g]) => 1");
    expect(fn.params.map(({ name, pattern }) => ({ name, pattern }))).toEqual([
      {
        name: "",
        pattern: [
          { property: "a", local: "a" },
          { property: "b", local: "c" },
          { property: "d.e", local: "e" },
          { property: "", local: "rest" },
        ],
      },
      {
        name: "",
        pattern: [
          { property: "0", local: "f" },
          { property: "2", local: "g" },
        ],
      },
    ]);
  });

  it("takes the this parameter for none", async () => {
    expect(await value("function (this: Foo, a: string) {}")).toBe("fn(a string) {}");
  });
});

describe("assignments", () => {
  it("declares one statement a name", async () => {
    expect(await body("const a: string = 's', b = 2; let c; var d: Foo;")).toBe('const a: string = "s"\nconst b = 2\nlet c\nlet d: Foo');
  });

  it("keeps destructuring", async () => {
    expect(await body("const { a, 'b': c = 1, d: [e, , f], ...g } = o;")).toBe("const {a, b: c, d: [e, f], ...g} = o");
    expect(await body("({ a: b.c } = o);")).toBe("{a: b.c} = o");
    const list = await only("const [a, /* , */ , b] = xs;", "assign");
    expect(list.targets[0]).toMatchObject({ kind: "pattern", shape: "list", entries: [{ property: "0" }, { property: "2" }] });
  });

  it("has operators of assignment", async () => {
    expect(await body("a += 1; a -= 1; a ??= b; a++; --a; a.b = c; a[i] = 2;")).toBe(
      "a += 1\na ?= 1\na ?= b\na += 1\na ?= 1\na.b = c\na[i] = 2",
    );
  });

  it("splits sequences and chains", async () => {
    expect(await body("a = 1, g(), b = c = 2;")).toBe("a = 1\ng()\nb = (c = 2)");
  });

  it("declares what is used until the end of the block", async () => {
    expect(await body("using a = open(); await using b = open();")).toBe("const a = open()\nconst b = open()");
  });
});

describe("branches", () => {
  it("has if and else", async () => {
    expect(await body("if (a) b(); else if (c) { d(); } else { e(); }")).toBe(
      "if a {\n  b()\n} else {\n  if c {\n    d()\n  } else {\n    e()\n  }\n}",
    );
  });

  it("merges empty cases and drops the break that ends one", async () => {
    expect(await body("switch (k) { case 1: case 'a': g(); break; case 2: { h(); break; } default: return; }")).toBe(
      [
        "switch k",
        '  case 1, "a" {',
        "    g()",
        "  }",
        "  case 2 {",
        "    block {",
        "      h()",
        "    }",
        "  }",
        "  default {",
        "    return",
        "  }",
      ].join("\n"),
    );
  });

  it("has try, catch and finally", async () => {
    expect(await body("try { a(); } catch (e) { b(e); } finally { c(); }")).toBe(
      "try\n  try {\n    a()\n  }\n  catch {\n    let e\n    b(e)\n  }\n  finally {\n    c()\n  }",
    );
    expect(await body("try { a(); } catch { b(); }")).toBe("try\n  try {\n    a()\n  }\n  catch {\n    b()\n  }");
  });

  it("has throw, return and nothing", async () => {
    expect(await body("throw new Error('x'); return a; return; ; debugger;")).toBe('throw new Error("x")\nreturn a\nreturn');
  });
});

describe("loops", () => {
  it("counts", async () => {
    expect(await body("for (let i = 0; i < n; i++) g(i);")).toBe("loop counted i from 0 to n by 1 {\n  g(i)\n}");
    expect(await body("for (let i = n; i >= 0; i -= s) {}")).toBe("loop counted i from n through 0 by (-s) {}");
    expect(await body("for (i = 1; 10 > i; i = i + 2) {}")).toBe("loop counted i from 1 to 10 by 2 {}");
    expect(await body("for (; i < 5; ++i) {}")).toBe("loop counted i to 5 by 1 {}");
  });

  it("keeps what else the head declares, tests and does", async () => {
    expect(await body("for (let i = 0, n = xs.length; i < n && ok; i++, j++) {}")).toBe(
      "block {\n  let n = xs.length\n  loop counted i from 0 to n by 1 while ((i < n) && ok) {\n    j += 1\n  }\n}",
    );
    expect(await body("for (let p = head; p; p = p.next) g(p);")).toBe(
      "block {\n  let p = head\n  loop while p {\n    g(p)\n    p = p.next\n  }\n}",
    );
  });

  it("runs over values, over keys and over what arrives", async () => {
    expect(await body("for (const [k, { v }] of xs) {}")).toBe("loop each [k, {v}] of xs {}");
    expect(await body("for (const k in o) {}")).toBe("loop each k of Object.keys(o) {}");
    expect(await loop("for await (const x of s) {}")).toMatchObject({ loop: "each", awaitsEach: true });
    expect(await loop("for (const x of s) {}")).toMatchObject({ loop: "each", awaitsEach: false });
  });

  it("runs while and forever", async () => {
    expect(await body("while (a) b();")).toBe("loop while a {\n  b()\n}");
    expect(await body("do { b(); } while (a);")).toBe("loop while a {\n  b()\n}");
    expect(await body("while (true) {}\nfor (;;) {}")).toBe("loop forever {}\nloop forever {}");
  });

  it("has labels", async () => {
    expect(await body("out: for (;;) { while (a) { continue out; } break out; }")).toBe(
      "out: loop forever {\n  loop while a {\n    continue out\n  }\n  break out\n}",
    );
  });

  it("has a head without the body", async () => {
    const prefix = "async function* f() {\n".length;
    const head = "for (const x of xs)";
    expect((await loop(`${head} { g(x); }`)).headSpan).toEqual({ start: prefix, end: prefix + head.length });
  });
});

describe("declarations inside of functions", () => {
  it("has local functions", async () => {
    const local = await only("async function g(a: string) { return a; }", "local-function");
    expect(local).toMatchObject({ name: "g", fn: { name: "g", kind: "function", async: true } });
  });

  it("collects local classes and types", async () => {
    const module = await lowerSource(
      "function f() { class A { m() {} } interface B { c: string } const d = class E {}; return new A(); }",
      "a.ts",
    );
    expect(module.types.map((type) => type.name)).toEqual(["A", "B", "d"]);
    expect(module.functions.map((fn) => `${fn.owner ?? ""}.${fn.name}`).sort()).toEqual([".f", "A.m"]);
  });

  it("imports what is required there", async () => {
    const module = await lowerSource("async function f() { const { Etcd3 } = await import('etcd3'); return new Etcd3(); }", "a.ts");
    expect(module.imports).toMatchObject([{ source: "etcd3", kind: "names", names: [{ imported: "Etcd3", local: "Etcd3" }] }]);
    expect(module.functions[0]?.body.map((stmt) => stmt.kind)).toEqual(["return"]);
  });
});
