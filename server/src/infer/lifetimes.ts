import type { Expr, FunctionDecl, Loop } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, Scope } from "../resolve/types";
import { boundElsewhere, leftAtEvent } from "./abandoned";
import { covers } from "./bindings";
import { contextEnd } from "./contexts";
import { escapes } from "./escapes";
import { closerNames } from "./knowledge/contexts";
/** Of watches, sessions, leases, clients and other things that a call holds open; undefined for requests that end by themselves. */
import { programStarts } from "./knowledge/triggers";
import { bare, isSelf, placeOf, type Reader, reason } from "./reader";
import type { LifetimeFact } from "./types";
import { type Usage, usageOf } from "./usage";
export function lifetimeFact(call: EtcdCall, reader: Reader): LifetimeFact | undefined {
  switch (call.operation) {
    case "watch":
      return watchLifetime(call, reader);
    case "connect":
    case "session":
    case "lease-grant":
    case "keepalive":
    case "lock":
    case "election":
    case "server-start":
      return heldLifetime(call, reader);
    default:
      return call.holds ? heldLifetime(call, reader) : undefined;
  }
}

/** A watch ends with its context, by its handle, or with the watcher object it is made on. */
function watchLifetime(call: EtcdCall, reader: Reader): LifetimeFact {
  if (call.fn.ends) return { ends: "ends", because: [reason("library", "ends-by-itself", {}, placeOf(call.scope, call.span))] };
  const context = call.args.context;
  const byContext = context && contextEnd(context.value, context.scope, call, reader);
  const ended = byContext && (byContext.ends === "ends" || byContext.ends === "request");
  const byReceiver = receiverEnd(call);
  const left = byReceiver ? undefined : (leftAtEvent(call, reader) ?? (ended ? undefined : boundElsewhere(call, reader)));
  if (left) return left;
  if (ended) return byContext;
  if (byReceiver) return byReceiver;
  if (context) return byContext ?? { ends: "unknown", because: [] };
  return ofResult(call, reader);
}

/** The object the watch is made on is closed in the same function, or by its owner. */
function receiverEnd(call: EtcdCall): LifetimeFact | undefined {
  const receiver = call.receiver && bare(call.receiver);
  if (!receiver) return undefined;
  const fn = call.scope.fn ?? call.holder;
  if (receiver.kind === "name") {
    const usage = usageOf(receiver.name, outermost(call.scope) ?? fn, 0);
    const close = usage.closed[0];
    // Closing a shared client ends all its watches, but only when the program ends.
    if (close && madeHere(receiver.name, call))
      return { ends: "ends", because: [reason("library", "closed", { name: close.name }, placeOf(call.scope, close.span))] };
    if (madeHere(receiver.name, call) && (usage.returned || usage.stored))
      return { ends: "unknown", because: [reason("library", "handed-on")] };
  }
  return undefined;
}

function outermost(scope: Scope): FunctionDecl | undefined {
  let fn = scope.fn;
  for (let at = scope.outer; at?.fn && at.fn.kind !== "module"; at = at.outer) fn = at.fn;
  return fn;
}

function madeHere(name: string, call: EtcdCall): boolean {
  let made = false;
  walk((outermost(call.scope) ?? call.holder).body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.declares && stmt.targets.some((target) => target.kind === "name" && target.name === name)) {
        if (stmt.values.some((value) => bare(value).kind === "call")) made = true;
      }
      return !made;
    },
    fn: () => true,
  });
  return made;
}

function heldLifetime(call: EtcdCall, reader: Reader): LifetimeFact {
  if (call.operation === "keepalive" || call.operation === "lock" || call.operation === "election") {
    const context = call.args.context;
    return context ? contextEnd(context.value, context.scope, call, reader) : { ends: "unknown", because: [] };
  }
  return ofResult(call, reader);
}

const unseen: LifetimeFact = { ends: "unknown", because: [reason("unknown", "handed-on")] };

/** By where the returned object goes. */
function ofResult(call: EtcdCall, reader: Reader): LifetimeFact {
  const { result, scope } = call;
  const fn = scope.fn ?? call.holder;
  const place = placeOf(scope, call.span);
  switch (result.kind) {
    case "discarded":
      return { ends: "never", because: [reason("library", "handle-dropped", {}, place)] };
    case "returned":
    case "used":
      return unseen;
    case "stored":
      return storedEnd(result.place, call, reader);
    case "bound": {
      const name = result.names[result.names.length > 1 ? (call.fn.cancels ?? 0) : 0];
      if (name === undefined) return unseen;
      if (name === "_") return { ends: "never", because: [reason("library", "handle-dropped", {}, place)] };
      if (!isLocal(name, scope)) return unseen;
      return closedBeforeNext(name, fn, call) ?? byUsage(usageOf(name, fn, call.span.end), call, name, reader);
    }
  }
}

/** A loop that closes what the last turn left in the variable, and then makes the next: there is one at a time. */
function closedBeforeNext(name: string, fn: FunctionDecl, call: EtcdCall): LifetimeFact | undefined {
  const loop = call.ancestors.flatMap((ancestor) => (ancestor.kind === "loop" ? [ancestor.loop] : [])).pop();
  if (!loop || declaresIn(loop, name)) return undefined;
  const close = usageOf(name, fn, loop.span.start).closed.find((one) => !one.deferred && covers(loop.span, one.span));
  return close && { ends: "ends", because: [reason("library", "closed", { name: close.name }, placeOf(call.scope, close.span))] };
}

function declaresIn(loop: Loop, name: string): boolean {
  let found = false;
  walk(loop.body, {
    stmt: (stmt) => {
      found ||= stmt.kind === "assign" && stmt.declares && stmt.targets.some((target) => target.kind === "name" && target.name === name);
      return !found;
    },
  });
  return found;
}

/** False for names of top level or of an outer function: others may close them. */
export function isLocal(name: string, scope: Scope): boolean {
  let local = false;
  const { fn } = scope;
  if (!fn || fn.kind === "module") return false;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.declares && stmt.targets.some((target) => target.kind === "name" && target.name === name))
        local = true;
      return !local;
    },
  });
  return local;
}

function byUsage(usage: Usage, call: EtcdCall, name: string, reader: Reader): LifetimeFact {
  const fn = call.scope.fn ?? call.holder;
  const close = usage.closed[0];
  if (close) {
    const loop = call.ancestors.some((ancestor) => ancestor.kind === "loop" && covers(ancestor.loop.span, call.span));
    const at = placeOf(call.scope, close.span);
    if (loop && usage.closed.every((one) => one.deferred && one.inLoop))
      return { ends: "never", because: [reason("loop", "closed-in-loop", {}, at)] };
    return { ends: "ends", because: [reason("library", "closed", { name: close.name }, at)] };
  }
  // A lease is revoked by its id, by a call on the client.
  if (call.operation === "lease-grant" && revokes(fn, name))
    return { ends: "ends", because: [reason("library", "closed", { name: "revoke" })] };
  if (escapes(usage, call.scope, reader) || leaksThroughMember(fn, name)) return unseen;
  if (fn.kind === "module" || isProgramStart(call)) return unseen;
  return { ends: "never", because: [reason("library", "never-closed", {}, placeOf(call.scope, call.span))] };
}

/** In `main` it lives as long as the program, which is what was wanted. */
function isProgramStart(call: EtcdCall): boolean {
  return call.holder.kind === "function" && programStarts.has(call.holder.name);
}

function revokes(fn: FunctionDecl, name: string): boolean {
  let found = false;
  walk(fn.body, {
    expr: (expr) => {
      if (expr.kind === "call" && expr.callee.kind === "member" && /^revoke$/i.test(expr.callee.name)) {
        found ||= expr.args.some((arg) => mentionsName(arg.value, name));
      }
      return !found;
    },
    fn: () => true,
  });
  return found;
}

/** Part of it (`resp.ID`) is returned or stored: somebody else may end it. */
function leaksThroughMember(fn: FunctionDecl, name: string): boolean {
  let found = false;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "return" && stmt.values.some((value) => mentionsName(value, name))) found = true;
      if (
        stmt.kind === "assign" &&
        stmt.targets.some((target) => target.kind === "place") &&
        stmt.values.some((value) => mentionsName(value, name))
      )
        found = true;
      return !found;
    },
    fn: () => true,
  });
  return found;
}

function mentionsName(expr: Expr, name: string): boolean {
  const at = bare(expr);
  if (at.kind === "name") return at.name === name;
  if (at.kind === "member" || at.kind === "index") return mentionsName(at.object, name);
  if (at.kind === "call") return at.args.some((arg) => mentionsName(arg.value, name));
  return at.kind === "composite" && at.entries.some((entry) => mentionsName(entry.value, name));
}

/** Kept in a field: it ends when the owner has a method that closes things, or when some code closes that field. */
function storedEnd(place: Expr, call: EtcdCall, reader: Reader): LifetimeFact {
  const at = bare(place);
  if (at.kind !== "member") return unseen;
  const owner = reader.project.typeOf(at.object, call.scope);
  const object = bare(at.object);
  const decl = owner.kind === "declared" ? owner.decl : undefined;
  if (!decl && !(object.kind === "name" && isSelf(object.name, call.scope))) return unseen;
  const closer = reader.project.modules
    .flatMap((module) => module.functions)
    .find((fn) => fn.owner !== undefined && fn.owner === (decl?.name ?? call.holder.owner) && closerNames.has(fn.name.toLowerCase()));
  return closer ? { ends: "ends", because: [reason("library", "owner-closes", { name: closer.name })] } : unseen;
}
