/** Comprehensions and generator expressions: `[f(x) for x in xs if x]` maps a function over `xs`. */
import type { Expr, FunctionDecl, Param, Stmt } from "../../ir/types";
import { closure, methodCall } from "./calls";
import type { Ctx } from "./context";
import { loopOver } from "./loops";
import { childNamed, firstNamed, type N, named, span } from "./node";
import { pairOf } from "./pairs";
import { patternPieces } from "./targets";
import { unknownType } from "./types";

export function comprehension(ctx: Ctx, node: N): Expr {
  const bodyNode = childNamed(node, "body");
  if (!bodyNode) return { kind: "unknown", parts: [], span: span(node) };
  const clauses = named(node).filter((child) => child.type === "for_in_clause" || child.type === "if_clause");
  // Names bound by a comprehension are its own.
  const body: Expr =
    bodyNode.type === "pair"
      ? { kind: "composite", shape: "map", entries: [pairOf(ctx, bodyNode)], span: span(bodyNode) }
      : ctx.expr(bodyNode);
  return nest(ctx, clauses, body, node) ?? body;
}

/** The outermost `for` first; the conditions behind it decide whether there is a value. */
function nest(ctx: Ctx, clauses: readonly N[], body: Expr, node: N): Expr | undefined {
  const [first, ...rest] = clauses;
  if (first?.type !== "for_in_clause") return undefined;
  const next = rest.findIndex((clause) => clause.type === "for_in_clause");
  const tests = (next === -1 ? rest : rest.slice(0, next)).flatMap((clause) => firstNamed(clause) ?? []);
  const inner = next === -1 ? undefined : nest(ctx, rest.slice(next), body, node);
  const value = inner ?? body;
  const returns: Stmt = { kind: "return", values: [value], span: value.span };
  const stmts = tests.reduceRight<readonly Stmt[]>(
    (then, test) => [
      {
        kind: "if",
        test: ctx.expr(test),
        then,
        else: [],
        span: span(test),
      },
    ],
    [returns],
  );
  const left = childNamed(first, "left");
  const right = childNamed(first, "right");
  if (!left || !right) return undefined;
  const { over } = loopOver(ctx, right);
  const fn: FunctionDecl = { ...closure(stmts, span(node), node), params: [paramOf(ctx, left)] };
  const mapped: Expr = { kind: "function", fn, span: span(node) };
  return methodCall(over, inner ? "flatMap" : "map", [mapped], span(node));
}

function paramOf(ctx: Ctx, left: N): Param {
  const target = ctx.target(left);
  const pattern = patternPieces(target, "");
  const name = target.kind === "name" ? target.name : "";
  return { name, type: unknownType, variadic: false, span: span(left), ...(name === "" ? { pattern } : {}) };
}
