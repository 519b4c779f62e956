/** Go's one loop statement: https://go.dev/ref/spec#For_statements. */
import type { Expr, Loop, Stmt } from "../../ir/types";
import { childByField, type LightNode } from "../../syntax/light-tree";
import type { Span } from "../../text/span";
import { lowerTargets } from "./declarations";
import { lowerExpr } from "./expressions";
import { type GoFile, namedChildren, none, spanOf, textOf } from "./file";

type Counter = NonNullable<Loop["counter"]>;
type LowerSimple = (file: GoFile, node: LightNode) => readonly Stmt[];

interface Frame {
  readonly label?: string;
  readonly span: Span;
  readonly headSpan: Span;
}

/** Any form of `for`. A three-part loop that does not count becomes its first part followed by a `while` or `forever` loop, in a block. */
export function lowerFor(file: GoFile, node: LightNode, label: string | undefined, lowerSimple: LowerSimple): Stmt {
  const bodyNode = childByField(node, "body");
  const head = node.children.find((child) => child.named && child !== bodyNode);
  const frame = { span: spanOf(node), headSpan: headSpan(file, node, bodyNode), ...(label === undefined ? {} : { label }) };
  return lowerForHead(file, head, file.body(file, bodyNode), frame, lowerSimple);
}

/** A loop by its head (a clause, a condition or nothing) and its lowered body. */
export function lowerForHead(
  file: GoFile,
  head: LightNode | undefined,
  body: readonly Stmt[],
  frame: Frame,
  lowerSimple: LowerSimple,
): Stmt {
  const base = { kind: "loop" as const, bindings: none, body, awaitsEach: false, ...frame };
  if (!head) return { ...base, loop: "forever" };
  if (head.type === "range_clause")
    return {
      ...base,
      loop: "each",
      over: lowerExpr(file, childByField(head, "right"), { start: head.end, end: head.end }),
      bindings: lowerTargets(file, childByField(head, "left")),
    };
  if (head.type !== "for_clause") return { ...base, loop: "while", test: lowerExpr(file, head) };
  const init = childByField(head, "initializer");
  const condition = childByField(head, "condition");
  const update = childByField(head, "update");
  const counting = countedLoop(file, init, condition, update);
  if (counting) return { ...base, loop: "counted", ...counting };
  const whole = update ? [...body, ...lowerSimple(file, update)] : body;
  const loop: Loop = condition
    ? { ...base, loop: "while", test: lowerExpr(file, condition), body: whole }
    : { ...base, loop: "forever", body: whole };
  return init ? { kind: "block", body: [...lowerSimple(file, init), loop], span: frame.span } : loop;
}

function headSpan(file: GoFile, node: LightNode, body: LightNode | undefined): Span {
  const end = body ? body.start : node.end;
  return { start: node.start, end: node.start + file.text.slice(node.start, end).trimEnd().length };
}

/** `i := a; i < b; i += s`, also downwards; of `i < b && more` the rest stays as the loop's test. */
function countedLoop(
  file: GoFile,
  init: LightNode | undefined,
  condition: LightNode | undefined,
  update: LightNode | undefined,
): { readonly counter: Counter; readonly test?: Expr } | undefined {
  const step = update && stepOf(file, update);
  if (!step || !condition) return undefined;
  const start = init ? startOf(file, init, step.name) : { from: undefined };
  const bound = boundOf(file, condition, step.name);
  if (!start || !bound) return undefined;
  return {
    counter: {
      name: step.name,
      ...(start.from ? { from: start.from } : {}),
      to: bound.to,
      inclusive: bound.inclusive,
      ...(step.by ? { step: step.by } : {}),
    },
    ...(bound.rest ? { test: bound.rest } : {}),
  };
}

/** The name an update statement moves, and by how much; no amount means one up. */
function stepOf(file: GoFile, update: LightNode): { readonly name: string; readonly by?: Expr } | undefined {
  const one: Expr = { kind: "literal", type: "number", value: 1, span: spanOf(update) };
  if (update.type === "inc_statement" || update.type === "dec_statement") {
    const name = identifier(file, update.children[0]);
    if (name === undefined) return undefined;
    return update.type === "inc_statement" ? { name } : { name, by: negated(one) };
  }
  if (update.type !== "assignment_statement") return undefined;
  const name = identifier(file, onlyOf(childByField(update, "left")));
  const by = onlyOf(childByField(update, "right"));
  const op = childByField(update, "operator")?.type;
  if (name === undefined || !by || (op !== "+=" && op !== "-=")) return undefined;
  const amount = lowerExpr(file, by);
  return { name, by: op === "+=" ? amount : negated(amount) };
}

function negated(operand: Expr): Expr {
  return { kind: "unary", op: "-", operand, span: operand.span };
}

function startOf(file: GoFile, init: LightNode, name: string): { readonly from: Expr | undefined } | undefined {
  if (init.type !== "short_var_declaration" && init.type !== "assignment_statement") return undefined;
  const from = onlyOf(childByField(init, "right"));
  if (!from || identifier(file, onlyOf(childByField(init, "left"))) !== name) return undefined;
  return { from: lowerExpr(file, from) };
}

function boundOf(
  file: GoFile,
  condition: LightNode,
  name: string,
): { readonly to: Expr; readonly inclusive: boolean; readonly rest?: Expr } | undefined {
  if (condition.type !== "binary_expression") return undefined;
  const left = childByField(condition, "left");
  const right = childByField(condition, "right");
  const op = childByField(condition, "operator")?.type ?? "";
  if (!left || !right) return undefined;
  if (op === "&&") {
    const first = boundOf(file, left, name);
    if (first && !first.rest) return { ...first, rest: lowerExpr(file, right) };
    const second = boundOf(file, right, name);
    return second && !second.rest ? { ...second, rest: lowerExpr(file, left) } : undefined;
  }
  if (op !== "<" && op !== "<=" && op !== ">" && op !== ">=" && op !== "!=") return undefined;
  const inclusive = op.length === 2 && op !== "!=";
  if (identifier(file, left) === name) return { to: lowerExpr(file, right), inclusive };
  if (identifier(file, right) === name) return { to: lowerExpr(file, left), inclusive };
  return undefined;
}

function identifier(file: GoFile, node: LightNode | undefined): string | undefined {
  return node?.type === "identifier" ? textOf(file, node) : undefined;
}

function onlyOf(list: LightNode | undefined): LightNode | undefined {
  const named = list && namedChildren(list);
  return named?.length === 1 ? named[0] : undefined;
}
