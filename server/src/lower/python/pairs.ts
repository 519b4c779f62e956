/** Entries of dictionaries. */
import type { Entry, Expr } from "../../ir/types";
import type { Ctx } from "./context";
import { childNamed, type N, span } from "./node";

/** `key: value` of a dictionary or of its comprehension. */
export function pairOf(ctx: Ctx, node: N): Entry {
  const part = (field: string): Expr => {
    const child = childNamed(node, field);
    return child ? ctx.expr(child) : { kind: "unknown", parts: [], span: span(node) };
  };
  const value = part("value");
  const key = part("key");
  return key.kind === "literal" && typeof key.value === "string"
    ? { name: key.value, value, spread: false, span: span(node) }
    : { keyExpr: key, value, spread: false, span: span(node) };
}
