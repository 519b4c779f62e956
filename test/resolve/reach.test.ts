import { describe, expect, test } from "vitest";
import { projectOf, type Sources } from "../support/calls";

const head = `package app

import (
	"context"
	clientv3 "go.etcd.io/etcd/client/v3"
)
`;

const lineIn = (text: string, at: number): number => text.slice(0, at).split("\n").length;

/** `path:line operation through > functions`, `?` where another implementation may be meant. */
async function reaching(sources: Sources): Promise<readonly string[]> {
  const project = await projectOf(sources, []);
  return project.reaching
    .map(({ site, call, chain, maybe }) => {
      const names = [...chain].reverse().map(({ fn }) => fn.name);
      return `${site.module.path}:${lineIn(sources[site.module.path] ?? "", site.call.span.start)} ${call.operation} ${names.join(" > ")}${maybe ? " ?" : ""}`;
    })
    .sort();
}

async function parts(sources: Sources): Promise<readonly string[]> {
  const project = await projectOf(sources, []);
  return project.parts.map(({ module, operation, nameSpan, options }) => {
    const line = lineIn(sources[module.path] ?? "", nameSpan.start);
    return [`${module.path}:${line} ${operation}`, ...Object.keys(options)].join(" +");
  });
}

describe("calls of functions that make etcd calls", () => {
  test("whatever is passed to them, up to four steps out", async () => {
    const a = `${head}
func one(c *clientv3.Client) { c.Get(context.TODO(), "/fixed") }
func two(c *clientv3.Client) { one(c) }
func three(c *clientv3.Client) { two(c) }
func four(c *clientv3.Client) { three(c) }
func five(c *clientv3.Client) { four(c) }
func six(c *clientv3.Client) { five(c) }
`;
    expect(await reaching({ "app/a.go": a })).toEqual([
      "app/a.go:10 range two > one",
      "app/a.go:11 range three > two > one",
      "app/a.go:12 range four > three > two > one",
      "app/a.go:9 range one",
    ]);
  });

  test("one of several implementations of an interface is a maybe", async () => {
    const a = `${head}
type store interface{ Load(ctx context.Context) }
type etcdStore struct{ cli *clientv3.Client }
func (s *etcdStore) Load(ctx context.Context) { s.cli.Get(ctx, "/x") }
type diskStore struct{}
func (d *diskStore) Load(ctx context.Context) {}
func use(s store) { s.Load(context.TODO()) }
`;
    expect(await reaching({ "app/a.go": a })).toEqual(["app/a.go:13 range Load ?"]);
  });

  test("tests count for etcd calls of tests only, and a function that calls itself ends", async () => {
    const a = `${head}
func load(c *clientv3.Client) { c.Get(context.TODO(), "/x"); load(c) }
`;
    const b = `package app
func checkLoad() { load(nil) }
`;
    expect(await reaching({ "app/a.go": a, "app/a_test.go": b })).toEqual([]);
  });
});

describe("operations for another call to perform", () => {
  test("stand where they are put together, performed or not", async () => {
    const a = `${head}
func save(ctx context.Context, c *clientv3.Client, keys []string, v string) {
	var ops []clientv3.Op
	for _, k := range keys {
		ops = append(ops, clientv3.OpPut(k, v))
	}
	ops = append(ops, clientv3.OpDelete("/old/", clientv3.WithPrefix()))
	c.Txn(ctx).Then(ops...).Commit()
}
func op() clientv3.Op { return clientv3.OpGet("/a") }
`;
    expect(await parts({ "app/a.go": a })).toEqual(["app/a.go:11 put", "app/a.go:13 delete +prefix", "app/a.go:16 range"]);
  });

  test("builders that a transaction gets are parts of it", async () => {
    const a = `import { Etcd3 } from "etcd3";
const client = new Etcd3();
export async function save(k: string, v: string) {
  await client.if("a", "Create", "==", 0).then(client.put(k).value(v)).commit();
}
`;
    expect(await parts({ "src/a.ts": a })).toEqual(["src/a.ts:4 put"]);
  });
});
