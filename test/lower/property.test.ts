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

/** One row a language: a file of that language, with much of its grammar in it, and its name. */
const rows: readonly { readonly path: string; readonly source: string }[] = [{ path: "store/store.go", source: goSource }];

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
