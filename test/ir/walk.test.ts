import { describe, expect, it } from "vitest";
import { printExpr } from "../../server/src/ir/print-expr";
import type { Expr } from "../../server/src/ir/types";
import { walk } from "../../server/src/ir/walk";
import { lowerSource } from "../support/lower";

const source = `package p
func f() {
	a(b)
	for i := lo; i < hi; i += by { c(func() { d() }) }
	if t { e() } else { g() }
	select { case <-ch: h() }
	x[y] = z
}
`;

async function visit(enter: boolean, skip = ""): Promise<string[]> {
  const module = await lowerSource(source, "a.go");
  const seen: string[] = [];
  walk(module.functions[0]?.body ?? [], {
    stmt: (stmt) => stmt.kind !== skip,
    expr: (expr: Expr) => {
      if (expr.kind === "name") seen.push(printExpr(expr));
      return true;
    },
    fn: () => enter,
  });
  return seen;
}

describe("walk", () => {
  it("visits what a statement evaluates before what is nested in it, in source order", async () => {
    expect(await visit(false)).toEqual(["a", "b", "lo", "hi", "by", "c", "t", "e", "g", "ch", "h", "z", "x", "y"]);
  });

  it("enters closures where told to", async () => {
    expect(await visit(true)).toContain("d");
  });

  it("passes over what a visitor declines", async () => {
    expect(await visit(true, "loop")).toEqual(["a", "b", "t", "e", "g", "ch", "h", "z", "x", "y"]);
  });
});
