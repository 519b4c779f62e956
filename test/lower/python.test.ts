import { describe, expect, it } from "vitest";
import { printStmts } from "../../server/src/ir/print";
import type { Expr, FunctionDecl, Module, Stmt } from "../../server/src/ir/types";
import { lowerSource } from "../support/lower";

const indented = (source: string): string => source.replace(/^/gm, "    ");

async function lower(source: string, path = "app/a.py"): Promise<Module> {
  const module = await lowerSource(source, path);
  expect(module.errors).toEqual([]);
  return module;
}

async function stmts(source: string): Promise<readonly Stmt[]> {
  const module = await lower(`async def f(p):\n${indented(source)}\n`);
  return module.functions.find((fn) => fn.name === "f")?.body ?? [];
}

/** The statements of a function body, printed. */
const body = async (source: string): Promise<string> => printStmts(await stmts(source));

async function expr(source: string): Promise<Expr> {
  const stmt = (await stmts(`x.y = ${source}`))[0];
  if (stmt?.kind !== "assign" || !stmt.values[0]) throw new Error("no value");
  return stmt.values[0];
}

const value = async (source: string): Promise<string> => (await body(`x.y = ${source}`)).replace(/^x\.y = /, "");

const named = (module: Module, name: string): FunctionDecl => {
  const fn = module.functions.find((candidate) => candidate.name === name);
  if (!fn) throw new Error(`no function ${name}`);
  return fn;
};

describe("literals", () => {
  it("decodes strings of every prefix", async () => {
    expect(await expr(String.raw`"a\n\x41\u00e9\101\'\q"`)).toMatchObject({ type: "string", value: "a\nAéA'\\q" });
    expect(await expr(String.raw`r"a\n"`)).toMatchObject({ value: "a\\n" });
    expect(await expr(String.raw`rb'\d'`)).toMatchObject({ value: "\\d" });
    expect(await expr('"""a\nb"""')).toMatchObject({ value: "a\n    b" });
    expect(await expr("''")).toMatchObject({ value: "" });
  });

  it("joins neighbouring strings", async () => {
    expect(await expr(`("a" 'b'\n  "c")`)).toMatchObject({ kind: "literal", value: "abc" });
  });

  it("reads numbers of every spelling", async () => {
    const spellings = ["10", "0x1F", "0b101", "0o17", "1_000_000", "1.5e3", ".5"];
    const values = await Promise.all(spellings.map(async (text) => (await expr(text)) as { value?: unknown }));
    expect(values.map((one) => one.value)).toEqual([10, 31, 5, 15, 1_000_000, 1500, 0.5]);
    expect((await expr("3j")).kind).toBe("unknown");
  });

  it("has booleans and None", async () => {
    expect(await value("[True, False, None]")).toBe("list{true, false, null}");
  });
});

describe("text with values in it", () => {
  const parts = async (source: string): Promise<readonly unknown[]> => {
    const found = await expr(source);
    if (found.kind !== "template") throw new Error(`${found.kind} is no template`);
    return found.parts.map((part) => (part.kind === "literal" ? part.value : part.kind === "name" ? { name: part.name } : part.kind));
  };

  it("is a template, however it is written", async () => {
    const wanted = ["/jobs/", { name: "p" }, "/state"];
    expect(await parts('f"/jobs/{p}/state"')).toEqual(wanted);
    expect(await parts('"/jobs/%s/state" % p')).toEqual(wanted);
    expect(await parts('"/jobs/%(id)s/state" % {"id": p}')).toEqual(wanted);
    expect(await parts('"/jobs/{}/state".format(p)')).toEqual(wanted);
    expect(await parts('"/jobs/{0}/state".format(p)')).toEqual(wanted);
    expect(await parts('"/jobs/{id}/state".format(id=p)')).toEqual(wanted);
  });

  it("keeps escaped signs, and takes values in order", async () => {
    expect(await parts('f"{{{p!r:>{q}}}}"')).toEqual(["{", { name: "p" }, "}"]);
    expect(await parts('"%d%% of %s" % (p, q)')).toEqual([{ name: "p" }, "% of ", { name: "q" }]);
    expect(await parts('"{{}}{1}{0}".format(p, q)')).toEqual(["{}", { name: "q" }, { name: "p" }]);
  });

  it("stays a calculation where nothing is known of the text", async () => {
    expect(await value("p % q")).toBe("(p % q)");
    expect((await expr("p.format(q)")).kind).toBe("call");
  });

  it("says how many times a text is repeated", async () => {
    expect(await value('"ab" * n')).toBe('"ab".repeat(n)');
    expect(await value("1024 * b'x'")).toBe('"x".repeat(1024)');
  });
});

describe("expressions", () => {
  it("writes comparisons and logic in the common signs", async () => {
    expect(await value("a is None")).toBe("(a == null)");
    expect(await value("a is not None and not b or c")).toBe("(((a != null) && (!b)) || c)");
    expect(await value("1 < a <= 3")).toBe("((1 < a) && (a <= 3))");
    expect(await value("a not in b")).toBe("(!(a in b))");
    expect(await value("a if b else c")).toBe("(b ? a : c)");
  });

  it("keeps keyword arguments with their names, and tells the two spreads apart", async () => {
    const call = await expr("f(1, *xs, k=2, **kw)");
    if (call.kind !== "call") throw new Error("no call");
    expect(call.args.map(({ name, spread }) => [name, spread])).toEqual([
      [undefined, false],
      [undefined, true],
      ["k", false],
      ["", true],
    ]);
  });

  it("takes a call of a name with a capital for a construction", async () => {
    const made = async (source: string): Promise<unknown> => {
      const call = await expr(source);
      return call.kind === "call" && call.construct;
    };
    expect(await made("Store()")).toBe(true);
    expect(await made("etcd3.Etcd3Client()")).toBe(true);
    expect(await made("etcd3.client()")).toBe(false);
  });

  it("maps a function over what a comprehension runs over", async () => {
    expect(await value("[g(x) for x in xs]")).toBe("xs.map(fn(x ?) {\n  return g(x)\n})");
    expect(await value("sum(a for a in xs if a)")).toBe("sum(xs.map(fn(a ?) {\n  if a {\n    return a\n  }\n}))");
    expect(await value("{k: v for k, v in d.items()}")).toBe("d.map(fn({0: k, 1: v} ?) {\n  return map{[k]: v}\n})");
    expect(await value("[y for x in xs for y in x]")).toBe("xs.flatMap(fn(x ?) {\n  return x.map(fn(y ?) {\n    return y\n  })\n})");
  });

  it("hands a function the arguments that its runner gets for it", async () => {
    expect(await value("Thread(target=f, args=(1, b))")).toBe("new Thread(target=fn() {\n  return f(1, b)\n}, args=list{1, b})");
    expect(await value("pool.submit(self.f, a)")).toBe("pool.submit(fn() {\n  return self.f(a)\n})");
    expect(await value("partial(f, a)")).toBe("fn() {\n  return f(a)\n}");
    expect(await value("pool.submit(f)")).toBe("pool.submit(f)");
  });

  it("slices and indexes", async () => {
    expect(await value("a[1:2]")).toBe("a[1:2]");
    expect(await value("a[:n]")).toBe("a[:n]");
    expect(await value("a['k']")).toBe('a["k"]');
  });
});

describe("statements", () => {
  it("declares a name once, unless it is said to be another's", async () => {
    const list = await stmts("global g\na = 1\na = 2\ng = 3\np = 4");
    expect(list.map((stmt) => stmt.kind === "assign" && stmt.declares)).toEqual([true, false, false, false]);
  });

  it("takes tuples apart", async () => {
    expect(await body("a, b = f()")).toBe("let a, b = f()");
    expect(await body("a, b = 1, 2")).toBe("let a, b = 1, 2");
    expect(await body("(a, b) = c = f()")).toBe("let c = f()\nlet a, b = c");
    expect(await body("return a, b")).toBe("return a, b");
  });

  it("counts ranges, and pairs what enumerate and items give", async () => {
    const [counted] = await stmts("for i in range(2, n, 3):\n    f(i)");
    expect(counted).toMatchObject({ loop: "counted", counter: { name: "i", from: { value: 2 }, to: { name: "n" }, step: { value: 3 } } });
    const [pairs] = await stmts("for k, v in d.items():\n    f(k)");
    expect(pairs).toMatchObject({ loop: "each", over: { name: "d" }, bindings: [{ name: "k" }, { name: "v" }] });
    const [listed] = await stmts("for i, x in enumerate(xs):\n    f(i)");
    expect(listed).toMatchObject({ loop: "each", over: { name: "xs" }, bindings: [{ name: "i" }, { name: "x" }] });
    const [tuples] = await stmts("for value, meta in client.get_prefix(p):\n    f(value)");
    expect(tuples).toMatchObject({ bindings: [{ kind: "pattern", entries: [{ property: "0" }, { property: "1" }] }] });
  });

  it("knows loops without an end", async () => {
    expect((await stmts("while True:\n    f()"))[0]).toMatchObject({ loop: "forever" });
    expect((await stmts("while not stopped.wait(5):\n    f()"))[0]).toMatchObject({ loop: "while", test: { kind: "unary" } });
    expect((await stmts("async for e in events:\n    f()"))[0]).toMatchObject({ loop: "each", awaitsEach: true });
  });

  it("runs what follows a loop in its else", async () => {
    expect((await stmts("for a in b:\n    f()\nelse:\n    g()")).map((stmt) => stmt.kind)).toEqual(["loop", "expr"]);
  });

  it("ends a with block by leaving what it entered, however it ends", async () => {
    expect(await body("with etcd3.client() as c:\n    c.get(1)")).toBe(
      "let c = etcd3.client()\ntry\n  try {\n    c.get(1)\n  }\n  finally {\n    c.__exit__()\n  }",
    );
    expect(await body("async with a.b:\n    f()")).toBe("try\n  try {\n    f()\n  }\n  finally {\n    a.b.__exit__()\n  }");
    expect(await body("with closing(c()) as d:\n    f()")).toContain("let d = c()\n");
  });

  it("puts what follows success into the arm that was tried", async () => {
    const [stmt] = await stmts("try:\n    f()\nexcept E as e:\n    g()\nelse:\n    h()\nfinally:\n    i()");
    if (stmt?.kind !== "branch") throw new Error("no branch");
    expect(stmt.arms.map(({ role, body: arm }) => [role, arm.length])).toEqual([
      ["try", 2],
      ["catch", 1],
      ["finally", 1],
    ]);
  });

  it("starts tasks", async () => {
    expect(await body("asyncio.create_task(f(1))")).toBe("spawn f(1)");
  });

  it("leaves documentation out", async () => {
    expect(await body('"""Says."""\nf()')).toBe("f()");
  });
});

describe("collections that start empty", () => {
  const typeOf = async (source: string): Promise<unknown> => {
    const [stmt] = await stmts(source);
    const first = stmt?.kind === "assign" ? stmt.values[0] : undefined;
    return first?.kind === "composite" ? first.type?.kind : undefined;
  };

  it("have a type when they are filled entry by entry", async () => {
    expect(await typeOf("xs = []\nxs.append(p)")).toBe("list");
    expect(await typeOf("d = {}\nd[p] = 1")).toBe("map");
    expect(await typeOf("d = defaultdict(list)\nd[p].append(1)\nd[p] = []")).toBe("map");
  });

  it("stay records when their entries are set by name", async () => {
    expect(await typeOf("d = {}\nd['host'] = p")).toBeUndefined();
    expect(await typeOf("xs = []\nf(xs)")).toBeUndefined();
  });

  it("are collections in fields", async () => {
    const module = await lower("class A:\n    def __init__(self):\n        self.seen = {}\n");
    const [stmt] = named(module, "constructor").body;
    expect(stmt).toMatchObject({ kind: "assign", values: [{ kind: "composite", type: { kind: "map" } }] });
  });
});

describe("functions and classes", () => {
  it("takes the instance out of the parameters", async () => {
    const module = await lower(`
class Store(Base):
    shared = etcd3.client()
    limit: int = 10

    def __init__(self, client: etcd3.Etcd3Client, prefix="/a"):
        super().__init__(prefix=prefix)
        self.client = client
        self.seen: Dict[str, int] = {}

    def get(self, key):
        return self.client.get(key)

    @classmethod
    def make(cls, host):
        return cls(etcd3.client(host=host))

    @staticmethod
    def plain(a):
        return a

    @property
    def etcd(self):
        return self.client
`);
    const [store] = module.types;
    expect(store?.fields.map(({ name, type }) => [name, type.kind])).toEqual([
      ["shared", "unknown"],
      ["limit", "basic"],
      ["etcd", "unknown"],
      ["client", "named"],
      ["seen", "map"],
    ]);
    expect(store?.embeds).toMatchObject([{ name: "Base" }]);
    expect(named(module, "get")).toMatchObject({ kind: "method", owner: "Store", self: "self", params: [{ name: "key" }] });
    expect(named(module, "make")).toMatchObject({ self: "cls", params: [{ name: "host" }] });
    expect(named(module, "plain")).toMatchObject({ static: true, params: [{ name: "a" }] });
    expect(named(module, "get etcd").kind).toBe("method");
    const [first] = named(module, "constructor").body;
    expect(first).toMatchObject({ expr: { construct: true, delegates: true, callee: { name: "Base" }, args: [{ name: "prefix" }] } });
    // What the class body assigns is evaluated once, with the file.
    expect(printStmts(named(module, "<module>").body)).toBe("Store.shared = etcd3.client()");
  });

  it("makes the constructor of a record from its fields", async () => {
    const module = await lower("@dataclass\nclass Job:\n    id: str\n    tags: List[str] = field(default_factory=list)\n");
    expect(named(module, "constructor").params.map(({ name, type }) => [name, type.kind])).toEqual([
      ["id", "basic"],
      ["tags", "list"],
    ]);
  });

  it("reads annotations as far as they are names, containers and unions", async () => {
    const types = async (source: string): Promise<unknown> => named(await lower(`def f(a: ${source}): pass\n`), "f").params[0]?.type;
    expect(await types("Optional[str]")).toMatchObject({ kind: "optional", element: { name: "string" } });
    expect(await types("'etcd3.Etcd3Client | None'")).toMatchObject({
      kind: "optional",
      element: { qualifier: "etcd3", name: "Etcd3Client" },
    });
    expect(await types("dict[str, list[bytes]]")).toMatchObject({ kind: "map", value: { kind: "list", element: { name: "bytes" } } });
    expect(await types("typing.Awaitable[int]")).toMatchObject({ kind: "promise", element: { name: "int" } });
  });

  it("hands on what a context manager or a fixture yields", async () => {
    const module = await lower("@contextmanager\ndef client():\n    c = etcd3.client()\n    yield c\n    c.close()\n");
    expect(named(module, "client").body[1]).toMatchObject({ kind: "return", values: [{ name: "c" }] });
  });

  it("keeps decorators with their arguments", async () => {
    const module = await lower('@app.route("/jobs", methods=["GET"])\ndef jobs():\n    pass\n');
    expect(named(module, "jobs").decorators).toMatchObject([{ name: "route", args: [{ value: "/jobs" }, { kind: "composite" }] }]);
  });
});

describe("imports", () => {
  it("says where in the project a module may lie, the nearest first", async () => {
    const module = await lower("from .store import client\nfrom app.db import get\nimport a.b as c\n", "svc/app/main.py");
    expect(module.imports.map(({ source, kind, local }) => [source, kind, local])).toEqual([
      [".store", "names", undefined],
      ["app.db", "names", undefined],
      ["a.b", "namespace", "c"],
    ]);
    expect(module.imports[0]?.paths).toEqual(["svc/app/store", "svc/app/store/__init__"]);
    expect(module.imports[1]?.paths?.slice(0, 6)).toEqual([
      "svc/app/app/db",
      "svc/app/app/db/__init__",
      "svc/app/db",
      "svc/app/db/__init__",
      "app/db",
      "app/db/__init__",
    ]);
    expect(module.imports[0]?.names).toMatchObject([
      {
        imported: "client",
        local: "client",
        module: { source: ".store.client", paths: ["svc/app/store/client", "svc/app/store/client/__init__"] },
      },
    ]);
  });

  it("goes up a folder with each dot", async () => {
    const module = await lower("from ..keys import prefix\nfrom . import store\n", "svc/app/main.py");
    expect(module.imports.map(({ paths }) => paths?.[0])).toEqual(["svc/keys", "svc/app"]);
  });

  it("makes a dotted import one name", async () => {
    const module = await lower("import a.b.c\nx = a.b.c.d()\n");
    expect(module.imports.map(({ local }) => local)).toEqual(["a.b.c", "a"]);
    expect(module.functions.at(-1)?.body[0]).toMatchObject({
      values: [{ callee: { name: "d", object: { kind: "name", name: "a.b.c" } } }],
    });
  });

  it("keeps an import whose fallback is None", async () => {
    const module = await lower("try:\n    import etcd3\nexcept ImportError:\n    etcd3 = None\n");
    expect(module.imports).toMatchObject([{ source: "etcd3", local: "etcd3" }]);
    expect(printStmts(named(module, "<module>").body)).not.toContain("etcd3 = null");
  });

  it("exports every name of the top level, those that it imports included", async () => {
    const module = await lower("from .x import y as z\nA = 1\ndef f(): pass\nclass C: pass\n");
    expect([...module.exports.keys()].sort()).toEqual(["A", "C", "f", "z"]);
  });
});

describe("files", () => {
  it("knows tests and generated code by their names", async () => {
    const { python } = await import("../../server/src/lower/python");
    const tests = ["test_a.py", "app/a_test.py", "tests/helpers.py", "app/conftest.py"];
    expect(tests.filter((path) => !python.isTest(path))).toEqual([]);
    expect(["app/attest.py", "app/contest.py", "latest/a.py"].filter((path) => python.isTest(path))).toEqual([]);
    expect(python.isGenerated("etcd3/etcdrpc/rpc_pb2.py", "")).toBe(true);
    expect(python.isGenerated("app/a.py", "# Generated by the protocol compiler. DO NOT EDIT!\n")).toBe(true);
    expect(python.isGenerated("app/a.py", "import etcd3\n")).toBe(false);
  });

  it("finds what a text imports without a parse", async () => {
    const { python } = await import("../../server/src/lower/python");
    const found = python.importsIn?.("from .store import (\n    client,\n)\nimport app.db as db, os\n# import nothing\n", "app/main.py");
    expect(found).toEqual(expect.arrayContaining(["app/store", "app/store/client", "app/app/db", "app/db", "os"]));
    expect(found?.some((path) => path.includes("nothing"))).toBe(false);
  });
});
