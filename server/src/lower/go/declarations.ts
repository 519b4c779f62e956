/** Constants, variables and types, at top level or in a function. */
import type { Expr, Stmt, Target, TypeDecl } from "../../ir/types";
import { childByField, type LightNode } from "../../syntax/light-tree";
import { lowerExpr, lowerExprs } from "./expressions";
import { childrenByField, type GoFile, namedChildren, none, spanOf, textOf } from "./file";
import { isTypeNode, lowerInterface, lowerStruct, lowerType, lowerTypeParams } from "./types";

/** `var x T = y`, alone or in a group: one assignment a line. */
export function lowerVars(file: GoFile, node: LightNode): readonly Stmt[] {
  const specs = node.children.flatMap((child) => (child.type === "var_spec_list" ? child.children : [child]));
  return specs.filter((spec) => spec.type === "var_spec").map((spec) => lowerVar(file, spec));
}

function lowerVar(file: GoFile, spec: LightNode): Stmt {
  const type = childByField(spec, "type");
  return {
    kind: "assign",
    declares: true,
    constant: false,
    targets: childrenByField(spec, "name").map((name) => nameTarget(file, name)),
    values: lowerExprs(file, childByField(spec, "value")),
    ...(type ? { type: lowerType(file, type) } : {}),
    op: "=",
    span: spanOf(spec),
  };
}

/**
 * Constants. A line without values repeats the last one that has them, with `iota` one higher; where `iota` is in an expression of
 * numbers, its value is worked out: https://go.dev/ref/spec#Iota.
 */
export function lowerConsts(file: GoFile, node: LightNode): readonly Stmt[] {
  const out: Stmt[] = [];
  let last: LightNode | undefined;
  const specs = node.children.filter((child) => child.type === "const_spec");
  for (const [iota, spec] of specs.entries()) {
    if (childByField(spec, "value")) last = spec;
    const type = last && childByField(last, "type");
    out.push({
      kind: "assign",
      declares: true,
      constant: true,
      targets: childrenByField(spec, "name").map((name) => nameTarget(file, name)),
      values: constValues(file, last && childByField(last, "value"), iota),
      ...(type ? { type: lowerType(file, type) } : {}),
      op: "=",
      span: spanOf(spec),
    });
  }
  return out;
}

function constValues(file: GoFile, list: LightNode | undefined, iota: number): readonly Expr[] {
  if (!list) return [];
  return namedChildren(list).map((child) => {
    if (!mentionsIota(child)) return lowerExpr(file, child);
    const expr = lowerExpr({ ...file, iota }, child);
    const value = numberOf(expr);
    return value === undefined ? expr : { kind: "literal", type: "number", value, span: expr.span };
  });
}

function mentionsIota(node: LightNode): boolean {
  return node.type === "iota" || node.children.some(mentionsIota);
}

/** Integers stay below 2^53: what does not fit is left as an expression. */
function numberOf(expr: Expr): number | undefined {
  if (expr.kind === "literal") return typeof expr.value === "number" ? expr.value : undefined;
  if (expr.kind === "unary" && expr.op === "-") {
    const value = numberOf(expr.operand);
    return value === undefined ? undefined : 0 - value;
  }
  if (expr.kind !== "binary") return undefined;
  const left = numberOf(expr.left);
  const right = numberOf(expr.right);
  const value = left === undefined || right === undefined ? undefined : apply(expr.op, left, right);
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

function apply(op: string, left: number, right: number): number | undefined {
  switch (op) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? undefined : Math.trunc(left / right);
    case "<<":
      return right < 0 ? undefined : left * 2 ** right;
    default:
      return undefined;
  }
}

/** What an expression on the left of an assignment writes to. */
export function lowerTarget(file: GoFile, node: LightNode): Target {
  if (node.type === "identifier") return nameTarget(file, node);
  return { kind: "place", expr: lowerExpr(file, node), span: spanOf(node) };
}

/** The targets of an `expression_list` on the left of `=` or `:=`. */
export function lowerTargets(file: GoFile, list: LightNode | undefined): readonly Target[] {
  return list ? namedChildren(list).map((child) => lowerTarget(file, child)) : none;
}

function nameTarget(file: GoFile, node: LightNode): Target {
  const name = textOf(file, node);
  return name === "_" ? { kind: "discard", span: spanOf(node) } : { kind: "name", name, span: spanOf(node) };
}

/** `type X ...`, alone or in a group. */
export function lowerTypeDecls(file: GoFile, node: LightNode): readonly TypeDecl[] {
  return node.children.flatMap((spec) => {
    const name = childByField(spec, "name");
    if ((spec.type !== "type_spec" && spec.type !== "type_alias") || !name) return [];
    return [lowerTypeDecl(file, spec, name)];
  });
}

function lowerTypeDecl(file: GoFile, spec: LightNode, name: LightNode): TypeDecl {
  // Of an unfinished declaration the parser may keep the type without its field.
  const type = childByField(spec, "type") ?? spec.children.find((child) => child !== name && isTypeNode(child));
  const common = {
    name: textOf(file, name),
    span: spanOf(spec),
    nameSpan: spanOf(name),
    typeParams: lowerTypeParams(file, childByField(spec, "type_parameters")),
    fields: none,
    methods: none,
    embeds: none,
  };
  if (type?.type === "struct_type") return { ...common, kind: "struct", ...lowerStruct(file, type) };
  if (type?.type === "interface_type") return { ...common, kind: "interface", ...lowerInterface(file, type) };
  return { ...common, kind: "alias", target: lowerType(file, type) };
}
