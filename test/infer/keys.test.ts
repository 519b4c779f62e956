/** Keys, spans, limits and what becomes of answers, from source text to facts. */
import { describe, expect, it } from "vitest";
import { presets } from "../../server/src/config/defaults";
import type { CallFacts } from "../../server/src/infer/types";
import { goFile, inferOne, shown, tsFile } from "./facts";

const medium = presets.medium;
const go = (body: string, imports: readonly string[] = []): Promise<CallFacts> => inferOne(goFile(body, imports), "put");
const fn = (body: string): string => `func run(ctx context.Context, c *clientv3.Client, id string) {\n${body}\n}`;

describe("key patterns", () => {
  it("folds literals, joins and formats", async () => {
    const of = async (key: string, imports: readonly string[] = [], types = ""): Promise<string | undefined> =>
      (await go(`${types}\n${fn(`c.Put(ctx, ${key}, "v")`)}`, imports)).key.pattern;
    expect(await of(`"/a/b"`)).toBe("/a/b");
    expect(await of(`"/jobs/" + id + "/status"`)).toBe("/jobs/{}/status");
    expect(await of(`fmt.Sprintf("/jobs/%s/%05d", id, 7)`, ["fmt"])).toBe("/jobs/{}/00007");
    expect(await of(`path.Join(root, "jobs/", id)`, ["path"], `const root = "/x/"`)).toBe("/x/jobs/{}");
    expect(await of(`strings.Join([]string{"a", id}, ":")`, ["strings"])).toBe("a:{}");
    expect(await of("id")).toBeUndefined();
    expect(await of("keyOf(id)", [], `func keyOf(id string) string { return "/k/" + id }`)).toBe("/k/{}");
  });
  it("folds templates and object constants", async () => {
    const facts = await inferOne(
      tsFile(
        "const paths = { jobs: '/jobs' } as const;\nexport const save = (id: string) => client.put(`${paths.jobs}/${id}`).value('v').exec();",
      ),
      "put",
    );
    expect(facts.key.pattern).toBe("/jobs/{}");
  });
  it("keep the form of a name, also where some callers give a constant", async () => {
    const named = await go(fn(`key := "/jobs/" + id + "/"\nc.Put(ctx, key, "v")`));
    expect(named.key.pattern).toBe("/jobs/{}/");
    const callers = `func keyOf(id string) string { return fmt.Sprintf("/jobs/%s/", id) }
func save(ctx context.Context, c *clientv3.Client, key string) { c.Put(ctx, key, "v") }
func one(ctx context.Context, c *clientv3.Client, id string) { save(ctx, c, keyOf(id)) }
func nightly(ctx context.Context, c *clientv3.Client) { save(ctx, c, "/jobs/nightly/") }`;
    expect((await go(callers, ["fmt"])).key.pattern).toBe("/jobs/{}/");
    const other = callers.replace("/jobs/nightly/", "/nodes/all/");
    expect((await go(other, ["fmt"])).key.pattern).toBeUndefined();
  });
  it("reads a field that is only ever set to one text", async () => {
    const facts = await go(
      `type S struct{ prefix string; c *clientv3.Client }\nfunc New(c *clientv3.Client) *S { return &S{prefix: "/app/", c: c} }\nfunc (s *S) save(ctx context.Context, id string) { s.c.Put(ctx, s.prefix+id, "v") }`,
    );
    expect(facts.key.pattern).toBe("/app/{}");
  });
  it("begins with the namespace of the client", async () => {
    const facts = await inferOne(
      tsFile("const ns = client.namespace('/app/');\nexport const f = async (id: string) => { await ns.put(`jobs/${id}`).value('v'); };"),
      "put",
    );
    expect(facts.key.pattern).toBe("/app/jobs/{}");
  });
  it("counts bytes", async () => {
    expect(shown((await go(fn(`c.Put(ctx, "/a/b", "v")`))).key.bytes)).toBe("4..4..4 known");
    const uuid = await go(fn(`c.Put(ctx, "/u/"+uuid.NewString(), "v")`), ["github.com/google/uuid"]);
    expect(shown(uuid.key.bytes)).toBe("39..39..39 known");
    const hole = await go(fn(`c.Put(ctx, "/a/"+id, "v")`));
    expect(hole.key.bytes.likely).toBe(3 + medium.stringBytes);
    expect(hole.key.bytes.basis).toBe("partly");
  });
});

describe("key variation", () => {
  it("is fixed for constants and settings", async () => {
    expect((await go(fn(`c.Put(ctx, "/a", "v")`))).key.variation).toBe("fixed");
    const host = await go(fn(`c.Put(ctx, "/a/"+os.Getenv("HOST"), "v")`), ["os"]);
    expect(host.key.variation).toBe("fixed");
  });
  it("varies with loops, parameters and fresh values", async () => {
    expect(
      (await go(`${fn(`for _, k := range list() {\nc.Put(ctx, "/a/"+k, "v")\n}`)}\nfunc list() []string { return nil }`)).key.variation,
    ).toBe("varies");
    expect((await go(fn(`c.Put(ctx, "/a/"+id, "v")`))).key.variation).toBe("varies");
    expect((await go(fn(`c.Put(ctx, fmt.Sprintf("/e/%d", time.Now().UnixNano()), "v")`), ["fmt", "time"])).key.variation).toBe("varies");
  });
  it("is fixed when the ticker turns inside the function whose parameter it is", async () => {
    const facts = await go(fn(`for range time.Tick(time.Second) {\nc.Put(ctx, "/a/"+id, "v")\n}`), ["time"]);
    expect(facts.key.variation).toBe("fixed");
  });
  it("is fixed for a field when a ticker rewrites it, unknown when requests do", async () => {
    const type = "type S struct{ key string; c *clientv3.Client }";
    const ticked = await go(
      `${type}\nfunc (s *S) run(ctx context.Context) {\nfor range time.Tick(time.Second) {\ns.c.Put(ctx, s.key, "v")\n}\n}`,
      ["time"],
    );
    expect(ticked.key.variation).toBe("fixed");
    const served = await go(`${type}\nfunc (s *S) handle(w http.ResponseWriter, r *http.Request) { s.c.Put(r.Context(), s.key, "v") }`, [
      "net/http",
    ]);
    expect(served.key.variation).toBe("unknown");
  });
  it("follows the way from the ticker through a helper", async () => {
    const facts = await go(
      `func put(ctx context.Context, c *clientv3.Client, k, v string) { c.Put(ctx, k, v) }\nfunc other(ctx context.Context, c *clientv3.Client, n string) { put(ctx, c, "/other/"+n, "x") }\nfunc beat(ctx context.Context, c *clientv3.Client) {\nfor range time.Tick(time.Second) {\nput(ctx, c, "/beat", "alive")\n}\n}`,
      ["time"],
    );
    expect(facts.trigger.kind).toBe("ticker");
    expect(facts.key).toMatchObject({ pattern: "/beat", variation: "fixed" });
    expect(facts.value?.bytes.likely).toBe(5);
  });
});

describe("empty keys", () => {
  const range = (key: string): Promise<CallFacts> => inferOne(goFile(fn(`c.Get(ctx, ${key}, clientv3.WithPrefix())`), ["os"]), "range");
  it("are told apart", async () => {
    expect((await range(`""`)).key.empty).toBe("yes");
    expect((await range(`"/x"`)).key.empty).toBe("no");
    expect((await range(`os.Getenv("PREFIX")`)).key.empty).toBe("maybe");
    expect((await range(`"/x"+os.Getenv("PREFIX")`)).key.empty).toBe("no");
    expect((await range("id")).key.empty).toBe("no");
  });
});

describe("spans", () => {
  const span = async (args: string): Promise<string> => {
    const facts = await inferOne(goFile(fn(`c.Get(ctx, ${args})`)), "range");
    return `${facts.span?.kind} ${facts.span?.certainty}`;
  };
  it("come from options", async () => {
    expect(await span(`"/a"`)).toBe("single always");
    expect(await span(`"/a", clientv3.WithPrefix()`)).toBe("prefix always");
    expect(await span(`"", clientv3.WithPrefix()`)).toBe("all always");
    expect(await span(`"/a", clientv3.WithFromKey()`)).toBe("from-key always");
    expect(await span(`"/a", clientv3.WithRange("/b")`)).toBe("range always");
    expect(await span(`"/a", clientv3.WithRange("")`)).toBe("single always");
    expect(await span(`"/a", clientv3.WithRange("\\x00")`)).toBe("from-key always");
  });
  it("know what they cannot see", async () => {
    const facts = await inferOne(
      goFile("func get(ctx context.Context, c *clientv3.Client, k string, opts ...clientv3.OpOption) { c.Get(ctx, k, opts...) }"),
      "range",
    );
    expect(facts.span?.kind).toBe("unknown");
    expect(facts.limit?.kind).toBe("unknown");
  });
  it("of a builder are everything unless it says less", async () => {
    expect((await inferOne(tsFile("export const f = async () => (await client.getAll().strings());"), "range")).span?.kind).toBe("all");
    expect(
      (await inferOne(tsFile("export const f = async () => (await client.getAll().prefix('/a').strings());"), "range")).span?.kind,
    ).toBe("prefix");
  });
  it("take keys from the profile or the annotation", async () => {
    const source = goFile(fn(`c.Get(ctx, "/a", clientv3.WithPrefix())`));
    expect((await inferOne(source, "range")).span?.keys).toMatchObject({ likely: medium.keysUnderPrefix, basis: "assumed" });
    const place = { file: "svc/main.go", span: { start: 0, end: 1 } };
    expect((await inferOne(source, "range", { keys: { value: 7, place } })).span?.keys).toMatchObject({ likely: 7, basis: "known" });
  });
});

describe("limits", () => {
  const limit = async (body: string, imports: readonly string[] = []): Promise<string | undefined> =>
    (await inferOne(goFile(fn(body), imports), "range")).limit?.kind;
  it("are none, fixed, or of unknown size", async () => {
    expect(await limit(`c.Get(ctx, "/a", clientv3.WithPrefix())`)).toBe("none");
    expect(await limit(`c.Get(ctx, "/a", clientv3.WithPrefix(), clientv3.WithLimit(100))`)).toBe("fixed");
    expect(await limit(`c.Get(ctx, "/a", clientv3.WithPrefix(), clientv3.WithLimit(0))`)).toBe("none");
    expect(await limit(`n := int64(len(id))\nc.Get(ctx, "/a", clientv3.WithPrefix(), clientv3.WithLimit(n))`)).toBe("sometimes");
  });
  it("are seen on some paths only", async () => {
    expect(
      await limit(
        `opts := []clientv3.OpOption{clientv3.WithPrefix()}\nif id != "" {\nopts = append(opts, clientv3.WithLimit(10))\n}\nc.Get(ctx, "/a", opts...)`,
      ),
    ).toBe("sometimes");
  });
  it("are pages when the start moves and the answer is asked for more", async () => {
    expect(
      await limit(
        `key := "/a/"\nfor {\nresp, err := c.Get(ctx, key, clientv3.WithRange("/a0"), clientv3.WithLimit(500))\nif err != nil {\nreturn\n}\nfor _, kv := range resp.Kvs {\n_ = kv\n}\nif !resp.More {\nbreak\n}\nkey = string(resp.Kvs[len(resp.Kvs)-1].Key) + "\\x00"\n}`,
      ),
    ).toBe("pager");
  });
  it("of a builder may be infinite", async () => {
    const ts = async (chain: string): Promise<string | undefined> =>
      (await inferOne(tsFile(`export const f = async () => (await client.getAll().prefix('/a')${chain}.strings());`), "range")).limit?.kind;
    expect(await ts(".limit(10)")).toBe("fixed");
    expect(await ts(".limit(Infinity)")).toBe("none");
    expect(await ts("")).toBe("none");
  });
  it("are defeated by sorts and revision filters", async () => {
    const by = async (options: string): Promise<string | undefined> =>
      (await inferOne(goFile(fn(`c.Get(ctx, "/a", clientv3.WithPrefix(), clientv3.WithLimit(1), ${options})`)), "range")).limitDefeated?.by;
    expect(await by("clientv3.WithSort(clientv3.SortByModRevision, clientv3.SortDescend)")).toBe("sort");
    expect(await by("clientv3.WithSort(clientv3.SortByKey, clientv3.SortAscend)")).toBeUndefined();
    expect(await by("clientv3.WithSort(clientv3.SortByKey, clientv3.SortNone)")).toBeUndefined();
    expect(await by("clientv3.WithMinModRev(7)")).toBe("revision-filter");
    expect(await by("clientv3.WithSerializable()")).toBeUndefined();
    const ts = await inferOne(
      tsFile("export const f = async () => (await client.getAll().prefix('/a').sort('Key', 'Ascend').limit(1).strings());"),
      "range",
    );
    expect(ts.limitDefeated?.by).toBe("sort");
  });
});

describe("what becomes of the answer", () => {
  const use = async (body: string, returns = ""): Promise<string | undefined> =>
    (
      await inferOne(
        goFile(
          `func run(ctx context.Context, c *clientv3.Client) ${returns} {\nresp, err := c.Get(ctx, "/a", clientv3.WithPrefix())\n_ = err\n${body}\n}`,
        ),
        "range",
      )
    ).resultUse;
  it("is counted, tested, or read", async () => {
    expect(await use("return len(resp.Kvs)", "int")).toBe("count");
    expect(await use("return int(resp.Count)", "int")).toBe("count");
    expect(await use("return len(resp.Kvs) > 0", "bool")).toBe("exists");
    expect(await use("for _, kv := range resp.Kvs {\nprintln(string(kv.Key))\n}")).toBe("keys");
    expect(await use("for _, kv := range resp.Kvs {\nprintln(string(kv.Key), string(kv.Value))\n}")).toBe("values");
    expect(await use("if len(resp.Kvs) == 0 {\nreturn nil\n}\nreturn resp.Kvs[0].Value", "[]byte")).toBe("values");
    expect(await use("return resp", "*clientv3.GetResponse")).toBe("unknown");
    expect(await use("show(resp)")).toBe("unknown");
    expect(await use("_ = resp.Header.Revision")).toBe("unused");
  });
  it("is discarded", async () => {
    expect((await inferOne(goFile(fn(`_, err := c.Get(ctx, "/a", clientv3.WithPrefix())\n_ = err`)), "range")).resultUse).toBe("unused");
  });
  it("is counted in scripts too", async () => {
    const ts = async (body: string): Promise<string | undefined> =>
      (await inferOne(tsFile(`export async function f() {\n${body}\n}`), "range")).resultUse;
    expect(await ts("const all = await client.getAll().prefix('/a').strings();\nreturn Object.keys(all).length;")).toBe("count");
    expect(await ts("return Object.keys(await client.getAll().prefix('/a').strings()).length;")).toBe("count");
    expect(
      await ts("const all = await client.getAll().prefix('/a').strings();\nfor (const [k, v] of Object.entries(all)) console.log(k, v);"),
    ).not.toBe("count");
    expect(await ts("const { kvs } = await client.getAll().prefix('/a').exec();\nreturn kvs.length;")).toBe("count");
  });
});
