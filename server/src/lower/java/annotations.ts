/** Annotations: `@Scheduled(fixedRate = 5000)` is a decorator with keyword arguments. */
import type { Arg, CallExpr, Expr, FunctionDecl } from "../../ir/types";
import type { Ctx } from "./context";
import { childNamed, type N, named, span, textOf } from "./node";
import { unitFactor } from "./units";

type Decorator = FunctionDecl["decorators"][number];

/** The annotation nodes of a declaration. */
export function annotationsOf(node: N): readonly N[] {
  const modifiers = node.children.find((child) => child.type === "modifiers");
  return modifiers ? named(modifiers).filter((child) => child.type === "annotation" || child.type === "marker_annotation") : [];
}

export function decoratorOf(ctx: Ctx, node: N): Decorator {
  const nameNode = childNamed(node, "name");
  const written = nameNode ? textOf(ctx, nameNode) : "";
  const name = written.slice(written.lastIndexOf(".") + 1);
  const list = childNamed(node, "arguments");
  const args = list ? inUnit(named(list).map((child) => argOf(ctx, child))) : [];
  const expr: CallExpr = {
    kind: "call",
    callee: { kind: "name", name, span: nameNode ? span(nameNode) : span(node) },
    args,
    typeArgs: [],
    construct: false,
    span: span(node),
    argsSpan: list ? span(list) : { start: node.end, end: node.end },
  };
  return {
    name,
    args: args.filter((arg) => arg.name === undefined || arg.name === "value" || arg.name === "path").map((arg) => arg.value),
    expr,
  };
}

function argOf(ctx: Ctx, node: N): Arg {
  if (node.type !== "element_value_pair") return { value: ctx.expr(node), spread: false };
  const key = childNamed(node, "key");
  const value = childNamed(node, "value");
  const given: Expr = value ? ctx.expr(value) : { kind: "unknown", parts: [], span: span(node) };
  return { value: given, spread: false, ...(key ? { name: textOf(ctx, key) } : {}) };
}

/** Spring's `timeUnit` says what the other numbers count; they are milliseconds without it. */
function inUnit(args: readonly Arg[]): readonly Arg[] {
  const unit = args.find((arg) => arg.name === "timeUnit");
  const factor = unit && unitFactor(unit.value);
  if (factor === undefined || factor === 1) return args;
  return args.map((arg) => {
    if (arg.name === undefined || !/^(fixed|initial)/.test(arg.name)) return arg;
    const by: Expr = { kind: "literal", type: "number", value: factor, span: arg.value.span };
    return { ...arg, value: { kind: "binary", op: "*", left: arg.value, right: by, span: arg.value.span } };
  });
}

/** The value of a text that an annotation gives: `@JsonProperty("x")`. */
export function textArg(decorators: readonly Decorator[], name: string): string | undefined {
  const [first] = decorators.find((decorator) => decorator.name === name)?.args ?? [];
  return first?.kind === "literal" && typeof first.value === "string" ? first.value : undefined;
}
