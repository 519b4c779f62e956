/** Loops. */
import type { Expr, Loop, Stmt, Target } from "../../ir/types";
import type { Ctx } from "./context";
import { declares } from "./context";
import { childNamed, has, type N, named, span, textOf } from "./node";

/** A `for` or `while`; what stands in its `else` runs after it. */
export function loopOfNode(ctx: Ctx, node: N): readonly Stmt[] {
  const loop = node.type === "for_statement" ? forLoop(ctx, node) : whileLoop(ctx, node);
  const after = childNamed(node, "alternative");
  return after ? [loop, ...ctx.body(childNamed(after, "body"))] : [loop];
}

function frame(ctx: Ctx, node: N) {
  const body = childNamed(node, "body");
  const head = ctx.text.slice(node.start, body?.start ?? node.end);
  return {
    kind: "loop",
    body: ctx.body(body),
    span: span(node),
    headSpan: {
      start: node.start,
      end:
        node.start +
        head
          .replace(/#[^\n]*/g, "")
          .trimEnd()
          .replace(/:$/, "")
          .trimEnd().length,
    },
  } as const;
}

function whileLoop(ctx: Ctx, node: N): Loop {
  const condition = childNamed(node, "condition");
  const test = condition && ctx.expr(condition);
  const forever = !test || (test.kind === "literal" && Boolean(test.value));
  const base = { ...frame(ctx, node), bindings: [], awaitsEach: false };
  return forever ? { ...base, loop: "forever" } : { ...base, loop: "while", test };
}

function forLoop(ctx: Ctx, node: N): Loop {
  const left = childNamed(node, "left");
  const right = childNamed(node, "right");
  const target = left && ctx.target(left);
  if (target) declareAll(ctx, target);
  const counted = right && left ? counter(ctx, left, right) : undefined;
  if (counted) return { ...frame(ctx, node), loop: "counted", counter: counted, bindings: [], awaitsEach: false };
  const iterated = right && loopOver(ctx, right);
  const endless = iterated?.endless === true;
  const bindings = target ? bindingsOf(target, iterated?.pairs === true) : [];
  if (endless) return { ...frame(ctx, node), loop: "forever", bindings: [], awaitsEach: false };
  return {
    ...frame(ctx, node),
    loop: "each",
    ...(iterated ? { over: iterated.over } : {}),
    bindings,
    awaitsEach: has(node, "async"),
  };
}

function declareAll(ctx: Ctx, target: Target): void {
  if (target.kind === "name") declares(ctx, target.name);
  else if (target.kind === "pattern") for (const entry of target.entries) declareAll(ctx, entry.target);
}

/** Key and value apart where the iterable gives both; else one binding, a pattern for a tuple. */
function bindingsOf(target: Target, pairs: boolean): readonly Target[] {
  if (!pairs || target.kind !== "pattern") return [target];
  const [key, value, ...more] = target.entries.map((entry) => entry.target);
  return key && value && more.length === 0 ? [key, value] : [target];
}

/** What is iterated: `enumerate(xs)` and `d.items()` give the entries of `xs` and `d` in pairs, `itertools.count()` never ends. */
export function loopOver(ctx: Ctx, node: N): { readonly over: Expr; readonly pairs?: true; readonly endless?: true } {
  const over = ctx.expr(node);
  if (over.kind !== "call") return { over };
  const { callee } = over;
  const first = over.args[0];
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  if (name === "enumerate" && callee.kind === "name" && first && !first.spread) return { over: first.value, pairs: true };
  if ((name === "items" || name === "iteritems") && callee.kind === "member" && over.args.length === 0)
    return { over: callee.object, pairs: true };
  if (name === "count" && fromItertools(ctx, callee)) return { over, endless: true };
  return { over };
}

function fromItertools(ctx: Ctx, callee: Expr): boolean {
  if (callee.kind === "member") return callee.object.kind === "name" && callee.object.name === "itertools";
  return ctx.imports.some(
    ({ source, names }) => source === "itertools" && names.some(({ local }) => callee.kind === "name" && local === callee.name),
  );
}

/** `range(a, b, s)`. */
function counter(ctx: Ctx, left: N, right: N): Loop["counter"] | undefined {
  if (right.type !== "call" || left.type !== "identifier") return undefined;
  const called = childNamed(right, "function");
  const list = childNamed(right, "arguments");
  if (!called || !list || !/^x?range$/.test(textOf(ctx, called))) return undefined;
  const [first, second, step] = named(list).map((child) => ctx.expr(child));
  if (!first) return undefined;
  const name = textOf(ctx, left);
  if (!second) return { name, to: first, inclusive: false };
  return { name, from: first, to: second, inclusive: false, ...(step ? { step } : {}) };
}
