import { describe, expect, it } from "vitest";
import { printModule, printStmts } from "../../server/src/ir/print";
import type { Module, Stmt } from "../../server/src/ir/types";
import { lowerSource } from "../support/lower";

const lower = (text: string): Promise<Module> => lowerSource(text, "pkg/a.go");

/** The statements of a function body, printed. */
async function body(source: string): Promise<string> {
  return printStmts(await stmts(source));
}

async function stmts(source: string): Promise<readonly Stmt[]> {
  const module = await lower(`package p\nfunc f() {\n${source}\n}\n`);
  expect(module.errors).toEqual([]);
  return module.functions[0]?.body ?? [];
}

/** Top-level code, printed without the first line. */
async function top(source: string): Promise<string> {
  const module = await lower(`package p\n${source}\n`);
  expect(module.errors).toEqual([]);
  return printModule(module).split("\n").slice(1).join("\n");
}

async function value(source: string): Promise<string> {
  return (await body(`_ = ${source}`)).replace("_ = ", "");
}

describe("a Go file", () => {
  it("has its package's scope and name", async () => {
    const module = await lower("// hello\npackage store_test // tail\n");
    expect(module).toMatchObject({
      path: "pkg/a.go",
      language: "go",
      scope: "package",
      packageName: "store_test",
      functions: [],
      errors: [],
    });
    expect(module.comments).toEqual([
      { text: "// hello", span: { start: 0, end: 8 } },
      { text: "// tail", span: { start: 28, end: 35 } },
    ]);
  });

  it("has imports of every form", async () => {
    expect(
      await top(`import "fmt"
import (
	clientv3 "go.etcd.io/etcd/client/v3"
	. "math"
	_ "embed"
	\`os\`
)`),
    ).toBe(`import "fmt" as ~fmt
import "go.etcd.io/etcd/client/v3" as clientv3
import "math" as .
import "embed" as _
import "os" as ~os`);
  });

  it.each([
    ["go.etcd.io/etcd/client/v3", "client"],
    ["gopkg.in/yaml.v3", "yaml"],
    ["github.com/coreos/go-semver", "semver"],
    ["github.com/nats-io/nats.go", "nats"],
    ["github.com/coreos/etcd/clientv3", "clientv3"],
    ["v3", "v3"],
    ["github.com/redis/go-redis/v9", "redis"],
  ])("guesses the package name of %s", async (path, name) => {
    expect((await lower(`package p\nimport "${path}"\n`)).imports[0]).toMatchObject({ kind: "namespace", localGuess: name });
  });
});

describe("Go types", () => {
  it("are declared alone and in groups", async () => {
    expect(
      await top(`type S struct {
	A, B int \`json:"a,omitempty"\`
	*Base
	pkg.Other
	C *string "c"
	M map[string][]*T
}
type (
	I interface { Get(ctx context.Context, keys ...string) (*T, error); io.Reader }
	Names = []string
	Kind uint8
	Set[K comparable, V any] map[K]V
	Num interface { ~int | ~float64 }
)`),
    ).toBe(
      `type S struct { ...Base; ...pkg.Other; A int \`json:"a,omitempty"\`; B int \`json:"a,omitempty"\`; C? string \`c\`; M map[string][]T }
type I interface { ...io.Reader; Get(ctx context.Context, keys ...string) (T, error) }
type Names = []string
type Kind = byte
type Set<K, V> = map[K]V
type Num interface { ...(int | float) }`,
    );
  });

  it.each([
    ["string", "string"],
    ["[]byte", "bytes"],
    ["[]uint8", "bytes"],
    ["[16]byte", "[16]byte"],
    ["[N]string", "[]string"],
    ["uint64", "int"],
    ["rune", "int"],
    ["float32", "float"],
    ["error", "error"],
    ["any", "any"],
    ["interface{}", "any"],
    ["interface{ Close() error }", "struct { Close() error }"],
    ["struct{ A int }", "struct { A int }"],
    ["time.Duration", "time.Duration"],
    ["*clientv3.Client", "clientv3.Client"],
    ["List[int, pkg.T]", "List<int, pkg.T>"],
    ["pkg.List[T]", "pkg.List<T>"],
    ["<-chan T", "chan T"],
    ["chan<- T", "chan T"],
    ["func(a int, b ...string) (bool, error)", "func(a int, b ...string) (bool, error)"],
    ["func(int)", "func(int)"],
    ["(int)", "int"],
    ["map[string]interface{}", "map[string]any"],
  ])("%s is %s", async (source, printed) => {
    expect(await top(`var x ${source}`)).toBe(`module <module>() {\n  let x: ${printed}\n}`);
  });

  it("declared in a function are kept unless their name means two things", async () => {
    const module = await lower("package p\nfunc f() { type a struct { X int }; type b int }\nfunc g() { type b string }\n");
    expect(module.types.map((type) => type.name)).toEqual(["a"]);
  });
});

describe("Go constants and variables", () => {
  it("run through iota", async () => {
    expect(
      await top(`const (
	A = iota
	B
	_
	D
)
const (
	_ = iota
	KB Size = 1 << (10 * iota)
	MB
)
const ( P, Q = iota, "q"; R, S )
const ( K Kind = Kind(iota + 1); L )
const ( E = -iota; F )`),
    ).toBe(`module <module>() {
  const A = 0
  const B = 1
  const _ = 2
  const D = 3
  const _ = 0
  const KB: Size = 1024
  const MB: Size = 1048576
  const P, Q = 0, "q"
  const R, S = 1, "q"
  const K: Kind = Kind((0 + 1))
  const L: Kind = Kind((1 + 1))
  const E = 0
  const F = -1
}`);
  });

  it("stay expressions without iota", async () => {
    expect(await top('const ( Big = 1 << 20; Text = "a" + "b"; Same )')).toBe(
      'module <module>() {\n  const Big = (1 << 20)\n  const Text = ("a" + "b")\n  const Same = ("a" + "b")\n}',
    );
  });

  it("may have a type, a value, both, and several names", async () => {
    expect(await top("var a, b = f()\nvar (\n c string\n d, e T = 1.5, x\n _ io.Reader = (*T)(nil)\n)")).toBe(
      "module <module>() {\n  let a, b = f()\n  let c: string\n  let d, e: T = 1.5, x\n  let _: io.Reader = (*T)(null)\n}",
    );
  });
});

describe("Go functions", () => {
  it("have parameters, results, receivers and type parameters", async () => {
    expect(
      await top(
        `func plain(a, b string, xs ...*T) error { return nil }
func (c *Client[K]) Do(ctx context.Context) (n int, err error) { return }
func (Client) none()
func Gen[T any, U int | string](t T, _ U) []U
func types(int, string)`,
      ),
    ).toBe(`function plain(a string, b string, xs ...T) error {
  return null
}
export method c:Client.Do<K>(ctx context.Context) (n int, err error) {
  return
}
method Client.none() {}
export function Gen<T, U>(t T, _ U) []U {}
function types(int, string) {}`);
  });

  it("know where they and their names are", async () => {
    const text = "package p\nfunc (s *S) Put(key string) { s.cli.Put(key) }\n";
    const fn = (await lower(text)).functions[0];
    expect(fn && text.slice(fn.span.start, fn.span.end)).toBe("func (s *S) Put(key string) { s.cli.Put(key) }");
    expect(fn && text.slice(fn.nameSpan.start, fn.nameSpan.end)).toBe("Put");
    expect(fn).toMatchObject({ kind: "method", owner: "S", self: "s", exported: true });
  });

  it("are values too", async () => {
    expect(await body("f := func(a int, xs ...string) (err error) { g(); return nil }\ndefer func() { recover() }()")).toBe(
      "let f = fn(a int, xs ...string) (err error) {\n  g()\n  return null\n}\ndefer fn() {\n  recover()\n}()",
    );
  });
});

describe("Go statements", () => {
  it.each([
    ["x, err := f(y)", "let x, err = f(y)"],
    ["_, ok = m[k]", "_, ok = m[k]"],
    ["a[i], p.x, *q = b, c, d", "a[i], p.x, (*q) = b, c, d"],
    ["s += t", "s += t"],
    ["n -= 2", "n ?= 2"],
    ["n <<= 2", "n ?= 2"],
    ["n++", "n += 1"],
    ["p.n--", "p.n ?= 1"],
    ["var x int", "let x: int"],
    ["const k = 2", "const k = 2"],
    ["go f(x)", "spawn f(x)"],
    ["go func() { f() }()", "spawn fn() {\n  f()\n}()"],
    ["defer mu.Unlock()", "defer mu.Unlock()"],
    ["ch <- f(x)", "send ch <- f(x)"],
    ["<-ch", "(<-ch)"],
    ["return a, b.c", "return a, b.c"],
    ["{ f() }", "block {\n  f()\n}"],
    ["if a { f() }", "if a {\n  f()\n}"],
    ["if a { } else if b { f() } else { g() }", "if a {} else {\n  if b {\n    f()\n  } else {\n    g()\n  }\n}"],
    ["if v, ok := m[k]; ok { f(v) }", "block {\n  let v, ok = m[k]\n  if ok {\n    f(v)\n  }\n}"],
    ["if f(); a { }", "block {\n  f()\n  if a {}\n}"],
    ["l: f(); goto l", "f()\nunknown"],
    [";;", ""],
  ])("%s", async (source, printed) => {
    expect(await body(source)).toBe(printed);
  });

  it("switch on values", async () => {
    expect(
      await body("switch k := f(); k {\ncase 1, g(2):\n\th()\n\tfallthrough\ncase 3:\ndefault:\n\ti()\n}\nswitch {\ncase a > b:\n\tf()\n}"),
    ).toBe(
      "block {\n  let k = f()\n  switch k\n    case 1, g(2) {\n      h()\n      unknown\n    }\n    case 3 {}\n    default {\n      i()\n    }\n}\nswitch\n  case (a > b) {\n    f()\n  }",
    );
  });

  it("switch on types, each arm with its own view of the value", async () => {
    expect(
      await body(
        "switch v := x.(type) {\ncase *T:\n\tf(v)\ncase nil:\ncase int, []byte:\n\tg(v)\ndefault:\n}\nswitch x.(type) { case string: f() }",
      ),
    ).toBe(
      "switch x\n  case type T {\n    let v = (x as T)\n    f(v)\n  }\n  case null {\n    let v = x\n  }\n  case type int, type bytes {\n    let v = x\n    g(v)\n  }\n  default {\n    let v = x\n  }\nswitch x\n  case type string {\n    f()\n  }",
    );
  });

  it("view a member again in the arms of a type switch", async () => {
    expect(await body("switch v := a.b.(type) { case T: g(v) }")).toBe(
      "switch a.b\n  case type T {\n    let v = (a.b as T)\n    g(v)\n  }",
    );
  });

  it("evaluate the subject of a type switch once", async () => {
    expect(await body("switch v := f().(type) { case T: g(v) }")).toBe(
      "switch f()\n  case type T {\n    let v = (unknown() as T)\n    g(v)\n  }",
    );
  });

  it("select", async () => {
    expect(
      await body(
        "select {\ncase <-ctx.Done():\n\treturn\ncase v, ok := <-ch:\n\tf(v, ok)\ncase x = <-ch:\ncase out <- g():\n\th()\ndefault:\n}",
      ),
    ).toBe(
      "select\n  case (<-ctx.Done()) {\n    return\n  }\n  case (<-ch) {\n    let v, ok = (<-ch)\n    f(v, ok)\n  }\n  case (<-ch) {\n    x = (<-ch)\n  }\n  case unknown() {\n    send out <- g()\n    h()\n  }\n  default {}",
    );
  });

  it("share one expression between a select arm's test and its assignment", async () => {
    const [select] = await stmts("select { case v := <-ch: f(v) }");
    const arm = select?.kind === "branch" ? select.arms[0] : undefined;
    const first = arm?.body[0];
    expect(first?.kind === "assign" && first.values[0] === arm?.tests[0]).toBe(true);
  });
});

describe("Go loops", () => {
  it.each([
    ["for { f() }", "loop forever {\n  f()\n}"],
    ["for a < b { f() }", "loop while (a < b) {\n  f()\n}"],
    ["for i := 0; i < n; i++ { }", "loop counted i from 0 to n {}"],
    ["for i := 1; i <= 10; i += 2 { }", "loop counted i from 1 through 10 by 2 {}"],
    ["for i := n - 1; i >= 0; i-- { }", "loop counted i from (n - 1) through 0 by (-1) {}"],
    ["for i := 0; n > i; i++ { }", "loop counted i from 0 to n {}"],
    ["for ; i < n; i++ { }", "loop counted i to n {}"],
    ["for i := 0; i < n && ok; i++ { }", "loop counted i from 0 to n while ok {}"],
    ["for i := 0; ok && i < n; i++ { }", "loop counted i from 0 to n while ok {}"],
    ["for p := head; p != nil; p = p.next { f() }", "block {\n  let p = head\n  loop while (p != null) {\n    f()\n    p = p.next\n  }\n}"],
    ["for i := 0; ; i++ { f() }", "block {\n  let i = 0\n  loop forever {\n    f()\n    i += 1\n  }\n}"],
    ["for i, j := 0, n; i < j; i++ { }", "block {\n  let i, j = 0, n\n  loop while (i < j) {\n    i += 1\n  }\n}"],
    ["for ;; { }", "loop forever {}"],
    ["for k, v := range m { f(k, v) }", "loop each k, v of m {\n  f(k, v)\n}"],
    ["for _, v := range f() { }", "loop each _, v of f() {}"],
    ["for i := range 10 { }", "loop each i of 10 {}"],
    ["for range ch { }", "loop each of ch {}"],
    ["for v = range ch { }", "loop each v of ch {}"],
    [
      "outer:\nfor { for { continue outer }; break outer }",
      "outer: loop forever {\n  loop forever {\n    continue outer\n  }\n  break outer\n}",
    ],
    ["l:\nfor p := a; p != b; p = c(p) { }", "block {\n  let p = a\n  l: loop while (p != b) {\n    p = c(p)\n  }\n}"],
  ])("%s", async (source, printed) => {
    expect(await body(source)).toBe(printed);
  });

  it("know the span of their head", async () => {
    const source = "package p\nfunc f() {\n\tfor _, k := range keys   {\n\t\tg(k)\n\t}\n\tfor {\n\t}\n}\n";
    const heads = (await lower(source)).functions[0]?.body.map(
      (stmt) => stmt.kind === "loop" && source.slice(stmt.headSpan.start, stmt.headSpan.end),
    );
    expect(heads).toEqual(["for _, k := range keys", "for"]);
  });
});

describe("Go expressions", () => {
  it.each([
    ["1_000", "1000"],
    ["0x1_F", "31"],
    ["0b101", "5"],
    ["0o17", "15"],
    ["017", "15"],
    ["1.5e3", "1500"],
    [".5", "0.5"],
    ["0x1p-2", "0.25"],
    ["0x1.8p1", "3"],
    ["'a'", "97"],
    ["'\\n'", "10"],
    ["'\\''", "39"],
    ["'世'", "19990"],
    ["2i", "unknown()"],
    ["true", "true"],
    ["nil", "null"],
    ['"a\\tb\\"\\x41\\101\\u00e9\\U0001F600\\\\"', '"a\\tb\\"AAé😀\\\\"'],
    ['`raw\\n"`', '"raw\\\\n\\""'],
    ['""', '""'],
    ["a.b.c", "a.b.c"],
    ["a[i]", "a[i]"],
    ["a[1:]", "a[1:]"],
    ["a[:n]", "a[:n]"],
    ["a[:]", "a[:]"],
    ["a[1:2:3]", "a[1:2]"],
    ["(a + b) * c", "((a + b) * c)"],
    ["1 << 20", "(1 << 20)"],
    ["!a && b", "((!a) && b)"],
    ["&x", "(&x)"],
    ["*p", "(*p)"],
    ["-x", "(-x)"],
    ["<-ch", "(<-ch)"],
    ["f(a, b...)", "f(a, ...b)"],
    ["f(\na,\n)", "f(a)"],
    ["x.(*pkg.T)", "(x as pkg.T)"],
    ["[]byte(x)", "(x as bytes)"],
    ["map[string]int(x)", "(x as map[string]int)"],
    ["interface{}(x)", "(x as any)"],
    ["string(x)", "string(x)"],
    ["time.Duration(x)", "time.Duration(x)"],
    ["(*T)(nil)", "(*T)(null)"],
    ["make([]string, 0, n)", "make(type []string, 0, n)"],
    ["make(chan T)", "make(type chan T)"],
    ["new(pkg.T)", "new(type pkg.T)"],
    ["f[int](x)", "f<int>(x)"],
    ["pkg.F[int, string](x)", "pkg.F<int, string>(x)"],
    ["pkg.F[K, V]", "pkg.F"],
    ["s.Method", "s.Method"],
    ["a.b(c)(d).e()", "a.b(c)(d).e()"],
    ["T{}", "object T{}"],
    ["T{A: 1, B: x}", "object T{A: 1, B: x}"],
    ["T{1, x}", "list T{1, x}"],
    ["&pkg.T{A: f()}", "(&object pkg.T{A: f()})"],
    ["struct{ A int }{1}", "object struct { A int }{1}"],
    ['http.Header{"a": {"b"}}', 'map http.Header{a: list{"b"}}'],
    ['[]string{"a", b}', 'list []string{"a", b}'],
    ["[]byte{1, 2}", "list bytes{1, 2}"],
    ["[...]string{2: x}", "list []string{[2]: x}"],
    ['map[string]int{"a": 1, k: 2}', "map map[string]int{a: 1, [k]: 2}"],
    ["[]T{{A: 1}, {}}", "list []T{object T{A: 1}, object T{}}"],
    ["[]*T{{A: 1}}", "list []T{object T{A: 1}}"],
    ["[][]int{{1}, {2, 3}}", "list [][]int{list []int{1}, list []int{2, 3}}"],
    ["map[K]T{{1}: {B: 2}}", "map map[K]T{[list K{1}]: object T{B: 2}}"],
    ["List[int]{a: 1}", "object List<int>{a: 1}"],
  ])("%s", async (source, printed) => {
    expect(await value(source)).toBe(printed);
  });

  it("know their spans, and those of names and argument lists, in UTF-16 units", async () => {
    const text = 'package p\nfunc f() {\n\t_ = "é😀ж"; cli.Put(ctx, "ключ", v) // хвост\n}\n';
    const module = await lower(text);
    const stmt = module.functions[0]?.body[1];
    const call = stmt?.kind === "expr" && stmt.expr.kind === "call" ? stmt.expr : undefined;
    const cut = (span: { start: number; end: number } | undefined): string | undefined => span && text.slice(span.start, span.end);
    expect(cut(call?.span)).toBe('cli.Put(ctx, "ключ", v)');
    expect(cut(call?.argsSpan)).toBe('(ctx, "ключ", v)');
    expect(cut(call?.args[1]?.value.span)).toBe('"ключ"');
    expect(call?.callee.kind === "member" && cut(call.callee.nameSpan)).toBe("Put");
    expect(cut(module.comments[0]?.span)).toBe("// хвост");
  });
});
