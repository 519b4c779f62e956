/** Calls and their arguments. */
import type { Arg, CallExpr, Expr, FunctionDecl } from "../../ir/types";
import type { Span } from "../../text/span";
import type { Ctx } from "./context";
import { before, childNamed, firstNamed, type N, named, span, textOf } from "./node";
import { braceFormat } from "./strings";

export function member(object: Expr, name: string, nameSpan: Span, at: Span): Expr & { readonly kind: "member" } {
  return { kind: "member", object, name, nameSpan, span: at };
}

/** A call of a method that the source writes in another way. */
export function methodCall(object: Expr, name: string, args: readonly Expr[], at: Span): CallExpr {
  const end = { start: at.end, end: at.end };
  return {
    kind: "call",
    callee: member(object, name, { start: at.start, end: at.start }, object.span),
    args: args.map((value) => ({ value, spread: false })),
    typeArgs: [],
    construct: false,
    span: at,
    argsSpan: end,
  };
}

/** A call; text formatting gives the text, `super().__init__()` a call of the base class's constructor. */
export function callOfNode(ctx: Ctx, node: N): Expr {
  const called = childNamed(node, "function");
  const list = childNamed(node, "arguments");
  if (!called) return { kind: "unknown", parts: list ? named(list).map((child) => ctx.expr(child)) : [], span: span(node) };
  const args = list ? argsOf(ctx, list) : [];
  const callee = ctx.expr(called);
  const at = { span: span(node), argsSpan: list ? span(list) : { start: node.end, end: node.end } };
  if (callee.kind === "member" && callee.name === "format") {
    const formatted = braceFormat(callee.object, args, at.span);
    if (formatted) return formatted;
  }
  const base = baseConstructor(ctx, called, args, at);
  if (base) return base;
  const bound = boundArguments(callee, args, node);
  if (bound.partial) return bound.partial;
  return { kind: "call", callee, args: bound.args, typeArgs: [], construct: isClass(ctx, callee), ...at };
}

/** `*args` and `**kwargs` are spread; the latter has an empty name. */
function argsOf(ctx: Ctx, list: N): readonly Arg[] {
  // `f(x for x in xs)` has the generator in the place of its list.
  if (list.type === "generator_expression") return [{ value: ctx.expr(list), spread: false }];
  return named(list).map((child): Arg => {
    switch (child.type) {
      case "keyword_argument": {
        const name = childNamed(child, "name");
        const value = childNamed(child, "value");
        return { value: value ? ctx.expr(value) : nothing(child), spread: false, ...(name ? { name: textOf(ctx, name) } : {}) };
      }
      case "list_splat":
      case "dictionary_splat": {
        const inner = firstNamed(child);
        const value = inner ? ctx.expr(inner) : nothing(child);
        return child.type === "list_splat" ? { value, spread: true } : { value, spread: true, name: "" };
      }
      default:
        return { value: ctx.expr(child), spread: false };
    }
  });
}

const nothing = (node: N): Expr => ({ kind: "unknown", parts: [], span: span(node) });

/** Classes are called like functions; by convention (PEP 8) their names start with a capital. Classes of this file and imports are known. */
function isClass(ctx: Ctx, callee: Expr): boolean {
  if (callee.kind !== "name" && callee.kind !== "member") return false;
  if (/^_*[A-Z]/.test(callee.name)) return true;
  if (callee.kind !== "name") return false;
  return (
    ctx.types.some((type) => type.name === callee.name) ||
    ctx.imports.some((from) => from.names.some(({ local, imported }) => local === callee.name && /^_*[A-Z]/.test(imported)))
  );
}

/** `super().__init__(…)` and `Base.__init__(self, …)` run the base's constructor on the instance that is being made. */
function baseConstructor(
  ctx: Ctx,
  called: N,
  args: readonly Arg[],
  at: { readonly span: Span; readonly argsSpan: Span },
): Expr | undefined {
  const name = childNamed(called, "attribute");
  const object = childNamed(called, "object");
  if (called.type !== "attribute" || !name || !object || textOf(ctx, name) !== "__init__") return undefined;
  const text = textOf(ctx, object);
  const isSuper = text.startsWith("super(");
  const base = isSuper ? ctx.bases[ctx.bases.length - 1] : /^[\w.]+$/.test(text) ? ctx.expr(object) : undefined;
  if (!base || (!isSuper && !(args[0]?.value.kind === "name"))) return undefined;
  return { kind: "call", callee: base, args: isSuper ? args : args.slice(1), typeArgs: [], construct: true, delegates: true, ...at };
}

/** Where a callable takes the arguments for the function it runs: `Thread(target=f, args=(a,))`, `submit(f, a)`. */
interface Runner {
  readonly callback: number | string;
  /** Position from which on all are for the function. */
  readonly rest?: number;
  /** Position of one list with them, and its keyword. */
  readonly list?: number;
}
const runners: Readonly<Record<string, Runner>> = {
  Thread: { callback: "target" },
  Process: { callback: "target" },
  Timer: { callback: 1, list: 2 },
  submit: { callback: 0, rest: 1 },
  to_thread: { callback: 0, rest: 1 },
  run_in_executor: { callback: 1, rest: 2 },
  call_later: { callback: 1, rest: 2 },
  call_soon: { callback: 0, rest: 1 },
  start_new_thread: { callback: 0, list: 1 },
  spawn: { callback: 0, rest: 1 },
  spawn_later: { callback: 1, rest: 2 },
  partial: { callback: 0, rest: 1 },
};

/** The arguments with the function to run as a closure that passes it what it gets. */
function boundArguments(callee: Expr, args: readonly Arg[], node: N): { readonly args: readonly Arg[]; readonly partial?: Expr } {
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  const runner = Object.hasOwn(runners, name) ? runners[name] : undefined;
  if (!runner) return { args };
  const at = typeof runner.callback === "string" ? args.findIndex((arg) => arg.name === runner.callback) : runner.callback;
  const callback = args[at];
  if (!callback || callback.spread || (typeof runner.callback === "number" && callback.name !== undefined)) return { args };
  if (callback.value.kind !== "name" && callback.value.kind !== "member") return { args };
  const given = runner.rest === undefined ? listed(args, runner.list) : args.slice(runner.rest);
  if (!given || given.length === 0) return { args };
  const closure = closureCalling(callback.value, given, node);
  if (name === "partial") return { args, partial: closure };
  const kept = runner.rest === undefined ? args : args.slice(0, runner.rest);
  return { args: kept.map((arg, index) => (index === at ? { ...arg, value: closure } : arg)) };
}

function listed(args: readonly Arg[], position: number | undefined): readonly Arg[] | undefined {
  const found = args.find((arg) => arg.name === "args") ?? (position === undefined ? undefined : args[position]);
  if (found?.value.kind !== "composite" || found.value.shape !== "list") return undefined;
  return found.value.entries.map(({ value, spread }) => ({ value, spread }));
}

function closureCalling(callee: Expr, args: readonly Arg[], node: N): Expr {
  const call: Expr = { kind: "call", callee, args, typeArgs: [], construct: false, span: callee.span, argsSpan: callee.span };
  return { kind: "function", fn: closure([{ kind: "return", values: [call], span: callee.span }], callee.span, node), span: callee.span };
}

/** A function that the source does not write as one. */
export function closure(body: FunctionDecl["body"], at: Span, node: N): FunctionDecl {
  return {
    name: "",
    kind: "closure",
    params: [],
    results: [],
    typeParams: [],
    body,
    span: at,
    nameSpan: before(node),
    async: false,
    static: false,
    exported: false,
    decorators: [],
  };
}
