import { describe, expect, it } from "vitest";
import { printStmts, printTypeDecl } from "../../server/src/ir/print";
import type { Module } from "../../server/src/ir/types";
import { languageOf } from "../../server/src/lower/index";
import { lowerSource } from "../support/lower";

const lower = (source: string, path = "src/a.rs"): Promise<Module> => lowerSource(source, path);

/** The statements of a function body, printed. */
async function body(source: string): Promise<string> {
  const module = await lower(`async fn f(p: P) -> R {\n${source}\n}\n`);
  expect(module.errors).toEqual([]);
  return printStmts(module.functions.find((fn) => fn.name === "f")?.body ?? []);
}

const value = async (source: string): Promise<string> => (await body(`x.y = ${source};`)).replace(/^x\.y = /, "");

describe("expressions", () => {
  it("leaves out what only says who owns a value", async () => {
    expect(await value("Some(Arc::new(Mutex::new(&mut client)))")).toBe("client");
    expect(await value("self.client.lock().await.clone()")).toBe("(await self.client)");
    expect(await value("name.as_bytes().to_vec()")).toBe("name");
    expect(await value("f(x)?")).toBe("f(x)");
    expect(await value("None")).toBe("null");
  });

  it("folds format! with holes by place, number and name", async () => {
    expect(await value('format!("/a/{}/{1}/{name:?}{{}}", id, self.x.y)')).toBe('template("/a/", id, "/", self.x.y, "/", name, "{}")');
    expect(await value('format!("{}", kv.key_str()?)')).toBe("template(kv.key_str())");
  });

  it("reads literals of every spelling", async () => {
    expect(await value('[1_000u64, 0xFF, 2.5f32, b"a\\n", r#"b"c"#, true]')).toBe('list{1000, 255, 2.5, "a\\n", "b\\"c", true}');
  });

  it("names items by their whole path, bound by an import of its own", async () => {
    const module = await lower("use tokio::time;\nfn f() { time::sleep(std::time::Duration::from_secs(5)); crate::db::load(); }");
    expect(printStmts(module.functions[0]?.body ?? [])).toBe("time::sleep(std::time::Duration.from_secs(5))\ncrate::db::load()");
    const found = module.imports.flatMap(({ source, names }) => names.map(({ imported, local }) => `${source} ${imported} ${local}`));
    expect(found).toContain("tokio/time sleep time::sleep");
    expect(found).toContain("std/time Duration std::time::Duration");
    expect(module.imports.find(({ source }) => source === "crate::db")?.paths).toContain("src/db");
  });
});

describe("statements", () => {
  it("gives the last expression of a body back, through branches", async () => {
    expect(await body("if a { b } else { return c; }")).toBe("if a {\n  return b\n} else {\n  return c\n}");
    expect(await body("g();")).toBe("g()");
    expect(await body("Err(e)")).toBe("throw Err(e)");
  });

  it("evaluates what is matched once", async () => {
    expect(await body("match c.get(k).await { Ok(found) => found, Err(e) => panic!() }")).toBe(
      "let found = (await c.get(k))\nswitch found\n  case {\n    return found\n  }\n  case {\n    throw\n  }",
    );
    expect(await body("if let Some(kv) = r.first() { g(kv); }")).toBe("let kv = r.first()\nif kv {\n  g(kv)\n}");
  });

  it("takes a stream that is read to its end for a loop over it", async () => {
    expect(await body("while let Some(m) = s.message().await? { g(m); }")).toBe("loop await each m of s {\n  g(m)\n}");
    expect(await body("while let Some(m) = rx.recv().await { g(m); }")).toBe("loop await each m of rx {\n  g(m)\n}");
  });

  it("has loops over ranges, positions and nothing", async () => {
    expect(await body("for i in 0..=n { g(i); }")).toBe("loop counted i from 0 through n {\n  g(i)\n}");
    expect(await body("for (i, x) in xs.iter().enumerate() { g(x); }")).toBe("loop each i, x of xs {\n  g(x)\n}");
    expect(await body("loop { t.tick().await; }")).toBe("loop forever {\n  (<-t)\n}");
  });

  it("starts tasks", async () => {
    expect(await body("tokio::spawn(async move { g(); });")).toBe("spawn async fn() {\n  g()\n}()");
  });
});

describe("items", () => {
  it("declares types, with the type inside of boxes, locks and options", async () => {
    const module = await lower("struct S { c: Arc<RwLock<Client>>, m: HashMap<String, Vec<u8>>, o: Option<i64> }");
    expect(module.types.map((one) => printTypeDecl(one))).toEqual(["type S struct { c Client; m map[string]bytes; o? int? }"]);
  });

  it("gives methods to the type of their impl, and their trait to the type", async () => {
    const module = await lower(
      "struct S;\ntrait T { fn a(&self); }\nimpl T for S { fn a(&self) {} }\nimpl S { fn new() -> Self { Self } }",
    );
    expect(module.functions.map(({ owner, name, self }) => [owner, name, self])).toEqual([
      ["S", "a", "self"],
      ["S", "new", undefined],
    ]);
    expect(module.types[0]?.embeds).toMatchObject([{ kind: "named", name: "T" }]);
  });

  it("leaves out what is compiled for tests only", async () => {
    const module = await lower(
      "fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }\n#[tokio::test]\nasync fn c() {}\n#[cfg(not(test))]\nfn d() {}",
    );
    expect(module.functions.map(({ name }) => name)).toEqual(["a", "d"]);
  });
});

it("knows test files by Cargo's folders", () => {
  const rust = languageOf("src/main.rs");
  expect(["tests/a.rs", "crates/x/benches/b.rs", "src/store/tests.rs", "src/a_test.rs"].map((path) => rust?.isTest(path))).toEqual(
    Array(4).fill(true),
  );
  expect(["src/main.rs", "src/latest.rs", "examples/a.rs"].map((path) => rust?.isTest(path))).toEqual([false, false, false]);
});

it("never throws, whatever stands there", async () => {
  const whole =
    "use a::{b, c};\nimpl X { async fn f(&self) -> Y { match z { Some(q) if q > 1 => vec![1; 2], _ => { loop { break 'a; } } } } }\n";
  for (let end = 0; end < whole.length; end += 3) await expect(lower(whole.slice(0, end))).resolves.toBeDefined();
  await expect(lower(`fn f() { ${"g(".repeat(500)} }`)).resolves.toBeDefined();
  await expect(lower(`fn f() { format!("{}", ${"(".repeat(3000)}x`)).resolves.toBeDefined();
});
