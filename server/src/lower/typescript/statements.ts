/** Statements inside functions, and those at top level that are no declarations for other files. */
import type { Arm, Expr, Stmt } from "../../ir/types";
import { requireImport } from "./commonjs";
import type { Ctx } from "./context";
import { declareType } from "./declarations";
import { unknown } from "./expressions";
import { jsDocTagType } from "./jsdoc";
import { loopOfNode } from "./loops";
import { childNamed, firstNamed, type N, named, span, textOf } from "./node";
import { expressionAsStatements } from "./simple-statements";
import { annotatedType } from "./types";

/** The statements of a block, or of a single statement used as a body. */
export function bodyOfNode(ctx: Ctx, node: N | undefined): readonly Stmt[] {
  if (!node) return [];
  return node.type === "statement_block" || node.type === "program" ? statementsOf(ctx, named(node)) : stmtsOfNode(ctx, node);
}

export function statementsOf(ctx: Ctx, nodes: readonly N[]): readonly Stmt[] {
  const stmts: Stmt[] = [];
  for (const node of nodes) for (const stmt of stmtsOfNode(ctx, node)) stmts.push(stmt);
  return stmts;
}

/** One statement node; declarations of types give none, `let a = 1, b = 2` gives two. */
export function stmtsOfNode(ctx: Ctx, node: N): readonly Stmt[] {
  switch (node.type) {
    case "expression_statement":
      return expressionStatement(ctx, node);
    case "lexical_declaration":
    case "variable_declaration":
      return declarations(ctx, node);
    case "return_statement": {
      const value = firstNamed(node);
      return [{ kind: "return", values: value ? [ctx.expr(value)] : [], span: span(node) }];
    }
    case "if_statement":
      return [ifStatement(ctx, node)];
    case "for_statement":
    case "for_in_statement":
    case "while_statement":
    case "do_statement":
      return [loopOfNode(ctx, node, undefined)];
    case "labeled_statement":
      return labeled(ctx, node);
    case "switch_statement":
      return [switchStatement(ctx, node)];
    case "try_statement":
      return [tryStatement(ctx, node)];
    case "throw_statement": {
      const value = firstNamed(node);
      return [{ kind: "throw", ...(value ? { value: ctx.expr(value) } : {}), span: span(node) }];
    }
    case "break_statement":
    case "continue_statement": {
      const label = childNamed(node, "label");
      const kind = node.type === "break_statement" ? "break" : "continue";
      return [{ kind, ...(label ? { label: textOf(ctx, label) } : {}), span: span(node) }];
    }
    case "statement_block":
      return [{ kind: "block", body: ctx.body(node), span: span(node) }];
    case "with_statement": {
      const object = childNamed(node, "object");
      const subject: readonly Stmt[] = object ? [{ kind: "expr", expr: ctx.expr(object), span: span(object) }] : [];
      return [{ kind: "block", body: [...subject, ...ctx.body(childNamed(node, "body"))], span: span(node) }];
    }
    case "function_declaration":
    case "generator_function_declaration": {
      const nameNode = childNamed(node, "name");
      const name = nameNode ? textOf(ctx, nameNode) : "";
      return [{ kind: "local-function", name, fn: ctx.fn(node, { name, kind: "function" }), span: span(node) }];
    }
    case "class_declaration":
    case "abstract_class_declaration":
      ctx.classDecl(node, `<class@${node.start}>`);
      return [];
    case "interface_declaration":
    case "type_alias_declaration":
      declareType(ctx, node);
      return [];
    case "enum_declaration":
      return declareType(ctx, node);
    case "empty_statement":
    case "debugger_statement":
    case "hash_bang_line":
    case "function_signature":
    case "import_alias":
    case "import_statement":
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
    if (/_(statement|declaration)$/.test(child.type)) stmts.push(...stmtsOfNode(ctx, child));
    else if (/^(call|new|await|assignment)_expression$|_function$/.test(child.type)) {
      stmts.push({ kind: "expr", expr: ctx.expr(child), span: span(child) });
    }
  }
  return stmts;
}

function expressionStatement(ctx: Ctx, node: N): readonly Stmt[] {
  const inner = firstNamed(node);
  if (!inner) return [];
  return expressionAsStatements(ctx, inner, node);
}

/** One statement a declarator; those that only import give an import instead. */
function declarations(ctx: Ctx, node: N): readonly Stmt[] {
  const constant = childNamed(node, "kind")?.type === "const";
  return named(node).flatMap((declarator) => (declarator.type === "variable_declarator" ? declaration(ctx, declarator, constant) : []));
}

export function declaration(ctx: Ctx, node: N, constant: boolean): readonly Stmt[] {
  const name = childNamed(node, "name");
  const value = childNamed(node, "value");
  if (!name || requireImport(ctx, name, value)) return [];
  if (value?.type === "class" && name.type === "identifier") {
    ctx.classDecl(value, textOf(ctx, name));
    return [];
  }
  const annotation = childNamed(node, "type");
  const type = annotation ? annotatedType(ctx, annotation) : jsDocTagType(ctx, ctx.jsDoc(node.start), "type");
  return [
    {
      kind: "assign",
      declares: true,
      constant,
      targets: [ctx.target(name)],
      values: value ? [ctx.expr(value)] : [],
      ...(type ? { type } : {}),
      op: "=",
      span: span(node),
    },
  ];
}

function ifStatement(ctx: Ctx, node: N): Stmt {
  const test = childNamed(node, "condition");
  const alternative = childNamed(node, "alternative");
  return {
    kind: "if",
    test: test ? ctx.expr(test) : { kind: "unknown", parts: [], span: span(node) },
    // biome-ignore lint/suspicious/noThenProperty: the arm of an if statement is plain data, nobody awaits it
    then: ctx.body(childNamed(node, "consequence")),
    else: alternative ? statementsOf(ctx, named(alternative)).flatMap(unwrapBlock) : [],
    span: span(node),
  };
}

const unwrapBlock = (stmt: Stmt): readonly Stmt[] => (stmt.kind === "block" ? stmt.body : [stmt]);

function labeled(ctx: Ctx, node: N): readonly Stmt[] {
  const label = childNamed(node, "label");
  const body = childNamed(node, "body");
  if (!body) return [];
  return /^(for|for_in|while|do)_statement$/.test(body.type)
    ? [loopOfNode(ctx, body, label && textOf(ctx, label))]
    : stmtsOfNode(ctx, body);
}

function switchStatement(ctx: Ctx, node: N): Stmt {
  const subject = childNamed(node, "value");
  const body = childNamed(node, "body");
  const arms: Arm[] = [];
  let waiting: Expr[] = [];
  for (const child of body ? named(body) : []) {
    if (child.type !== "switch_case" && child.type !== "switch_default") continue;
    const test = childNamed(child, "value");
    if (test) waiting.push(ctx.expr(test));
    const stmts = child.children.filter((part) => part.field === "body");
    const fallsThrough = stmts.length === 0 && child !== body?.children.at(-1);
    if (fallsThrough && child.type === "switch_case") continue;
    const isDefault = child.type === "switch_default";
    arms.push({
      tests: isDefault ? [] : waiting,
      body: withoutLastBreak(statementsOf(ctx, stmts)),
      role: isDefault ? "default" : "case",
      span: span(child),
    });
    waiting = [];
  }
  return { kind: "branch", branch: "switch", ...(subject ? { subject: ctx.expr(subject) } : {}), arms, span: span(node) };
}

/** The `break` that ends a case would look like one that ends the loop around the switch. */
function withoutLastBreak(body: readonly Stmt[]): readonly Stmt[] {
  const last = body.at(-1);
  if (last?.kind === "break" && last.label === undefined) return body.slice(0, -1);
  if (last?.kind === "block") return [...body.slice(0, -1), { ...last, body: withoutLastBreak(last.body) }];
  return body;
}

function tryStatement(ctx: Ctx, node: N): Stmt {
  const arms: Arm[] = [];
  const body = childNamed(node, "body");
  const handler = childNamed(node, "handler");
  const finalizer = childNamed(node, "finalizer");
  if (body) arms.push({ tests: [], body: ctx.body(body), role: "try", span: span(body) });
  if (handler) {
    const parameter = childNamed(handler, "parameter");
    const bound: readonly Stmt[] = parameter
      ? [{ kind: "assign", declares: true, constant: false, targets: [ctx.target(parameter)], values: [], op: "=", span: span(parameter) }]
      : [];
    arms.push({ tests: [], body: [...bound, ...ctx.body(childNamed(handler, "body"))], role: "catch", span: span(handler) });
  }
  if (finalizer) arms.push({ tests: [], body: ctx.body(childNamed(finalizer, "body")), role: "finally", span: span(finalizer) });
  return { kind: "branch", branch: "try", arms, span: span(node) };
}
