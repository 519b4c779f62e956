import { describe, expect, it } from "vitest";
import { printFunction, printTypeDecl } from "../../server/src/ir/print";
import { printType } from "../../server/src/ir/print-type";
import type { Module, TypeRef } from "../../server/src/ir/types";
import { lowerSource } from "../support/lower";

async function lower(source: string): Promise<Module> {
  const module = await lowerSource(source, "src/a.ts");
  expect(module.errors).toEqual([]);
  return module;
}

async function typeRef(source: string): Promise<TypeRef> {
  const stmt = (await lower(`let x: ${source};`)).functions[0]?.body[0];
  if (stmt?.kind !== "assign" || !stmt.type) throw new Error("no type");
  return stmt.type;
}

const type = async (source: string): Promise<string> => printType(await typeRef(source));

const decl = async (source: string): Promise<string> => (await lower(source)).types.map(printTypeDecl).join("\n");

describe("types", () => {
  it("has basic ones", async () => {
    const names = ["string", "number", "boolean", "bigint", "any", "unknown", "object", "void", "never", "null", "undefined"];
    expect(await Promise.all(names.map(type))).toEqual([
      ...["string", "float", "bool", "int", "any", "any", "any", "void", "void", "void", "void"],
    ]);
    expect(await Promise.all(["Date", "Buffer", "Uint8Array", "Error", "symbol", "unique symbol"].map(type))).toEqual([
      ...["time", "bytes", "bytes", "error", "?", "?"],
    ]);
  });

  it("takes the type of a literal", async () => {
    expect(await type("'a' | 'b'")).toBe("string");
    expect(await type("1 | -2")).toBe("float");
    expect(await type("true")).toBe("bool");
    expect(await type("`a${string}`")).toBe("string");
    expect(await type("keyof T")).toBe("string");
  });

  it("has lists", async () => {
    for (const source of ["Foo[]", "Array<Foo>", "readonly Foo[]", "ReadonlyArray<Foo>", "Set<Foo>", "(Foo)[]"])
      expect(await type(source)).toBe("[]Foo");
    expect(await type("[string, number]")).toBe("[2](string | float)");
    expect(await type("[a: string, b?: string]")).toBe("[2]string");
    expect(await type("[string, ...Foo[]]")).toBe("[](string | Foo)");
  });

  it("has maps", async () => {
    for (const source of [
      "Map<string, Foo>",
      "Record<string, Foo>",
      "{ [key: string]: Foo }",
      "{ [K in Names]: Foo }",
      "ReadonlyMap<string, Foo>",
    ]) {
      expect(await type(source)).toBe(source.includes("Names") ? "map[Names]Foo" : "map[string]Foo");
    }
  });

  it("has promises, optionals and unions", async () => {
    expect(await type("Promise<Foo>")).toBe("promise Foo");
    expect(await type("Foo | null | undefined")).toBe("Foo?");
    expect(await type("Foo | Bar | string")).toBe("(Foo | Bar | string)");
    expect(await type("Partial<Foo>")).toBe("Foo");
    expect(await type("Readonly<Foo[]>")).toBe("[]Foo");
  });

  it("has names with qualifiers and arguments", async () => {
    expect(await typeRef("a.b.C<D, E[]>")).toMatchObject({
      kind: "named",
      qualifier: "a.b",
      name: "C",
      args: [{ name: "D" }, { kind: "list" }],
    });
    expect(await type("Pick<Foo, 'a'>")).toBe("Pick<Foo, string>");
  });

  it("imports what is named by import()", async () => {
    const module = await lower("let x: import('etcd3').Etcd3; let y: import('etcd3').Lease;");
    expect(module.imports).toMatchObject([{ source: "etcd3", kind: "namespace", local: 'import("etcd3")', typeOnly: true }]);
    expect(module.functions[0]?.body[0]).toMatchObject({ type: { kind: "named", qualifier: 'import("etcd3")', name: "Etcd3" } });
  });

  it("has functions and structures", async () => {
    expect(await type("(a: string, ...b: number[]) => Promise<void>")).toBe("func(a string, b ...float) promise void");
    expect(await type("new (a: string) => Foo")).toBe("func(a string) Foo");
    expect(await type("{ (a: string): Foo }")).toBe("func(a string) Foo");
    expect(await type("{ a: string; b?: number; m(c: Foo): void }")).toBe("struct { a string; b? float; m(c Foo) void }");
    expect(await type("Foo & { a: string } & Bar")).toBe("struct { ...Foo; ...Bar; a string }");
  });

  it("says unknown where only a type checker knows", async () => {
    for (const source of ["typeof x", "A extends B ? C : D", "A['b']"]) expect(await type(source)).toBe("?");
  });

  it("reads predicates as bool", async () => {
    expect((await lower("function f(a: any): a is string { return true; }")).functions[0]?.results).toEqual([
      { type: { kind: "basic", name: "bool" } },
    ]);
  });
});

describe("declared types", () => {
  it("has interfaces", async () => {
    expect(
      await decl(
        "export interface A<T> extends B, c.D<T> { a: string; readonly b?: T[]; get(k: string): Promise<T>; cb: () => void; [k: string]: any }",
      ),
    ).toBe("type A<T> interface { ...B; ...c.D<T>; ...map[string]any; a string; b? []T; cb func() void; get(k string) promise T }");
  });

  it("has aliases", async () => {
    expect(await decl("type A = string | null; type B = { a: string }; type C<T> = Map<string, T>;")).toBe(
      "type A = string?\ntype B struct { a string }\ntype C<T> = map[string]T",
    );
  });

  it("has enums and their values", async () => {
    const module = await lower("enum A { B, C = 5, D, 'E-F' }\nexport const enum G { H = 'h', I = 'i' }\ndeclare enum J { K = 1 << 2, L }");
    expect(module.types.map(printTypeDecl)).toEqual(["type A = int", "type G = string", "type J = int"]);
    const main = module.functions[0];
    expect(main && printFunction(main)).toBe(
      [
        "async module <module>() {",
        "  const A = object{B: 0, C: 5, D: 6, E-F: 7}",
        '  const G = object{H: "h", I: "i"}',
        "  const J = object{K: (1 << 2), L: unknown()}",
        "}",
      ].join("\n"),
    );
    expect(module.exports.get("G")).toBe("G");
  });
});

describe("classes", () => {
  it("has bases and fields", async () => {
    expect(
      await decl(
        "abstract class A<T> extends b.C<T> implements D, E { private client = new Etcd3(); readonly x?: string; declare y: Foo; #z: number = 1; abstract m(k: string): Foo; }",
      ),
    ).toBe("type A<T> class { ...b.C<T>; ...D; ...E; client ? = new Etcd3(); x? string; y Foo; #z float = 1; m(k string) Foo }");
  });

  it("has decorated fields", async () => {
    expect(await decl("class A { @Inject(TOKEN) private readonly c: Etcd3; }")).toBe("type A class { c Etcd3 `@Inject(TOKEN)` }");
  });

  it("has methods with their owner and decorators", async () => {
    const module = await lower(
      "export class A { @Cron('* * * * *') @Log async run<T>(@Body() { k }: P): Promise<T> {} static make() {} get size(): number { return 1; } set size(n) {} }",
    );
    expect(module.functions.map((fn) => printFunction(fn))).toEqual([
      '@Cron("* * * * *") @Log() export async method this:A.run<T>({k} P) promise T {}',
      "export static method A.make() {}",
      "export method this:A.get size() float {\n  return 1\n}",
      "export method this:A.set size(n ?) {}",
    ]);
    expect(module.types[0]?.fields).toMatchObject([{ name: "size", type: { name: "float" } }]);
  });

  it("has getters as fields too", async () => {
    expect(
      await decl(
        "class A { get client() { if (!this.c) { this.c = open(); } return this.c; } get x() { return make(); } get y(): Foo { return this.z.y; } }",
      ),
    ).toBe("type A class { client ? = this.c; x ?; y Foo = this.z.y; c ? }");
  });

  it("declares fields where they are assigned", async () => {
    const module = await lower(
      "class A { constructor(c: Etcd3, private readonly d: Foo, public e?: string) { super(); this.c = c; if (d) { this.f = make(); } } init() { this.g = 1; this.init = 2; } }",
    );
    expect(module.types[0]?.fields.map((field) => `${field.name}${field.optional ? "?" : ""} ${printType(field.type)}`)).toEqual([
      ...["d Foo", "e? string", "c Etcd3", "f ?", "g ?"],
    ]);
    expect(module.types[0]?.fields.every((field) => field.initial === undefined)).toBe(true);
    expect(module.functions[0] && printFunction(module.functions[0])).toBe(
      [
        "constructor this:A.constructor(c Etcd3, d Foo, e string?) {",
        "  this.d = d",
        "  this.e = e",
        "  super()",
        "  this.c = c",
        "  if d {",
        "    this.f = make()",
        "  }",
        "}",
      ].join("\n"),
    );
  });

  it("has fields that hold functions as methods", async () => {
    const module = await lower("class A { @Get('/k') handler = async (k: string) => k; }");
    expect(module.types[0]?.fields).toEqual([]);
    expect(module.functions.map((fn) => printFunction(fn))).toEqual(['@Get("/k") async method this:A.handler(k string) {\n  return k\n}']);
  });

  it("runs static code with the module", async () => {
    const module = await lower("class A { static client = new Etcd3(); static { boot(); } }\nlater();");
    expect(module.functions.map((fn) => printFunction(fn))).toEqual([
      "async module <module>() {\n  A.client = new Etcd3()\n  block {\n    boot()\n  }\n  later()\n}",
    ]);
  });

  it("names classes that are values", async () => {
    const source = "const A = class B { m() {} };\nexport const make = () => class extends A {};";
    const module = await lower(source);
    expect(module.types.map((found) => found.name)).toEqual(["A", `<class@${source.lastIndexOf("class")}>`]);
    expect(module.functions[0]).toMatchObject({ owner: "A", name: "m" });
    expect(module.exports.get("make")).toBe("make");
  });
});
