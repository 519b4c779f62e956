/** What ends a context: cancellation on a path we see, a request, the caller, or nothing. */
import type { CallExpr, Expr, FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, Scope } from "../resolve/types";
import { fieldSources, reaching } from "./bindings";
import { isHandler } from "./callbacks";
import { escapes } from "./escapes";
import { type ContextMaker, contextMakers, requestContexts } from "./knowledge/contexts";
import { argument, bare, guarded, isSelf, knownName, own, placeOf, type Reader, reason } from "./reader";
import type { LifetimeFact } from "./types";
import { usageOf } from "./usage";

/** How the context expression ends, as seen from the call that uses it. */
export function contextEnd(expr: Expr, scope: Scope, call: EtcdCall, reader: Reader): LifetimeFact {
  return guarded(reader, "context", expr, unknown(), () => evaluate(expr, scope, call, reader), `context ${call.id}`);
}

const unknown = (): LifetimeFact => ({ ends: "unknown", because: [reason("unknown", "context-unknown")] });

function evaluate(expr: Expr, scope: Scope, call: EtcdCall, reader: Reader): LifetimeFact {
  const at = bare(expr);
  const place = placeOf(scope, at.span);
  switch (at.kind) {
    case "call":
      return made(at, undefined, scope, call, reader);
    case "name": {
      const facts: LifetimeFact[] = [];
      for (const binding of reaching(at.name, at.span, scope, reader)) {
        switch (binding.kind) {
          case "param":
            facts.push(ofParam(binding.fn, binding.scope, reader, place));
            break;
          case "assigned": {
            const value = bare(binding.value);
            if (value.kind === "call" && binding.resultIndex === 0) facts.push(made(value, at.name, binding.scope, call, reader));
            else if (binding.resultIndex === 0) facts.push(contextEnd(value, binding.scope, call, reader));
            else facts.push(unknown());
            break;
          }
          default:
            facts.push(unknown());
        }
      }
      return best(facts);
    }
    case "member": {
      const object = bare(at.object);
      if (object.kind === "name" && isSelf(object.name, scope)) return ofField(at, scope, call, reader);
      const field = fieldSources(at, scope, reader);
      return field ? ofField(at, scope, call, reader) : unknown();
    }
    default:
      return unknown();
  }
}

function ofParam(fn: FunctionDecl, scope: Scope, reader: Reader, place: ReturnType<typeof placeOf>): LifetimeFact {
  if (isHandler(fn, scope, reader)) return { ends: "request", because: [reason("handler", "context-request", {}, place)] };
  return { ends: "unknown", because: [reason("unknown", "context-caller", {}, place)] };
}

/** A context that an object keeps: its owner has a way to end it, unless all that is ever put there is endless. */
function ofField(expr: Expr & { readonly kind: "member" }, scope: Scope, call: EtcdCall, reader: Reader): LifetimeFact {
  const values = fieldSources(expr, scope, reader)?.values ?? [];
  const facts = values.map(({ value, scope: home, resultIndex }) =>
    resultIndex === 0 ? contextEnd(value, home, call, reader) : unknown(),
  );
  const never = facts.length > 0 && facts.every((fact) => fact.ends === "never" && fact.because[0]?.id === "context-endless");
  return never
    ? (facts[0] ?? unknown())
    : { ends: "unknown", because: [reason("unknown", "context-unknown", {}, placeOf(scope, expr.span))] };
}

/** Several assignments: unknown unless they agree. */
function best(facts: readonly LifetimeFact[]): LifetimeFact {
  const first = facts[0];
  if (!first) return unknown();
  return facts.every((fact) => fact.ends === first.ends) ? first : { ends: "unknown", because: first.because };
}

/** A context made by a call; `name` is what it is bound to, so that its cancel function can be found next to it. */
function made(maker: CallExpr, name: string | undefined, scope: Scope, call: EtcdCall, reader: Reader): LifetimeFact {
  const target = reader.project.target(maker, scope);
  const place = placeOf(scope, maker.span);
  const known = own(contextMakers, knownName(target) ?? "");
  if (known) return ofMaker(known, maker, name, scope, call, reader);
  if (target?.kind === "library") {
    const parent = target.fn.params.findIndex((param) => param.role === "context");
    const inner = parent === -1 ? undefined : argument(maker, parent);
    return inner ? contextEnd(inner, scope, call, reader) : unknown();
  }
  const foreign = knownName(target);
  if (foreign !== undefined && (own(requestContexts, foreign) || /(Request|Req)\.Context$/.test(foreign))) {
    return { ends: "request", because: [reason("handler", "context-request", {}, place)] };
  }
  if (maker.callee.kind === "member" && maker.callee.name === "Context" && bare(maker.callee.object).kind !== "call") {
    const object = bare(maker.callee.object);
    const inHandler =
      object.kind === "name" &&
      reader.project
        .bindings(object.name, scope)
        .some((binding) => binding.kind === "param" && isHandler(binding.fn, binding.scope, reader));
    if (inHandler) return { ends: "request", because: [reason("handler", "context-request", {}, place)] };
  }
  if (target?.kind === "project") return ofHelper(target.fn, target.scope, call, reader);
  return unknown();
}

/** A helper that returns a context: by what it returns; whoever gets a cancel function may call it. */
function ofHelper(fn: FunctionDecl, home: Scope, call: EtcdCall, reader: Reader): LifetimeFact {
  const inner: Scope = { module: home.module, fn, ...(home.outer ? { outer: home.outer } : {}) };
  const facts: LifetimeFact[] = [];
  for (const stmt of fn.body) {
    const value = stmt.kind === "return" ? stmt.values[0] : undefined;
    if (value) facts.push(contextEnd(value, inner, call, reader));
  }
  const fact = best(facts);
  return fact.ends === "never" && fact.because[0]?.id !== "context-endless" ? unknown() : fact;
}

function ofMaker(
  known: ContextMaker,
  maker: CallExpr,
  name: string | undefined,
  scope: Scope,
  call: EtcdCall,
  reader: Reader,
): LifetimeFact {
  const place = placeOf(scope, maker.span);
  switch (known.kind) {
    case "endless":
      return { ends: "never", because: [reason("library", "context-endless", { name: calleeText(maker) }, place)] };
    case "process":
      return { ends: "unknown", because: [reason("unknown", "context-unknown", {}, place)] };
    case "derived": {
      const parent = argument(maker, known.parent);
      return parent ? contextEnd(parent, scope, call, reader) : unknown();
    }
    case "cancellable":
      if (known.timed) return { ends: "ends", because: [reason("timer", "context-timeout", {}, place)] };
      return cancelled(maker, name, known.parent, scope, call, reader);
  }
}

/** Looks for the cancel function that was bound next to the context. */
function cancelled(maker: CallExpr, name: string | undefined, parent: number, scope: Scope, call: EtcdCall, reader: Reader): LifetimeFact {
  const place = placeOf(scope, maker.span);
  const fn = scope.fn;
  const cancel = fn && name !== undefined ? boundBeside(maker, fn) : undefined;
  if (!fn || cancel === undefined) return { ends: "unknown", because: [reason("unknown", "context-unknown", {}, place)] };
  if (cancel === "stored") return { ends: "ends", because: [reason("library", "owner-closes", { name: "cancel" }, place)] };
  const usage = cancel === "_" ? undefined : usageOf(cancel, fn, maker.span.end);
  if (usage && usage.closed.length > 0) {
    const onlyDeferredInLoop =
      usage.closed.every((close) => close.deferred && close.inLoop) && call.ancestors.some((ancestor) => ancestor.kind === "loop");
    const close = usage.closed[0];
    const at = close ? placeOf(scope, close.span) : place;
    // `defer cancel()` in a loop runs when the function returns, so that each turn leaves one behind until then.
    if (onlyDeferredInLoop) return { ends: "never", because: [reason("loop", "context-deferred-in-loop", {}, at)] };
    return { ends: "ends", because: [reason("library", "context-cancelled", { name: cancel }, at)] };
  }
  if (usage && escapes(usage, scope, reader)) return { ends: "ends", because: [reason("library", "handed-on", {}, place)] };
  const parentExpr = argument(maker, parent);
  const outer = parentExpr ? contextEnd(parentExpr, scope, call, reader) : unknown();
  if (outer.ends !== "never") return outer;
  return {
    ends: "never",
    because: [reason("library", "context-cancel-unused", { name: cancel === "_" ? "the cancel function" : cancel }, place)],
  };
}

/** The name that the second result of a call is bound to; `stored` when it goes to a field. */
function boundBeside(maker: CallExpr, fn: FunctionDecl): string | undefined {
  let found: string | undefined;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.values.some((value) => bare(value) === maker)) {
        const target = stmt.targets[1];
        found = target?.kind === "name" ? target.name : target?.kind === "place" ? "stored" : target?.kind === "discard" ? "_" : undefined;
      }
      return found === undefined;
    },
    fn: () => true,
  });
  return found;
}

function calleeText(call: CallExpr): string {
  const { callee } = call;
  if (callee.kind === "member" && callee.object.kind === "name") return `${callee.object.name}.${callee.name}()`;
  return callee.kind === "name" ? `${callee.name}()` : "its context";
}
