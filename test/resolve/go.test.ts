import { describe, expect, test } from "vitest";
import { callsOf } from "../support/calls";

/** A Go file of package `app` with the usual imports; the body starts at line 9. */
const go = (body: string, imports = ""): string => `package app

import (
	"context"
	clientv3 "go.etcd.io/etcd/client/v3"
${imports}
)

${body}
`;

const rows = async (body: string, imports = ""): Promise<readonly string[]> =>
  (await callsOf({ "app/a.go": go(body, imports) })).map((row) => row.replace("app/a.go:", ""));

describe("the receiver is a client because its type says so", () => {
  test("parameter, field, package variable, embedded client and embedded interface", async () => {
    expect(
      await rows(`type store struct {
	cli *clientv3.Client
	kv clientv3.KV
}
type embedding struct{ *clientv3.Client }
var global *clientv3.Client
func a(ctx context.Context, c *clientv3.Client) { c.Get(ctx, "a") }
func (s *store) b(ctx context.Context) { s.cli.Get(ctx, "b"); s.kv.Put(ctx, "c", "v"); s.cli.KV.Get(ctx, "d") }
func (e *embedding) c(ctx context.Context) { e.Get(ctx, "e"); e.Client.Delete(ctx, "f") }
func d(ctx context.Context) { global.Get(ctx, "g") }`),
    ).toEqual([
      '15 range KV.Get "a"',
      '16 range KV.Get "b"',
      '16 put KV.Put "c"',
      '16 range KV.Get "d"',
      '17 range KV.Get "e"',
      '17 delete KV.Delete "f"',
      '18 range KV.Get "g"',
    ]);
  });

  test("results of functions of the project and of the library, and method values", async () => {
    expect(
      await rows(`type app struct{ client *clientv3.Client }
func (a *app) get() (*clientv3.Client, error) { return a.client, nil }
func (a *app) run(ctx context.Context) {
	cli, err := a.get()
	_ = err
	cli.Get(ctx, "a")
	fresh, _ := clientv3.New(clientv3.Config{})
	fresh.Get(ctx, "b")
	w := clientv3.NewWatcher(cli)
	w.Watch(ctx, "c")
	get := cli.Get
	get(ctx, "d", clientv3.WithPrefix())
}`),
    ).toEqual([
      '14 range KV.Get "a"',
      "15 connect New",
      '16 range KV.Get "b"',
      "17 open-stream NewWatcher",
      '18 watch Watcher.Watch "c"',
      '20 range KV.Get "d" prefix=always',
    ]);
  });

  test("an interface of the project that declares an etcd-shaped method", async () => {
    expect(
      await rows(`type getter interface {
	Get(ctx context.Context, key string, opts ...clientv3.OpOption) (*clientv3.GetResponse, error)
}
type cache interface { Get(key string) (string, bool) }
func a(ctx context.Context, g getter, c cache) { g.Get(ctx, "a", clientv3.WithPrefix()); c.Get("b") }`),
    ).toEqual(['13 range KV.Get "a" prefix=always']);
  });

  test("names that only look like a client stay quiet", async () => {
    expect(
      await rows(
        `type db struct{ client *redis.Client; h *http.Client }
func (d *db) a(ctx context.Context) { d.client.Get(ctx, "a"); d.h.Get("http://x"); d.client.Watch(ctx, nil, "k") }
func b(ctx context.Context, clientset kubernetes.Interface) { clientset.CoreV1().Pods("").Watch(ctx, nil) }`,
        '\t"net/http"\n\t"github.com/redis/go-redis/v9"\n\t"k8s.io/client-go/kubernetes"',
      ),
    ).toEqual([]);
  });

  test("every file of a package counts: the type is in one, the call in another", async () => {
    const other = `package app

import "context"

func (s *store) use(ctx context.Context) { s.cli.Get(ctx, "a") }
`;
    expect(await callsOf({ "app/a.go": go("type store struct{ cli *clientv3.Client }"), "app/b.go": other })).toEqual([
      'app/b.go:5 range KV.Get "a"',
    ]);
  });

  test("types of another package of the module, by its import path", async () => {
    const files = {
      "internal/db/db.go": go("type Store struct{ Cli *clientv3.Client }\nfunc Open() *Store { return nil }").replace(
        "package app",
        "package db",
      ),
      "cmd/main.go": `package main

import (
	"context"
	"acme.io/shop/internal/db"
)

func main() { s := db.Open(); s.Cli.Get(context.TODO(), "a") }
`,
    };
    expect(await callsOf(files, [{ prefix: "acme.io/shop", directory: "" }])).toEqual(['cmd/main.go:8 range KV.Get "a"']);
  });

  test("all import paths of the client, and a name of one's own for it", async () => {
    for (const path of [
      "go.etcd.io/etcd/client/v3",
      "go.etcd.io/etcd/clientv3",
      "github.com/coreos/etcd/clientv3",
      "github.com/etcd-io/etcd/clientv3",
      "go.etcd.io/etcd/v3/clientv3",
    ]) {
      const plain = `package a\n\nimport "${path}"\n\nfunc f(c *clientv3.Client) { c.Get(nil, "a", clientv3.WithPrefix()) }\n`;
      const renamed = `package a\n\nimport e3 "${path}"\n\nfunc f(c *e3.Client) { c.Get(nil, "a", e3.WithPrefix()) }\n`;
      expect(await callsOf({ "a/a.go": plain })).toEqual(['a/a.go:5 range KV.Get "a" prefix=always']);
      expect(await callsOf({ "a/a.go": renamed })).toEqual(['a/a.go:5 range KV.Get "a" prefix=always']);
    }
    const dotted = `package a\n\nimport . "go.etcd.io/etcd/client/v3"\n\nfunc f(c *Client) { c.Get(nil, "a", WithPrefix()) }\n`;
    expect(await callsOf({ "a/a.go": dotted })).toEqual(['a/a.go:5 range KV.Get "a" prefix=always']);
  });
});

describe("options arrive indirectly", () => {
  test("a slice with a limit that is appended on one path is sometimes limited", async () => {
    expect(
      await rows(`func a(ctx context.Context, c *clientv3.Client, n int64) {
	opts := []clientv3.OpOption{clientv3.WithPrefix()}
	if n > 0 {
		opts = append(opts, clientv3.WithLimit(n))
	}
	c.Get(ctx, "a", opts...)
}`),
    ).toEqual(['14 range KV.Get "a" limit=sometimes:n prefix=always']);
  });

  test("appended on every path, after make", async () => {
    expect(
      await rows(`func a(ctx context.Context, c *clientv3.Client) {
	opts := make([]clientv3.OpOption, 0, 2)
	opts = append(opts, clientv3.WithPrefix(), clientv3.WithKeysOnly())
	opts = append(opts, clientv3.WithLimit(500))
	c.Get(ctx, "a", opts...)
}`),
    ).toEqual(['13 range KV.Get "a" keys-only=always limit=always:500 prefix=always']);
  });

  test("a package variable, a helper's result, a field", async () => {
    expect(
      await rows(`var listOpts = []clientv3.OpOption{clientv3.WithPrefix(), clientv3.WithSerializable()}
func options(limit int64) []clientv3.OpOption { return []clientv3.OpOption{clientv3.WithPrefix(), clientv3.WithLimit(limit)} }
type s struct{ opts []clientv3.OpOption }
func newS() *s { return &s{opts: []clientv3.OpOption{clientv3.WithFromKey()}} }
func a(ctx context.Context, c *clientv3.Client, x *s) {
	c.Get(ctx, "a", listOpts...)
	c.Get(ctx, "b", options(5)...)
	c.Get(ctx, "c", x.opts...)
}`),
    ).toEqual([
      '14 range KV.Get "a" prefix=always serializable=always',
      '15 range KV.Get "b" limit=always:limit prefix=always',
      '16 range KV.Get "c" from-key=always',
    ]);
  });

  test("options of the caller leave the call open", async () => {
    expect(
      await rows(`func a(ctx context.Context, c *clientv3.Client, opts ...clientv3.OpOption) {
	c.Get(ctx, "a", opts...)
	c.Get(ctx, "b", append(opts, clientv3.WithPrefix())...)
}`),
    ).toEqual(['10 range KV.Get "a" open', '11 range KV.Get "b" prefix=always open']);
  });

  test("WithLastCreate is a whole prefix with a sort and limit 1; WithFirstKey has no sort", async () => {
    expect(
      await rows(`func a(ctx context.Context, c *clientv3.Client) {
	c.Get(ctx, "a", clientv3.WithLastCreate()...)
	c.Get(ctx, "b", clientv3.WithFirstKey()...)
}`),
    ).toEqual([
      '10 range KV.Get "a" limit=always:1 prefix=always sort-order=always:order:descend sort-target=always:target:create',
      '11 range KV.Get "b" limit=always:1 prefix=always',
    ]);
  });

  test("limit 0 is no limit; a range end that is the prefix end is a prefix; an empty one is a single key", async () => {
    expect(
      await rows(`func a(ctx context.Context, c *clientv3.Client) {
	c.Get(ctx, "a", clientv3.WithPrefix(), clientv3.WithLimit(0))
	c.Get(ctx, "b", clientv3.WithRange(clientv3.GetPrefixRangeEnd("b")))
	c.Get(ctx, "c", clientv3.WithRange(""))
	c.Get(ctx, "d", clientv3.WithRange("\\x00"))
	c.Get(ctx, "e", clientv3.WithRange("f"))
}`),
    ).toEqual([
      '10 range KV.Get "a" prefix=always',
      '11 range KV.Get "b" prefix=always',
      '12 range KV.Get "c"',
      '13 range KV.Get "d" from-key=always',
      '14 range KV.Get "e" range-end=always:f',
    ]);
  });

  test("count only is a count; a namespaced client carries its namespace", async () => {
    expect(
      await rows(
        `func a(ctx context.Context, c *clientv3.Client) {
	c.Get(ctx, "a", clientv3.WithPrefix(), clientv3.WithCountOnly())
	kv := namespace.NewKV(c, "app/")
	kv.Get(ctx, "", clientv3.WithPrefix())
}`,
        '\t"go.etcd.io/etcd/client/v3/namespace"',
      ),
    ).toEqual(['10 count KV.Get "a" count-only=always prefix=always', '12 range KV.Get "" namespace=always prefix=always']);
  });
});

describe("operations inside operations", () => {
  test("a transaction shows its operations, and those added in a loop", async () => {
    expect(
      await rows(`func a(ctx context.Context, c *clientv3.Client, kvs map[string]string) {
	c.Txn(ctx).If(clientv3.Compare(clientv3.Version("a"), "=", 0)).Then(clientv3.OpPut("a", "1"), clientv3.OpGet("b", clientv3.WithPrefix())).Else(clientv3.OpDelete("c")).Commit()
	var ops []clientv3.Op
	for k, v := range kvs {
		ops = append(ops, clientv3.OpPut(k, v))
	}
	c.Txn(ctx).Then(ops...).Commit()
}
func b(ctx context.Context, c *clientv3.Client, ops []clientv3.Op) { c.Txn(ctx).Then(ops...).Commit() }`),
    ).toEqual(['10 txn KV.Txn [put("a"), range("b") prefix=always, delete("c")]', "15 txn KV.Txn [put(k)*]", "17 txn KV.Txn ops-open"]);
  });

  test("a transaction that is added to its own list of operations is met once", async () => {
    expect(
      await rows(`func a(ctx context.Context, c *clientv3.Client) {
	ops := []clientv3.Op{clientv3.OpPut("a", "1")}
	ops = append(ops, clientv3.OpTxn(nil, ops, nil))
	c.Txn(ctx).Then(ops...).Commit()
}`),
    ).toEqual(['12 txn KV.Txn [put("a"), put("a")] ops-open']);
  });

  test("Do performs the operation it is given", async () => {
    expect(
      await rows(`func a(ctx context.Context, c *clientv3.Client) {
	c.Do(ctx, clientv3.OpGet("a", clientv3.WithPrefix()))
}`),
    ).toEqual(['10 range KV.Do "a" prefix=always']);
  });

  test("raw protobuf: a request literal says everything", async () => {
    expect(
      await rows(
        `func a(ctx context.Context, conn pb.KVClient) {
	conn.Range(ctx, &pb.RangeRequest{Key: []byte("a"), RangeEnd: []byte("b"), Limit: 10})
	req := &pb.RangeRequest{Key: []byte("c"), RangeEnd: []byte("d")}
	req.CountOnly = true
	conn.Range(ctx, req)
}`,
        '\tpb "go.etcd.io/etcd/api/v3/etcdserverpb"',
      ),
    ).toEqual([
      '10 range KVClient.Range []byte("a") limit=always:10 range-end=always:[]byte("b")',
      '13 count KVClient.Range []byte("c") count-only=always range-end=always:[]byte("d")',
    ]);
  });
});

test("half-typed code gives what is there", async () => {
  expect(
    await rows('func a(ctx context.Context, c *clientv3.Client) {\n\tc.Get(ctx, "a", clientv3.WithPrefix())\n\tc.Get(ctx,\n'),
  ).toContain('10 range KV.Get "a" prefix=always');
});
