/** Blocks and statements. The last expression of a block is its value: it goes where the block's value goes. */
import type { Arm, Expr, Stmt, Target } from "../../ir/types";
import { nothing } from "./calls";
import { bind, conditionOf } from "./conditions";
import { constant } from "./constants";
import { type Ctx, drop, type Sink, withPre } from "./context";
import { declareItem, isTestItem } from "./items";
import { forLoop, whileLoop } from "./loops";
import { isThrow, macroStmts } from "./macros";
import { childNamed, childOf, firstNamed, has, type N, named, span, textOf } from "./node";
import { firstName, flatTargets, targetOfPattern } from "./patterns";

export function blockOf(ctx: Ctx, node: N, sink: Sink): readonly Stmt[] {
  if (node.type !== "block") return ctx.tail(node, sink);
  const stmts: Stmt[] = [];
  const { children } = node;
  const nodes = named(node);
  nodes.forEach((child, index) => {
    if (isTestItem(ctx, child, children)) return;
    const isLast = index === nodes.length - 1;
    if (isLast && isValue(ctx, child)) {
      const value = child.type === "expression_statement" ? firstNamed(child) : child;
      if (value) stmts.push(...withPre(ctx, () => ctx.tail(value, sink)));
    } else stmts.push(...withPre(ctx, () => stmtOf(ctx, child)));
  });
  return stmts;
}

/** The last expression without a semicolon. */
function isValue(ctx: Ctx, node: N): boolean {
  if (node.type === "expression_statement") return !textOf(ctx, node).endsWith(";");
  return !/_(item|declaration)$/.test(node.type) && node.type !== "label" && node.type !== "empty_statement";
}

function stmtOf(ctx: Ctx, node: N): readonly Stmt[] {
  switch (node.type) {
    case "let_declaration":
      return letStmt(ctx, node);
    case "expression_statement": {
      const inner = firstNamed(node);
      return inner ? ctx.tail(inner, drop) : [];
    }
    case "function_item":
    case "struct_item":
    case "enum_item":
    case "impl_item":
    case "trait_item":
    case "type_item":
    case "mod_item":
    case "use_declaration":
      declareItem(ctx, node);
      return [];
    case "const_item":
    case "static_item":
      return constant(ctx, node);
    case "empty_statement":
    case "label":
      return [];
    case "ERROR":
      return [
        { kind: "unknown", span: span(node) },
        ...named(node).flatMap((child) => (/_(expression|declaration|statement)$/.test(child.type) ? stmtOf(ctx, child) : [])),
      ];
    default:
      return ctx.tail(node, drop);
  }
}

function letStmt(ctx: Ctx, node: N): readonly Stmt[] {
  const pattern = childNamed(node, "pattern");
  const value = childNamed(node, "value");
  const typeNode = childNamed(node, "type");
  const otherwise = childNamed(node, "alternative");
  const target: Target = pattern ? targetOfPattern(ctx, pattern) : { kind: "discard", span: span(node) };
  const type = typeNode && ctx.type(typeNode);
  const assign = (given: Expr | undefined): Stmt => {
    const [first] = flatTargets(target);
    const single = given?.kind === "call" || (given?.kind === "await" && given.operand.kind === "call");
    const targets = single && first && target.kind === "pattern" ? flatTargets(target) : [target];
    return {
      kind: "assign",
      declares: true,
      constant: false,
      targets,
      values: given ? [given] : [],
      ...(type && type.kind !== "unknown" ? { type } : {}),
      op: "=",
      span: span(node),
    };
  };
  if (!value) return [assign(undefined)];
  const stmts = isBlock(value) ? ctx.tail(value, { kind: "assign", to: (given) => assign(given) }) : [assign(ctx.expr(value))];
  if (!otherwise) return stmts;
  const name = firstName(target);
  const test: Expr = name === undefined ? nothing(node) : { kind: "name", name, span: span(otherwise) };
  return [
    ...stmts,
    {
      kind: "if",
      test: { kind: "unary", op: "!", operand: test, span: span(otherwise) },
      // biome-ignore lint/suspicious/noThenProperty: the arm of an if statement is plain data, nobody awaits it
      then: ctx.block(otherwise, drop),
      else: [],
      span: span(otherwise),
    },
  ];
}

const isBlock = (node: N): boolean => /^(if|match|block|unsafe_block|loop)(_expression)?$/.test(node.type);

/** An expression whose value goes into the sink. */
export function tailOf(ctx: Ctx, node: N, sink: Sink): readonly Stmt[] {
  switch (node.type) {
    case "parenthesized_expression": {
      const inner = firstNamed(node);
      return inner ? ctx.tail(inner, sink) : [];
    }
    case "if_expression":
      return ifStmt(ctx, node, sink);
    case "match_expression":
      return matchStmt(ctx, node, sink);
    case "block":
      return sink.kind === "drop" ? [{ kind: "block", body: ctx.block(node, sink), span: span(node) }] : ctx.block(node, sink);
    case "unsafe_block":
    case "const_block": {
      const inner = childOf(node, "block");
      return inner ? ctx.block(inner, sink) : [];
    }
    case "async_block": {
      const inner = childOf(node, "block");
      return inner && sink.kind === "return" ? ctx.block(inner, sink) : given(ctx, node, sink);
    }
    case "loop_expression":
    case "while_expression":
      return whileLoop(ctx, node);
    case "for_expression":
      return forLoop(ctx, node);
    case "return_expression": {
      const inner = firstNamed(node);
      if (!inner) return [{ kind: "return", values: [], span: span(node) }];
      return ctx.tail(inner, { kind: "return" });
    }
    case "break_expression":
    case "continue_expression": {
      const label = childOf(node, "label");
      const value = named(node).find((child) => child.type !== "label");
      const before = value ? ctx.tail(value, drop) : [];
      const kind = node.type === "break_expression" ? "break" : "continue";
      return [...before, { kind, ...(label ? { label: textOf(ctx, label).replace("'", "") } : {}), span: span(node) }];
    }
    case "assignment_expression":
    case "compound_assignment_expr": {
      const left = childNamed(node, "left");
      const right = childNamed(node, "right");
      if (!left || !right) return [];
      const place = ctx.expr(left);
      const target: Target =
        place.kind === "name"
          ? { kind: "name", name: place.name, span: place.span }
          : place.kind === "unknown"
            ? { kind: "discard", span: span(left) }
            : { kind: "place", expr: place, span: span(left) };
      const operator = childNamed(node, "operator")?.type;
      const op = node.type === "assignment_expression" ? "=" : operator === "+=" ? "+=" : "other";
      const to = (value: Expr): Stmt => ({
        kind: "assign",
        declares: false,
        constant: false,
        targets: [target],
        values: [value],
        op,
        span: span(node),
      });
      return isBlock(right) ? ctx.tail(right, { kind: "assign", to }) : [to(ctx.expr(right))];
    }
    case "macro_invocation": {
      const stmts = macroStmts(ctx, node, sink);
      return stmts ?? given(ctx, node, sink);
    }
    case "unit_expression":
      return sink.kind === "return" ? [{ kind: "return", values: [], span: span(node) }] : [];
    default:
      return given(ctx, node, sink);
  }
}

/** `Err(e)` handed back ends the work like an exception does. */
function given(ctx: Ctx, node: N, sink: Sink): readonly Stmt[] {
  const isError = node.type === "call_expression" && /^(Err|Result::Err)$/.test(textOf(ctx, childNamed(node, "function") ?? node));
  if (isError && sink.kind === "return") {
    const value = ctx.expr(node);
    return [{ kind: "throw", value, span: span(node) }];
  }
  if (node.type === "macro_invocation" && isThrow(ctx, node)) return [{ kind: "throw", span: span(node) }];
  const isOk = sink.kind === "return" && /^(Ok|Some)\(\s*\(\s*\)\s*\)$/.test(textOf(ctx, node));
  if (isOk) return [{ kind: "return", values: [], span: span(node) }];
  const value = ctx.expr(node);
  switch (sink.kind) {
    case "drop":
      return value.kind === "unknown" && value.parts.length === 0 ? [] : [{ kind: "expr", expr: value, span: span(node) }];
    case "return":
      return [{ kind: "return", values: [value], span: span(node) }];
    case "assign":
      return [sink.to(value, node)];
  }
}

function ifStmt(ctx: Ctx, node: N, sink: Sink): readonly Stmt[] {
  const condition = childNamed(node, "condition");
  const { binds, test } = condition ? conditionOf(ctx, condition) : { binds: [], test: nothing(node) };
  const consequence = childNamed(node, "consequence");
  const alternative = childNamed(node, "alternative");
  const other = alternative && (childOf(alternative, "block") ?? firstNamed(alternative));
  return [
    ...binds,
    {
      kind: "if",
      test,
      // biome-ignore lint/suspicious/noThenProperty: the arm of an if statement is plain data, nobody awaits it
      then: consequence ? ctx.block(consequence, sink) : [],
      else: other ? withPre(ctx, () => (other.type === "block" ? ctx.block(other, sink) : ctx.tail(other, sink))) : [],
      span: span(node),
    },
  ];
}

/** The subject is evaluated once: what the arms bind comes from a name. */
function matchStmt(ctx: Ctx, node: N, sink: Sink): readonly Stmt[] {
  const value = childNamed(node, "value");
  const body = childNamed(node, "body");
  const source = value ? ctx.expr(value) : nothing(node);
  const arms = (body ? named(body) : []).filter((child) => child.type === "match_arm");
  const targets = arms.map((arm) => {
    const pattern = childNamed(arm, "pattern");
    const inner = pattern && named(pattern)[0];
    return inner ? targetOfPattern(ctx, inner) : undefined;
  });
  const binding = targets.filter((target) => target !== undefined && firstName(target) !== undefined);
  const stmts: Stmt[] = [];
  let subject = source;
  const [single] = binding;
  const plain = source.kind === "name" || source.kind === "member" || source.kind === "literal";
  if (!plain && binding.length > 0) {
    const only = binding.length === 1 && single?.kind === "name" ? single : undefined;
    const name = only?.name ?? `match@${node.start}`;
    const at = value ? span(value) : span(node);
    stmts.push(bind(only ?? { kind: "name", name, span: { start: at.start, end: at.start } }, source, node));
    subject = { kind: "name", name, span: at };
    if (only) targets.fill(undefined);
  }
  const made = arms.map((arm, index): Arm => {
    const target = targets[index];
    const pattern = childNamed(arm, "pattern");
    const given = childNamed(arm, "value");
    const binds = target && firstName(target) !== undefined ? [bind(target, subject, arm)] : [];
    const guard = pattern && childNamed(pattern, "condition");
    const inner = withPre(ctx, () => {
      const test: readonly Stmt[] = guard ? [{ kind: "expr", expr: conditionOf(ctx, guard).test, span: span(guard) }] : [];
      return [...test, ...(given ? (given.type === "block" ? ctx.block(given, sink) : ctx.tail(given, sink)) : [])];
    });
    const isDefault = pattern !== undefined && (has(pattern, "_") || textOf(ctx, pattern).trim() === "_");
    return { tests: [], body: [...binds, ...inner], role: isDefault ? "default" : "case", span: span(arm) };
  });
  return [...stmts, { kind: "branch", branch: "switch", subject, arms: made, span: span(node) }];
}
