/** Places that are written to, and parameters. */
import type { Expr, Param, Target } from "../../ir/types";
import type { Ctx } from "./context";
import { childNamed, firstNamed, type N, named, span, textOf } from "./node";
import { typeOfNode, unknownType } from "./types";

type PatternEntry = Extract<Target, { kind: "pattern" }>["entries"][number];

/** The left side of an assignment, a loop or a `with`. */
export function targetOfNode(ctx: Ctx, node: N): Target {
  switch (node.type) {
    case "identifier": {
      const name = textOf(ctx, node);
      return name === "_" ? { kind: "discard", span: span(node) } : { kind: "name", name, span: span(node) };
    }
    case "pattern_list":
    case "tuple_pattern":
    case "list_pattern":
    case "tuple":
    case "list":
    case "expression_list":
      return {
        kind: "pattern",
        shape: "list",
        entries: named(node).map((item, position) => entryOf(ctx, item, position)),
        span: span(node),
      };
    case "as_pattern_target":
    case "parenthesized_expression":
    case "list_splat_pattern":
    case "list_splat": {
      const inner = firstNamed(node);
      return inner ? ctx.target(inner) : { kind: "discard", span: span(node) };
    }
    default:
      return { kind: "place", expr: ctx.expr(node), span: span(node) };
  }
}

function entryOf(ctx: Ctx, node: N, position: number): PatternEntry {
  return { property: String(position), target: ctx.target(node), rest: node.type.startsWith("list_splat") };
}

/** Names that a target binds, by the path of positions: `0`, `1.0`. */
export function patternPieces(target: Target, path: string): readonly { readonly property: string; readonly local: string }[] {
  switch (target.kind) {
    case "name":
      return [{ property: path, local: target.name }];
    case "pattern":
      return target.entries.flatMap((entry) =>
        patternPieces(entry.target, entry.rest ? path : path === "" ? entry.property : `${path}.${entry.property}`),
      );
    case "place":
    case "discard":
      return [];
  }
}

/** The parameters of a function or lambda, in order, the signs between them left out. */
export function paramsOfNode(ctx: Ctx, list: N | undefined): readonly Param[] {
  return list ? named(list).flatMap((node) => paramOf(ctx, node) ?? []) : [];
}

function paramOf(ctx: Ctx, node: N): Param | undefined {
  switch (node.type) {
    case "identifier":
      return { name: textOf(ctx, node), type: unknownType, variadic: false, span: span(node) };
    case "default_parameter":
    case "typed_default_parameter":
    case "typed_parameter": {
      const inner = childNamed(node, "name") ?? firstNamed(node);
      const base = inner && paramOf(ctx, inner);
      if (!base) return undefined;
      const type = childNamed(node, "type");
      const value = childNamed(node, "value");
      const initial: Expr | undefined = value && ctx.expr(value);
      return { ...base, type: type ? typeOfNode(ctx, type) : unknownType, span: span(node), ...(initial ? { initial } : {}) };
    }
    case "list_splat_pattern":
    case "dictionary_splat_pattern": {
      const inner = firstNamed(node);
      if (!inner) return undefined;
      return { name: textOf(ctx, inner), type: unknownType, variadic: node.type === "list_splat_pattern", span: span(node) };
    }
    case "tuple_pattern":
      return { name: "", type: unknownType, variadic: false, span: span(node), pattern: patternPieces(ctx.target(node), "") };
    default:
      return undefined;
  }
}
