/** Methods, constructors and lambdas. */
import type { Expr, FunctionDecl, Param, Stmt } from "../../ir/types";
import { type Ctx, type Draft, declare, type FunctionRole } from "./context";
import { childNamed, type N, named, span, textOf } from "./node";
import { arrayOf, typeParamsOf, unknownType } from "./types";

/** A method, constructor or lambda node. All but lambdas start with no local names of their own. */
export function functionOfNode(ctx: Ctx, node: N, role: FunctionRole): Draft<FunctionDecl> {
  const isLambda = node.type === "lambda_expression";
  ctx.locals.push(new Map());
  const params = paramsOfNode(ctx, childNamed(node, "parameters"));
  for (const { name, type } of params) declare(ctx, name, type);
  const result = childNamed(node, "type");
  const body = childNamed(node, "body");
  const stmts: readonly Stmt[] = isLambda && body?.type !== "block" ? returned(body && ctx.expr(body)) : ctx.body(body);
  ctx.locals.pop();
  const nameNode = childNamed(node, "name");
  return {
    name: role.name ?? "",
    kind: role.kind ?? "closure",
    ...(role.owner === undefined ? {} : { owner: role.owner, self: "this" }),
    params,
    results: result ? [{ type: ctx.type(result) }] : [],
    typeParams: typeParamsOf(ctx, node),
    body: stmts,
    span: span(node),
    nameSpan: role.nameSpan ?? (nameNode ? span(nameNode) : { start: node.start, end: node.start }),
    async: false,
    static: role.static ?? false,
    exported: false,
    decorators: role.decorators ?? [],
  };
}

function returned(value: Expr | undefined): readonly Stmt[] {
  return value ? [{ kind: "return", values: [value], span: value.span }] : [];
}

/** Parameters of a method, or those of a lambda, which may be a single name. */
export function paramsOfNode(ctx: Ctx, list: N | undefined): readonly Param[] {
  if (!list) return [];
  if (list.type === "identifier") return [plain(ctx, list)];
  return named(list).flatMap((node): readonly Param[] => {
    switch (node.type) {
      case "identifier":
        return [plain(ctx, node)];
      case "formal_parameter": {
        const name = childNamed(node, "name");
        const type = childNamed(node, "type");
        const dimensions = childNamed(node, "dimensions");
        if (!name) return [];
        const base = type ? ctx.type(type) : unknownType;
        return [{ name: textOf(ctx, name), type: arrayOf(base, dimensions ? 1 : 0), variadic: false, span: span(node) }];
      }
      case "spread_parameter": {
        const type = named(node).find((child) => child.type !== "modifiers" && child.type !== "variable_declarator");
        const declarator = named(node).find((child) => child.type === "variable_declarator");
        const name = declarator && childNamed(declarator, "name");
        return name ? [{ name: textOf(ctx, name), type: type ? ctx.type(type) : unknownType, variadic: true, span: span(node) }] : [];
      }
      default:
        return [];
    }
  });
}

const plain = (ctx: Ctx, node: N): Param => ({ name: textOf(ctx, node), type: unknownType, variadic: false, span: span(node) });
