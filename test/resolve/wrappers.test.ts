import { describe, expect, test } from "vitest";
import type { EtcdCall, PackageRoot } from "../../server/src/resolve/types";
import { projectOf, type Sources } from "../support/calls";

/** Calls of wrappers as they are judged: `path:line operation through > functions (key)`, `?` where it is made on some paths only. */
async function judged(sources: Sources, roots: readonly PackageRoot[] = []): Promise<readonly string[]> {
  const project = await projectOf(sources, roots);
  return project.judged.map((call) => row(call, sources)).sort();
}

function row(call: EtcdCall, sources: Sources): string {
  const text = (path: string): string => sources[path] ?? "";
  const line = text(call.module.path).slice(0, call.nameSpan.start).split("\n").length;
  const { key } = call.args;
  const keyText = key ? ` ${text(key.scope.module.path).slice(key.value.span.start, key.value.span.end)}` : "";
  const through = [...(call.chain ?? [])].reverse().map(({ fn }) => (fn.owner === undefined ? fn.name : `${fn.owner}.${fn.name}`));
  const options = Object.keys(call.options).sort().join(",");
  const way = through.length > 0 ? ` through ${through.join(" > ")}` : "";
  return `${call.module.path}:${line} ${call.operation}${keyText}${options === "" ? "" : ` +${options}`}${call.optionsOpen ? " open" : ""}${way}${call.sometimes ? " ?" : ""}`;
}

/** A Go file of package `app`; the body starts at line 9. */
const go = (body: string): string => `package app

import (
	"context"
	"encoding/json"
	clientv3 "go.etcd.io/etcd/client/v3"
)

${body}
`;

const inGo = (body: string) => judged({ "app/a.go": go(body) });

describe("a call of a function that hands its parameters on is an etcd call of the caller", () => {
  test("value and key, through functions and methods, as deep as they go", async () => {
    expect(
      await inGo(`type store struct{ cli *clientv3.Client }
func (s *store) put(ctx context.Context, key string, value []byte) { s.cli.Put(ctx, key, string(value)) }
func (s *store) putJSON(ctx context.Context, key string, v any) { b, _ := json.Marshal(v); s.put(ctx, key, b) }
func save(s *store, key string, v any) { s.putJSON(context.TODO(), key, v) }
type job struct{ Name string }
func run(s *store, j job) { save(s, "/jobs/a", j) }`),
    ).toEqual(['app/a.go:14 put "/jobs/a" through save > store.putJSON > store.put']);
  });

  test("a wrapper that nobody calls stands for itself, and so does one that decides", async () => {
    expect(
      await inGo(`func put(c *clientv3.Client, key, value string) { c.Put(context.TODO(), key, value) }
func constant(c *clientv3.Client) { c.Put(context.TODO(), "/a", "b") }
type job struct{ Name string }
func saveJob(c *clientv3.Client, id string, j job) { b, _ := json.Marshal(j); c.Put(context.TODO(), "/jobs/" + id, string(b)) }
func run(c *clientv3.Client, j job) { constant(c); saveJob(c, "x", j) }`),
    ).toEqual(['app/a.go:12 put "/jobs/" + id', 'app/a.go:10 put "/a"', "app/a.go:9 put key"].sort());
  });

  test("a prefix is followed to where it is named, and no further", async () => {
    expect(
      await inGo(`func list(c *clientv3.Client, prefix string) { c.Get(context.TODO(), prefix, clientv3.WithPrefix()) }
func jobsOf(c *clientv3.Client, user string) { list(c, "/jobs/" + user + "/") }
func kind(c *clientv3.Client, root, kind string) { list(c, root + kind + "/") }
func run(c *clientv3.Client) { jobsOf(c, "me"); kind(c, "/", "pods") }`),
    ).toEqual(['app/a.go:10 range "/jobs/" + user + "/" +prefix through list', 'app/a.go:11 range root + kind + "/" +prefix through list']);
  });

  test("options that are handed on are those that the caller gives", async () => {
    expect(
      await inGo(`func get(c *clientv3.Client, key string, opts ...clientv3.OpOption) { c.Get(context.TODO(), key, opts...) }
func both(c *clientv3.Client, key string, opts ...clientv3.OpOption) { get(c, key, append(opts, clientv3.WithPrefix())...) }
func run(c *clientv3.Client) {
	get(c, "/a")
	get(c, "/b", clientv3.WithPrefix(), clientv3.WithLimit(5))
	both(c, "/c", clientv3.WithKeysOnly())
	list := []clientv3.OpOption{clientv3.WithFromKey()}
	get(c, "/d", list...)
}`),
    ).toEqual([
      'app/a.go:12 range "/a" through get',
      'app/a.go:13 range "/b" +limit,prefix through get',
      'app/a.go:14 range "/c" +keys-only,prefix through both > get',
      'app/a.go:16 range "/d" +from-key through get',
    ]);
  });

  test("operations that are handed on", async () => {
    const project = await projectOf({
      "app/a.go": go(`func commit(c *clientv3.Client, ops ...clientv3.Op) { c.Txn(context.TODO()).Then(ops...).Commit() }
func run(c *clientv3.Client) { commit(c, clientv3.OpPut("/a", "1"), clientv3.OpDelete("/b")) }`),
    });
    expect(project.judged.map(({ operation, ops, opsOpen }) => [operation, ops.map((op) => op.operation), opsOpen])).toEqual([
      ["txn", ["put", "delete"], false],
    ]);
  });

  test("a switch that the caller sets", async () => {
    expect(
      await inGo(`func pull(c *clientv3.Client, key string, all bool) {
	if all {
		c.Get(context.TODO(), key, clientv3.WithPrefix())
		return
	}
	c.Get(context.TODO(), key)
}
func sync(c *clientv3.Client, key string, all bool) { pull(c, key, all) }
func run(c *clientv3.Client) { sync(c, "/many/", true); sync(c, "/one", false) }`),
    ).toEqual([
      // What follows an early return is read for both: a single key costs nothing.
      'app/a.go:17 range "/many/" +prefix through sync > pull',
      'app/a.go:17 range "/many/" through sync > pull',
      'app/a.go:17 range "/one" through sync > pull',
    ]);
  });

  test("on some paths only", async () => {
    expect(
      await inGo(`func list(c *clientv3.Client, prefix string, n int) {
	if n > 3 {
		c.Get(context.TODO(), prefix, clientv3.WithPrefix())
	}
}
func run(c *clientv3.Client) { list(c, "/a/", 4) }`),
    ).toEqual(['app/a.go:14 range "/a/" +prefix through list ?']);
  });
});

describe("ways to a wrapper", () => {
  const store = `type store struct{ cli *clientv3.Client }
func (s *store) Save(key, value string) { s.cli.Put(context.TODO(), key, value) }
`;

  test("an interface with one implementation, and a mock", async () => {
    expect(
      await inGo(`${store}type saver interface{ Save(key, value string) }
type mockSaver struct{}
func (m *mockSaver) Save(key, value string) {}
func run(s saver, text string) { s.Save("/a", text + "!") }
type svc struct{ s saver }
func (v svc) tick() { v.s.Save("/b", "2") }`),
    ).toEqual(['app/a.go:16 put "/b" through store.Save']);
  });

  test("an interface that other stores implement too says nothing of etcd", async () => {
    expect(
      await inGo(`${store}type redis struct{ m map[string]string }
func (r *redis) Save(key, value string) { r.m[key] = value }
type saver interface{ Save(key, value string) }
func run(s saver) { s.Save("/a", "1") }`),
    ).toEqual(["app/a.go:10 put key"]);
  });

  test("an embedded struct, a method value, a function in a field", async () => {
    expect(
      await inGo(`${store}type svc struct{ *store; keep func(key, value string) }
func make_(s *store) *svc { return &svc{store: s, keep: s.Save} }
func (v *svc) a() { v.Save("/a", "1") }
func (v *svc) b() { save := v.store.Save; save("/b", "2") }
func (v *svc) c() { v.keep("/c", "3") }`),
    ).toEqual([
      'app/a.go:13 put "/a" through store.Save',
      'app/a.go:14 put "/b" through store.Save',
      'app/a.go:15 put "/c" through store.Save',
    ]);
  });

  test("a closure, and a generic function", async () => {
    expect(
      await inGo(`${store}func keep[T any](s *store, key string, v T) { b, _ := json.Marshal(v); s.Save(key, string(b)) }
type job struct{ Name string }
func run(s *store, j job) {
	later := func() { s.Save("/a", "1") }
	later()
	keep[job](s, "/b", j)
	keep(s, "/c", j)
}`),
    ).toEqual([
      'app/a.go:14 put "/a" through store.Save',
      'app/a.go:16 put "/b" through keep > store.Save',
      'app/a.go:17 put "/c" through keep > store.Save',
    ]);
  });

  test("another package, and a function that calls itself", async () => {
    const roots = [{ prefix: "example.com/shop", directory: "" }];
    const sources = {
      "db/db.go": `package db

import (
	"context"
	clientv3 "go.etcd.io/etcd/client/v3"
)

type DB struct{ Client *clientv3.Client }

func (d *DB) Put(key, value string) error {
	_, err := d.Client.Put(context.TODO(), key, value)
	if err != nil {
		return d.Put(key, value)
	}
	return nil
}
`,
      "jobs/jobs.go": `package jobs

import "example.com/shop/db"

type Jobs struct{ db *db.DB }

func (j *Jobs) Save(text string) { j.db.Put("/jobs/all", text+text) }

func Run(j *Jobs) { j.Save("x") }
`,
    };
    expect(await judged(sources, roots)).toEqual(['jobs/jobs.go:9 put "/jobs/all" through Jobs.Save > DB.Put']);
  });

  test("callers in tests count in tests only", async () => {
    expect(
      await judged({
        "app/a.go": go(store),
        "app/a_test.go": go('func TestSave(t *testing.T) { (&store{}).Save("/a", "1") }'),
      }),
    ).toEqual(["app/a.go:10 put key"]);
  });
});

describe("TypeScript", () => {
  test("classes, injected services, re-exported functions, options objects", async () => {
    expect(
      await judged({
        "src/store.ts": `import { Etcd3 } from "etcd3";
export class Store {
  constructor(private readonly client: Etcd3) {}
  async save(key: string, value: unknown): Promise<void> {
    await this.client.put(key).value(JSON.stringify(value));
  }
  async list(prefix: string, limit?: number): Promise<Record<string, string>> {
    return this.client.getAll().prefix(prefix).limit(limit).strings();
  }
}
export const client = new Etcd3();
export const remember = (key: string, text: string) => client.put(key).value(text);
`,
        "src/index.ts": 'export * from "./store";\nexport { remember as keep } from "./store";\n',
        "src/orders.service.ts": `import { Injectable } from "@nestjs/common";
import { Store, keep } from "./index";
interface Order { id: string }
@Injectable()
export class OrdersService {
  constructor(private readonly store: Store) {}
  async all() {
    return this.store.list("/orders/", 50);
  }
  async put(order: Order) {
    await this.store.save("/orders/" + order.id, order);
    await keep("/orders/last", order.id);
  }
}
`,
      }),
    ).toEqual([
      'src/orders.service.ts:11 put "/orders/" + order.id through Store.save',
      'src/orders.service.ts:12 put "/orders/last" through remember',
      'src/orders.service.ts:8 range "/orders/" +limit,prefix through Store.list',
      "src/store.ts:11 connect",
    ]);
  });
});

describe("bounds", () => {
  test("a wrapper with more than 200 callers stands for itself, and is said to", async () => {
    const callers = Array.from({ length: 201 }, (_, index) => `func f${index}(c *clientv3.Client) { put(c, "/k/${index}", "v") }`);
    const source = go(`func put(c *clientv3.Client, key, value string) { c.Put(context.TODO(), key, value) }\n${callers.join("\n")}`);
    const project = await projectOf({ "app/a.go": source });
    expect(project.judged.map(({ chain }) => chain)).toEqual([undefined]);
    expect(project.unfollowed).toEqual(project.calls);
  });

  test("functions that call each other in circles end, and so does a long way", async () => {
    const links = Array.from({ length: 30 }, (_, index) => `func f${index}(c *clientv3.Client, k string) { f${index + 1}(c, k) }`);
    const source = go(`func f30(c *clientv3.Client, k string) { c.Get(context.TODO(), k, clientv3.WithPrefix()); f0(c, k) }
${links.join("\n")}
func run(c *clientv3.Client) { f0(c, "/far/"); f28(c, "/near/") }`);
    const project = await projectOf({ "app/a.go": source });
    expect(project.judged.map((call) => row(call, { "app/a.go": source }).replace(/.* range/, "range"))).toEqual([
      'range "/near/" +prefix through f28 > f29 > f30',
    ]);
  });
});
