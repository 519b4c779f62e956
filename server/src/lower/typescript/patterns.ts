/** Places that are written to, and parameters. */
import type { Expr, Param, Target, TypeRef } from "../../ir/types";
import type { Ctx } from "./context";
import { jsDocParamType } from "./jsdoc";
import { childNamed, type N, named, span, textOf } from "./node";
import { annotatedType, optionalOf, unknownType } from "./types";

type PatternTarget = Extract<Target, { kind: "pattern" }>;
type PatternEntry = PatternTarget["entries"][number];

/** The left side of an assignment or declaration. Default values inside patterns are dropped. */
export function targetOfNode(ctx: Ctx, node: N): Target {
  switch (node.type) {
    case "identifier":
    case "shorthand_property_identifier_pattern":
    case "shorthand_property_identifier":
      return { kind: "name", name: textOf(ctx, node), span: span(node) };
    case "object_pattern":
    case "object":
      return { kind: "pattern", shape: "object", entries: named(node).flatMap((item) => objectEntry(ctx, item)), span: span(node) };
    case "array_pattern":
    case "array":
      return { kind: "pattern", shape: "list", entries: listEntries(ctx, node), span: span(node) };
    case "assignment_pattern":
    case "object_assignment_pattern":
    case "assignment_expression": {
      const left = childNamed(node, "left");
      return left ? ctx.target(left) : { kind: "discard", span: span(node) };
    }
    case "rest_pattern":
    case "parenthesized_expression":
    case "non_null_expression": {
      const inner = named(node)[0];
      return inner ? ctx.target(inner) : { kind: "discard", span: span(node) };
    }
    default:
      return { kind: "place", expr: ctx.expr(node), span: span(node) };
  }
}

function objectEntry(ctx: Ctx, node: N): readonly PatternEntry[] {
  switch (node.type) {
    case "pair_pattern":
    case "pair": {
      const key = childNamed(node, "key");
      const value = childNamed(node, "value");
      return key && value ? [{ property: ctx.propertyName(key), target: ctx.target(value), rest: false }] : [];
    }
    case "rest_pattern":
    case "spread_element":
      return [{ property: "", target: restTarget(ctx, node), rest: true }];
    case "ERROR":
      return [];
    default: {
      const target = ctx.target(node);
      return [{ property: target.kind === "name" ? target.name : "", target, rest: false }];
    }
  }
}

function restTarget(ctx: Ctx, node: N): Target {
  const inner = named(node)[0];
  return inner ? ctx.target(inner) : { kind: "discard", span: span(node) };
}

/** Entries by position; a hole keeps its place. */
function listEntries(ctx: Ctx, node: N): readonly PatternEntry[] {
  const entries: PatternEntry[] = [];
  let position = 0;
  let from = node.start;
  for (const item of named(node)) {
    const between = ctx.text.slice(from, item.start).replace(/\/\*.*?\*\/|\/\/.*/gs, "");
    position += between.split(",").length - 1;
    from = item.end;
    if (item.type === "ERROR") continue;
    const rest = item.type === "rest_pattern" || item.type === "spread_element";
    entries.push({ property: String(position), target: rest ? restTarget(ctx, item) : ctx.target(item), rest });
  }
  return entries;
}

/** The parameters of a function; a TypeScript `this` parameter is none. `doc` is the function's JSDoc comment. */
export function paramsOfNode(ctx: Ctx, list: N | undefined, doc?: string): readonly Param[] {
  if (!list) return [];
  // `x => …` has its one parameter without a list.
  if (list.type === "identifier") return [{ name: textOf(ctx, list), type: unknownType, variadic: false, span: span(list) }];
  const params: Param[] = [];
  for (const node of named(list)) {
    if (node.type === "ERROR") continue;
    const param = paramOf(ctx, node, doc);
    if (param) params.push(param);
  }
  return params;
}

/** What stands for a parameter in lists that are no parameter list, such as those of broken code. */
function bareParam(node: N): N | undefined {
  return node.type === "identifier" || node.type.endsWith("_pattern") ? node : undefined;
}

function paramOf(ctx: Ctx, node: N, doc: string | undefined): Param | undefined {
  const pattern = childNamed(node, "pattern") ?? childNamed(node, "name") ?? bareParam(node);
  if (!pattern || pattern.type === "this") return undefined;
  const variadic = pattern.type === "rest_pattern";
  const value = childNamed(node, "value");
  const bound = variadic ? named(pattern)[0] : pattern;
  const name = bound?.type === "identifier" ? textOf(ctx, bound) : "";
  const annotation = childNamed(node, "type");
  const written: TypeRef = annotation ? annotatedType(ctx, annotation) : (jsDocParamType(ctx, doc, name) ?? unknownType);
  const element = variadic && written.kind === "list" ? written.element : written;
  const initial: Expr | undefined = value ? ctx.expr(value) : undefined;
  const names = bound && name === "" ? destructured(ctx.target(bound), "") : undefined;
  return {
    name,
    type: node.type === "optional_parameter" ? optionalOf(element) : element,
    variadic,
    span: span(node),
    ...(initial ? { initial } : {}),
    ...(names ? { pattern: names } : {}),
  };
}

/** Names taken out of a parameter by the path of properties: `a`, `a.b`, `0`; a rest takes the empty property. */
function destructured(target: Target, path: string): readonly { readonly property: string; readonly local: string }[] {
  switch (target.kind) {
    case "name":
      return [{ property: path, local: target.name }];
    case "pattern":
      return target.entries.flatMap((entry) =>
        destructured(entry.target, entry.rest ? path : path === "" ? entry.property : `${path}.${entry.property}`),
      );
    case "place":
    case "discard":
      return [];
  }
}
