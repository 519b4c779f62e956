import { describe, expect, it } from "vitest";
import { printModule, printStmts, printTarget } from "../../server/src/ir/print";
import { printExpr } from "../../server/src/ir/print-expr";
import { printParams, printType } from "../../server/src/ir/print-type";
import type { Expr, FunctionDecl, Module, Stmt, TypeRef } from "../../server/src/ir/types";

const span = { start: 0, end: 0 };
const name = (text: string): Expr => ({ kind: "name", name: text, span });
const text = (value: string): Expr => ({ kind: "literal", type: "string", value, span });
const string: TypeRef = { kind: "basic", name: "string" };

const closure = (body: readonly Stmt[]): FunctionDecl => ({
  name: "",
  kind: "closure",
  params: [{ name: "x", type: string, variadic: false, span }],
  results: [],
  typeParams: [],
  body,
  span,
  nameSpan: span,
  async: true,
  static: false,
  exported: false,
  decorators: [],
});

describe("the printer", () => {
  it.each<[Expr, string]>([
    [{ kind: "template", parts: [text("a/"), name("k")], span }, 'template("a/", k)'],
    [{ kind: "await", operand: name("p"), span }, "(await p)"],
    // biome-ignore lint/suspicious/noThenProperty: plain data, nobody awaits it
    [{ kind: "conditional", test: name("a"), then: name("b"), else: name("c"), span } as Expr, "(a ? b : c)"],
    [{ kind: "assignment", target: { kind: "name", name: "a", span }, value: name("b"), span }, "(a = b)"],
    [
      {
        kind: "call",
        callee: name("F"),
        args: [
          { value: name("a"), spread: true },
          { value: name("b"), spread: false, name: "k" },
        ],
        typeArgs: [string],
        construct: true,
        span,
        argsSpan: span,
      },
      "new F<string>(...a, k=b)",
    ],
    [
      {
        kind: "composite",
        shape: "object",
        entries: [
          { name: "a", value: name("b"), spread: false, span },
          { keyExpr: name("k"), value: name("v"), spread: false, span },
          { value: name("rest"), spread: true, span },
        ],
        span,
      },
      "object{a: b, [k]: v, ...rest}",
    ],
    [{ kind: "function", fn: closure([]), span }, "async fn(x string) {…}"],
    [{ kind: "unknown", parts: [name("a")], span }, "unknown(a)"],
  ])("shows expression %#", (expr, printed) => {
    expect(printExpr(expr)).toBe(printed);
  });

  it("indents what closures hold by the statement they stand in", () => {
    const stmt: Stmt = { kind: "expr", expr: { kind: "function", fn: closure([{ kind: "throw", value: name("e"), span }]), span }, span };
    expect(printStmts([{ kind: "block", body: [stmt], span }])).toBe("block {\n  async fn(x string) {\n    throw e\n  }\n}");
  });

  it("shows patterns", () => {
    const inner = { kind: "name", name: "b", span } as const;
    expect(
      printTarget({
        kind: "pattern",
        shape: "object",
        span,
        entries: [
          { property: "b", target: inner, rest: false },
          { property: "a", target: inner, rest: false },
          { property: "", target: inner, rest: true },
        ],
      }),
    ).toBe("{b, a: b, ...b}");
    expect(printTarget({ kind: "pattern", shape: "list", span, entries: [{ property: "0", target: inner, rest: false }] })).toBe("[b]");
    const pattern = [
      { property: "key", local: "key" },
      { property: "value", local: "v" },
    ];
    expect(printParams([{ name: "", type: { kind: "unknown" }, variadic: false, span, pattern }], printExpr)).toBe("{key, value: v} ?");
  });

  it.each<[TypeRef, string]>([
    [{ kind: "optional", element: string }, "string?"],
    [{ kind: "promise", element: { kind: "list", element: string } }, "promise []string"],
    [{ kind: "union", members: [string, { kind: "basic", name: "int" }] }, "(string | int)"],
  ])("shows type %#", (type, printed) => {
    expect(printType(type)).toBe(printed);
  });

  it("shows what a module gives to others and what it could not read", () => {
    const module: Module = {
      path: "a.ts",
      language: "typescript",
      scope: "file",
      packageName: "",
      imports: [
        {
          source: "etcd3",
          span,
          kind: "names",
          names: [
            { imported: "Etcd3", local: "Etcd3" },
            { imported: "default", local: "d" },
          ],
          typeOnly: true,
        },
      ],
      types: [],
      functions: [],
      comments: [],
      exports: new Map([
        ["a", "a"],
        ["default", "main"],
      ]),
      reexports: [{ source: "./b" }, { source: "./c", imported: "x", exported: "y" }],
      errors: [{ start: 3, end: 5 }],
    };
    expect(printModule(module)).toBe(
      [
        "typescript file",
        'import type "etcd3" { Etcd3, default as d }',
        "export a",
        "export default = main",
        'reexport * from "./b"',
        'reexport x as y from "./c"',
        "error 3-5",
      ].join("\n"),
    );
  });
});
