/** Is the object that a call goes through shared, or made for this call, request or loop turn? */
import type { CallExpr, Expr, FunctionDecl, Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, Scope } from "../resolve/types";
import { fieldSources, reaching } from "./bindings";
import { escapes } from "./escapes";
import { bare, guarded, isSelf, placeOf, type Reader } from "./reader";
import type { OwnerFact } from "./types";
import { usageOf } from "./usage";

/** Follows the receiver (or, for a call that makes an object, what becomes of it) to where it was made. */
export function ownerFact(call: EtcdCall, reader: Reader): OwnerFact {
  if (call.holds !== undefined || call.operation === "connect" || call.operation === "session") return ofMaker(call, reader);
  if (!call.receiver) return { kind: "unknown" };
  return ofExpr(call.receiver, call.scope, call, reader);
}

function ofExpr(expr: Expr, scope: Scope, call: EtcdCall, reader: Reader): OwnerFact {
  return guarded(
    reader,
    "owner",
    expr,
    { kind: "unknown" },
    () => {
      const at = bare(expr);
      switch (at.kind) {
        case "name":
          return ofName(at, scope, call, reader);
        case "member": {
          const object = bare(at.object);
          if (object.kind === "name" && isSelf(object.name, scope)) return { kind: "shared" };
          // A service of a client (`cli.Watcher`) is as shared as the client; any other field belongs to an object that outlives the call.
          if (reader.project.typeOf(at.object, scope).kind === "library") return ofExpr(at.object, scope, call, reader);
          return fieldSources(at, scope, reader) ? { kind: "shared" } : { kind: "unknown" };
        }
        case "call":
          return ofCall(at, scope, call, reader);
        default:
          return { kind: "unknown" };
      }
    },
    `owner ${call.id}`,
  );
}

function ofName(expr: Expr & { readonly kind: "name" }, scope: Scope, call: EtcdCall, reader: Reader): OwnerFact {
  if (isSelf(expr.name, scope)) return { kind: "shared" };
  const facts: OwnerFact[] = [];
  const declared = reader.project.bindings(expr.name, scope).find((binding) => binding.kind === "declared");
  if (declared?.kind === "declared" && isOutside(declared.scope)) return { kind: "shared" };
  for (const binding of reaching(expr.name, expr.span, scope, reader)) {
    switch (binding.kind) {
      case "param":
      case "import":
        facts.push({ kind: "shared" });
        break;
      case "assigned":
        // A variable of a file or of an outer function outlives one call.
        if (isOutside(binding.scope)) facts.push({ kind: "shared" });
        else facts.push(ofExpr(binding.value, binding.scope, call, reader));
        break;
      default:
        facts.push({ kind: "unknown" });
    }
  }
  if (facts.some((fact) => fact.kind === "shared")) return { kind: "shared" };
  return facts.find((fact) => fact.kind === "per-iteration") ?? facts.find((fact) => fact.kind === "per-call") ?? { kind: "unknown" };
}

const isOutside = (scope: Scope): boolean => !scope.fn || scope.fn.kind === "module";

/** A call that gives the object: made here when it is a maker of the library, else by what the project's function does. */
function ofCall(made: CallExpr, scope: Scope, call: EtcdCall, reader: Reader): OwnerFact {
  const target = reader.project.target(made, scope);
  if (target?.kind === "library") {
    const makes = target.fn.holds !== undefined || target.fn.does === "connect" || target.fn.does === "session";
    if (makes) return perCall(made, scope, call);
    // A builder or a wrapper without a stream of its own: what it is made from or on.
    const inner =
      made.callee.kind === "member" && reader.project.typeOf(made.callee.object, scope).kind === "library" ? made.callee.object : undefined;
    const client = target.fn.params.findIndex((param) => param.role === "client");
    const from = inner ?? (client === -1 ? undefined : made.args[client]?.value);
    return from ? ofExpr(from, scope, call, reader) : { kind: "unknown" };
  }
  if (target?.kind === "project") return ofHelper(made, target.fn, target.scope, scope, call, reader);
  return { kind: "unknown" };
}

/** A function that hands out the object: a getter of a field or of a lazily made one is shared, one that makes it each time is not. */
function ofHelper(made: CallExpr, fn: FunctionDecl, home: Scope, scope: Scope, call: EtcdCall, reader: Reader): OwnerFact {
  const inner: Scope = { module: home.module, fn, ...(home.outer ? { outer: home.outer } : {}) };
  if (storesFirst(fn)) return { kind: "shared" };
  const kinds: OwnerFact[] = [];
  walk(fn.body, {
    stmt: (stmt) => {
      const value = stmt.kind === "return" ? stmt.values[0] : undefined;
      if (value && !(value.kind === "literal" && value.type === "null") && kinds.length < 4) kinds.push(ofExpr(value, inner, call, reader));
      return true;
    },
  });
  if (kinds.length === 0 || kinds.some((fact) => fact.kind === "unknown")) return { kind: "unknown" };
  if (kinds.some((fact) => fact.kind === "shared")) return { kind: "shared" };
  const own = perCall(made, scope, call);
  return kinds[0]?.place ? { ...own, place: kinds[0].place } : own;
}

/** `if s.client == nil { s.client = New() }`: kept for the next time. */
function storesFirst(fn: FunctionDecl): boolean {
  let stores = false;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.targets.some((target) => target.kind === "place")) stores = true;
      // A variable of the file or of an outer function.
      if (stmt.kind === "assign" && !stmt.declares && stmt.targets.some((target) => target.kind === "name" && isOuter(target.name, fn)))
        stores = true;
      return !stores;
    },
    expr: (expr) => {
      if (expr.kind === "assignment" && expr.target.kind === "place") stores = true;
      return !stores;
    },
    fn: () => true,
  });
  return stores;
}

function perCall(made: { readonly span: { readonly start: number; readonly end: number } }, scope: Scope, call: EtcdCall): OwnerFact {
  const place = placeOf(scope, made.span);
  const inLoop = call.ancestors.some(
    (ancestor) => ancestor.kind === "loop" && ancestor.loop.span.start <= made.span.start && made.span.end <= ancestor.loop.span.end,
  );
  return { kind: inLoop ? "per-iteration" : "per-call", place };
}

/** What becomes of an object that the call makes: kept by somebody, or used up where it was made. */
function ofMaker(call: EtcdCall, reader: Reader): OwnerFact {
  const { result, scope } = call;
  switch (result.kind) {
    case "returned":
      return { kind: "shared" };
    case "stored":
      return { kind: "shared" };
    case "discarded":
      return isOutside(scope) ? { kind: "shared" } : perCall(call, scope, call);
    case "used":
      if (isOutside(scope)) return { kind: "shared" };
      // Used on the spot, `new Client().get(…)`, it is this call's own; as an argument or an entry somebody else gets it.
      return isReceiver(call) ? perCall(call, scope, call) : { kind: "unknown" };
    case "bound": {
      const name = result.names[0];
      const fn = scope.fn;
      if (!fn || fn.kind === "module" || name === undefined) return { kind: "shared" };
      if (name !== "_" && (isOuter(name, fn) || keeps(name, fn, call))) return { kind: "shared" };
      const usage = usageOf(name, fn, call.span.end);
      if (usage.closed.length === 0 && escapes(usage, scope, reader)) return { kind: "unknown" };
      return perCall(call, scope, call);
    }
  }
}

/** The call stands before a dot. */
function isReceiver(call: EtcdCall): boolean {
  let receiver = false;
  walk((call.scope.fn ?? call.holder).body, {
    expr: (expr) => {
      if (expr.kind === "member" && bare(expr.object) === call.expr) receiver = true;
      return !receiver;
    },
  });
  return receiver;
}

/** Assigned, not declared, in this function: a variable from further out. */
function isOuter(name: string, fn: FunctionDecl): boolean {
  let declared = fn.params.some((param) => param.name === name) || fn.results.some((result) => result.name === name);
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.declares && stmt.targets.some((target) => target.kind === "name" && target.name === name))
        declared = true;
      return !declared;
    },
  });
  return !declared;
}

/** The function returns it or stores it somewhere, alone or inside something it builds. */
function keeps(name: string, fn: FunctionDecl, call: EtcdCall): boolean {
  let kept = fn.results.some((result) => result.name === name);
  const holds = (expr: Expr): boolean => {
    const at = bare(expr);
    if (at.kind === "name") return at.name === name;
    if (at.kind === "composite") return at.entries.some((entry) => holds(entry.value));
    if (at.kind === "call") return at.args.some((arg) => holds(arg.value));
    return at.kind === "member" && holds(at.object) && at.span.start > call.span.end;
  };
  walk(fn.body, {
    stmt: (stmt: Stmt) => {
      if (stmt.kind === "return" && stmt.values.some(holds)) kept = true;
      if (stmt.kind === "assign" && stmt.targets.some((target) => target.kind === "place") && stmt.values.some(holds)) kept = true;
      if (
        stmt.kind === "assign" &&
        stmt.span.start > call.span.end &&
        stmt.values.some((value) => bare(value).kind === "composite" && holds(value))
      ) {
        const target = stmt.targets[0];
        if (target?.kind === "name" && target.name !== name && keeps(target.name, fn, call)) kept = true;
      }
      return !kept;
    },
    fn: () => true,
  });
  return kept;
}
