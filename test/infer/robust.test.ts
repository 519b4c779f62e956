/** Strange input: half-typed, shuffled, deep, cyclic. Inference answers in bounded time and never throws. */
import { describe, expect, it } from "vitest";
import type { CallFacts, Fact } from "../../server/src/infer/types";
import type { Sources } from "../support/calls";
import { goFile, inferAll, tsFile } from "./facts";

const goSource = goFile(
  `type Item struct {
	Name string \`json:"name,omitempty"\`
	Kids []*Item
	Tags map[string]string
}
type Store struct { c *clientv3.Client; prefix string; cancel func() }
func New() *Store { c, _ := clientv3.New(clientv3.Config{}); return &Store{c: c, prefix: "/x/"} }
func (s *Store) Save(ctx context.Context, items []Item) error {
	t := time.NewTicker(5 * time.Second)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
			for _, it := range items {
				b, err := json.Marshal(it)
				if err != nil { return err }
				if _, err := s.c.Put(ctx, s.prefix+it.Name, string(b)); err != nil { return err }
			}
		}
	}
}
func (s *Store) List(ctx context.Context) (int, error) {
	resp, err := s.c.Get(ctx, s.prefix, clientv3.WithPrefix(), clientv3.WithLimit(10))
	if err != nil { return 0, err }
	return len(resp.Kvs), nil
}
func (s *Store) Watch(ctx context.Context) {
	cctx, cancel := context.WithCancel(ctx)
	s.cancel = cancel
	for r := range s.c.Watch(cctx, s.prefix, clientv3.WithPrefix()) { _ = r }
}`,
  ["time", "encoding/json"],
);
const tsSource = tsFile(`interface Job { id: string; tags: string[]; next?: Job }
export class Jobs {
  private watcher?: unknown;
  async save(job: Job) { await client.put(\`/jobs/\${job.id}\`).value(JSON.stringify({ ...job, at: Date.now() })); }
  async all() { const all = await client.getAll().prefix("/jobs/").limit(10).strings(); return Object.keys(all).length; }
  async watch() { this.watcher = await client.watch().prefix("/jobs/").create(); }
  start() { setInterval(() => this.save({ id: "a", tags: [] }), 1000); }
}
new Jobs().start();`);

/** Every number of a set of facts. */
function numbers(facts: CallFacts): readonly Fact[] {
  const all: (Fact | undefined)[] = [
    facts.trigger.perSecond,
    facts.fanOut,
    facts.key.bytes,
    facts.value?.bytes,
    facts.span?.keys,
    facts.concurrent,
  ];
  all.push(facts.txn?.operations, facts.txn?.bytes, facts.ttlSeconds);
  return all.filter((fact) => fact !== undefined);
}

function checkOrder(fact: Fact): void {
  expect(Number.isNaN(fact.low) || Number.isNaN(fact.likely) || Number.isNaN(fact.high)).toBe(false);
  expect(fact.low).toBeGreaterThanOrEqual(0);
  expect(fact.low).toBeLessThanOrEqual(fact.likely);
  expect(fact.likely).toBeLessThanOrEqual(fact.high);
  expect(Number.isFinite(fact.likely)).toBe(true);
}

async function check(sources: Sources): Promise<number> {
  const all = await inferAll(sources);
  for (const { facts } of all) for (const fact of numbers(facts)) checkOrder(fact);
  return all.length;
}

const change = (sources: Sources, edit: (text: string) => string): Sources =>
  Object.fromEntries(Object.entries(sources).map(([path, text]) => [path, edit(text)]));

describe("facts keep their order", () => {
  it("for whole sources", async () => {
    expect(await check(goSource)).toBe(4);
    expect(await check(tsSource)).toBeGreaterThanOrEqual(4);
  });
  it("for sources cut at any place", async () => {
    for (const sources of [goSource, tsSource]) {
      const length = Object.values(sources)[0]?.length ?? 0;
      for (let at = 0; at < length; at += 17) await check(change(sources, (text) => text.slice(0, at)));
    }
  });
  it("for sources with a piece taken out", async () => {
    for (const sources of [goSource, tsSource]) {
      const length = Object.values(sources)[0]?.length ?? 0;
      for (let at = 0; at < length; at += 23) await check(change(sources, (text) => text.slice(0, at) + text.slice(at + 11)));
    }
  });
});

describe("bounded work", () => {
  const timed = async (sources: Sources): Promise<number> => {
    const start = performance.now();
    await check(sources);
    return performance.now() - start;
  };
  it("for long concatenations", async () => {
    const sum = Array.from({ length: 3_000 }, (_, index) => `"k${index}"`).join(" + ");
    expect(await timed(goFile(`func f(ctx context.Context, c *clientv3.Client) { c.Put(ctx, ${sum}, "v") }`))).toBeLessThan(5_000);
  });
  it("for many callers that call each other", async () => {
    const names = Array.from({ length: 30 }, (_, index) => `f${index}`);
    const bodies = names.map((name, index) => {
      const calls = names.filter((_, other) => other !== index).map((other) => `${other}(ctx, c, k+"x", v)`);
      return `func ${name}(ctx context.Context, c *clientv3.Client, k, v string) {\n${index === 0 ? "c.Put(ctx, k, v)\n" : ""}${calls.join("\n")}\n}`;
    });
    expect(await timed(goFile(bodies.join("\n")))).toBeLessThan(10_000);
  });
  it("for helpers that pass what they get to another, a thousand of them", async () => {
    const last = 1_000;
    const helpers = Array.from({ length: last }, (_, index) => `func h${index}(k string) string { return h${index + 1}(k + "/") }`);
    const body = `func f(ctx context.Context, c *clientv3.Client, k string) { c.Put(ctx, h0(k), h0(k)) }`;
    expect(await timed(goFile([...helpers, `func h${last}(k string) string { return k }`, body].join("\n")))).toBeLessThan(5_000);
  });
  it("for a helper that calls itself with ever more", async () => {
    const helper = `func key(k string, n int) string {\nif n == 0 { return k }\nreturn key(k+"/a", n-1) + key("b/"+k, n-1)\n}`;
    const body = `func f(ctx context.Context, c *clientv3.Client, k string) { c.Put(ctx, key(k, 9), key(k, 9)) }`;
    expect(await timed(goFile(`${helper}\n${body}`))).toBeLessThan(5_000);
  });
  it("for names that are defined by each other", async () => {
    const chain = Array.from({ length: 200 }, (_, index) => `v${index} = v${(index + 1) % 200} + v${(index + 7) % 200}`).join("\n");
    const declared = Array.from({ length: 200 }, (_, index) => `var v${index} string`).join("\n");
    expect(
      await timed(goFile(`func f(ctx context.Context, c *clientv3.Client) {\n${declared}\n${chain}\nc.Put(ctx, v0, v1)\n}`)),
    ).toBeLessThan(10_000);
  });
  it("for types that hold each other", async () => {
    const types = Array.from({ length: 40 }, (_, index) => {
      const fields = Array.from({ length: 10 }, (_, other) => `F${other} T${(index * 7 + other * 3 + 1) % 40}`);
      return `type T${index} struct {\n${fields.join("\n")}\n}`;
    });
    const body = `func f(ctx context.Context, c *clientv3.Client, t T0) {\nb, _ := json.Marshal(t)\nc.Put(ctx, "/k", string(b))\n}`;
    expect(await timed(goFile(`${types.join("\n")}\n${body}`, ["encoding/json"]))).toBeLessThan(10_000);
  });
});
