/** Loops. */
import type { Expr, Loop, Stmt } from "../../ir/types";
import { headSpan } from "../loop-heads";
import type { Ctx } from "./context";
import { childNamed, has, type N, named, span, textOf } from "./node";
import { expressionAsStatements } from "./simple-statements";

type Counter = NonNullable<Loop["counter"]>;

/** A loop; in a block when its head declares more than the loop itself keeps. */
export function loopOfNode(ctx: Ctx, node: N, label: string | undefined): Stmt {
  switch (node.type) {
    case "for_in_statement":
      return eachLoop(ctx, node, label);
    case "for_statement":
      return forLoop(ctx, node, label);
    default:
      return whileLoop(ctx, node, label);
  }
}

function frame(ctx: Ctx, node: N, label: string | undefined) {
  const body = childNamed(node, "body");
  return {
    kind: "loop",
    body: ctx.body(body),
    awaitsEach: false,
    ...(label === undefined ? {} : { label }),
    span: span(node),
    headSpan: headSpan(ctx.text, node, body),
  } as const;
}

function eachLoop(ctx: Ctx, node: N, label: string | undefined): Loop {
  const left = childNamed(node, "left");
  const right = childNamed(node, "right");
  const over = right ? ctx.expr(right) : undefined;
  const isKeys = childNamed(node, "operator")?.type === "in";
  return {
    ...frame(ctx, node, label),
    loop: "each",
    ...(over ? { over: isKeys ? keysOf(over) : over } : {}),
    bindings: left ? [ctx.target(left)] : [],
    awaitsEach: has(node, "await"),
  };
}

/** `for (k in o)` runs over what `Object.keys(o)` gives (inherited names aside). */
function keysOf(object: Expr): Expr {
  const at = { start: object.span.start, end: object.span.start };
  const callee: Expr = { kind: "member", object: { kind: "name", name: "Object", span: at }, name: "keys", nameSpan: at, span: at };
  const args = [{ value: object, spread: false }];
  return { kind: "call", callee, args, typeArgs: [], construct: false, span: object.span, argsSpan: object.span };
}

function whileLoop(ctx: Ctx, node: N, label: string | undefined): Loop {
  const condition = childNamed(node, "condition");
  const test = condition && ctx.expr(condition);
  const base = { ...frame(ctx, node, label), bindings: [] };
  const forever = test?.kind === "literal" && Boolean(test.value);
  return forever || !test ? { ...base, loop: "forever" } : { ...base, loop: "while", test };
}

function forLoop(ctx: Ctx, node: N, label: string | undefined): Stmt {
  const present = (field: string): N | undefined => {
    const child = childNamed(node, field);
    return child && child.type !== "empty_statement" && child.named ? child : undefined;
  };
  const condition = present("condition");
  const increment = present("increment");
  const initializer = present("initializer");
  const before: readonly Stmt[] = initializer ? initial(ctx, initializer) : [];
  const test = condition && ctx.expr(condition);
  const base = { ...frame(ctx, node, label), bindings: [] };
  const increments = increment?.type === "sequence_expression" ? named(increment) : increment ? [increment] : [];
  const counting = test && firstDefined(increments, (part) => counterOf(ctx, test, part));
  const others = increments.filter((part) => part !== counting?.from);
  const body = [...base.body, ...others.flatMap((part) => expressionAsStatements(ctx, part, part))];
  if (counting && test) {
    const counted = counting.value;
    const own = before.find((stmt) => declaredName(stmt) === counted.name);
    const from = own?.kind === "assign" ? own.values[0] : undefined;
    const rest = before.filter((stmt) => stmt !== own || !from);
    const counter = { ...counted, ...(from ? { from } : {}) };
    // A plain comparison is all in the counter; of a longer condition the rest is kept.
    const more = test.kind === "binary" && test.op === "&&" ? { test } : {};
    return inBlock(rest, { ...base, ...more, body, loop: "counted", counter });
  }
  return inBlock(before, { ...base, ...(test ? { test } : {}), loop: test ? "while" : "forever", body });
}

function firstDefined<A, B>(items: readonly A[], find: (item: A) => B | undefined): { readonly from: A; readonly value: B } | undefined {
  for (const from of items) {
    const value = find(from);
    if (value !== undefined) return { from, value };
  }
  return undefined;
}

function inBlock(before: readonly Stmt[], loop: Loop): Stmt {
  return before.length === 0 ? loop : { kind: "block", body: [...before, loop], span: loop.span };
}

function initial(ctx: Ctx, node: N): readonly Stmt[] {
  return node.type === "lexical_declaration" || node.type === "variable_declaration"
    ? ctx.body(node)
    : expressionAsStatements(ctx, node, node);
}

function declaredName(stmt: Stmt): string | undefined {
  const target = stmt.kind === "assign" && stmt.op === "=" ? stmt.targets[0] : undefined;
  return target?.kind === "name" ? target.name : undefined;
}

/** `i < n` with `i++`, `i += s` or the like. Of `i < n && more` the first comparison with the counter is an upper bound. */
function counterOf(ctx: Ctx, test: Expr, increment: N): Counter | undefined {
  const step = stepOf(ctx, increment);
  if (!step) return undefined;
  const bound = boundOf(test, step.name);
  return bound && { name: step.name, ...bound, step: step.by };
}

function boundOf(test: Expr, name: string): { readonly to: Expr; readonly inclusive: boolean } | undefined {
  if (test.kind !== "binary") return undefined;
  if (test.op === "&&") return boundOf(test.left, name) ?? boundOf(test.right, name);
  if (!/^([<>]=?|!==?)$/.test(test.op)) return undefined;
  const inclusive = test.op === "<=" || test.op === ">=";
  if (test.left.kind === "name" && test.left.name === name) return { to: test.right, inclusive };
  if (test.right.kind === "name" && test.right.name === name) return { to: test.left, inclusive };
  return undefined;
}

function stepOf(ctx: Ctx, node: N): { readonly name: string; readonly by: Expr } | undefined {
  const written = childNamed(node, "argument") ?? childNamed(node, "left");
  if (written?.type !== "identifier") return undefined;
  const name = textOf(ctx, written);
  const op = childNamed(node, "operator")?.type;
  if (node.type === "update_expression") {
    return { name, by: { kind: "literal", type: "number", value: op === "--" ? -1 : 1, span: span(node) } };
  }
  const right = childNamed(node, "right");
  if (node.type === "augmented_assignment_expression" && right && (op === "+=" || op === "-=")) {
    const by = ctx.expr(right);
    return { name, by: op === "+=" ? by : { kind: "unary", op: "-", operand: by, span: span(right) } };
  }
  if (node.type === "assignment_expression" && right) {
    const value = ctx.expr(right);
    if (value.kind !== "binary" || (value.op !== "+" && value.op !== "-")) return undefined;
    if (value.left.kind !== "name" || value.left.name !== name) return undefined;
    return { name, by: value.op === "+" ? value.right : { kind: "unary", op: "-", operand: value.right, span: value.right.span } };
  }
  return undefined;
}
