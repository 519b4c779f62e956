/** Calls, constructions and references to methods. */
import type { Arg, CallExpr, Expr, TypeRef } from "../../ir/types";
import type { Span } from "../../text/span";
import { type Ctx, isLocal, localType } from "./context";
import { childNamed, firstNamed, type N, named, span, textOf } from "./node";
import { inMilliseconds, unitFactor } from "./units";

export function member(object: Expr, name: string, nameSpan: Span, at: Span): Expr & { readonly kind: "member" } {
  return { kind: "member", object, name, nameSpan, span: at };
}

/** A call that the source does not write as one. */
export function methodCall(object: Expr, name: string, args: readonly Expr[], at: Span): CallExpr {
  const end = { start: at.end, end: at.end };
  return {
    kind: "call",
    callee: member(object, name, end, at),
    args: args.map((value) => ({ value, spread: false })),
    typeArgs: [],
    construct: false,
    span: at,
    argsSpan: end,
  };
}

/** A call. `f.get()` and `f.join()` on what a call has started wait for it. */
export function callOfNode(ctx: Ctx, node: N): Expr {
  const nameNode = childNamed(node, "name");
  const objectNode = childNamed(node, "object");
  const list = childNamed(node, "arguments");
  const args = list ? argsOf(ctx, list) : [];
  if (!nameNode) return { kind: "unknown", parts: args.map((arg) => arg.value), span: span(node) };
  const name = textOf(ctx, nameNode);
  const object = objectNode ? ctx.expr(objectNode) : undefined;
  if (object && waits(ctx, name, object, args)) return { kind: "await", operand: object, span: span(node) };
  const waited = object?.kind === "name" ? waitedFor(object.name, name, args) : undefined;
  if (waited) return { kind: "await", operand: waited, span: span(node) };
  return {
    kind: "call",
    callee: object ? member(object, name, span(nameNode), { start: node.start, end: nameNode.end }) : ownMethod(ctx, name, nameNode),
    args: inMilliseconds(args),
    typeArgs: typeArgsOf(ctx, node),
    construct: false,
    span: span(node),
    argsSpan: list ? span(list) : { start: node.end, end: node.end },
  };
}

/** A plain name in a call is a method of a class around, or one that a static import names. */
function ownMethod(ctx: Ctx, name: string, nameNode: N): Expr {
  const at = span(nameNode);
  const before = { start: at.start, end: at.start };
  for (let index = ctx.classes.length - 1; index >= 0; index--) {
    const around = ctx.classes[index];
    if (!around?.methods.has(name)) continue;
    const object = index === ctx.classes.length - 1 ? "this" : around.name;
    return member({ kind: "name", name: object, span: before }, name, at, at);
  }
  if (ctx.imported.has(name) || ctx.classes.length === 0) return { kind: "name", name, span: at };
  return member({ kind: "name", name: "this", span: before }, name, at, at);
}

/**
 * `CompletableFuture.get()`, `join()` and their kin, told by what they are called on: the result of a call with arguments, or a name that is
 * declared as a future. A `get()` on anything else may be any getter.
 */
function waits(ctx: Ctx, name: string, object: Expr, args: readonly Arg[]): boolean {
  const unit = args[1]?.value;
  const timed = args.length === 2 && name === "get" && unit !== undefined && unitFactor(unit) !== undefined;
  if (name !== "get" && name !== "join" && name !== "getNow" && name !== "block") return false;
  if (args.length > 0 && !timed && name !== "getNow") return false;
  if (object.kind === "name" && isLocal(ctx, object.name)) return localType(ctx, object.name)?.kind === "promise";
  return object.kind === "call" && !object.construct && (object.args.length > 0 || name !== "get" || timed);
}

/** Guava's and Spring's helpers: `Futures.getUnchecked(f)`, `Uninterruptibles.getUninterruptibly(f)`. */
function waitedFor(holder: string, name: string, args: readonly Arg[]): Expr | undefined {
  if (!/^(Futures|Uninterruptibles)$/.test(holder) || !/^get(Unchecked|Uninterruptibly|Done|Checked)$/.test(name)) return undefined;
  return args[0]?.value;
}

function argsOf(ctx: Ctx, list: N): readonly Arg[] {
  return named(list).map((child) => ({ value: ctx.expr(child), spread: false }));
}

function typeArgsOf(ctx: Ctx, node: N): readonly TypeRef[] {
  const list = node.children.find((child) => child.type === "type_arguments");
  return list ? named(list).map((child) => ctx.type(child)) : [];
}

/** `new X(…)`. With a body of one method it is that function; with more, an object that holds them. */
export function constructionOf(ctx: Ctx, node: N): Expr {
  const typeNode = childNamed(node, "type");
  const list = childNamed(node, "arguments");
  const args = list ? argsOf(ctx, list) : [];
  const body = node.children.find((child) => child.type === "class_body");
  const type = typeNode && ctx.type(typeNode);
  if (body) {
    const methods = ctx.anonymous(body);
    const [only] = methods;
    if (only && methods.length === 1 && args.length === 0) return { kind: "function", fn: only.fn, span: span(node) };
    if (methods.length > 0) {
      return {
        kind: "composite",
        shape: "object",
        ...(type ? { type } : {}),
        entries: methods.map(({ name, fn, span: at }) => ({ name, value: { kind: "function", fn, span: at }, spread: false, span: at })),
        span: span(node),
      };
    }
  }
  const [size, ...more] = args;
  const isEmpty = !size || (more.length === 0 && size.value.kind === "literal");
  // A collection that starts empty: `new ArrayList<>()`, `new HashMap<>(16)`.
  if (type && (type.kind === "list" || type.kind === "map") && isEmpty)
    return { kind: "composite", shape: type.kind, ...(isKnown(type) ? { type } : {}), entries: [], span: span(node) };
  const written = typeNode
    ? textOf(ctx, typeNode)
        .replace(/<[\s\S]*$/, "")
        .replaceAll(/\s/g, "")
    : "";
  const name = type?.kind === "named" ? type.name : written;
  return {
    kind: "call",
    callee: { kind: "name", name, span: typeNode ? span(typeNode) : span(node) },
    args,
    typeArgs: type?.kind === "named" ? type.args : [],
    construct: true,
    span: span(node),
    argsSpan: list ? span(list) : { start: node.end, end: node.end },
  };
}

const isKnown = (type: TypeRef): boolean => type.kind === "list" && type.element.kind !== "unknown";

/** `this::run`, `Store::save`: the method as a value. `Foo::new` has no counterpart. */
export function methodReference(ctx: Ctx, node: N): Expr {
  const [object, name] = named(node);
  if (!object) return { kind: "unknown", parts: [], span: span(node) };
  if (!name) return { kind: "unknown", parts: [], span: span(node) };
  const from = firstNamed(node) === object ? ctx.expr(object) : ctx.expr(object);
  return member(from, textOf(ctx, name), span(name), span(node));
}
