/** Ways out of a function that forget what it has opened and hands out when all goes well. */
import { covers, mentions } from "../infer/bindings";
import { usageOf } from "../infer/usage";
import type { Expr, FunctionDecl, Stmt } from "../ir/types";
import { stmtBodies, stmtExprs } from "../ir/walk";
import type { EtcdCall, Project } from "../resolve/types";
import type { Place } from "../text/span";

/**
 * Places of returns without the object that the call opens, in a function that returns it otherwise. The check of the call's own failure is
 * none, nor is an exit that closes the object first.
 */
export function leakingExits(call: EtcdCall, project: Project): readonly Place[] {
  const { result, holder } = call;
  if (result.kind !== "bound" || (call.scope.fn !== undefined && call.scope.fn !== holder)) return [];
  const [name, failure] = result.names;
  if (name === undefined || name === "_" || failure === undefined) return [];
  const usage = usageOf(name, holder, call.span.end);
  if (!returnsItself(holder, name) || usage.stored || usage.closed.some(({ deferred }) => deferred)) return [];
  if (usage.passedTo.some((use) => project.target(use.call, call.scope)?.kind === "project")) return [];
  const exits: Stmt[] = [];
  collect(holder.body, { call, name, failure, checked: false }, exits);
  return exits.map(({ span }) => ({ file: call.module.path, span }));
}

interface Search {
  readonly call: EtcdCall;
  readonly name: string;
  readonly failure: string;
  /** The first test of the failure after the call is that of the call. */
  checked: boolean;
}

function collect(body: readonly Stmt[], search: Search, exits: Stmt[]): void {
  let closed = false;
  for (const stmt of body) {
    if (stmt.span.end <= search.call.span.end) continue;
    const own = stmt.kind === "if" && !search.checked && isNamed(stmt.test, search.failure);
    if (own) {
      search.checked = true;
      continue;
    }
    if (stmt.kind === "expr" && covers(stmt.span, stmt.expr.span) && isNamed(stmt.expr, search.name)) closed = true;
    const after = stmt.span.start > search.call.span.end;
    if (stmt.kind === "return" && after && !closed && search.checked && !stmtExprs(stmt).some((value) => isNamed(value, search.name))) {
      exits.push(stmt);
    }
    for (const inner of stmtBodies(stmt)) collect(inner, search, exits);
  }
}

function returnsItself(fn: FunctionDecl, name: string): boolean {
  return fn.body.some((stmt) => returnsIn(stmt, name));
}

function returnsIn(stmt: Stmt, name: string): boolean {
  if (stmt.kind === "return") return stmt.values.some((value) => value.kind === "name" && value.name === name);
  return stmtBodies(stmt).some((body) => body.some((inner) => returnsIn(inner, name)));
}

function isNamed(expr: Expr, name: string): boolean {
  return mentions(expr, (part) => part.kind === "name" && part.name === name);
}
