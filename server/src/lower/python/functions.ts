/** Functions and lambdas. */
import type { Expr, FunctionDecl, Stmt } from "../../ir/types";
import { typeFilled } from "./collections";
import type { Ctx, Draft, FunctionRole, Names } from "./context";
import { before, childNamed, firstNamed, has, type N, span, textOf } from "./node";
import { paramsOfNode } from "./targets";
import { typeOfNode } from "./types";

/** A function_definition or lambda node. */
export function functionOfNode(ctx: Ctx, node: N, role: FunctionRole): Draft<FunctionDecl> {
  const nameNode = childNamed(node, "name");
  const all = paramsOfNode(ctx, childNamed(node, "parameters"));
  const own = role.bound === true ? all.slice(1) : all;
  const self = role.bound === true ? all[0]?.name : undefined;
  const result = childNamed(node, "return_type");
  const body = childNamed(node, "body");
  const decorators = role.decorators ?? [];
  const empties: NonNullable<Names["empties"]> = [];
  ctx.names.push({
    declared: new Set(own.map((param) => param.name)),
    outer: new Set(),
    yieldsResult: decorators.some(yieldsResult),
    empties,
  });
  const stmts = node.type === "lambda" ? returned(ctx, body) : ctx.body(body);
  ctx.names.pop();
  typeFilled(empties, stmts);
  return {
    name: role.name ?? "",
    kind: role.kind ?? "closure",
    ...(role.owner === undefined ? {} : { owner: role.owner }),
    ...(self === undefined ? {} : { self }),
    params: own,
    results: result ? [{ type: typeOfNode(ctx, result) }] : [],
    typeParams: [],
    body: stmts,
    span: span(node),
    nameSpan: role.nameSpan ?? (nameNode ? span(nameNode) : before(node)),
    async: has(node, "async"),
    static: role.static ?? false,
    exported: false,
    decorators,
  };
}

function returned(ctx: Ctx, body: N | undefined): readonly Stmt[] {
  return body ? [{ kind: "return", values: [ctx.expr(body)], span: span(body) }] : [];
}

/** Functions whose caller gets what they yield: https://docs.python.org/3/library/contextlib.html, pytest's fixtures. */
function yieldsResult({ name }: FunctionDecl["decorators"][number]): boolean {
  return name === "contextmanager" || name === "asynccontextmanager" || name === "fixture";
}

/** `@app.route("/x", methods=["GET"])`: the last part of the name, the arguments, and the whole expression. */
export function decoratorOf(ctx: Ctx, node: N): FunctionDecl["decorators"][number] {
  const inner = firstNamed(node);
  const expr: Expr | undefined = inner && ctx.expr(inner);
  const callee = expr?.kind === "call" ? expr.callee : expr;
  const name = callee?.kind === "name" || callee?.kind === "member" ? callee.name : "";
  return { name, args: expr?.kind === "call" ? expr.args.map((arg) => arg.value) : [], ...(expr ? { expr } : {}) };
}

/** The name of the function or class in a decorated definition, and its decorators. */
export function decorated(node: N): { readonly definition: N | undefined; readonly decorators: readonly N[] } {
  if (node.type !== "decorated_definition") return { definition: node, decorators: [] };
  return { definition: childNamed(node, "definition"), decorators: node.children.filter((child) => child.type === "decorator") };
}

export const nameOf = (ctx: Ctx, node: N): string => {
  const name = childNamed(node, "name");
  return name ? textOf(ctx, name) : "";
};
