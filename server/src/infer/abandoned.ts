/** Watches that go on although the code that made them is done with them: left at an event, or bound to a context that nobody stops. */
import type { CallExpr, Expr, FunctionDecl, Loop, Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, Scope } from "../resolve/types";
import { covers, mentions, passed, reaching } from "./bindings";
import { contextEnd } from "./contexts";
import { contextMakers } from "./knowledge/contexts";
import { argument, bare, knownName, own, placeOf, type Reader, reason } from "./reader";
import type { LifetimeFact } from "./types";
import { usageOf } from "./usage";

/**
 * The function that reads the watch returns at an event, and nothing on that way ends the watch: its context is the caller's, or one whose cancel
 * function only other goroutines call. undefined when the watch is not left like that.
 */
export function leftAtEvent(call: EtcdCall, reader: Reader): LifetimeFact | undefined {
  const { context } = call.args;
  const fn = call.scope.fn ?? call.holder;
  // A channel that is kept for the next time is not left behind.
  const name = call.result.kind === "bound" ? call.result.names[0] : undefined;
  if (name !== undefined && usageOf(name, fn, call.span.end).stored) return undefined;
  const exit = context && returnAtEvent(call, fn, name);
  if (!exit || !outlives(bare(context.value), context.scope, call, reader)) return undefined;
  return { ends: "never", because: [reason("library", "returns-at-event", {}, placeOf(call.scope, exit.span))] };
}

/** The `return` inside a loop over the events of one answer, in a loop that reads the watch. */
function returnAtEvent(call: EtcdCall, fn: FunctionDecl, name: string | undefined): Stmt | undefined {
  let exit: Stmt | undefined;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "loop" && readsWatch(stmt, call, name)) exit ??= returnIn(stmt.body);
      return exit === undefined;
    },
  });
  return exit;
}

function readsWatch(loop: Loop, call: EtcdCall, name: string | undefined): boolean {
  if (loop.over && covers(loop.over.span, call.span)) return true;
  if (name === undefined || loop.span.start < call.span.start) return false;
  if (loop.over) return isNamed(loop.over, name);
  let received = false;
  walk(loop.body, {
    expr: (expr) => {
      if (expr.kind === "receive" && isNamed(expr.channel, name)) received = true;
      return !received;
    },
  });
  return received;
}

function returnIn(body: readonly Stmt[]): Stmt | undefined {
  let exit: Stmt | undefined;
  walk(body, {
    stmt: (stmt) => {
      const events = stmt.kind === "loop" && stmt.over && bare(stmt.over);
      if (stmt.kind === "loop" && events && events.kind === "member" && /^events$/i.test(events.name)) {
        walk(stmt.body, {
          stmt: (inner) => {
            if (inner.kind === "return") exit ??= inner;
            return exit === undefined;
          },
        });
      }
      return exit === undefined;
    },
  });
  return exit;
}

/** The context goes on when the function returns, as far as is seen; false when that cannot be told. */
function outlives(context: Expr, scope: Scope, call: EtcdCall, reader: Reader): boolean {
  if (context.kind !== "name") return false;
  const bindings = reaching(context.name, context.span, scope, reader);
  return (
    bindings.length > 0 &&
    bindings.every((binding) => {
      if (binding.kind === "param") return callersGoOn(binding.fn, binding.index, binding.scope, context, call, reader);
      if (binding.kind !== "assigned" || binding.resultIndex !== 0) return false;
      const maker = bare(binding.value);
      const known = maker.kind === "call" ? own(contextMakers, knownName(reader.project.target(maker, binding.scope)) ?? "") : undefined;
      if (maker.kind !== "call" || !known || known.kind !== "cancellable" || known.timed || !binding.scope.fn) return false;
      const cancel = cancelOf(maker, binding.scope.fn);
      return cancel !== undefined && !callsInTurn(binding.scope.fn.body, cancel);
    })
  );
}

/** No caller is known to end the context that it hands over. A request ends its own. */
function callersGoOn(fn: FunctionDecl, index: number, scope: Scope, context: Expr, call: EtcdCall, reader: Reader): boolean {
  if (contextEnd(context, scope, call, reader).ends === "request") return false;
  const { args } = passed(fn, index, reader);
  return args.every(({ value, site }) => {
    const { ends } = contextEnd(value, site.scope, call, reader);
    return ends !== "ends" && ends !== "request";
  });
}

/** The name of the cancel function that a maker's second result is bound to. */
function cancelOf(maker: CallExpr, fn: FunctionDecl): string | undefined {
  let cancel: string | undefined;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.values.some((value) => bare(value) === maker)) {
        const target = stmt.targets[1];
        if (target?.kind === "name") cancel = target.name;
      }
      return cancel === undefined;
    },
    fn: () => true,
  });
  return cancel;
}

/** Called or deferred by the function itself, rather than by a closure that runs beside it; or handed on. */
function callsInTurn(body: readonly Stmt[], cancel: string): boolean {
  let called = false;
  walk(body, {
    stmt: (stmt) => {
      if (stmt.kind === "spawn") return false;
      if (stmt.kind === "defer") {
        const { call } = stmt;
        const deferred = call.kind === "call" && call.callee.kind === "function" ? call.callee.fn.body : [];
        if (mentions(call, (expr) => isNamed(expr, cancel)) || (deferred.length > 0 && callsInTurn(deferred, cancel))) called = true;
      }
      return !called;
    },
    expr: (expr) => {
      if (expr.kind === "name" && expr.name === cancel) called = true;
      return !called;
    },
  });
  return called;
}

/**
 * A watch that is kept in an object beside the cancel function of another context: what stops the object does not stop the watch. undefined
 * when the watch is bound to the context that the object can end.
 */
export function boundElsewhere(call: EtcdCall, reader: Reader): LifetimeFact | undefined {
  const { context } = call.args;
  const { fn } = call.scope;
  if (!context || !fn || call.result.kind !== "stored") return undefined;
  let other: { readonly maker: CallExpr; readonly name: string } | undefined;
  let same = false;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind !== "assign") return true;
      const maker = stmt.values.map(bare).find((value): value is CallExpr => value.kind === "call");
      const known = maker && own(contextMakers, knownName(reader.project.target(maker, call.scope)) ?? "");
      if (!maker || !known || known.kind !== "cancellable" || known.timed) return true;
      const [made, cancel] = stmt.targets;
      const name = made?.kind === "name" ? made.name : made?.kind === "place" && made.expr.kind === "member" ? made.expr.name : undefined;
      if (name === undefined || !cancel) return true;
      const kind = made?.kind === "name" ? "name" : "member";
      if (mentions(context.value, (expr) => expr.kind === kind && expr.name === name)) same = true;
      const kept = cancel.kind === "place" || (cancel.kind === "name" && usageOf(cancel.name, fn, stmt.span.end).stored);
      if (kept) other ??= { maker, name };
      return true;
    },
  });
  if (!other || same || derives(context.value, context.scope, other.maker, reader, 0)) return undefined;
  const parent = argument(other.maker, 0);
  return {
    ends: "never",
    because: [reason("library", "context-other", { name: other.name }, placeOf(call.scope, (parent ?? other.maker).span))],
  };
}

const maxDerivations = 4;

/** The expression is made from what the maker gives, through other contexts. */
function derives(expr: Expr, scope: Scope, maker: CallExpr, reader: Reader, depth: number): boolean {
  const at = bare(expr);
  if (at === maker) return true;
  if (depth === maxDerivations) return false;
  if (at.kind === "call") return at.args.some((arg) => derives(arg.value, scope, maker, reader, depth + 1));
  if (at.kind !== "name") return false;
  return reader.project
    .bindings(at.name, scope)
    .some((binding) => binding.kind === "assigned" && derives(binding.value, binding.scope, maker, reader, depth + 1));
}

function isNamed(expr: Expr, name: string): boolean {
  const at = bare(expr);
  return at.kind === "name" && at.name === name;
}
