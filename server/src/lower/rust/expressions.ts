/** Expressions. Blocks in the middle of an expression become statements before it. */
import type { Arg, Entry, Expr } from "../../ir/types";
import type { Span } from "../../text/span";
import { callOf, closure, closureOf, emptyCollection, givesReceiver, nothing, startedCall, startsWork, wrapsArgument } from "./calls";
import { type Ctx, giveBack, withPre } from "./context";
import { numberValue, stringValue } from "./literals";
import { macroExpr } from "./macros";
import { pathExpr } from "./names";
import { childNamed, childOf, firstNamed, has, type N, named, span, textOf } from "./node";
import { paramsOf } from "./patterns";

export function exprOfNode(ctx: Ctx, node: N): Expr {
  const at = span(node);
  switch (node.type) {
    case "identifier":
    case "self":
    case "scoped_identifier":
    case "type_identifier":
    case "scoped_type_identifier":
    case "shorthand_field_identifier":
    case "metavariable":
      return pathExpr(ctx, textOf(ctx, node), at);
    case "string_literal":
    case "raw_string_literal":
      return { kind: "literal", type: "string", value: stringValue(textOf(ctx, node)), span: at };
    case "char_literal":
      return { kind: "literal", type: "string", value: stringValue(textOf(ctx, node)), span: at };
    case "integer_literal":
    case "float_literal": {
      const value = numberValue(textOf(ctx, node));
      return value === undefined ? nothing(at) : { kind: "literal", type: "number", value, span: at };
    }
    case "boolean_literal":
      return { kind: "literal", type: "bool", value: textOf(ctx, node) === "true", span: at };
    case "unit_expression":
      return { kind: "literal", type: "null", value: null, span: at };
    case "parenthesized_expression":
    case "try_expression":
    case "generic_function":
      return only(ctx, node);
    case "reference_expression":
      return part(ctx, node, "value");
    case "await_expression":
      return awaitOf(ctx, node);
    case "field_expression": {
      const name = childNamed(node, "field");
      const object = part(ctx, node, "value");
      return name ? { kind: "member", object, name: textOf(ctx, name), nameSpan: span(name), span: at } : object;
    }
    case "index_expression": {
      const [object, index] = named(node);
      if (!object || !index) return nothing(at);
      if (index.type !== "range_expression") return { kind: "index", object: ctx.expr(object), index: ctx.expr(index), span: at };
      return { kind: "slice", object: ctx.expr(object), span: at };
    }
    case "call_expression":
      return call(ctx, node);
    case "array_expression": {
      if (childNamed(node, "length")) {
        const [item] = named(node);
        return { kind: "composite", shape: "list", entries: item ? [entry(ctx, item)] : [], span: at };
      }
      return { kind: "composite", shape: "list", entries: named(node).map((child) => entry(ctx, child)), span: at };
    }
    case "tuple_expression":
      return { kind: "composite", shape: "list", entries: named(node).map((child) => entry(ctx, child)), span: at };
    case "struct_expression":
      return struct(ctx, node);
    case "binary_expression":
      return {
        kind: "binary",
        op: childNamed(node, "operator")?.type ?? "",
        left: part(ctx, node, "left"),
        right: part(ctx, node, "right"),
        span: at,
      };
    case "unary_expression": {
      const operand = only(ctx, node);
      return has(node, "*") ? operand : { kind: "unary", op: has(node, "-") ? "-" : "!", operand, span: at };
    }
    case "type_cast_expression": {
      const type = childNamed(node, "type");
      const operand = part(ctx, node, "value");
      return type ? { kind: "cast", type: ctx.type(type), operand, span: at } : operand;
    }
    case "assignment_expression": {
      const left = childNamed(node, "left");
      const value = part(ctx, node, "right");
      if (!left) return value;
      return { kind: "assignment", target: { kind: "place", expr: ctx.expr(left), span: span(left) }, value, span: at };
    }
    case "closure_expression":
      return closureExpr(ctx, node);
    case "async_block": {
      const body = childOf(node, "block");
      return body ? { kind: "function", fn: closureOf(ctx, body, at), span: at } : nothing(at);
    }
    case "macro_invocation":
      return macroExpr(ctx, node);
    case "if_expression":
    case "match_expression":
    case "block":
    case "unsafe_block":
    case "loop_expression":
    case "while_expression":
    case "for_expression":
    case "return_expression":
    case "break_expression":
    case "continue_expression":
    case "compound_assignment_expr":
      return hoisted(ctx, node);
    default: {
      const parts = named(node).map((child) => ctx.expr(child));
      return { kind: "unknown", parts: parts.filter((one) => one.kind !== "unknown" || one.parts.length > 0), span: at };
    }
  }
}

function part(ctx: Ctx, node: N, field: string): Expr {
  const child = childNamed(node, field);
  return child ? ctx.expr(child) : nothing(node);
}

function only(ctx: Ctx, node: N): Expr {
  const inner = firstNamed(node);
  return inner ? ctx.expr(inner) : nothing(node);
}

function entry(ctx: Ctx, node: N): Entry {
  return { value: ctx.expr(node), spread: false, span: span(node) };
}

/** The value of a block gets a name of its own, and the block runs before the expression. */
function hoisted(ctx: Ctx, node: N): Expr {
  const name = `${node.type.replace(/_\w+$/, "")}@${node.start}`;
  const at = span(node);
  let given = false;
  const stmts = withPre(ctx, () =>
    ctx.tail(node, {
      kind: "assign",
      to: (value, from) => {
        given = true;
        return {
          kind: "assign",
          declares: true,
          constant: false,
          targets: [{ kind: "name", name, span: { start: at.start, end: at.start } }],
          values: [value],
          op: "=",
          span: span(from),
        };
      },
    }),
  );
  ctx.pre.push(...stmts);
  return given ? { kind: "name", name, span: at } : nothing(at);
}

/** Awaiting a tick or a message is receiving; awaiting a block runs it. */
function awaitOf(ctx: Ctx, node: N): Expr {
  const operand = only(ctx, node);
  const at = span(node);
  if (operand.kind === "function") return { kind: "await", operand: callOf(operand, [], at, { start: at.end, end: at.end }), span: at };
  if (
    operand.kind === "call" &&
    operand.callee.kind === "member" &&
    operand.args.length === 0 &&
    /^(tick|recv|changed|notified)$/.test(operand.callee.name)
  )
    return { kind: "receive", channel: operand.callee.object, span: at };
  return { kind: "await", operand, span: at };
}

function call(ctx: Ctx, node: N): Expr {
  const written = childNamed(node, "function");
  const list = childNamed(node, "arguments");
  if (!written) return nothing(node);
  const called = written.type === "generic_function" ? (childNamed(written, "function") ?? written) : written;
  const at = span(node);
  const argsSpan = list ? span(list) : { start: node.end, end: node.end };
  const argNodes = list ? named(list) : [];
  const text = textOf(ctx, called);
  if (called.type === "field_expression") {
    const name = textOf(ctx, childNamed(called, "field") ?? called);
    if (startsWork(name)) return started(ctx, argNodes, at) ?? methodCall(ctx, called, argNodes, at, argsSpan);
    if (givesReceiver(ctx, name, argNodes.length)) return part(ctx, called, "value");
    const [fallback] = argNodes;
    if (/^unwrap_or(_else)?$|^or(_else)?$/.test(name) && fallback) {
      const value = fallback.type === "closure_expression" ? childNamed(fallback, "body") : fallback;
      if (value && value.type !== "block")
        return { kind: "binary", op: "??", left: part(ctx, called, "value"), right: ctx.expr(value), span: at };
      return part(ctx, called, "value");
    }
    return methodCall(ctx, called, argNodes, at, argsSpan);
  }
  if (called.type === "identifier" || called.type === "scoped_identifier") {
    const [first] = argNodes;
    if (first && wrapsArgument(text, argNodes.length)) return ctx.expr(first);
    const fresh = argNodes.length < 2 ? emptyCollection(text, at) : undefined;
    if (fresh) return fresh;
    if (startsWork(text)) {
      const work = started(ctx, argNodes, at);
      if (work) return work;
    }
  }
  return callOf(ctx.expr(called), argsOf(ctx, argNodes), at, argsSpan);
}

function methodCall(ctx: Ctx, called: N, args: readonly N[], at: Span, argsSpan: Span): Expr {
  return callOf(ctx.expr(called), argsOf(ctx, args), at, argsSpan);
}

const argsOf = (ctx: Ctx, nodes: readonly N[]): readonly Arg[] => nodes.map((child) => ({ value: ctx.expr(child), spread: false }));

/** `spawn(async { … })` starts work before the expression it stands in goes on. */
function started(ctx: Ctx, args: readonly N[], at: Span): Expr | undefined {
  const found = args.findIndex((arg) => /^(async_block|closure_expression|call_expression|await_expression)$/.test(arg.type));
  const node = args[found];
  if (!node) return undefined;
  const work = startedCall(ctx.expr(node));
  if (!work) return undefined;
  ctx.pre.push({ kind: "spawn", call: work, span: at });
  return nothing(at);
}

function struct(ctx: Ctx, node: N): Expr {
  const name = childNamed(node, "name");
  const body = childNamed(node, "body");
  const entries = (body ? named(body) : []).flatMap((child): readonly Entry[] => {
    switch (child.type) {
      case "field_initializer": {
        const field = childNamed(child, "field");
        const value = part(ctx, child, "value");
        return field ? [{ name: textOf(ctx, field), value, spread: false, span: span(child) }] : [];
      }
      case "shorthand_field_initializer": {
        const inner = firstNamed(child);
        return inner ? [{ name: textOf(ctx, inner), value: ctx.expr(inner), spread: false, span: span(child) }] : [];
      }
      case "base_field_initializer":
        return [{ value: only(ctx, child), spread: true, span: span(child) }];
      default:
        return [];
    }
  });
  return { kind: "composite", shape: "object", entries, ...(name ? { type: ctx.type(name) } : {}), span: span(node) };
}

/** `|x| async move { … }` runs its block. */
function closureExpr(ctx: Ctx, node: N): Expr {
  const at = span(node);
  const body = childNamed(node, "body");
  const params = paramsOf(ctx, childNamed(node, "parameters"));
  if (!body) return { kind: "function", fn: closure([], at, params, false), span: at };
  const inner = body.type === "async_block" ? childOf(body, "block") : body.type === "block" ? body : undefined;
  const isAsync = body.type === "async_block" || has(node, "async");
  if (inner) return { kind: "function", fn: closureOf(ctx, inner, at, params, isAsync), span: at };
  const outer = ctx.pre;
  const stmts = withPre(ctx, () => ctx.tail(body, giveBack));
  ctx.pre = outer;
  return { kind: "function", fn: closure(stmts, at, params, isAsync), span: at };
}
