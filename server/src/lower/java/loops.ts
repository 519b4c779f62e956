/** Loops. */
import type { Expr, Loop, Stmt } from "../../ir/types";
import { headSpan } from "../loop-heads";
import { type Ctx, declare } from "./context";
import { childNamed, childrenNamed, type N, span, textOf } from "./node";

type Counter = NonNullable<Loop["counter"]>;

/** A loop; in a block when its head declares more than the loop itself keeps. */
export function loopOfNode(ctx: Ctx, node: N, label: string | undefined): Stmt {
  switch (node.type) {
    case "enhanced_for_statement":
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
  const typeNode = childNamed(node, "type");
  const nameNode = childNamed(node, "name");
  const value = childNamed(node, "value");
  const over = value && ctx.expr(value);
  const type = typeNode && ctx.type(typeNode);
  const name = nameNode ? textOf(ctx, nameNode) : "";
  declare(ctx, name, type);
  const declared = type && type.kind !== "unknown" ? { type } : {};
  return {
    ...frame(ctx, node, label),
    loop: "each",
    ...(over ? { over: entriesOf(over) } : {}),
    bindings: nameNode ? [{ kind: "name", name, span: span(nameNode), ...declared }] : [],
  };
}

/** `for (e : map.entrySet())` has a turn for each entry of the map, as has a loop over its keys or values. */
function entriesOf(over: Expr): Expr {
  if (over.kind !== "call" || over.callee.kind !== "member" || over.args.length > 0) return over;
  return over.callee.name === "entrySet" || over.callee.name === "stream" ? over.callee.object : over;
}

function whileLoop(ctx: Ctx, node: N, label: string | undefined): Loop {
  const condition = childNamed(node, "condition");
  const test = condition && ctx.expr(condition);
  const base = { ...frame(ctx, node, label), bindings: [] };
  const forever = test?.kind === "literal" && test.value === true;
  return forever || !test ? { ...base, loop: "forever" } : { ...base, loop: "while", test };
}

function forLoop(ctx: Ctx, node: N, label: string | undefined): Stmt {
  const before = childrenNamed(node, "init").flatMap((child) => ctx.body(child));
  const condition = childNamed(node, "condition");
  const test = condition && ctx.expr(condition);
  const updates = childrenNamed(node, "update");
  const base = { ...frame(ctx, node, label), bindings: [] };
  let counter: Counter | undefined;
  let counting: N | undefined;
  for (const update of updates) {
    counter = test && counterOf(ctx, test, update);
    counting = update;
    if (counter) break;
  }
  const others = updates.filter((update) => !counter || update !== counting);
  const body: readonly Stmt[] = [
    ...base.body,
    ...others.map((update): Stmt => ({ kind: "expr", expr: ctx.expr(update), span: span(update) })),
  ];
  if (counter && test) {
    const { name } = counter;
    const own = before.find((stmt) => declaredName(stmt) === name);
    const from = own?.kind === "assign" ? own.values[0] : undefined;
    const rest = before.filter((stmt) => stmt !== own || !from);
    const more = test.kind === "binary" && test.op === "&&" ? { test } : {};
    return inBlock(rest, { ...base, ...more, body, loop: "counted", counter: { ...counter, ...(from ? { from } : {}) } });
  }
  return inBlock(before, { ...base, ...(test ? { test } : {}), loop: test ? "while" : "forever", body });
}

function inBlock(before: readonly Stmt[], loop: Loop): Stmt {
  return before.length === 0 ? loop : { kind: "block", body: [...before, loop], span: loop.span };
}

function declaredName(stmt: Stmt): string | undefined {
  const target = stmt.kind === "assign" && stmt.op === "=" ? stmt.targets[0] : undefined;
  return target?.kind === "name" ? target.name : undefined;
}

/** `i < n` with `i++`, `i += s` or the like. Of `i < n && more` the first comparison with the counter is an upper bound. */
function counterOf(ctx: Ctx, test: Expr, update: N): Counter | undefined {
  const step = stepOf(ctx, update);
  if (!step) return undefined;
  const bound = boundOf(test, step.name);
  return bound && { name: step.name, ...bound, step: step.by };
}

function boundOf(test: Expr, name: string): { readonly to: Expr; readonly inclusive: boolean } | undefined {
  if (test.kind !== "binary") return undefined;
  if (test.op === "&&") return boundOf(test.left, name) ?? boundOf(test.right, name);
  if (!/^([<>]=?|!=)$/.test(test.op)) return undefined;
  const inclusive = test.op === "<=" || test.op === ">=";
  if (test.left.kind === "name" && test.left.name === name) return { to: test.right, inclusive };
  if (test.right.kind === "name" && test.right.name === name) return { to: test.left, inclusive };
  return undefined;
}

function stepOf(ctx: Ctx, node: N): { readonly name: string; readonly by: Expr } | undefined {
  if (node.type === "update_expression") {
    const name = node.children.find((child) => child.type === "identifier");
    if (!name) return undefined;
    const value = textOf(ctx, node).includes("--") ? -1 : 1;
    return { name: textOf(ctx, name), by: { kind: "literal", type: "number", value, span: span(node) } };
  }
  const left = childNamed(node, "left");
  const right = childNamed(node, "right");
  const op = childNamed(node, "operator")?.type;
  if (node.type !== "assignment_expression" || left?.type !== "identifier" || !right) return undefined;
  const by = ctx.expr(right);
  if (op === "+=") return { name: textOf(ctx, left), by };
  return op === "-=" ? { name: textOf(ctx, left), by: { kind: "unary", op: "-", operand: by, span: span(right) } } : undefined;
}
