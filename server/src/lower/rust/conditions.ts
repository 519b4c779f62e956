/** Conditions with patterns in them: `if let`, `while let` and chains of them. */
import type { Expr, Stmt, Target } from "../../ir/types";
import { nothing } from "./calls";
import type { Ctx } from "./context";
import { childNamed, type N, named, span } from "./node";
import { firstName, targetOfPattern } from "./patterns";

/** What a condition binds before its test, and the test. */
export function conditionOf(ctx: Ctx, node: N): { readonly binds: readonly Stmt[]; readonly test: Expr } {
  if (node.type === "let_condition") {
    const pattern = childNamed(node, "pattern");
    const value = childNamed(node, "value");
    const source = value ? ctx.expr(value) : nothing(node);
    const target = pattern ? targetOfPattern(ctx, pattern) : undefined;
    const name = target && firstName(target);
    if (!target || name === undefined) return { binds: [], test: source };
    return { binds: [bind(target, source, node)], test: { kind: "name", name, span: span(pattern ?? node) } };
  }
  if (node.type === "let_chain" || (node.type === "binary_expression" && childNamed(node, "operator")?.type === "&&")) {
    const parts = named(node).map((child) => conditionOf(ctx, child));
    const [first, ...rest] = parts;
    if (!first) return { binds: [], test: nothing(node) };
    const test = rest.reduce<Expr>((left, part) => ({ kind: "binary", op: "&&", left, right: part.test, span: span(node) }), first.test);
    return { binds: parts.flatMap((part) => part.binds), test };
  }
  return { binds: [], test: ctx.expr(node) };
}

/** A pattern that gets a value. */
export const bind = (target: Target, value: Expr, node: N): Stmt => ({
  kind: "assign",
  declares: true,
  constant: false,
  targets: [target],
  values: [value],
  op: "=",
  span: span(node),
});
