/** Whatever a file holds, parsing and lowering end with a module whose spans lie within the text. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printModule } from "../../server/src/ir/print";
import type { Module } from "../../server/src/ir/types";
import { walk } from "../../server/src/ir/walk";
import type { Span } from "../../server/src/text/span";
import { lowerSource } from "../support/lower";

const goSource = `// Package store keeps things.
package store

import (
	"context"
	clientv3 "go.etcd.io/etcd/client/v3"
	. "fmt"
)

type Item[K comparable] struct { Name, Kind string \`json:"name"\`; *Base; Tags map[string][]byte }
type Store interface { Get(ctx context.Context, key string) (*Item[string], error); ~int | string }
const ( A = iota; B = 1 << (10 * iota); C )
var ( store = &client{cli: nil}; é = "знач😀ение" )

func (c *client) Do(ctx context.Context, keys ...string) (n int, err error) {
	for i := 0; i < len(keys); i++ { c.cli.Put(ctx, keys[i], \`raw\`+"\\n"+string('x')) }
	for _, k := range keys { go func() { c.ch <- k }(); defer c.mu.Unlock() }
	switch v := x.(type) { case int, string: return v, nil; case nil: default: a[1:], b = c, d }
	select { case r, ok := <-ch: _ = r; case ch <- 1: ; default: }
	if resp, err := c.cli.Get(ctx, "p", clientv3.WithPrefix()); err != nil { return 0, err } else if resp != nil { n += 1 }
	outer: for { if n > 0x1F { continue outer }; n++; break }
	return f[int]([]byte("a"), map[string]Item[int]{"k": {Name: "a"}}...), nil
}
`;

const typescriptSource = `// Keeps things.
import D, { type A, Etcd3 as E } from "etcd3";
import * as ns from './ns'; import r = require('z');
export * from "a"; export { b as c } from 'd';
const { x: [y, , z = 1], ...rest } = require('w');
@Injectable() export default class Store<T extends A> extends ns.Base<T> implements I {
  @Inject(KEY) private readonly client: E = new E(); static n?: number; #p = 0x1F;
  constructor(private a: string, ...more: T[]) { super(); this.q = a; }
  @Cron('* * * * *') async *run({ k, v: { w } }: P, f = () => ({ k })): Promise<Map<string, Buffer>> {
    for (let i = 0, n = k.length; i < n && f; i++) await this.client.put(\`/j/\${k[i]}\\n\`).value(JSON.stringify(w));
    for await (const [a, { b }] of xs) { if (a) continue; else if (b) break; else yield* b?.c!.d?.(...a); }
    outer: for (const k in o) { switch (k) { case 'a': case "b": { break outer; } default: do { k ??= 1; } while (k--); } }
    try { return <T>(await x as unknown); } catch ({ m }) { throw new Error("знач😀" + m, { cause: null }); } finally { using h = g(); }
  }
  handler = async <T,>(x: T) => x; get s() { return typeof this.#p; } static { boot(); }
}
type U = { a: string; b?: number[]; [k: string]: unknown } & V | null | [q: string, ...r: W[]] | (new (x: X) => Y) | import('m').N;
interface I2 extends J { (x: number): string; m<T>(this: T, k: keyof T): x is string }
enum Color { Red = 1, Green, Blue = "b" }
namespace N.M { export const a = /re[/]x/gi, b = tag\`t\${1}\`; }
module.exports = { D, get: function* () { label: while (true) { with_(void 0, 1_000n); } }, [ns.k]: class {} };
`;

const jsxSource = `/** @param {string[]} keys */
export const View = async function ({ keys, ...props }) {
  const [state, set] = useState(() => new Map());
  useEffect(() => { const t = setInterval(() => client.get(keys[0]), 5e3); return () => clearInterval(t); }, []);
  return <A.B key="k" on={() => set(state)} {...props}>text &amp; {keys.map((k) => <li data-k={k}>{k}</li>)}<></></A.B>;
};
Store.prototype.get = function (k) { return this.c.get(k), exports.last = k; };
exports.a = exports.b = (a, b) => a ? b : { ...a, 'c-d': [, b] };
`;

const pythonSource = `"""Keeps things."""
from __future__ import annotations
import os.path, json as j
from . import keys
from ..store.base import (Base as B, other)
from m import *
try:
    import etcd3
except ImportError:
    etcd3 = None
@dataclass(frozen=True)
class Item(B, Generic[T], metaclass=M):
    name: "str" = 'a'; tags: dict[str, list[int]] | None = None
    count = property(lambda self: len(self.tags or {}))
    @staticmethod
    async def make(a, /, b: int = 3, *args: str, c=1, **kw) -> Optional[Item]:
        global g
        nonlocal_ = a if b else not c
        x: List[int] = []; y = z = {**kw, 'k': 1, a: (yield)}
        a, (b, *c) = d = e[1:2], e[::2], e['k'], e[a, b]
        async with open(f"{a!r:>{b}}/{c}{{}}") as fh, lock:
            async for i, v in enumerate(q): await fh.put(i, *v, k=2, **kw)
            else: pass
        while (n := g()) and 1 < n <= 0x1F_F: x += [n]; del x[0]
        for _ in range(1, 10, 2): continue
        return a, b
    def __init__(self, k): super().__init__(k=k); self.k = self.m = "%s-%d" % (k, 3); self.p: int = 2 ** 3 // 1
try: x = [i + 1 for i in z if i for k in i]
except (A, E) as error: raise X("знач😀") from error
else: {k: v for k, v in z.items()}
finally: print("{}/{name}".format(a, name=b"\\x00" r"\\d" * 3))
match x:
    case {"a": 1} | [_, *rest] if rest: pass
    case _: Thread(target=f, args=(1,)).start()
if __name__ == "__main__": lambda *u, v=1: u
type N = int
`;

/** One row a language: a file of that language, with much of its grammar in it, and its name. */
const rows: readonly { readonly path: string; readonly source: string }[] = [
  { path: "store/store.go", source: goSource },
  { path: "store/store.ts", source: typescriptSource },
  { path: "store/view.jsx", source: jsxSource },
  { path: "store/store.py", source: pythonSource },
];

function spansOf(module: Module): Span[] {
  const spans: Span[] = [...module.errors, ...module.comments.map((comment) => comment.span), ...module.imports.map((item) => item.span)];
  for (const type of module.types) spans.push(type.span, type.nameSpan);
  for (const fn of module.functions) {
    spans.push(fn.span, fn.nameSpan);
    walk(fn.body, {
      stmt: (stmt) => spans.push(stmt.span) > 0,
      expr: (expr) => spans.push(expr.span) > 0,
      fn: () => true,
    });
  }
  return spans;
}

async function check(path: string, text: string): Promise<void> {
  const module = await lowerSource(text, path);
  const outside = spansOf(module).filter(({ start, end }) => start < 0 || end < start || end > text.length);
  expect(outside).toEqual([]);
  expect(printModule(module)).not.toBe("");
}

describe.each(rows)("lowering of $path", ({ path, source }) => {
  it("reads the whole file without errors", async () => {
    const module = await lowerSource(source, path);
    expect(module.errors).toEqual([]);
    await check(path, source);
  });

  it("takes every beginning of it", async () => {
    for (let length = 0; length < source.length; length += 7) await check(path, source.slice(0, length));
  });

  it("takes it with lines in any order", async () => {
    const lines = source.split("\n");
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(lines), (some) => check(path, some.join("\n"))),
      { numRuns: 100 },
    );
  });

  it("takes it with characters replaced, taken out and put in", async () => {
    const change = fc.tuple(
      fc.nat(source.length),
      fc.nat(12),
      fc.oneof(fc.string({ unit: "binary", maxLength: 6 }), fc.constantFrom(..."(){}[]\"'`\n\0.,;:=<-*&/\\\ud800".split(""))),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) =>
        check(
          path,
          changes.reduce((text, [at, length, put]) => text.slice(0, at) + put + text.slice(at + length), source),
        ),
      ),
      { numRuns: 150 },
    );
  });

  it("takes anything at all", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 300 }), (text) => check(path, text)),
      { numRuns: 100 },
    );
  });
});
