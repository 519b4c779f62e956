import { describe, expect, it } from "vitest";
import { printModule, printStmts } from "../../server/src/ir/print";
import type { FunctionDecl, Module } from "../../server/src/ir/types";
import { lowerSource } from "../support/lower";

async function lower(source: string, path = "src/main/java/app/A.java"): Promise<Module> {
  const module = await lowerSource(source, path);
  expect(module.errors).toEqual([]);
  return module;
}

const named = (module: Module, name: string): FunctionDecl => {
  const fn = module.functions.find((candidate) => candidate.name === name);
  if (!fn) throw new Error(`no function ${name}`);
  return fn;
};

/** The statements of a method body, printed. `field` is a field of the class, `p` a parameter, `own()` a method. */
async function body(source: string): Promise<string> {
  const module = await lower(`class A { String field; void own() {} void f(String p) {\n${source}\n} }`);
  return printStmts(named(module, "f").body);
}

const value = async (source: string): Promise<string> => (await body(`x.y = ${source};`)).replace(/^x\.y = /, "");

describe("expressions", () => {
  it("decodes literals", async () => {
    expect(await value(String.raw`"a\n\u0041\101\""`)).toBe(JSON.stringify('a\nAA"'));
    expect(await value("'c'")).toBe('"c"');
    expect(await value('"""\n    a\n      b\n    """')).toBe(JSON.stringify("a\n  b\n"));
    expect(await value("f(1_000L, 0x1F, 017, 1.5f, 2e3, true, null)")).toBe("this.f(1000, 31, 15, 1.5, 2000, true, null)");
  });

  it("tells fields, parameters, classes and constants apart", async () => {
    expect(await value("field + p + Other.NAME")).toBe("((this.field + p) + Other.NAME)");
    expect(await body("String field = p; own(); field.trim(); this.field.trim();")).toBe(
      "let field: string = p\nthis.own()\nfield.trim()\nthis.field.trim()",
    );
  });

  it("waits for futures, and takes no getter for one", async () => {
    expect(await value("kv.get(p).get()")).toBe("(await kv.get(p))");
    expect(await value("kv.get(p).get(5, TimeUnit.SECONDS)")).toBe("(await kv.get(p))");
    expect(await value("client.kv().get(p, option).get()")).toBe("(await client.kv().get(p, option))");
    expect(await value("kv.all().join()")).toBe("(await kv.all())");
    expect(await value("holder.get()")).toBe("holder.get()");
    expect(await value("supplier().get()")).toBe("this.supplier().get()");
    expect(await body("CompletableFuture<String> done = p.x(); done.get();")).toBe("let done: promise string = p.x()\n(await done)");
  });

  it("counts numbers with a unit in milliseconds", async () => {
    expect(await value("run.at(this::own, 0, 5, TimeUnit.SECONDS)")).toBe("run.at(this.own, (0 * 1000), (5 * 1000), TimeUnit.SECONDS)");
    expect(await value("run.at(this::own, 0, 5, TimeUnit.MILLISECONDS)")).toBe("run.at(this.own, 0, 5, TimeUnit.MILLISECONDS)");
  });

  it("has lambdas, and classes without a name as functions", async () => {
    expect(await body("run(() -> own()); run((a, b) -> { return a; });")).toBe(
      "this.run(fn() {\n  return this.own()\n})\nthis.run(fn(a ?, b ?) {\n  return a\n})",
    );
    expect(await body("run(new Runnable() { public void run() { own(); } });")).toBe("this.run(fn() void {\n  this.own()\n})");
  });

  it("makes things", async () => {
    expect(await value("new Job(p, 1)")).toBe("new Job(p, 1)");
    expect(await value("new byte[4096]")).toBe("byte[](4096)");
    expect(await value('new String[] {"a", p}')).toBe('list{"a", p}');
    expect(await value("new ArrayList<String>()")).toBe("list []string{}");
  });
});

describe("statements", () => {
  it("has loops of every kind", async () => {
    expect(await body("for (String s : field) own();")).toBe("loop each s: string of this.field {\n  this.own()\n}");
    expect(await body("for (int i = 0; i < 10; i += 2) own();")).toBe("loop counted i from 0 to 10 by 2 {\n  this.own()\n}");
    expect(await body("while (true) own();")).toBe("loop forever {\n  this.own()\n}");
    expect(await body("for (;;) { break; }")).toBe("loop forever {\n  break\n}");
    expect(await body("do { own(); } while (p.isEmpty());")).toBe("loop while p.isEmpty() {\n  this.own()\n}");
  });

  it("closes resources", async () => {
    expect(await body("try (Client c = make()) { c.x(); } catch (Exception e) { own(); }")).toBe(
      "const c: Client = this.make()\ntry\n  try {\n    c.x()\n  }\n  catch {\n    this.own()\n  }\n  finally {\n    c.close()\n  }",
    );
  });

  it("has switches of both kinds, with labels that fall through", async () => {
    expect(await body("switch (p) { case A: case B: own(); break; default: return; }")).toBe(
      "switch p\n  case A, B {\n    this.own()\n    break\n  }\n  default {\n    return\n  }",
    );
    expect(await body("switch (p) { case A -> own(); default -> {} }")).toBe("switch p\n  case A {\n    this.own()\n  }\n  default {}");
  });
});

describe("declarations", () => {
  it("gives fields, constructors, static values and classes inside classes", async () => {
    const module = await lower(
      `package app.jobs;
       import io.etcd.jetcd.KV;
       import io.etcd.jetcd.Watch;
       import static java.nio.charset.StandardCharsets.UTF_8;
       import java.util.*;
       class Store extends Base implements AutoCloseable {
         static final String PREFIX = "/x";
         private final KV kv;
         private Watch.Watcher watcher;
         Store(KV kv) { super(kv); this.kv = kv; }
         static class Inner { byte[] data; Map<String, List<Long>> all; }
         Inner inner(Optional<Inner> i, String... more) { return i.get(); }
       }`,
      "src/main/java/app/jobs/Store.java",
    );
    expect(printModule(module).split("\n").slice(0, 8)).toEqual([
      "java package app.jobs",
      'import "io.etcd.jetcd" { KV }',
      'import "io.etcd.jetcd" { Watch }',
      'import "java.nio.charset" { StandardCharsets.UTF_8 as UTF_8 }',
      'import "java.util" as .',
      'import "io.etcd.jetcd" { Watch.Watcher }',
      "type Store.Inner class { data bytes; all map[string][]int }",
      'type Store class { ...Base; ...AutoCloseable; PREFIX string `json:"-"`; kv KV; watcher Watch.Watcher }',
    ]);
    expect(named(module, "inner").params.map((param) => param.variadic)).toEqual([false, true]);
    expect(named(module, "inner").results[0]?.type).toMatchObject({ kind: "named", name: "Store.Inner" });
    expect(printStmts(named(module, "<module>").body)).toBe('Store.PREFIX = "/x"');
  });

  it("keeps annotations with their arguments", async () => {
    const module = await lower('class A { @Scheduled(fixedRate = 5, timeUnit = TimeUnit.SECONDS) @GetMapping("/x") void f() {} }');
    expect(named(module, "f").decorators.map(({ name }) => name)).toEqual(["Scheduled", "GetMapping"]);
    expect(printModule(module)).toContain('@GetMapping("/x")');
    expect(named(module, "f").decorators[0]?.expr).toMatchObject({
      args: [{ name: "fixedRate", value: { op: "*" } }, { name: "timeUnit" }],
    });
  });

  it("adds what Lombok adds", async () => {
    const module = await lower("@RequiredArgsConstructor @Data class A { private final KV kv; private int n = 1; }");
    expect(printModule(module)).toContain("constructor this:A.constructor(kv KV) {\n  this.kv = kv\n}");
    expect(named(module, "getKv").results[0]?.type).toMatchObject({ name: "KV" });
  });

  it("takes records and plain enums for what they are", async () => {
    const module = await lower("record R(String a, int b) {} enum E { X, Y }");
    expect(printModule(module)).toContain("type R class { a string; b int }");
    expect(printModule(module)).toContain("type E = string");
  });
});

describe("broken code", () => {
  it("gives what is whole", async () => {
    const module = await lowerSource("class A { void f() { kv.put(a, ; kv.get(b); } void g() { own(); }", "A.java");
    expect(module.errors.length).toBeGreaterThan(0);
    expect(module.functions.map((fn) => fn.name)).toContain("g");
  });
});
