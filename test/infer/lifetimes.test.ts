/** Lifetimes, owners, transactions and leases, from source text to facts. */
import { describe, expect, it } from "vitest";
import { presets } from "../../server/src/config/defaults";
import type { CallFacts } from "../../server/src/infer/types";
import { goFile, inferOne, shown, tsFile } from "./facts";

const medium = presets.medium;
const fn = (body: string): string => `func run(ctx context.Context, c *clientv3.Client) {\n${body}\n}`;
const watch = (body: string, imports: readonly string[] = []): Promise<CallFacts> => inferOne(goFile(body, imports), "watch");
const READ = "for r := range ch {\n_ = r\n}";

describe("contexts of watches", () => {
  it("that never end", async () => {
    expect((await watch(fn(`ch := c.Watch(context.Background(), "/a")\n${READ}`))).lifetime?.ends).toBe("never");
    expect((await watch(fn(`ch := c.Watch(context.TODO(), "/a")\n${READ}`))).lifetime?.ends).toBe("never");
    expect(
      (await watch(fn(`bg := context.Background()\nch := c.Watch(clientv3.WithRequireLeader(bg), "/a")\n${READ}`))).lifetime?.ends,
    ).toBe("never");
    expect(
      (await watch(fn(`cctx, _ := context.WithCancel(context.Background())\nch := c.Watch(cctx, "/a")\n${READ}`))).lifetime?.ends,
    ).toBe("never");
  });
  it("that are cancelled", async () => {
    expect(
      (await watch(fn(`cctx, cancel := context.WithCancel(context.Background())\ndefer cancel()\nch := c.Watch(cctx, "/a")\n${READ}`)))
        .lifetime?.ends,
    ).toBe("ends");
    expect(
      (
        await watch(fn(`cctx, cancel := context.WithTimeout(ctx, time.Second)\ndefer cancel()\nch := c.Watch(cctx, "/a")\n${READ}`), [
          "time",
        ])
      ).lifetime?.ends,
    ).toBe("ends");
    const stored = await watch(
      `type S struct{ cancel context.CancelFunc; c *clientv3.Client }\nfunc (s *S) run() {\ncctx, cancel := context.WithCancel(context.Background())\ns.cancel = cancel\nch := s.c.Watch(cctx, "/a")\n${READ}\n}`,
    );
    expect(stored.lifetime?.ends).toBe("ends");
    const field = await watch(
      `type S struct{ cancel context.CancelFunc; ctx context.Context; c *clientv3.Client }\nfunc (s *S) run() {\ns.ctx, s.cancel = context.WithCancel(context.Background())\nch := s.c.Watch(s.ctx, "/a")\n${READ}\n}`,
    );
    expect(field.lifetime?.ends).not.toBe("never");
  });
  it("that are cancelled too late: a defer in a loop", async () => {
    const facts = await watch(
      fn(
        `for _, k := range []string{"a", "b"} {\ncctx, cancel := context.WithCancel(context.Background())\ndefer cancel()\nch := c.Watch(cctx, k)\n${READ}\n}`,
      ),
    );
    expect(facts.lifetime?.ends).toBe("never");
    expect(facts.lifetime?.because[0]?.id).toBe("context-deferred-in-loop");
  });
  it("that end with the request, or with the caller's context", async () => {
    const request = await watch(
      `var c *clientv3.Client\nfunc handle(w http.ResponseWriter, r *http.Request) {\nch := c.Watch(r.Context(), "/a")\n${READ}\n}`,
      ["net/http"],
    );
    expect(request.lifetime?.ends).toBe("request");
    expect((await watch(fn(`ch := c.Watch(ctx, "/a")\n${READ}`))).lifetime?.ends).toBe("unknown");
  });
  it("do not matter when the watcher is closed", async () => {
    const facts = await watch(fn(`w := clientv3.NewWatcher(c)\ndefer w.Close()\nch := w.Watch(context.Background(), "/a")\n${READ}`));
    expect(facts.lifetime?.ends).toBe("ends");
  });
  it("of scripts are ended by the handle", async () => {
    const ends = async (body: string): Promise<string | undefined> =>
      (await inferOne(tsFile(`export async function f() {\n${body}\n}`), "watch")).lifetime?.ends;
    expect(await ends("const w = await client.watch().key('/a').create();\nw.on('put', console.log);\nawait w.cancel();")).toBe("ends");
    expect(await ends("const w = await client.watch().key('/a').create();\nw.on('put', console.log);")).toBe("never");
    expect(await ends("const w = await client.watch().key('/a').create();\nreturn w;")).toBe("unknown");
  });
});

describe("draining", () => {
  const drained = async (body: string): Promise<string | undefined> => (await watch(fn(body))).drained;
  it("is seen", async () => {
    expect(await drained(`for r := range c.Watch(ctx, "/a") {\n_ = r\n}`)).toBe("yes");
    expect(await drained(`ch := c.Watch(ctx, "/a")\nfor {\nselect {\ncase r := <-ch:\n_ = r\n}\n}`)).toBe("yes");
    expect(await drained(`ch := c.Watch(ctx, "/a")\ngo func() {\n${READ}\n}()`)).toBe("yes");
    expect(await drained(`ch := c.Watch(ctx, "/a")\nconsume(ch)`)).toBe("unknown");
    expect(await drained(`_ = c.Watch(ctx, "/a")`)).toBe("no");
    expect(await drained(`c.Watch(ctx, "/a")`)).toBe("no");
  });
});

describe("owners", () => {
  const NEW = "c, err := clientv3.New(clientv3.Config{})\n_ = err";
  const owner = async (body: string, imports: readonly string[] = [], operation: "put" | "watch" | "connect" = "put"): Promise<string> =>
    (await inferOne(goFile(body, imports), operation)).owner.kind;
  it("that are shared", async () => {
    expect(await owner(fn(`c.Put(ctx, "/a", "v")`))).toBe("shared");
    expect(await owner(`var c *clientv3.Client\nfunc run(ctx context.Context) { c.Put(ctx, "/a", "v") }`)).toBe("shared");
    expect(await owner(`type S struct{ c *clientv3.Client }\nfunc (s *S) run(ctx context.Context) { s.c.KV.Put(ctx, "/a", "v") }`)).toBe(
      "shared",
    );
    expect(
      await owner(
        `func Open() (*clientv3.Client, error) {\nc, err := clientv3.New(clientv3.Config{})\nif err != nil {\nreturn nil, err\n}\nreturn c, nil\n}`,
        [],
        "connect",
      ),
    ).toBe("shared");
    expect(await owner(`type S struct{ c *clientv3.Client }\nfunc Open() *S {\n${NEW}\nreturn &S{c: c}\n}`, [], "connect")).toBe("shared");
  });
  it("that are made for the call", async () => {
    expect(await owner(`func run(ctx context.Context) {\n${NEW}\ndefer c.Close()\nc.Put(ctx, "/a", "v")\n}`)).toBe("per-call");
    expect(await owner(`func run(ctx context.Context) {\n${NEW}\ndefer c.Close()\nc.Put(ctx, "/a", "v")\n}`, [], "connect")).toBe(
      "per-call",
    );
    expect(
      await owner(
        `func open() *clientv3.Client {\n${NEW}\nreturn c\n}\nfunc run(ctx context.Context) {\nc := open()\nc.Put(ctx, "/a", "v")\n}`,
      ),
    ).toBe("per-call");
    expect(await owner(fn(`w := clientv3.NewWatcher(c)\nch := w.Watch(ctx, "/a")\n${READ}`), [], "watch")).toBe("per-call");
  });
  it("that are made each turn", async () => {
    expect(await owner(`func run(ctx context.Context) {\nfor i := 0; i < 3; i++ {\n${NEW}\nc.Put(ctx, "/a", "v")\n}\n}`)).toBe(
      "per-iteration",
    );
  });
  it("that are made when first wanted", async () => {
    const lazy = `var c *clientv3.Client\nfunc get() *clientv3.Client {\nif c == nil {\nc, _ = clientv3.New(clientv3.Config{})\n}\nreturn c\n}\nfunc handle(w http.ResponseWriter, r *http.Request) { get().Put(r.Context(), "/a", "v") }`;
    expect(await owner(lazy, ["net/http"])).toBe("shared");
    const made = await inferOne(goFile(lazy, ["net/http"]), "connect");
    expect(made.owner.kind).toBe("shared");
    expect(made.trigger.kind).toBe("once");
  });
  it("in scripts", async () => {
    const per = await inferOne(
      {
        "a.ts": `import { Etcd3 } from "etcd3";\nexport async function f() { const c = new Etcd3(); await c.put("/a").value("v"); c.close(); }`,
      },
      "put",
    );
    expect(per.owner.kind).toBe("per-call");
    expect((await inferOne(tsFile(`export const f = async () => { await client.put("/a").value("v"); };`), "put")).owner.kind).toBe(
      "shared",
    );
    const field = await inferOne(
      {
        "a.ts": `import { Etcd3 } from "etcd3";\nexport class A { private c = new Etcd3(); async f() { await this.c.put("/a").value("v"); } }`,
      },
      "put",
    );
    expect(field.owner.kind).toBe("shared");
  });
});

describe("clients", () => {
  const ends = async (body: string): Promise<string | undefined> => (await inferOne(goFile(body), "connect")).lifetime?.ends;
  it("are closed, handed on, or left", async () => {
    expect(await ends(`func run() {\nc, _ := clientv3.New(clientv3.Config{})\ndefer c.Close()\n}`)).toBe("ends");
    expect(await ends(`func run() *clientv3.Client {\nc, _ := clientv3.New(clientv3.Config{})\nreturn c\n}`)).toBe("unknown");
    expect(await ends(`func run(ctx context.Context) {\nc, _ := clientv3.New(clientv3.Config{})\nc.Put(ctx, "/a", "v")\n}`)).toBe("never");
    expect(await ends(`func run() {\nfor i := 0; i < 9; i++ {\nc, _ := clientv3.New(clientv3.Config{})\ndefer c.Close()\n}\n}`)).toBe(
      "never",
    );
    expect(
      await ends(
        `type S struct{ c *clientv3.Client }\nfunc (s *S) Open() {\nc, _ := clientv3.New(clientv3.Config{})\ns.c = c\n}\nfunc (s *S) Close() { s.c.Close() }`,
      ),
    ).not.toBe("never");
  });
});

describe("values that are handed to other functions", () => {
  const made = async (rest: string, helpers = ""): Promise<CallFacts> =>
    inferOne(
      goFile(`${helpers}\nfunc run(ctx context.Context) {\nc, _ := clientv3.New(clientv3.Config{})\n${rest}\n}`, ["fmt"]),
      "connect",
    );
  it("are still this function's when the others only use them", async () => {
    const facts = await made("use(ctx, c)", `func use(ctx context.Context, c *clientv3.Client) { c.Put(ctx, "/a", "v") }`);
    expect(facts.lifetime?.ends).toBe("never");
    expect(facts.owner.kind).toBe("per-call");
    expect((await made("fmt.Println(c)")).lifetime?.ends).toBe("never");
  });
  it("may be ended by others that keep them", async () => {
    const kept = await made("keep(c)", "var held *clientv3.Client\nfunc keep(c *clientv3.Client) { held = c }");
    expect(kept.lifetime?.ends).toBe("unknown");
    expect(kept.owner.kind).toBe("unknown");
    expect((await made("register(c)")).lifetime?.ends).toBe("unknown");
    expect((await made("stop(c)", "func stop(c *clientv3.Client) { c.Close() }")).lifetime?.ends).toBe("unknown");
  });
});

describe("leases", () => {
  const grant = (body: string): Promise<CallFacts> => inferOne(goFile(fn(body)), "lease-grant");
  it("have a time to live", async () => {
    expect(shown((await grant("l, _ := c.Grant(ctx, 30)\n_ = l")).ttlSeconds)).toBe("30..30..30 known");
    expect(
      shown((await inferOne(tsFile("export const f = () => { const l = client.lease(10); return l; };"), "lease-grant")).ttlSeconds),
    ).toBe("10..10..10 known");
  });
  it("are revoked or not", async () => {
    expect((await grant("l, _ := c.Grant(ctx, 30)\ndefer c.Revoke(ctx, l.ID)")).lifetime?.ends).toBe("ends");
    expect((await grant("l, _ := c.Grant(ctx, 30)\n_ = l")).lifetime?.ends).toBe("never");
  });
});

describe("transactions", () => {
  const txn = async (body: string): Promise<NonNullable<CallFacts["txn"]>> => {
    const found = (await inferOne(goFile(`func run(ctx context.Context, c *clientv3.Client, kvs map[string]string) {\n${body}\n}`), "txn"))
      .txn;
    if (!found) throw new Error("no txn");
    return found;
  };
  it("count their operations and bytes", async () => {
    const fixed = await txn(`c.Txn(ctx).Then(clientv3.OpPut("/a", "1234"), clientv3.OpGet("/bc")).Commit()`);
    expect(shown(fixed.operations)).toBe("2..2..2 known");
    // "/a" + 4, and "/bc".
    expect(shown(fixed.bytes)).toBe("9..9..9 known");
    expect(fixed.unbounded).toBe(false);
  });
  it("grow with a collection", async () => {
    const grown = await txn(
      `var ops []clientv3.Op\nfor k, v := range kvs {\nops = append(ops, clientv3.OpPut(k, v))\n}\nc.Txn(ctx).Then(ops...).Commit()`,
    );
    expect(grown.unbounded).toBe(true);
    expect(grown.operations.likely).toBe(medium.collectionEntries);
    expect(grown.place?.file).toBe("svc/main.go");
  });
  it("are bounded by chunks of a size from elsewhere", async () => {
    const chunked = await txn(
      `var ops []clientv3.Op\nfor k, v := range kvs {\nops = append(ops, clientv3.OpPut(k, v))\nif len(ops) == maxOps() {\nc.Txn(ctx).Then(ops...).Commit()\nops = []clientv3.Op{}\n}\n}`,
    );
    expect(chunked.unbounded).toBe(false);
    expect(chunked.operations.basis).not.toBe("known");
  });
  it("are not bounded by a test for nothing", async () => {
    const grown = await txn(
      `var ops []clientv3.Op\nfor k, v := range kvs {\nif len(v) == 0 {\ncontinue\n}\nops = append(ops, clientv3.OpPut(k, v))\n}\nc.Txn(ctx).Then(ops...).Commit()`,
    );
    expect(grown.unbounded).toBe(true);
  });
  it("of a function count the calls inside", async () => {
    const facts = await inferOne(
      goFile(
        `func run(ctx context.Context, c *clientv3.Client, kvs map[string]string) {\nconcurrency.NewSTM(c, func(s concurrency.STM) error {\nfor k, v := range kvs {\ns.Put(k, v)\n}\nreturn nil\n})\n}`,
        ["go.etcd.io/etcd/client/v3/concurrency"],
      ),
      "txn",
    );
    expect(facts.txn?.unbounded).toBe(true);
    expect(facts.txn?.operations.likely).toBe(medium.collectionEntries);
  });
  it("count one of two arms", async () => {
    const arms = await txn(
      `var ops []clientv3.Op\nfor k, v := range kvs {\nif v == "" {\nops = append(ops, clientv3.OpDelete(k))\n} else {\nops = append(ops, clientv3.OpPut(k, v))\n}\n}\nc.Txn(ctx).Then(ops...).Commit()`,
    );
    expect(arms.operations.likely).toBe(medium.collectionEntries);
  });
  it("are bounded by chunks", async () => {
    const chunked = await txn(
      `var ops []clientv3.Op\nfor k, v := range kvs {\nops = append(ops, clientv3.OpPut(k, v))\nif len(ops) >= 100 {\nc.Txn(ctx).Then(ops...).Commit()\nops = nil\n}\n}`,
    );
    expect(chunked.unbounded).toBe(false);
    expect(chunked.operations.high).toBe(100);
  });
});
