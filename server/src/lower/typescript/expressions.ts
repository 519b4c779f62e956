/** Expressions. */
import type { Arg, Entry, Expr } from "../../ir/types";
import type { Ctx } from "./context";
import { decodeEscape, decodeString, numberValue } from "./literals";
import { childNamed, firstNamed, has, type N, named, span, textOf } from "./node";
import { typeArguments } from "./types";

/** Any expression node; what has no counterpart becomes `unknown` with its sub-expressions as parts. */
export function exprOfNode(ctx: Ctx, node: N): Expr {
  switch (node.type) {
    case "identifier":
    case "this":
    case "super":
    case "import":
    case "property_identifier":
    case "private_property_identifier":
    case "shorthand_property_identifier":
    case "shorthand_property_identifier_pattern":
    case "nested_identifier":
      return { kind: "name", name: textOf(ctx, node), span: span(node) };
    case "undefined":
    case "null":
      return { kind: "literal", type: "null", value: null, span: span(node) };
    case "true":
    case "false":
      return { kind: "literal", type: "bool", value: node.type === "true", span: span(node) };
    case "number": {
      const value = numberValue(textOf(ctx, node));
      return value === undefined ? unknown(ctx, node) : { kind: "literal", type: "number", value, span: span(node) };
    }
    case "string":
      return { kind: "literal", type: "string", value: stringValue(ctx, node), span: span(node) };
    case "template_string":
      return template(ctx, node);
    case "member_expression":
      return member(ctx, node);
    case "subscript_expression":
      return subscript(ctx, node);
    case "call_expression":
    case "new_expression":
      return call(ctx, node);
    case "array":
      return { kind: "composite", shape: "list", entries: listEntries(ctx, node), span: span(node) };
    case "object":
      return { kind: "composite", shape: "object", entries: objectEntries(ctx, node), span: span(node) };
    case "binary_expression":
      return binary(ctx, node);
    case "unary_expression":
    case "update_expression":
      return unary(ctx, node);
    case "await_expression":
      return { kind: "await", operand: only(ctx, node), span: span(node) };
    case "ternary_expression":
      return {
        kind: "conditional",
        test: part(ctx, node, "condition"),
        // biome-ignore lint/suspicious/noThenProperty: the arm of a conditional is plain data, nobody awaits it
        then: part(ctx, node, "consequence"),
        else: part(ctx, node, "alternative"),
        span: span(node),
      };
    case "as_expression":
    case "satisfies_expression":
      return cast(ctx, node);
    case "type_assertion":
      return assertion(ctx, node);
    case "non_null_expression":
    case "parenthesized_expression":
    case "instantiation_expression":
      return only(ctx, node);
    case "arrow_function":
    case "function_expression":
    case "generator_function":
    case "function_declaration":
    case "generator_function_declaration":
      return { kind: "function", fn: ctx.fn(node, {}), span: span(node) };
    case "class":
    case "class_declaration":
    case "abstract_class_declaration": {
      const name = ctx.classDecl(node, `<class@${node.start}>`);
      return { kind: "type", type: { kind: "named", name, args: [], span: span(node) }, span: span(node) };
    }
    case "assignment_expression": {
      const left = childNamed(node, "left");
      if (!left) return unknown(ctx, node);
      return { kind: "assignment", target: ctx.target(left), value: part(ctx, node, "right"), span: span(node) };
    }
    case "augmented_assignment_expression": {
      const left = childNamed(node, "left");
      if (!left) return unknown(ctx, node);
      const op = operator(node).slice(0, -1);
      const value: Expr = { kind: "binary", op, left: ctx.expr(left), right: part(ctx, node, "right"), span: span(node) };
      return { kind: "assignment", target: ctx.target(left), value, span: span(node) };
    }
    case "meta_property":
    case "regex":
      return { kind: "unknown", parts: [], span: span(node) };
    default:
      return unknown(ctx, node);
  }
}

/** The decoded value of a string node. */
export const stringValue = (ctx: Ctx, node: N): string => decodeString(textOf(ctx, node));

/** The text of a plain or quoted property name; `[expr]` with its brackets when it is no literal string. */
export function propertyNameOf(ctx: Ctx, node: N): string {
  if (node.type === "string") return stringValue(ctx, node);
  if (node.type !== "computed_property_name") return textOf(ctx, node);
  const inner = named(node)[0];
  return inner?.type === "string" ? stringValue(ctx, inner) : textOf(ctx, node);
}

/** Keeps the expressions inside something that has no counterpart: JSX, `yield`, sequences, broken code. */
export function unknown(ctx: Ctx, node: N): Expr {
  const parts: Expr[] = [];
  for (const child of node.children) {
    if (!child.named || silent.has(child.type)) continue;
    const inner = ctx.expr(child);
    // JSX elements, attributes and embedded expressions are only packaging.
    if (inner.kind === "unknown" && inner.parts.length > 0) parts.push(...inner.parts);
    else if (inner.kind !== "unknown") parts.push(inner);
  }
  return { kind: "unknown", parts, span: span(node) };
}

const silent: ReadonlySet<string> = new Set([
  "jsx_text",
  "jsx_closing_element",
  "jsx_namespace_name",
  "html_character_reference",
  "property_identifier",
  "type_annotation",
  "type_arguments",
  "type_identifier",
  "predefined_type",
  "formal_parameters",
  "optional_chain",
  "string_fragment",
  "escape_sequence",
  "regex_pattern",
  "regex_flags",
  "statement_block",
  "class_body",
]);

const nothing = (node: N): Expr => ({ kind: "unknown", parts: [], span: span(node) });

function part(ctx: Ctx, node: N, field: string): Expr {
  const child = childNamed(node, field);
  return child ? ctx.expr(child) : nothing(node);
}

function only(ctx: Ctx, node: N): Expr {
  const inner = firstNamed(node);
  return inner ? ctx.expr(inner) : nothing(node);
}

const operator = (node: N): string => childNamed(node, "operator")?.type ?? "";

function template(ctx: Ctx, node: N): Expr {
  const parts: Expr[] = [];
  let text = "";
  let from = -1;
  let to = -1;
  const flush = (): void => {
    if (from >= 0) parts.push({ kind: "literal", type: "string", value: text, span: { start: from, end: to } });
    text = "";
    from = -1;
  };
  for (const piece of node.children) {
    if (piece.type === "template_substitution") {
      flush();
      parts.push(only(ctx, piece));
    } else if (piece.named) {
      if (from < 0) from = piece.start;
      to = piece.end;
      text += piece.type === "escape_sequence" ? decodeEscape(textOf(ctx, piece)) : textOf(ctx, piece);
    }
  }
  if (parts.length === 0) return { kind: "literal", type: "string", value: text, span: span(node) };
  flush();
  return { kind: "template", parts, span: span(node) };
}

function member(ctx: Ctx, node: N): Expr {
  const property = childNamed(node, "property");
  const object = part(ctx, node, "object");
  if (!property) return { kind: "unknown", parts: [object], span: span(node) };
  return { kind: "member", object, name: textOf(ctx, property), nameSpan: span(property), span: span(node) };
}

/** `a["b"]` names a member as `a.b` does. */
function subscript(ctx: Ctx, node: N): Expr {
  const object = part(ctx, node, "object");
  const index = childNamed(node, "index");
  if (index?.type === "string") {
    return { kind: "member", object, name: stringValue(ctx, index), nameSpan: span(index), span: span(node) };
  }
  return { kind: "index", object, index: index ? ctx.expr(index) : nothing(node), span: span(node) };
}

function call(ctx: Ctx, node: N): Expr {
  const construct = node.type === "new_expression";
  const called = childNamed(node, construct ? "constructor" : "function");
  if (!called) return unknown(ctx, node);
  const callee = ctx.expr(called);
  const list = childNamed(node, "arguments");
  const typeArgs = typeArguments(ctx, childNamed(node, "type_arguments"));
  let args: readonly Arg[] = noArgs;
  let argsSpan = { start: node.end, end: node.end };
  if (list?.type === "arguments") {
    args = argumentsOf(ctx, list);
    argsSpan = span(list);
  } else if (list) args = [{ value: ctx.expr(list), spread: false }];
  return { kind: "call", callee, args, typeArgs, construct, span: span(node), argsSpan };
}

const noArgs: readonly Arg[] = [];

function argumentsOf(ctx: Ctx, list: N): readonly Arg[] {
  const args: Arg[] = [];
  for (const child of list.children) if (child.named) args.push(argument(ctx, child));
  return args;
}

function argument(ctx: Ctx, node: N): Arg {
  return node.type === "spread_element" ? { value: only(ctx, node), spread: true } : { value: ctx.expr(node), spread: false };
}

function listEntries(ctx: Ctx, node: N): readonly Entry[] {
  const entries: Entry[] = [];
  for (const item of node.children) {
    if (!item.named) continue;
    const spread = item.type === "spread_element";
    entries.push({ value: spread ? only(ctx, item) : ctx.expr(item), spread, span: span(item) });
  }
  return entries;
}

function objectEntries(ctx: Ctx, node: N): readonly Entry[] {
  const entries: Entry[] = [];
  for (const item of node.children) {
    const entry = item.named ? objectEntry(ctx, item) : undefined;
    if (entry) entries.push(entry);
  }
  return entries;
}

function objectEntry(ctx: Ctx, node: N): Entry | undefined {
  switch (node.type) {
    case "pair":
      return keyedEntry(ctx, node, childNamed(node, "key"), part(ctx, node, "value"));
    case "shorthand_property_identifier":
      return { name: textOf(ctx, node), value: ctx.expr(node), spread: false, span: span(node) };
    case "spread_element":
      return { value: only(ctx, node), spread: true, span: span(node) };
    case "method_definition":
      return keyedEntry(ctx, node, childNamed(node, "name"), { kind: "function", fn: ctx.fn(node, {}), span: span(node) });
    default: {
      const value = unknown(ctx, node);
      return value.kind === "unknown" && value.parts.length === 0 ? undefined : { value, spread: false, span: span(node) };
    }
  }
}

function keyedEntry(ctx: Ctx, node: N, key: N | undefined, value: Expr): Entry {
  if (!key) return { value, spread: false, span: span(node) };
  if (key.type !== "computed_property_name") return { name: propertyNameOf(ctx, key), value, spread: false, span: span(node) };
  const inner = firstNamed(key);
  if (inner?.type === "string") return { name: stringValue(ctx, inner), value, spread: false, span: span(node) };
  return { keyExpr: inner ? ctx.expr(inner) : nothing(key), value, spread: false, span: span(node) };
}

function binary(ctx: Ctx, node: N): Expr {
  if (node.children.length === 0) return nothing(node);
  return { kind: "binary", op: operator(node), left: part(ctx, node, "left"), right: part(ctx, node, "right"), span: span(node) };
}

function unary(ctx: Ctx, node: N): Expr {
  if (node.children.length === 0) return nothing(node);
  return { kind: "unary", op: operator(node), operand: part(ctx, node, "argument"), span: span(node) };
}

function cast(ctx: Ctx, node: N): Expr {
  const [operand, type] = named(node);
  if (!operand) return nothing(node);
  if (!type || has(node, "const")) return ctx.expr(operand);
  return { kind: "cast", type: ctx.type(type), operand: ctx.expr(operand), span: span(node) };
}

function assertion(ctx: Ctx, node: N): Expr {
  const [types, operand] = named(node);
  if (!types || !operand) return unknown(ctx, node);
  const type = named(types)[0];
  if (!type || textOf(ctx, type) === "const") return ctx.expr(operand);
  return { kind: "cast", type: ctx.type(type), operand: ctx.expr(operand), span: span(node) };
}
