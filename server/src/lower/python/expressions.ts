/** Expressions. */
import type { Entry, Expr } from "../../ir/types";
import { callOfNode, member, methodCall } from "./calls";
import { comprehension } from "./comprehensions";
import type { Ctx } from "./context";
import { numberValue } from "./literals";
import { childNamed, childrenNamed, firstNamed, type N, named, span, textOf } from "./node";
import { pairOf } from "./pairs";
import { percentFormat, stringOfNode } from "./strings";

/** Any expression node; what has no counterpart becomes `unknown` with its sub-expressions as parts. */
export function exprOfNode(ctx: Ctx, node: N): Expr {
  switch (node.type) {
    case "identifier":
    case "keyword_identifier":
      return { kind: "name", name: textOf(ctx, node), span: span(node) };
    case "none":
      return { kind: "literal", type: "null", value: null, span: span(node) };
    case "true":
    case "false":
      return { kind: "literal", type: "bool", value: node.type === "true", span: span(node) };
    case "integer":
    case "float": {
      const value = numberValue(textOf(ctx, node));
      return value === undefined ? unknown(ctx, node) : { kind: "literal", type: "number", value, span: span(node) };
    }
    case "string":
    case "concatenated_string":
      return stringOfNode(ctx, node);
    case "attribute":
    case "dotted_name":
      return attribute(ctx, node);
    case "subscript":
      return subscript(ctx, node);
    case "call":
      return callOfNode(ctx, node);
    case "list":
    case "tuple":
    case "set":
    case "expression_list":
    case "pattern_list":
      return { kind: "composite", shape: "list", entries: listEntries(ctx, node), span: span(node) };
    case "dictionary":
      return { kind: "composite", shape: "object", entries: pairs(ctx, node), span: span(node) };
    case "list_comprehension":
    case "set_comprehension":
    case "generator_expression":
    case "dictionary_comprehension":
      return comprehension(ctx, node);
    case "binary_operator":
      return arithmetic(ctx, node);
    case "boolean_operator":
      return both(ctx, node, operator(node) === "or" ? "||" : "&&");
    case "comparison_operator":
      return comparison(ctx, node);
    case "not_operator":
      return { kind: "unary", op: "!", operand: part(ctx, node, "argument"), span: span(node) };
    case "unary_operator":
      return { kind: "unary", op: operator(node), operand: part(ctx, node, "argument"), span: span(node) };
    case "await": {
      const inner = firstNamed(node);
      return { kind: "await", operand: inner ? ctx.expr(inner) : nothing(node), span: span(node) };
    }
    case "conditional_expression":
      return conditional(ctx, node);
    case "parenthesized_expression":
    case "expression_statement":
    case "case_pattern":
    case "interpolation": {
      const inner = firstNamed(node);
      return inner ? ctx.expr(inner) : nothing(node);
    }
    case "lambda":
      return { kind: "function", fn: ctx.fn(node, {}), span: span(node) };
    case "named_expression": {
      const name = childNamed(node, "name");
      if (!name) return unknown(ctx, node);
      return { kind: "assignment", target: ctx.target(name), value: part(ctx, node, "value"), span: span(node) };
    }
    case "assignment": {
      const left = childNamed(node, "left");
      const right = childNamed(node, "right");
      if (!left || !right) return unknown(ctx, node);
      return { kind: "assignment", target: ctx.target(left), value: ctx.expr(right), span: span(node) };
    }
    case "as_pattern": {
      const inner = firstNamed(node);
      return inner ? ctx.expr(inner) : nothing(node);
    }
    case "ellipsis":
    case "type":
      return nothing(node);
    default:
      return unknown(ctx, node);
  }
}

export const nothing = (node: N): Expr => ({ kind: "unknown", parts: [], span: span(node) });

function part(ctx: Ctx, node: N, field: string): Expr {
  const child = childNamed(node, field);
  return child ? ctx.expr(child) : nothing(node);
}

/** Keeps the expressions inside something that has no counterpart: `yield`, splats, broken code. */
export function unknown(ctx: Ctx, node: N): Expr {
  const parts: Expr[] = [];
  for (const child of node.children) {
    if (!child.named || silent.has(child.type)) continue;
    const inner = ctx.expr(child);
    if (inner.kind === "unknown") parts.push(...inner.parts);
    else parts.push(inner);
  }
  return { kind: "unknown", parts, span: span(node) };
}

const silent: ReadonlySet<string> = new Set([
  "block",
  "type",
  "parameters",
  "string_start",
  "string_content",
  "string_end",
  "import_prefix",
  "function_definition",
  "class_definition",
  "chevron",
]);

const operator = (node: N): string => childNamed(node, "operator")?.type ?? "";

/** `a.b.c` is a name of its own where `import a.b` made it one. */
function attribute(ctx: Ctx, node: N): Expr {
  if (ctx.dotted.size > 0) {
    const text = textOf(ctx, node);
    if (ctx.dotted.has(text)) return { kind: "name", name: text, span: span(node) };
  }
  const object = childNamed(node, "object");
  const property = childNamed(node, "attribute");
  if (!object || !property) return unknown(ctx, node);
  return member(ctx.expr(object), textOf(ctx, property), span(property), span(node));
}

function subscript(ctx: Ctx, node: N): Expr {
  const object = part(ctx, node, "value");
  const [index, ...more] = childrenNamed(node, "subscript");
  if (!index) return { kind: "unknown", parts: [object], span: span(node) };
  if (more.length > 0) return { kind: "unknown", parts: [object, ...[index, ...more].map((child) => ctx.expr(child))], span: span(node) };
  if (index.type !== "slice") return { kind: "index", object, index: ctx.expr(index), span: span(node) };
  const low = index.children.findIndex((child) => child.type === ":");
  const inside = index.children;
  const from = inside.find((child, at) => child.named && at < low);
  const to = inside.find((child, at) => child.named && at > low);
  return {
    kind: "slice",
    object,
    ...(from ? { low: ctx.expr(from) } : {}),
    ...(to ? { high: ctx.expr(to) } : {}),
    span: span(node),
  };
}

function listEntries(ctx: Ctx, node: N): readonly Entry[] {
  return named(node).map((item) => {
    const inner = item.type === "list_splat" || item.type === "list_splat_pattern" ? firstNamed(item) : undefined;
    return { value: ctx.expr(inner ?? item), spread: inner !== undefined, span: span(item) };
  });
}

function pairs(ctx: Ctx, node: N): readonly Entry[] {
  return named(node).map((item): Entry => {
    if (item.type !== "pair") {
      const inner = firstNamed(item);
      return { value: ctx.expr(inner ?? item), spread: item.type === "dictionary_splat", span: span(item) };
    }
    return pairOf(ctx, item);
  });
}

function arithmetic(ctx: Ctx, node: N): Expr {
  const op = operator(node);
  if (op === "|") return both(ctx, node, "|");
  const left = part(ctx, node, "left");
  const right = part(ctx, node, "right");
  if (op === "%") return percentFormat(left, right, span(node)) ?? { kind: "binary", op, left, right, span: span(node) };
  if (op === "*") {
    // Text times a number is the text so many times over.
    if (isText(left)) return methodCall(left, "repeat", [right], span(node));
    if (isText(right)) return methodCall(right, "repeat", [left], span(node));
  }
  return { kind: "binary", op: op === "//" ? "/" : op, left, right, span: span(node) };
}

const isText = (expr: Expr): boolean => expr.kind === "template" || (expr.kind === "literal" && expr.type === "string");

function both(ctx: Ctx, node: N, op: string): Expr {
  return { kind: "binary", op, left: part(ctx, node, "left"), right: part(ctx, node, "right"), span: span(node) };
}

const comparisons: Readonly<Record<string, string>> = { is: "==", "is not": "!=", "<>": "!=" };

/** `a < b < c` is both comparisons. */
function comparison(ctx: Ctx, node: N): Expr {
  const operands = named(node).filter((child) => child.field !== "operators");
  const operators = node.children.filter((child) => child.field === "operators");
  let whole: Expr | undefined;
  for (let i = 0; i + 1 < operands.length; i++) {
    const left = operands[i];
    const right = operands[i + 1];
    if (!left || !right) break;
    const op = operators[i]?.type ?? "";
    const at = { start: left.start, end: right.end };
    const one: Expr =
      op === "not in"
        ? {
            kind: "unary",
            op: "!",
            operand: { kind: "binary", op: "in", left: ctx.expr(left), right: ctx.expr(right), span: at },
            span: at,
          }
        : { kind: "binary", op: comparisons[op] ?? op, left: ctx.expr(left), right: ctx.expr(right), span: at };
    whole = whole ? { kind: "binary", op: "&&", left: whole, right: one, span: span(node) } : one;
  }
  return whole ?? unknown(ctx, node);
}

function conditional(ctx: Ctx, node: N): Expr {
  const [yes, test, no] = named(node);
  if (!yes || !test || !no) return unknown(ctx, node);
  return {
    kind: "conditional",
    test: ctx.expr(test),
    // biome-ignore lint/suspicious/noThenProperty: the arm of a conditional is plain data, nobody awaits it
    then: ctx.expr(yes),
    else: ctx.expr(no),
    span: span(node),
  };
}
