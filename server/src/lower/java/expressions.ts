/** Expressions. */
import type { Entry, Expr, Target } from "../../ir/types";
import { callOfNode, constructionOf, member, methodReference } from "./calls";
import { type Ctx, declare, isLocal } from "./context";
import { bindNested, bindQualified } from "./imports";
import { decodeString, numberValue } from "./literals";
import { childNamed, firstNamed, type N, named, span, textOf } from "./node";
import { fullName } from "./types";

/** Any expression node; what has no counterpart becomes `unknown` with its sub-expressions as parts. */
export function exprOfNode(ctx: Ctx, node: N): Expr {
  switch (node.type) {
    case "identifier":
    case "type_identifier":
      return nameOf(ctx, node);
    case "this":
    case "super":
      return { kind: "name", name: "this", span: span(node) };
    case "null_literal":
      return { kind: "literal", type: "null", value: null, span: span(node) };
    case "true":
    case "false":
      return { kind: "literal", type: "bool", value: node.type === "true", span: span(node) };
    case "decimal_integer_literal":
    case "hex_integer_literal":
    case "octal_integer_literal":
    case "binary_integer_literal":
    case "decimal_floating_point_literal":
    case "hex_floating_point_literal": {
      const value = numberValue(textOf(ctx, node));
      return value === undefined ? unknown(ctx, node) : { kind: "literal", type: "number", value, span: span(node) };
    }
    case "string_literal":
    case "character_literal":
      return { kind: "literal", type: "string", value: decodeString(textOf(ctx, node)), span: span(node) };
    case "field_access":
    case "scoped_identifier":
    case "scoped_type_identifier":
      return fieldAccess(ctx, node);
    case "array_access":
      return { kind: "index", object: part(ctx, node, "array"), index: part(ctx, node, "index"), span: span(node) };
    case "method_invocation":
      return callOfNode(ctx, node);
    case "object_creation_expression":
      return constructionOf(ctx, node);
    case "method_reference":
      return methodReference(ctx, node);
    case "array_creation_expression":
      return arrayOfNode(ctx, node);
    case "array_initializer":
    case "element_value_array_initializer":
      return { kind: "composite", shape: "list", entries: listEntries(ctx, node), span: span(node) };
    case "binary_expression":
      return { kind: "binary", op: operator(node), left: part(ctx, node, "left"), right: part(ctx, node, "right"), span: span(node) };
    case "unary_expression":
      return { kind: "unary", op: operator(node), operand: part(ctx, node, "operand"), span: span(node) };
    case "ternary_expression":
      return {
        kind: "conditional",
        test: part(ctx, node, "condition"),
        // biome-ignore lint/suspicious/noThenProperty: the arm of a conditional is plain data, nobody awaits it
        then: part(ctx, node, "consequence"),
        else: part(ctx, node, "alternative"),
        span: span(node),
      };
    case "cast_expression": {
      const type = childNamed(node, "type");
      const operand = part(ctx, node, "value");
      return type ? { kind: "cast", type: ctx.type(type), operand, span: span(node) } : operand;
    }
    case "instanceof_expression":
      return instanceOf(ctx, node);
    case "lambda_expression":
      return { kind: "function", fn: ctx.fn(node, {}), span: span(node) };
    case "parenthesized_expression":
    case "expression_statement": {
      const inner = firstNamed(node);
      return inner ? ctx.expr(inner) : nothing(node);
    }
    case "assignment_expression": {
      const left = childNamed(node, "left");
      const value = part(ctx, node, "right");
      return left ? { kind: "assignment", target: targetOfNode(ctx, left), value, span: span(node) } : value;
    }
    case "switch_expression":
      return switchValue(ctx, node);
    case "class_literal": {
      const type = firstNamed(node);
      return type ? { kind: "type", type: ctx.type(type), span: span(node) } : nothing(node);
    }
    default:
      return unknown(ctx, node);
  }
}

export const nothing = (node: N): Expr => ({ kind: "unknown", parts: [], span: span(node) });

export function part(ctx: Ctx, node: N, field: string): Expr {
  const child = childNamed(node, field);
  return child ? ctx.expr(child) : nothing(node);
}

/** Keeps the expressions inside something that has no counterpart. */
export function unknown(ctx: Ctx, node: N): Expr {
  const parts: Expr[] = [];
  for (const child of node.children) {
    if (!child.named || silent.test(child.type)) continue;
    const inner = ctx.expr(child);
    if (inner.kind === "unknown") parts.push(...inner.parts);
    else parts.push(inner);
  }
  return { kind: "unknown", parts, span: span(node) };
}

const silent =
  /^(block|modifiers|type_arguments|type_parameters|formal_parameters|class_body|.*_type|.*_fragment|.*_declaration|.*_statement)$/;

const operator = (node: N): string => childNamed(node, "operator")?.type ?? "";

/** A name that nothing in the function declares is a field of a class around, an import, or a class. */
function nameOf(ctx: Ctx, node: N): Expr {
  const name = textOf(ctx, node);
  const at = span(node);
  const plain: Expr = { kind: "name", name, span: at };
  if (isLocal(ctx, name)) return plain;
  for (let index = ctx.classes.length - 1; index >= 0; index--) {
    const around = ctx.classes[index];
    if (!around?.fields.has(name)) continue;
    const object = index === ctx.classes.length - 1 ? "this" : around.name;
    return member({ kind: "name", name: object, span: { start: at.start, end: at.start } }, name, at, at);
  }
  if (ctx.imported.has(name)) return plain;
  if (/^[A-Z]/.test(name) && !/^[A-Z0-9_]+$/.test(name)) return { kind: "name", name: fullName(ctx, name), span: at };
  const [innermost] = ctx.classes.slice(-1);
  // What no class of the file declares may be inherited.
  if (innermost?.hasBase && !ctx.declared.has(name))
    return member({ kind: "name", name: "this", span: { start: at.start, end: at.start } }, name, at, at);
  return plain;
}

/** `a.b`, `Outer.Inner`, `com.example.Name`, `Outer.this`. */
function fieldAccess(ctx: Ctx, node: N): Expr {
  const text = textOf(ctx, node).replaceAll(/\s/g, "");
  const dot = text.indexOf(".");
  const first = dot === -1 ? text : text.slice(0, dot);
  if (/\.(this|super)$/.test(text))
    return { kind: "name", name: /^[A-Z]\w*\.this$/.test(text) ? fullName(ctx, first) : "this", span: span(node) };
  if (/^[a-z][\w]*(\.[a-z]\w*)*\.[A-Z]\w*$/.test(text) && !isLocal(ctx, first) && !ctx.classes.some(({ fields }) => fields.has(first))) {
    return { kind: "name", name: bindQualified(ctx, text, node), span: span(node) };
  }
  if (/^[A-Z]\w*(\.[A-Z]\w*)+$/.test(text) && !/\.[A-Z0-9_]+$/.test(text)) {
    const full = fullName(ctx, first) + text.slice(first.length);
    if (ctx.declared.has(full)) return { kind: "name", name: full, span: span(node) };
    bindNested(ctx, text, node);
    return { kind: "name", name: text, span: span(node) };
  }
  const object = childNamed(node, "object") ?? childNamed(node, "scope") ?? firstNamed(node);
  const field = childNamed(node, "field") ?? childNamed(node, "name") ?? named(node).at(-1);
  if (!object || !field || object === field) return unknown(ctx, node);
  return member(ctx.expr(object), textOf(ctx, field), span(field), span(node));
}

function listEntries(ctx: Ctx, node: N): readonly Entry[] {
  return named(node).map((item) => ({ value: ctx.expr(item), spread: false, span: span(item) }));
}

/** `new byte[n]` is a call of the type with its length; `new String[] {…}` a list. */
function arrayOfNode(ctx: Ctx, node: N): Expr {
  const value = childNamed(node, "value");
  if (value) return ctx.expr(value);
  const dimension = node.children.find((child) => child.type === "dimensions_expr");
  const length = dimension && firstNamed(dimension);
  const type = childNamed(node, "type");
  const isBytes = type !== undefined && textOf(ctx, type) === "byte";
  return {
    kind: "call",
    callee: { kind: "name", name: isBytes ? "byte[]" : "array[]", span: type ? span(type) : span(node) },
    args: length ? [{ value: ctx.expr(length), spread: false }] : [],
    typeArgs: [],
    construct: false,
    span: span(node),
    argsSpan: dimension ? span(dimension) : { start: node.end, end: node.end },
  };
}

/** `o instanceof T t` gives the object a name. */
function instanceOf(ctx: Ctx, node: N): Expr {
  const left = part(ctx, node, "left");
  const name = childNamed(node, "name");
  const right = childNamed(node, "right");
  if (!name || !right) return { kind: "unknown", parts: [left], span: span(node) };
  const type = ctx.type(right);
  declare(ctx, textOf(ctx, name), type);
  const value: Expr = { kind: "cast", type, operand: left, span: left.span };
  return { kind: "assignment", target: { kind: "name", name: textOf(ctx, name), span: span(name), type }, value, span: span(node) };
}

/** A switch that gives a value: one of what its arms give. */
function switchValue(ctx: Ctx, node: N): Expr {
  const body = childNamed(node, "body");
  const values: Expr[] = [];
  for (const rule of body ? named(body) : []) {
    const last = named(rule).at(-1);
    if (rule.type === "switch_rule" && last?.type === "expression_statement") values.push(ctx.expr(last));
  }
  return { kind: "unknown", parts: [part(ctx, node, "condition"), ...values], span: span(node) };
}

/** The left side of an assignment. */
export function targetOfNode(ctx: Ctx, node: N): Target {
  const expr = ctx.expr(node);
  if (expr.kind === "name") return { kind: "name", name: expr.name, span: expr.span };
  return { kind: "place", expr, span: span(node) };
}
