/** Functions of every spelling. */
import type { Expr, FunctionDecl, Stmt } from "../../ir/types";
import type { Ctx, Draft, FunctionRole } from "./context";
import { jsDocTagType } from "./jsdoc";
import { childNamed, firstNamed, has, type N, named, span, textOf } from "./node";
import { paramsOfNode } from "./patterns";
import { annotatedType } from "./types";

/** A function, arrow or method node. An arrow with an expression as its body returns it. */
export function functionOfNode(ctx: Ctx, node: N, role: FunctionRole): Draft<FunctionDecl> {
  const nameNode = childNamed(node, "name");
  const body = childNamed(node, "body");
  const annotation = childNamed(node, "return_type");
  const doc = ctx.jsDoc(node.start);
  const docResult = annotation ? undefined : jsDocTagType(ctx, doc, "returns");
  const result = annotation ? annotatedType(ctx, annotation) : docResult;
  return {
    name: role.name ?? "",
    kind: role.kind ?? "closure",
    ...(role.owner === undefined ? {} : { owner: role.owner, ...(role.static ? {} : { self: "this" }) }),
    params: paramsOfNode(ctx, childNamed(node, "parameters") ?? childNamed(node, "parameter"), doc),
    results: result ? [{ type: result }] : [],
    typeParams: typeParamsOf(ctx, node),
    body: bodyOf(ctx, body),
    span: span(node),
    nameSpan: role.nameSpan ?? (nameNode ? span(nameNode) : { start: node.start, end: node.start }),
    async: has(node, "async"),
    static: role.static ?? false,
    exported: false,
    decorators: role.decorators ?? [],
  };
}

function bodyOf(ctx: Ctx, body: N | undefined): readonly Stmt[] {
  if (!body) return [];
  if (body.type === "statement_block") return ctx.body(body);
  return [{ kind: "return", values: [ctx.expr(body)], span: span(body) }];
}

/** The names between `<` and `>` of a declaration. */
export function typeParamsOf(ctx: Ctx, node: N): readonly string[] {
  const list = childNamed(node, "type_parameters");
  if (!list) return [];
  return named(list).flatMap((param) => {
    const name = childNamed(param, "name");
    return name ? [textOf(ctx, name)] : [];
  });
}

/** `@Cron("* * * * *")`: the last part of the name, and the arguments. */
export function decoratorOf(ctx: Ctx, node: N): { readonly name: string; readonly args: readonly Expr[] } {
  const inner = firstNamed(node);
  const expr: Expr | undefined = inner && ctx.expr(inner);
  const callee = expr?.kind === "call" ? expr.callee : expr;
  const name = callee?.kind === "name" || callee?.kind === "member" ? callee.name : "";
  return { name, args: expr?.kind === "call" ? expr.args.map((arg) => arg.value) : [] };
}

export const functionTypes: ReadonlySet<string> = new Set(["arrow_function", "function_expression", "generator_function"]);
