/** Where a local value goes in a function: closed, returned, stored, passed on, read in a loop. */
import type { CallExpr, Expr, FunctionDecl, Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import type { Span } from "../text/span";
import { closerNames } from "./knowledge/contexts";
import { bare } from "./reader";

export interface Usage {
  /** Calls of a closing method on it, or calls of it when it is a function. */
  readonly closed: readonly { readonly name: string; readonly span: Span; readonly deferred: boolean; readonly inLoop: boolean }[];
  readonly returned: boolean;
  /** Assigned to a field, an element, an outer name, or put into a literal. */
  readonly stored: boolean;
  /** Calls that get it as an argument. */
  readonly passedTo: readonly { readonly call: CallExpr; readonly argument: number }[];
  /** Received from or looped over; `once` when outside of every loop. */
  readonly read: "loop" | "once" | "no";
}

/** Follows the uses of a local name (and of names it is copied to) in a function and the closures in it, from `after` on. */
export function usageOf(name: string, fn: FunctionDecl, after: number, depth = 0): Usage {
  const closed: Usage["closed"][number][] = [];
  let returned = false;
  let stored = false;
  const passedTo: Usage["passedTo"][number][] = [];
  let read: Usage["read"] = "no";
  const deferSpans: Span[] = [];
  const loopSpans: Span[] = [];
  const within = (spans: readonly Span[], span: Span): boolean => spans.some((outer) => outer.start <= span.start && span.end <= outer.end);
  const is = (expr: Expr | undefined): boolean => expr !== undefined && isName(expr, name);
  const merge = (other: Usage): void => {
    closed.push(...other.closed);
    returned ||= other.returned;
    stored ||= other.stored;
    passedTo.push(...other.passedTo);
    if (read !== "loop" && other.read !== "no") read = other.read;
  };
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "loop") {
        loopSpans.push(stmt.span);
        if (is(stmt.over)) read = "loop";
      }
      if (stmt.kind === "defer") {
        deferSpans.push(stmt.span);
        if (stmt.call.kind === "name" && is(stmt.call))
          closed.push({ name, span: stmt.span, deferred: true, inLoop: within(loopSpans, stmt.span) });
      }
      if (stmt.span.end < after) return true;
      if (stmt.kind === "return") returned ||= stmt.values.some((value) => holds(value, name));
      if (stmt.kind === "send") stored ||= holds(stmt.value, name);
      if (stmt.kind === "assign") ofAssign(stmt);
      return true;
    },
    expr: (expr) => {
      if (expr.span.end < after) return true;
      if (expr.kind === "call") {
        const { callee } = expr;
        if (is(callee))
          closed.push({ name, span: expr.span, deferred: within(deferSpans, expr.span), inLoop: within(loopSpans, expr.span) });
        if (callee.kind === "member" && is(callee.object) && closerNames.has(callee.name.toLowerCase())) {
          closed.push({
            name: `${name}.${callee.name}`,
            span: expr.span,
            deferred: within(deferSpans, expr.span),
            inLoop: within(loopSpans, expr.span),
          });
        }
        const call = expr;
        expr.args.forEach((arg, argument) => {
          if (holds(arg.value, name)) passedTo.push({ call, argument });
        });
      }
      if (expr.kind === "receive" && is(expr.channel)) read = within(loopSpans, expr.span) ? "loop" : read === "loop" ? "loop" : "once";
      if (expr.kind === "composite" && expr.entries.some((entry) => is(entry.value))) stored = true;
      return true;
    },
    fn: () => true,
  });

  function ofAssign(stmt: Stmt & { readonly kind: "assign" }): void {
    stmt.values.forEach((value, index) => {
      const target = stmt.targets[index] ?? stmt.targets[0];
      if (!holds(value, name) || !target) return;
      if (target.kind === "place" || (target.kind === "name" && !stmt.declares && !declares(fn, target.name))) stored = true;
      else if (target.kind === "name" && target.name !== name && depth < 3) merge(usageOf(target.name, fn, stmt.span.end, depth + 1));
    });
  }
  return { closed, returned, stored, passedTo, read };
}

/** False for names of the file or of an outer function. */
function declares(fn: FunctionDecl, name: string): boolean {
  let found = fn.params.some((param) => param.name === name) || fn.results.some((result) => result.name === name);
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.declares && stmt.targets.some((target) => target.kind === "name" && target.name === name))
        found = true;
      return !found;
    },
    fn: () => true,
  });
  return found;
}

function isName(expr: Expr, name: string): boolean {
  const at = bare(expr);
  return at.kind === "name" && at.name === name;
}

/** The value itself, or a literal or list with it inside. */
function holds(expr: Expr, name: string): boolean {
  const at = bare(expr);
  if (at.kind === "name") return at.name === name;
  if (at.kind === "composite") return at.entries.some((entry) => holds(entry.value, name));
  if (at.kind === "conditional") return holds(at.then, name) || holds(at.else, name);
  return false;
}
