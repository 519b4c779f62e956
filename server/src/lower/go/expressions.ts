/** Go's expressions. */
import type { Arg, Expr } from "../../ir/types";
import { childByField, type LightNode } from "../../syntax/light-tree";
import type { Span } from "../../text/span";
import { lowerComposite } from "./composites";
import { functionDecl, type GoFile, namedChildren, none, spanOf, textOf } from "./file";
import { numberValue, runeValue, stringValue } from "./literals";
import { isTypeNode, lowerParams, lowerResults, lowerType, lowerTypeArguments } from "./types";

/** Any expression; what is missing or not understood is `unknown`, with what could be understood inside it. */
export function lowerExpr(file: GoFile, node: LightNode | undefined, missingAt: Span = { start: 0, end: 0 }): Expr {
  if (!node) return { kind: "unknown", parts: none, span: missingAt };
  switch (node.type) {
    case "identifier":
    case "field_identifier":
    case "package_identifier":
      return node.start === node.end ? unknownExpr(file, node) : { kind: "name", name: textOf(file, node), span: spanOf(node) };
    case "selector_expression":
      return lowerSelector(file, node);
    case "call_expression":
      return lowerCall(file, node);
    case "interpreted_string_literal":
    case "raw_string_literal":
      return { kind: "literal", type: "string", value: stringValue(textOf(file, node)), span: spanOf(node) };
    case "int_literal":
    case "float_literal":
      return numberLiteral(node, numberValue(textOf(file, node)));
    case "rune_literal":
      return numberLiteral(node, runeValue(textOf(file, node)));
    case "nil":
      return { kind: "literal", type: "null", value: null, span: spanOf(node) };
    case "true":
    case "false":
      return { kind: "literal", type: "bool", value: node.type === "true", span: spanOf(node) };
    case "iota":
      return file.iota === undefined
        ? { kind: "name", name: "iota", span: spanOf(node) }
        : { kind: "literal", type: "number", value: file.iota, span: spanOf(node) };
    case "unary_expression":
      return lowerUnary(file, node);
    case "binary_expression":
      return lowerBinary(file, node);
    case "composite_literal":
      return lowerComposite(file, childByField(node, "body") ?? node, lowerType(file, childByField(node, "type")), lowerExpr, spanOf(node));
    case "literal_value":
      return lowerComposite(file, node, { kind: "unknown" }, lowerExpr, spanOf(node));
    case "literal_element":
    case "parenthesized_expression":
    case "expression_statement":
      return onlyChild(file, node);
    case "expression_list":
      return node.children.length === 1 ? onlyChild(file, node) : unknownExpr(file, node);
    case "index_expression":
      return {
        kind: "index",
        object: field(file, node, "operand"),
        index: field(file, node, "index"),
        span: spanOf(node),
      };
    case "slice_expression":
      return lowerSlice(file, node);
    case "type_assertion_expression":
      return { kind: "cast", type: lowerType(file, childByField(node, "type")), operand: field(file, node, "operand"), span: spanOf(node) };
    case "type_conversion_expression":
      return lowerConversion(file, node);
    case "type_instantiation_expression":
      return typeAsValue(file, childByField(node, "type") ?? node);
    case "func_literal":
      return lowerClosure(file, node);
    default:
      return isTypeNode(node) ? { kind: "type", type: lowerType(file, node), span: spanOf(node) } : unknownExpr(file, node);
  }
}

/** The expressions of an `expression_list`, or the one expression that stands where a list could. */
export function lowerExprs(file: GoFile, node: LightNode | undefined): readonly Expr[] {
  if (!node) return none;
  if (node.type !== "expression_list") return [lowerExpr(file, node)];
  return namedChildren(node).map((child) => lowerExpr(file, child));
}

function unknownExpr(file: GoFile, node: LightNode): Expr {
  return {
    kind: "unknown",
    parts: namedChildren(node).map((child) => lowerExpr(file, child)),
    span: spanOf(node),
  };
}

function numberLiteral(node: LightNode, value: number | undefined): Expr {
  if (value === undefined) return { kind: "unknown", parts: none, span: spanOf(node) };
  return { kind: "literal", type: "number", value, span: spanOf(node) };
}

function field(file: GoFile, node: LightNode, name: string): Expr {
  return lowerExpr(file, childByField(node, name), { start: node.end, end: node.end });
}

function onlyChild(file: GoFile, node: LightNode): Expr {
  const named = namedChildren(node);
  return named.length === 1 ? lowerExpr(file, named[0]) : unknownExpr(file, node);
}

function lowerSelector(file: GoFile, node: LightNode): Expr {
  const name = childByField(node, "field");
  if (!name) return unknownExpr(file, node);
  return { kind: "member", object: field(file, node, "operand"), name: textOf(file, name), nameSpan: spanOf(name), span: spanOf(node) };
}

function lowerCall(file: GoFile, node: LightNode): Expr {
  const list = childByField(node, "arguments");
  return {
    kind: "call",
    callee: field(file, node, "function"),
    args: list ? lowerArgs(file, list) : none,
    typeArgs: lowerTypeArguments(file, childByField(node, "type_arguments")),
    construct: false,
    span: spanOf(node),
    argsSpan: list ? spanOf(list) : { start: node.end, end: node.end },
  };
}

function lowerArgs(file: GoFile, list: LightNode): readonly Arg[] {
  if (list.children.length === 0) return none;
  return namedChildren(list).map((child) =>
    child.type === "variadic_argument" ? { value: onlyChild(file, child), spread: true } : { value: lowerExpr(file, child), spread: false },
  );
}

function lowerUnary(file: GoFile, node: LightNode): Expr {
  const operand = field(file, node, "operand");
  const op = childByField(node, "operator")?.type ?? "";
  return op === "<-" ? { kind: "receive", channel: operand, span: spanOf(node) } : { kind: "unary", op, operand, span: spanOf(node) };
}

function lowerBinary(file: GoFile, node: LightNode): Expr {
  return {
    kind: "binary",
    op: childByField(node, "operator")?.type ?? "",
    left: field(file, node, "left"),
    right: field(file, node, "right"),
    span: spanOf(node),
  };
}

function lowerSlice(file: GoFile, node: LightNode): Expr {
  const low = childByField(node, "start");
  const high = childByField(node, "end");
  return {
    kind: "slice",
    object: field(file, node, "operand"),
    ...(low ? { low: lowerExpr(file, low) } : {}),
    ...(high ? { high: lowerExpr(file, high) } : {}),
    span: spanOf(node),
  };
}

/** `[]byte(x)` is a cast; `T[int](x)` may as well be a call of a generic function, and stays one. */
function lowerConversion(file: GoFile, node: LightNode): Expr {
  const type = childByField(node, "type");
  const operand = field(file, node, "operand");
  if (type?.type !== "generic_type" && type?.type !== "qualified_type" && type?.type !== "type_identifier")
    return { kind: "cast", type: lowerType(file, type), operand, span: spanOf(node) };
  return {
    kind: "call",
    callee: typeAsValue(file, type),
    args: [{ value: operand, spread: false }],
    typeArgs: lowerTypeArguments(file, childByField(type, "type_arguments")),
    construct: false,
    span: spanOf(node),
    argsSpan: { start: type.end, end: node.end },
  };
}

/** The name that type syntax spells, as an expression: the grammar cannot tell a generic function from a generic type. */
function typeAsValue(file: GoFile, node: LightNode): Expr {
  switch (node.type) {
    case "type_identifier":
    case "identifier":
      return { kind: "name", name: textOf(file, node), span: spanOf(node) };
    case "qualified_type": {
      const object = childByField(node, "package");
      const name = childByField(node, "name");
      if (!object || !name) return unknownExpr(file, node);
      return { kind: "member", object: typeAsValue(file, object), name: textOf(file, name), nameSpan: spanOf(name), span: spanOf(node) };
    }
    case "generic_type": {
      const base = childByField(node, "type");
      return base ? typeAsValue(file, base) : unknownExpr(file, node);
    }
    default:
      return lowerExpr(file, node);
  }
}

function lowerClosure(file: GoFile, node: LightNode): Expr {
  const span = spanOf(node);
  const fn = functionDecl({
    name: "",
    kind: "closure",
    params: lowerParams(file, childByField(node, "parameters")),
    results: lowerResults(file, childByField(node, "result")),
    typeParams: none,
    body: file.body(file, childByField(node, "body")),
    span,
    nameSpan: { start: node.start, end: node.start },
    exported: false,
  });
  return { kind: "function", fn, span };
}
