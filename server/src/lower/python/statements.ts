/** Statements. */
import type { Arm, Expr, Stmt, Target } from "../../ir/types";
import { member } from "./calls";
import { startingValue } from "./collections";
import type { Ctx } from "./context";
import { declares, namesOf } from "./context";
import { nothing, unknown } from "./expressions";
import { decorated, decoratorOf, nameOf } from "./functions";
import { importStatement } from "./imports";
import { loopOfNode } from "./loops";
import { childNamed, childrenNamed, firstNamed, type N, named, span, textOf } from "./node";
import { typeOfNode } from "./types";

/** The statements of a block, or of a single statement in its place. */
export function bodyOfNode(ctx: Ctx, node: N | undefined): readonly Stmt[] {
  if (!node) return [];
  return node.type === "block" || node.type === "module" ? statementsOf(ctx, named(node)) : stmtsOfNode(ctx, node);
}

export function statementsOf(ctx: Ctx, nodes: readonly N[]): readonly Stmt[] {
  const stmts: Stmt[] = [];
  for (const node of nodes) for (const stmt of stmtsOfNode(ctx, node)) stmts.push(stmt);
  return stmts;
}

export function stmtsOfNode(ctx: Ctx, node: N): readonly Stmt[] {
  switch (node.type) {
    case "expression_statement":
      return named(node).flatMap((child) => expressionStatement(ctx, child, node));
    case "return_statement":
      return [{ kind: "return", values: returned(ctx, firstNamed(node)), span: span(node) }];
    case "if_statement":
      return [ifStatement(ctx, node)];
    case "for_statement":
    case "while_statement":
      return loopOfNode(ctx, node);
    case "with_statement":
      return withStatement(ctx, node);
    case "try_statement":
      return [tryStatement(ctx, node)];
    case "match_statement":
      return [matchStatement(ctx, node)];
    case "raise_statement": {
      const value = firstNamed(node);
      return [{ kind: "throw", ...(value ? { value: ctx.expr(value) } : {}), span: span(node) }];
    }
    case "break_statement":
    case "continue_statement":
      return [{ kind: node.type === "break_statement" ? "break" : "continue", span: span(node) }];
    case "block":
      return [{ kind: "block", body: ctx.body(node), span: span(node) }];
    case "import_statement":
    case "import_from_statement":
      importStatement(ctx, node);
      return [];
    case "global_statement":
    case "nonlocal_statement":
      for (const name of named(node)) namesOf(ctx).outer.add(textOf(ctx, name));
      return [];
    case "function_definition":
    case "decorated_definition":
    case "class_definition":
      return definition(ctx, node);
    case "type_alias_statement":
      declareAlias(ctx, node);
      return [];
    case "pass_statement":
    case "future_import_statement":
      return [];
    case "ERROR":
      return recovered(ctx, node);
    default: {
      const expr = unknown(ctx, node);
      if (expr.kind === "unknown" && expr.parts.length === 0) return [{ kind: "unknown", span: span(node) }];
      return [{ kind: "expr", expr, span: span(node) }];
    }
  }
}

/** What the parser could still make out inside of broken code. */
function recovered(ctx: Ctx, node: N): readonly Stmt[] {
  const stmts: Stmt[] = [{ kind: "unknown", span: span(node) }];
  for (const child of named(node)) {
    if (/_(statement|definition)$/.test(child.type)) stmts.push(...stmtsOfNode(ctx, child));
    else if (/^(call|await|assignment|lambda)$/.test(child.type)) stmts.push(...expressionStatement(ctx, child, child));
  }
  return stmts;
}

/** A function or class inside of a function. */
function definition(ctx: Ctx, node: N): readonly Stmt[] {
  const { definition: inner, decorators } = decorated(node);
  if (!inner) return [];
  if (inner.type === "class_definition") {
    ctx.classDecl(inner, decorators);
    return [];
  }
  const name = nameOf(ctx, inner);
  declares(ctx, name);
  const fn = ctx.fn(inner, { name, kind: "function", decorators: decorators.map((child) => decoratorOf(ctx, child)) });
  return [{ kind: "local-function", name, fn, span: span(node) }];
}

function returned(ctx: Ctx, value: N | undefined): readonly Expr[] {
  if (!value) return [];
  if (value.type === "expression_list" || value.type === "tuple") {
    const items = named(value);
    if (items.length > 0 && items.every((item) => !item.type.startsWith("list_splat"))) return items.map((item) => ctx.expr(item));
  }
  return [ctx.expr(value)];
}

/** Functions that start work and go on: https://docs.python.org/3/library/asyncio-task.html */
const starters: ReadonlySet<string> = new Set(["create_task", "ensure_future", "start_soon"]);

function expressionStatement(ctx: Ctx, expr: N, statement: N): readonly Stmt[] {
  switch (expr.type) {
    case "assignment":
      return assignment(ctx, expr);
    case "augmented_assignment": {
      const left = childNamed(expr, "left");
      const right = childNamed(expr, "right");
      if (!left || !right) return [];
      const op = childNamed(expr, "operator")?.type === "+=" ? "+=" : "other";
      return [assign([ctx.target(left)], [ctx.expr(right)], statement, { op })];
    }
    case "string":
    case "concatenated_string":
    case "ellipsis":
      // A text that stands alone is documentation.
      return [];
    case "yield": {
      const value = firstNamed(expr);
      if (namesOf(ctx).yieldsResult && value) return [{ kind: "return", values: returned(ctx, value), span: span(statement) }];
      break;
    }
    default:
  }
  const value = ctx.expr(expr);
  if (value.kind === "call" && (value.callee.kind === "member" || value.callee.kind === "name") && starters.has(value.callee.name)) {
    const [started] = value.args;
    if (started && !started.spread && started.value.kind === "call") return [{ kind: "spawn", call: started.value, span: span(statement) }];
  }
  return [{ kind: "expr", expr: value, span: span(statement) }];
}

function assign(
  targets: readonly Target[],
  values: readonly Expr[],
  at: N,
  more: { readonly op?: "=" | "+=" | "other"; readonly type?: Stmt & { kind: "assign" } extends { type?: infer T } ? T : never },
): Stmt {
  const { op = "=", type } = more;
  return { kind: "assign", declares: false, constant: false, targets, values, op, ...(type ? { type } : {}), span: span(at) };
}

/** `a = b = v`, `a, b = f()`, `x: T = v`, `x: T`. A name that an import bound and that only falls back to None keeps its import. */
function assignment(ctx: Ctx, node: N): readonly Stmt[] {
  const left = childNamed(node, "left");
  if (!left) return [];
  const lefts = [left];
  let right = childNamed(node, "right");
  while (right?.type === "assignment") {
    const next = childNamed(right, "left");
    if (next) lefts.push(next);
    right = childNamed(right, "right");
  }
  const typeNode = childNamed(node, "type");
  const type = typeNode && typeOfNode(ctx, typeNode);
  if (right?.type === "none" && left.type === "identifier" && isImported(ctx, textOf(ctx, left))) return [];
  const stmts: Stmt[] = [];
  let value = right ? ctx.expr(right) : undefined;
  for (const at of lefts.toReversed()) {
    const targets = targetsOf(ctx, at);
    const values = value ? valuesFor(targets, startingValue(ctx, value, targets, type !== undefined)) : [];
    const declaring = declareAll(ctx, targets);
    const base = assign(targets, values, node, type ? { type } : {});
    stmts.push(base.kind === "assign" ? { ...base, declares: declaring } : base);
    // What is assigned further out is the same value.
    const [only] = targets;
    if (only?.kind === "name" && targets.length === 1) value = { kind: "name", name: only.name, span: only.span };
  }
  return stmts;
}

/** `a, b = …` writes to two places; nested patterns stay patterns. */
function targetsOf(ctx: Ctx, left: N): readonly Target[] {
  if (left.type !== "pattern_list" && left.type !== "tuple_pattern" && left.type !== "list_pattern") return [ctx.target(left)];
  const items = named(left);
  return items.some((item) => item.type === "list_splat_pattern") ? [ctx.target(left)] : items.map((item) => ctx.target(item));
}

function valuesFor(targets: readonly Target[], value: Expr): readonly Expr[] {
  if (targets.length < 2 || value.kind !== "composite" || value.shape !== "list") return [value];
  const { entries } = value;
  return entries.length === targets.length && entries.every((entry) => !entry.spread) ? entries.map((entry) => entry.value) : [value];
}

function declareAll(ctx: Ctx, targets: readonly Target[]): boolean {
  let made = false;
  for (const target of targets) {
    if (target.kind === "name") made = declares(ctx, target.name) || made;
    else if (target.kind === "pattern")
      made =
        declareAll(
          ctx,
          target.entries.map((entry) => entry.target),
        ) || made;
  }
  return made;
}

function isImported(ctx: Ctx, name: string): boolean {
  return ctx.imports.some((from) => from.local === name || from.names.some(({ local }) => local === name));
}

function ifStatement(ctx: Ctx, node: N): Stmt {
  const alternatives = childrenNamed(node, "alternative");
  const otherwise = alternatives.reduceRight<readonly Stmt[]>((rest, part) => {
    if (part.type !== "elif_clause") return ctx.body(childNamed(part, "body"));
    return [ifOf(ctx, part, rest)];
  }, []);
  return ifOf(ctx, node, otherwise);
}

function ifOf(ctx: Ctx, node: N, otherwise: readonly Stmt[]): Stmt {
  const test = childNamed(node, "condition");
  return {
    kind: "if",
    test: test ? ctx.expr(test) : nothing(node),
    // biome-ignore lint/suspicious/noThenProperty: the arm of an if statement is plain data, nobody awaits it
    then: ctx.body(childNamed(node, "consequence")),
    else: otherwise,
    span: span(node),
  };
}

/** What follows success in `else` runs with the try arm. */
function tryStatement(ctx: Ctx, node: N): Stmt {
  const arms: Arm[] = [];
  const body = childNamed(node, "body");
  const after = node.children.find((child) => child.type === "else_clause");
  if (body)
    arms.push({ tests: [], body: [...ctx.body(body), ...ctx.body(after && childNamed(after, "body"))], role: "try", span: span(body) });
  for (const child of node.children) {
    if (child.type !== "except_clause" && child.type !== "except_group_clause" && child.type !== "finally_clause") continue;
    const block = child.children.find((part) => part.type === "block");
    const role = child.type === "finally_clause" ? "finally" : "catch";
    arms.push({ tests: [], body: ctx.body(block), role, span: span(child) });
  }
  return { kind: "branch", branch: "try", arms, span: span(node) };
}

function matchStatement(ctx: Ctx, node: N): Stmt {
  const subject = childNamed(node, "subject");
  const body = childNamed(node, "body");
  const arms = (body ? named(body) : []).flatMap((child): readonly Arm[] => {
    if (child.type !== "case_clause") return [];
    const patterns = child.children.filter((part) => part.type === "case_pattern");
    const any = patterns.length === 1 && patterns[0] !== undefined && textOf(ctx, patterns[0]) === "_";
    return [
      {
        tests: any ? [] : patterns.map((part) => ctx.expr(part)),
        body: ctx.body(childNamed(child, "consequence")),
        role: any ? "default" : "case",
        span: span(child),
      },
    ];
  });
  return { kind: "branch", branch: "switch", ...(subject ? { subject: ctx.expr(subject) } : {}), arms, span: span(node) };
}

/** Things that hand over what they are given: `contextlib.closing(client)`. */
const handsOver: ReadonlySet<string> = new Set(["closing", "aclosing", "enter_context", "enter_async_context"]);

/** `with v as x: …` is `x = v`, and at the end, however it comes, `x.__exit__()`: https://docs.python.org/3/reference/compound_stmts.html#with */
function withStatement(ctx: Ctx, node: N): readonly Stmt[] {
  const clause = node.children.find((child) => child.type === "with_clause");
  const bound: Stmt[] = [];
  const exits: Stmt[] = [];
  for (const item of clause ? named(clause) : []) {
    const valueNode = childNamed(item, "value") ?? firstNamed(item);
    if (!valueNode) continue;
    const isAs = valueNode.type === "as_pattern";
    const inner = isAs ? firstNamed(valueNode) : valueNode;
    const alias = isAs ? childNamed(valueNode, "alias") : undefined;
    if (!inner) continue;
    const value = entered(ctx.expr(inner));
    if (!alias && (value.kind === "name" || value.kind === "member")) {
      exits.unshift(exitOf(value, node));
      continue;
    }
    const targetNode = alias && (firstNamed(alias) ?? alias);
    const target: Target = targetNode ? ctx.target(targetNode) : { kind: "name", name: `<with@${item.start}>`, span: span(item) };
    const base = assign(target.kind === "pattern" ? target.entries.map((entry) => entry.target) : [target], [value], item, {});
    bound.push(base.kind === "assign" ? { ...base, declares: declareAll(ctx, [target]) } : base);
    if (target.kind === "name") exits.unshift(exitOf({ kind: "name", name: target.name, span: { start: node.end, end: node.end } }, node));
    else if (target.kind === "place") exits.unshift(exitOf(target.expr, node));
  }
  const bodyNode = childNamed(node, "body");
  const end = { start: node.end, end: node.end };
  const arms: Arm[] = [
    { tests: [], body: ctx.body(bodyNode), role: "try", span: bodyNode ? span(bodyNode) : end },
    { tests: [], body: exits, role: "finally", span: end },
  ];
  return [...bound, { kind: "branch", branch: "try", arms, span: span(node) }];
}

function entered(value: Expr): Expr {
  if (value.kind !== "call") return value;
  const { callee } = value;
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  return handsOver.has(name) ? (value.args[0]?.value ?? value) : value;
}

function exitOf(object: Expr, node: N): Stmt {
  const end = { start: node.end, end: node.end };
  const callee = member(object, "__exit__", end, end);
  return { kind: "expr", expr: { kind: "call", callee, args: [], typeArgs: [], construct: false, span: end, argsSpan: end }, span: end };
}

function declareAlias(ctx: Ctx, node: N): void {
  const [name, target] = named(node);
  if (!name || !target) return;
  ctx.types.push({
    name: textOf(ctx, name),
    span: span(node),
    nameSpan: span(name),
    kind: "alias",
    fields: [],
    methods: [],
    embeds: [],
    target: typeOfNode(ctx, target),
    typeParams: [],
  });
}
