/** Statements. */
import type { Arm, Expr, Stmt, Target } from "../../ir/types";
import { methodCall } from "./calls";
import { type Ctx, declare } from "./context";
import { nothing, part, targetOfNode, unknown } from "./expressions";
import { loopOfNode } from "./loops";
import { childNamed, childrenNamed, firstNamed, type N, named, span, textOf } from "./node";
import { arrayOf } from "./types";

/** The statements of a block, or of a single statement in its place. */
export function bodyOfNode(ctx: Ctx, node: N | undefined): readonly Stmt[] {
  if (!node) return [];
  if (node.type === "block" || node.type === "constructor_body") return named(node).flatMap((child) => stmtsOfNode(ctx, child));
  return stmtsOfNode(ctx, node);
}

function stmtsOfNode(ctx: Ctx, node: N): readonly Stmt[] {
  switch (node.type) {
    case "expression_statement": {
      const inner = firstNamed(node);
      return inner ? [expressionStatement(ctx, inner, node)] : [];
    }
    case "local_variable_declaration":
      return declaration(ctx, node);
    case "return_statement":
    case "yield_statement": {
      const value = firstNamed(node);
      return [{ kind: "return", values: value ? [ctx.expr(value)] : [], span: span(node) }];
    }
    case "if_statement": {
      const test = part(ctx, node, "condition");
      return [
        {
          kind: "if",
          test,
          // biome-ignore lint/suspicious/noThenProperty: the arm of an if statement is plain data, nobody awaits it
          then: ctx.body(childNamed(node, "consequence")),
          else: ctx.body(childNamed(node, "alternative")),
          span: span(node),
        },
      ];
    }
    case "for_statement":
    case "enhanced_for_statement":
    case "while_statement":
    case "do_statement":
      return [loopOfNode(ctx, node, undefined)];
    case "labeled_statement": {
      const [label, inner] = named(node);
      if (!inner) return [];
      return /^(for|enhanced_for|while|do)_statement$/.test(inner.type)
        ? [loopOfNode(ctx, inner, label && textOf(ctx, label))]
        : ctx.body(inner);
    }
    case "break_statement":
    case "continue_statement": {
      const label = firstNamed(node);
      const kind = node.type === "break_statement" ? "break" : "continue";
      return [{ kind, ...(label ? { label: textOf(ctx, label) } : {}), span: span(node) }];
    }
    case "throw_statement": {
      const value = firstNamed(node);
      return [{ kind: "throw", ...(value ? { value: ctx.expr(value) } : {}), span: span(node) }];
    }
    case "block":
      return [{ kind: "block", body: ctx.body(node), span: span(node) }];
    case "synchronized_statement":
      return [{ kind: "block", body: ctx.body(childNamed(node, "body")), span: span(node) }];
    case "try_statement":
    case "try_with_resources_statement":
      return tryStatement(ctx, node);
    case "switch_expression":
    case "switch_statement":
      return [switchStatement(ctx, node)];
    case "explicit_constructor_invocation":
      return [constructorCall(ctx, node)];
    case "class_declaration":
    case "record_declaration":
    case "interface_declaration":
    case "enum_declaration":
      ctx.classDecl(node);
      return [];
    case "ERROR":
      return recovered(ctx, node);
    default: {
      if (/expression$|invocation$|_access$/.test(node.type)) return [expressionStatement(ctx, node, node)];
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
    else if (/^(method_invocation|assignment_expression|object_creation_expression)$/.test(child.type))
      stmts.push(expressionStatement(ctx, child, child));
  }
  return stmts;
}

function expressionStatement(ctx: Ctx, node: N, statement: N): Stmt {
  if (node.type === "switch_expression") return switchStatement(ctx, node);
  if (node.type !== "assignment_expression") return { kind: "expr", expr: ctx.expr(node), span: span(statement) };
  const left = childNamed(node, "left");
  const value = part(ctx, node, "right");
  const written = childNamed(node, "operator")?.type;
  const op = written === "=" || written === "+=" ? written : "other";
  const targets: readonly Target[] = left ? [targetOfNode(ctx, left)] : [{ kind: "discard", span: span(node) }];
  return { kind: "assign", declares: false, constant: false, targets, values: [value], op, span: span(statement) };
}

/** `T a = 1, b;`: an assignment for each name. `var` leaves the type to the value. */
function declaration(ctx: Ctx, node: N): readonly Stmt[] {
  const typeNode = childNamed(node, "type");
  const type = typeNode ? ctx.type(typeNode) : undefined;
  const constant = node.children.some((child) => child.type === "modifiers" && /\bfinal\b/.test(textOf(ctx, child)));
  return childrenNamed(node, "declarator").map((declarator): Stmt => {
    const nameNode = childNamed(declarator, "name");
    const valueNode = childNamed(declarator, "value");
    const name = nameNode ? textOf(ctx, nameNode) : "";
    const own = type && arrayOf(type, childNamed(declarator, "dimensions") ? 1 : 0);
    const value = valueNode && ctx.expr(valueNode);
    declare(ctx, name, own);
    return {
      kind: "assign",
      declares: true,
      constant,
      targets: [{ kind: "name", name, span: nameNode ? span(nameNode) : span(declarator) }],
      values: value ? [value] : [],
      ...(own && own.kind !== "unknown" ? { type: own } : {}),
      op: "=",
      span: span(node),
    };
  });
}

/** `this(…)` and `super(…)`. */
function constructorCall(ctx: Ctx, node: N): Stmt {
  const called = childNamed(node, "constructor");
  const list = childNamed(node, "arguments");
  const around = ctx.classes.at(-1);
  const name = called?.type === "this" ? (around?.name ?? "this") : "super";
  const expr: Expr = {
    kind: "call",
    callee: { kind: "name", name, span: called ? span(called) : span(node) },
    args: list ? named(list).map((child) => ({ value: ctx.expr(child), spread: false })) : [],
    typeArgs: [],
    construct: name !== "super",
    delegates: true,
    span: span(node),
    argsSpan: list ? span(list) : { start: node.end, end: node.end },
  };
  return { kind: "expr", expr, span: span(node) };
}

/** Resources are closed at the end, however it comes: https://docs.oracle.com/javase/specs/jls/se21/html/jls-14.html#jls-14.20.3 */
function tryStatement(ctx: Ctx, node: N): readonly Stmt[] {
  const resources = childNamed(node, "resources");
  const bound: Stmt[] = [];
  const closes: Stmt[] = [];
  for (const resource of resources ? named(resources) : []) {
    const end = { start: node.end, end: node.end };
    const nameNode = childNamed(resource, "name");
    const valueNode = childNamed(resource, "value");
    const existing = firstNamed(resource);
    const name = nameNode && textOf(ctx, nameNode);
    const object: Expr | undefined = name !== undefined ? { kind: "name", name, span: end } : existing && ctx.expr(existing);
    if (object) closes.unshift({ kind: "expr", expr: methodCall(object, "close", [], end), span: end });
    if (name === undefined || !nameNode || !valueNode) continue;
    const typeNode = childNamed(resource, "type");
    const type = typeNode && ctx.type(typeNode);
    const value = ctx.expr(valueNode);
    declare(ctx, name, type);
    bound.push({
      kind: "assign",
      declares: true,
      constant: true,
      targets: [{ kind: "name", name, span: span(nameNode) }],
      values: [value],
      ...(type && type.kind !== "unknown" ? { type } : {}),
      op: "=",
      span: span(resource),
    });
  }
  const arms: Arm[] = [];
  const body = childNamed(node, "body");
  if (body) arms.push({ tests: [], body: ctx.body(body), role: "try", span: span(body) });
  for (const child of node.children) {
    const block = child.children.find((inner) => inner.type === "block");
    if (child.type === "catch_clause") {
      const param = child.children.find((inner) => inner.type === "catch_formal_parameter");
      const name = param && childNamed(param, "name");
      if (name) declare(ctx, textOf(ctx, name), { kind: "basic", name: "error" });
      arms.push({ tests: [], body: ctx.body(block), role: "catch", span: span(child) });
    } else if (child.type === "finally_clause") arms.push({ tests: [], body: ctx.body(block), role: "finally", span: span(child) });
  }
  if (closes.length > 0) arms.push({ tests: [], body: closes, role: "finally", span: { start: node.end, end: node.end } });
  return [...bound, { kind: "branch", branch: "try", arms, span: span(node) }];
}

function switchStatement(ctx: Ctx, node: N): Stmt {
  const subject = childNamed(node, "condition");
  const body = childNamed(node, "body");
  let pending: Expr[] = [];
  const arms = (body ? named(body) : []).flatMap((group): readonly Arm[] => {
    if (group.type !== "switch_block_statement_group" && group.type !== "switch_rule") return [];
    const labels = group.children.filter((child) => child.type === "switch_label");
    const tests = [...pending, ...labels.flatMap((label) => named(label).map((child) => ctx.expr(child)))];
    const isDefault = labels.some((label) => /^default\b/.test(textOf(ctx, label)));
    const stmts = named(group).filter((child) => child.type !== "switch_label");
    // Labels without statements fall through to the next.
    pending = stmts.length === 0 && !isDefault ? tests : [];
    if (pending.length > 0) return [];
    const lowered = stmts.flatMap((child) => ctx.body(child));
    return [{ tests: isDefault ? [] : tests, body: lowered, role: isDefault ? "default" : "case", span: span(group) }];
  });
  return { kind: "branch", branch: "switch", subject: subject ? ctx.expr(subject) : nothing(node), arms, span: span(node) };
}
