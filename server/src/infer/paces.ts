/** The pace of endless loops: tickers, sleeps, and channels that give events. */
import type { CallExpr, Expr, FunctionDecl, Loop, Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import type { Scope } from "../resolve/types";
import type { Place, Span } from "../text/span";
import { awaited, fieldSources, reaching } from "./bindings";
import { delayMethods, delays, sleepNames, tickerMethods, tickers, type Unit } from "./knowledge/triggers";
import { type NumberValue, secondsOf } from "./numbers";
import { argument, bare, guarded, knownName, own, placeOf, type Reader } from "./reader";

export type Pace =
  | { readonly kind: "ticker" | "sleep"; readonly period: NumberValue | undefined; readonly place: Place }
  /** Values that come on a channel; undefined when they come otherwise. */
  | { readonly kind: "event"; readonly place: Place; readonly channel?: { readonly expr: Expr; readonly scope: Scope } }
  | { readonly kind: "unknown"; readonly place: Place };

/** The pace of values from a channel or iterator expression: `ticker.C`, `time.After(d)`, a timer; undefined when it is none of these. */
export function paceOf(channel: Expr, scope: Scope, reader: Reader): Pace | undefined {
  const at = bare(channel);
  const received = at.kind === "receive" ? bare(at.channel) : at;
  return (
    makerOf(received, scope, reader, 0) ??
    (at.kind === "receive" || isChannel(received, scope, reader) ? channelPace(received, scope) : undefined)
  );
}

function isChannel(expr: Expr, scope: Scope, reader: Reader): boolean {
  return awaited(reader.project.typeOf(expr, scope)).kind === "channel";
}

/** `ctx.Done()`, `stopCh`: they end a loop and pace nothing. */
function channelPace(expr: Expr, scope: Scope): Pace | undefined {
  if (endsLoop(expr)) return undefined;
  return { kind: "event", place: placeOf(scope, expr.span), channel: { expr, scope } };
}

/** `ctx.Done()`, `stopCh`: what an endless loop waits on to end. */
export function endsLoop(channel: Expr): boolean {
  const expr = bare(channel);
  const name = expr.kind === "call" ? lastName(expr.callee) : lastName(expr);
  return /^(done\w*|stop\w*|quit\w*|exit\w*|clos(e|ed|ing)\w*|shutdown\w*|cancel\w*|term\w*|interrupt\w*|sig\w*)$/i.test(name);
}

function lastName(expr: Expr): string {
  return expr.kind === "name" || expr.kind === "member" ? expr.name : "";
}

/** Follows an expression to the ticker or timer that makes it. */
function makerOf(expr: Expr, scope: Scope, reader: Reader, depth: number): Pace | undefined {
  if (depth > 6) return undefined;
  return guarded(reader, "pace", expr, undefined, () => {
    const at = bare(expr);
    switch (at.kind) {
      case "call":
        return madeBy(at, scope, reader);
      case "member": {
        const field = fieldSources(at, scope, reader);
        for (const value of field?.values ?? []) {
          const pace = makerOf(value.value, value.scope, reader, depth + 1);
          if (pace) return pace;
        }
        // `ticker.C`: the ticker itself.
        return makerOf(at.object, scope, reader, depth + 1);
      }
      case "name":
        for (const binding of reaching(at.name, at.span, scope, reader)) {
          if (binding.kind !== "assigned" || binding.resultIndex > 0) continue;
          const pace = makerOf(binding.value, binding.scope, reader, depth + 1);
          if (pace) return pace;
        }
        return undefined;
      default:
        return undefined;
    }
  });
}

function madeBy(call: CallExpr, scope: Scope, reader: Reader): Pace | undefined {
  const name = knownName(reader.project.target(call, scope));
  if (name === undefined) return undefined;
  const ticker = own(tickers, name) ?? own(tickerMethods, lastName(call.callee));
  if (ticker)
    return {
      kind: "ticker",
      period: secondsOf(argument(call, ticker.period), ticker.unit, scope, reader),
      place: placeOf(scope, call.span),
    };
  const delay = own(delays, name) ?? own(delayMethods, lastName(call.callee));
  return (
    delay && { kind: "sleep", period: secondsOf(argument(call, delay.delay), delay.unit, scope, reader), place: placeOf(scope, call.span) }
  );
}

/** The pace that a loop's body sets by waiting: a sleep, a ticker or timer received outside of a select, or else a channel received from. */
export function paceInside(loop: Loop, at: Span, scope: Scope, reader: Reader): Pace | undefined {
  let timed: Pace | undefined;
  let event: Pace | undefined;
  // `while not stopped.wait(5)` waits in its head.
  const head: readonly Stmt[] = loop.test ? [{ kind: "expr", expr: loop.test, span: loop.test.span }] : [];
  walk([...head, ...loop.body], {
    stmt: (stmt) => {
      // Arms of a select that do not hold the call wait for other things.
      if (stmt.kind === "branch" && stmt.branch === "select" && stmt.span.start <= at.start && at.end <= stmt.span.end) return false;
      return stmt.kind !== "loop" || (stmt.span.start <= at.start && at.end <= stmt.span.end);
    },
    expr: (expr) => {
      if (expr.kind === "receive") {
        const pace = paceOf(expr, scope, reader);
        if (pace && pace.kind !== "event") timed ??= pace;
        else event ??= pace;
        return false;
      }
      if (expr.kind === "call") timed ??= sleepOf(expr, scope, reader);
      return true;
    },
  });
  return timed ?? event;
}

/** `time.Sleep(d)`, `await sleep(ms)`, `await new Promise(done => setTimeout(done, ms))`. */
function sleepOf(call: CallExpr, scope: Scope, reader: Reader): Pace | undefined {
  const target = reader.project.target(call, scope);
  const name = knownName(target);
  const place = placeOf(scope, call.span);
  const delay =
    name === undefined ? undefined : (own(delays, name) ?? (lastName(call.callee) === "Sleep" ? delayMethods.Sleep : undefined));
  if (delay) return { kind: "sleep", period: secondsOf(argument(call, delay.delay), delay.unit, scope, reader), place };
  if (name === "#Promise" || call.construct) {
    const executor = argument(call, 0);
    const inner = executor?.kind === "function" ? timeoutIn(executor.fn, scope, reader) : undefined;
    if (inner) return { kind: "sleep", period: inner.period, place };
  }
  const called = lastName(call.callee).toLowerCase();
  if (!sleepNames.has(called) || call.args.length !== 1) return undefined;
  const custom: Unit = target?.kind === "project" && target.scope.module.scope === "package" ? "s" : "ms";
  const unit: Unit = scope.module.sleepUnit ?? custom;
  return { kind: "sleep", period: secondsOf(argument(call, 0), unit, scope, reader), place };
}

function timeoutIn(fn: FunctionDecl, scope: Scope, reader: Reader): { readonly period: NumberValue | undefined } | undefined {
  let found: { readonly period: NumberValue | undefined } | undefined;
  const inner: Scope = { module: scope.module, fn, outer: scope };
  walk(fn.body, {
    expr: (expr) => {
      if (expr.kind === "call" && knownName(reader.project.target(expr, inner)) === "#setTimeout")
        found ??= { period: secondsOf(argument(expr, 1), "ms", inner, reader) };
      return !found;
    },
  });
  return found;
}
