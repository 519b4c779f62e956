/** Visitors over the common program. Children come in source order; closures are entered only where said. */
import type { Expr, FunctionDecl, Stmt, Target } from "./types";

const none: readonly never[] = [];

/** The direct sub-expressions of an expression. The body of a function value is not among them. */
export function childExprs(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "literal":
    case "name":
    case "function":
    case "type":
      return none;
    case "template":
    case "unknown":
      return expr.parts;
    case "member":
      return [expr.object];
    case "index":
      return [expr.object, expr.index];
    case "slice":
      return [expr.object, ...(expr.low ? [expr.low] : []), ...(expr.high ? [expr.high] : [])];
    case "call":
      return [expr.callee, ...expr.args.map((arg) => arg.value)];
    case "composite":
      return expr.entries.flatMap((entry) => (entry.keyExpr ? [entry.keyExpr, entry.value] : [entry.value]));
    case "binary":
      return [expr.left, expr.right];
    case "unary":
    case "await":
    case "cast":
      return [expr.operand];
    case "receive":
      return [expr.channel];
    case "conditional":
      return [expr.test, expr.then, expr.else];
    case "assignment":
      return [...targetExprs(expr.target), expr.value];
  }
}

/** Expressions evaluated to find out where an assignment writes. */
export function targetExprs(target: Target): readonly Expr[] {
  switch (target.kind) {
    case "name":
    case "discard":
      return none;
    case "place":
      return [target.expr];
    case "pattern":
      return target.entries.flatMap((entry) => targetExprs(entry.target));
  }
}

/** The expressions a statement evaluates itself (not those of nested statements). */
export function stmtExprs(stmt: Stmt): readonly Expr[] {
  switch (stmt.kind) {
    case "assign":
      return stmt.targets.every((target) => target.kind === "name") ? stmt.values : [...stmt.values, ...stmt.targets.flatMap(targetExprs)];
    case "expr":
      return [stmt.expr];
    case "return":
      return stmt.values;
    case "throw":
      return stmt.value ? [stmt.value] : [];
    case "if":
      return [stmt.test];
    case "branch":
      return [...(stmt.subject ? [stmt.subject] : []), ...stmt.arms.flatMap((arm) => arm.tests)];
    case "loop":
      return [
        ...(stmt.over ? [stmt.over] : []),
        ...(stmt.counter?.from ? [stmt.counter.from] : []),
        ...(stmt.counter?.to ? [stmt.counter.to] : []),
        ...(stmt.counter?.step ? [stmt.counter.step] : []),
        ...(stmt.test ? [stmt.test] : []),
      ];
    case "spawn":
    case "defer":
      return [stmt.call];
    case "send":
      return [stmt.channel, stmt.value];
    case "break":
    case "continue":
    case "block":
    case "local-function":
    case "unknown":
      return none;
  }
}

/** The nested statement lists of a statement, in source order. */
export function stmtBodies(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case "if":
      return [stmt.then, stmt.else];
    case "branch":
      return stmt.arms.map((arm) => arm.body);
    case "loop":
    case "block":
      return [stmt.body];
    default:
      return none;
  }
}

export interface Visitor {
  /** Called before the children; return false to skip them. */
  readonly stmt?: (stmt: Stmt) => boolean | undefined;
  readonly expr?: (expr: Expr) => boolean | undefined;
  /** Called for closures and local functions; return true to enter them. */
  readonly fn?: (fn: FunctionDecl) => boolean;
}

/** Walks statements and everything under them, depth first. Safe for deep trees: uses its own stack. */
export function walk(body: readonly Stmt[], visitor: Visitor): void {
  // The next item is the last one; `isStmt` says which of the two it is. One object an item would cost more than the visit.
  const items: (Stmt | Expr)[] = [];
  const isStmt: boolean[] = [];
  const push = (list: readonly (Stmt | Expr)[], statements: boolean): void => {
    for (let i = list.length - 1; i >= 0; i--) {
      items.push(list[i] as Stmt | Expr);
      isStmt.push(statements);
    }
  };
  push(body, true);
  for (let item = items.pop(); item; item = items.pop()) {
    if (isStmt.pop()) {
      const stmt = item as Stmt;
      if (visitor.stmt?.(stmt) === false) continue;
      if (stmt.kind === "local-function" && visitor.fn?.(stmt.fn)) push(stmt.fn.body, true);
      const bodies = stmtBodies(stmt);
      for (let i = bodies.length - 1; i >= 0; i--) push(bodies[i] as readonly Stmt[], true);
      push(stmtExprs(stmt), false);
    } else {
      const expr = item as Expr;
      if (visitor.expr?.(expr) === false) continue;
      if (expr.kind === "function" && visitor.fn?.(expr.fn)) push(expr.fn.body, true);
      push(childExprs(expr), false);
    }
  }
}
