/** Expressions that stand as statements. */
import type { Expr, Stmt, Target } from "../../ir/types";
import type { Ctx } from "./context";
import { childNamed, firstNamed, has, type N, named, span } from "./node";

/** An expression evaluated for its effect: assignments and sequences become statements of their own. */
export function expressionAsStatements(ctx: Ctx, expr: N, statement: N): readonly Stmt[] {
  switch (expr.type) {
    case "parenthesized_expression": {
      const inner = firstNamed(expr);
      return inner ? expressionAsStatements(ctx, inner, statement) : [];
    }
    case "sequence_expression":
      return named(expr).flatMap((part) => expressionAsStatements(ctx, part, part));
    case "assignment_expression": {
      const left = childNamed(expr, "left");
      const right = childNamed(expr, "right");
      if (!left || !right) break;
      const declares = has(expr, "using");
      return [assign(ctx.target(left), ctx.expr(right), "=", statement, declares)];
    }
    case "augmented_assignment_expression": {
      const left = childNamed(expr, "left");
      const right = childNamed(expr, "right");
      if (!left || !right) break;
      return [assign(ctx.target(left), ctx.expr(right), childNamed(expr, "operator")?.type === "+=" ? "+=" : "other", statement, false)];
    }
    case "update_expression": {
      const argument = childNamed(expr, "argument");
      if (!argument) break;
      const one: Expr = { kind: "literal", type: "number", value: 1, span: span(expr) };
      return [assign(ctx.target(argument), one, childNamed(expr, "operator")?.type === "++" ? "+=" : "other", statement, false)];
    }
    case "await_expression": {
      // `await using x = f()` reads as awaiting an assignment.
      const inner = firstNamed(expr);
      if (inner?.type === "assignment_expression" && has(inner, "using")) return expressionAsStatements(ctx, inner, statement);
      break;
    }
    default:
      break;
  }
  return [{ kind: "expr", expr: ctx.expr(expr), span: span(statement) }];
}

function assign(target: Target, value: Expr, op: "=" | "+=" | "other", at: N, declares: boolean): Stmt {
  return { kind: "assign", declares, constant: declares, targets: [target], values: [value], op, span: span(at) };
}
