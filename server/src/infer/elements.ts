/** What is put into lists and maps, and how many entries they have at most where the code empties them in time. */
import type { Expr, Stmt } from "../ir/types";
import { walk } from "../ir/walk";
import { elementsOf } from "../resolve/indexes";
import { holderOf } from "../resolve/scopes";
import type { Argument, Binding, Scope } from "../resolve/types";
import type { Place } from "../text/span";
import { awaited, covers, fieldSources, passed, reaching } from "./bindings";
import { sendersOf } from "./channels";
import { numberOf } from "./numbers";
import { bare, guarded, nameOf, placeOf, type Reader, rootName } from "./reader";

/** A list or map that a function builds. */
export interface Contents {
  /** What is put in, as far as it is seen; at least one. */
  readonly values: readonly Argument[];
  /** The most entries it is let grow to. */
  readonly most?: { readonly count: number; readonly known: boolean; readonly place: Place };
}

const maxDepth = 6;
const maxCallers = 4;
const maxOrigins = 8;
/** What a server takes in one transaction unless told otherwise (server/embed/config.go DefaultMaxTxnOps). */
const defaultMaxTxnOps = 128;

/** What a collection is made of: followed through parameters to where it is built. undefined when that is not seen. */
export function contentsOf(expr: Expr, scope: Scope, reader: Reader): Contents | undefined {
  return guarded(reader, "contents", expr, undefined, () => collected(expr, scope, reader, 0));
}

function collected(expr: Expr, scope: Scope, reader: Reader, depth: number): Contents | undefined {
  const at = bare(expr);
  if (depth > maxDepth) return undefined;
  if (awaited(reader.project.typeOf(at, scope)).kind === "channel") {
    return ofValues(sendersOf(at, scope, reader).map(({ send }) => ({ value: send.value, scope: send.scope })));
  }
  if (at.kind === "composite" && at.shape !== "object") return ofValues(at.entries.map(({ value }) => ({ value, scope })));
  if (at.kind === "member") {
    const values = fieldSources(at, scope, reader)?.values ?? [];
    return merged(values.slice(0, maxCallers).map(({ value, scope: from }) => collected(value, from, reader, depth + 1)));
  }
  if (at.kind !== "name") return undefined;
  const bindings = reaching(at.name, at.span, scope, reader);
  if (bindings.some(({ kind }) => kind === "param")) {
    return merged(bindings.flatMap((binding) => ofParam(binding, reader, depth)));
  }
  const most = mostEntries(at.name, scope, reader);
  const values = [...bindings.flatMap((binding) => assigned(binding, at.name)), ...added(at, bindings, scope)];
  if (values.length > 0) return { values, ...(most ? { most } : {}) };
  const inner = bindings.map((binding) =>
    binding.kind === "assigned" && binding.resultIndex === 0 ? collected(binding.value, binding.scope, reader, depth + 1) : undefined,
  );
  const all = merged(inner);
  return all && most ? { ...all, most } : all;
}

/** What a loop takes out of a collection, or receives from a channel. */
export function takenBy({ loop, role, scope }: Binding & { readonly kind: "loop" }, reader: Reader): Contents | undefined {
  if (!loop.over || role === "counter") return undefined;
  const isElement = role === "value" || awaited(reader.project.typeOf(loop.over, scope)).kind === "channel";
  return isElement ? contentsOf(loop.over, scope, reader) : undefined;
}

function ofValues(values: readonly Argument[]): Contents | undefined {
  return values.length > 0 ? { values } : undefined;
}

/** All of them together; undefined when one is not seen. */
function merged(parts: readonly (Contents | undefined)[]): Contents | undefined {
  const seen = parts.filter((part): part is Contents => part !== undefined);
  if (seen.length === 0 || seen.length < parts.length) return undefined;
  const most = seen.every((part) => part.most !== undefined)
    ? seen.map((part) => part.most).reduce((a, b) => (a && b && b.count > a.count ? b : a))
    : undefined;
  return { values: seen.flatMap(({ values }) => values), ...(most ? { most } : {}) };
}

function ofParam(binding: Binding, reader: Reader, depth: number): readonly (Contents | undefined)[] {
  if (binding.kind !== "param" || binding.property !== undefined) return [undefined];
  const { args } = passed(binding.fn, binding.index, reader);
  if (args.length === 0) return [undefined];
  return args.slice(0, maxCallers).map(({ value, site }) => collected(value, site.scope, reader, depth + 1));
}

/** What an assignment puts in: entries of a literal, or what is appended. */
function assigned(binding: Binding, name: string): readonly Argument[] {
  if (binding.kind !== "assigned" || binding.resultIndex > 0) return [];
  const value = bare(binding.value);
  if (value.kind === "composite" && value.shape !== "object")
    return value.entries.map((entry) => ({ value: entry.value, scope: binding.scope }));
  if (value.kind === "call" && nameOf(value.callee) === "append" && value.args.slice(1).every(({ spread }) => !spread)) {
    const first = value.args[0];
    if (first && rootName(first.value) === name) return value.args.slice(1).map((arg) => ({ value: arg.value, scope: binding.scope }));
  }
  return [];
}

/** Writes to elements and calls that add, between the declaration that the use sees and the next of the same name. */
function added(use: Expr & { readonly kind: "name" }, bindings: readonly Binding[], scope: Scope): readonly Argument[] {
  const holder = holderOf(scope);
  if (!holder) return [];
  const starts = bindings.flatMap((binding) => (binding.kind === "assigned" ? [binding.span.start] : []));
  const from = starts.length > 0 ? Math.min(...starts) : 0;
  const next = declaredAfter(use, holder.body);
  return elementsOf(use.name, holder, scope.module)
    .filter(({ span }) => span.start >= from && span.start < next)
    .map(({ value, scope: at }) => ({ value, scope: at }));
}

function declaredAfter(use: Expr & { readonly kind: "name" }, body: NonNullable<ReturnType<typeof holderOf>>["body"]): number {
  let next = Number.POSITIVE_INFINITY;
  walk(body, {
    stmt: (stmt) => {
      const declares =
        stmt.kind === "assign" && stmt.declares && stmt.targets.some((target) => target.kind === "name" && target.name === use.name);
      if (declares && stmt.span.start > use.span.end) next = Math.min(next, stmt.span.start);
      return true;
    },
  });
  return next;
}

/** `if len(batch) >= 20 { flush(batch); batch = nil }` in the loop that fills it: never more than the number compared with. */
function mostEntries(name: string, scope: Scope, reader: Reader): Contents["most"] {
  let most: Contents["most"];
  walk(holderOf(scope)?.body ?? [], {
    stmt: (stmt) => {
      if (!most && stmt.kind === "if" && stmt.test.kind === "binary" && measured(stmt.test.left) === name)
        most = fullAt(stmt.test, stmt.then, scope, reader);
      return !most;
    },
    fn: () => true,
  });
  return most;
}

/** The number of entries at which a test finds a batch full and what follows empties it; undefined for other tests. */
export function fullAt(test: Expr & { readonly kind: "binary" }, then: readonly Stmt[], scope: Scope, reader: Reader): Contents["most"] {
  const name = /^(>=|>|===?)$/.test(test.op) ? measured(test.left) : undefined;
  if (name === undefined || !then.some((stmt) => empties(stmt, name))) return undefined;
  const number = numberOf(test.right, scope, reader);
  const count = number && number.value > 0 ? number.value + (test.op === ">" ? 1 : 0) : defaultMaxTxnOps;
  return { count, known: number?.certain === true, place: placeOf(scope, test.span) };
}

/** `batch = nil`, `batch = make(...)`, `batch.length = 0`, `batch.clear()`. */
function empties(stmt: Stmt, name: string): boolean {
  if (stmt.kind === "expr" && stmt.expr.kind === "call" && stmt.expr.callee.kind === "member") {
    return /^(clear|splice)$/.test(stmt.expr.callee.name) && nameOf(stmt.expr.callee.object) === name;
  }
  return (
    stmt.kind === "assign" &&
    stmt.targets.some(
      (target) => (target.kind === "name" && target.name === name) || (target.kind === "place" && rootName(target.expr) === name),
    )
  );
}

/** The name in `len(name)`, `name.length`, `name.size`. */
function measured(expr: Expr): string | undefined {
  const at = bare(expr);
  if (at.kind === "member") return /^(length|size)$/.test(at.name) ? nameOf(at.object) : undefined;
  const [only] = at.kind === "call" ? at.args : [];
  return at.kind === "call" && nameOf(at.callee) === "len" && only !== undefined ? nameOf(only.value) : undefined;
}

/**
 * Where a value comes from: through loops over collections, parameters, helpers that return it and conversions, to the expressions that make it.
 * Bounded.
 */
export function originsOf(expr: Expr, scope: Scope, reader: Reader, depth = 0): readonly Argument[] {
  const at = bare(expr);
  const itself = [{ value: at, scope }];
  if (depth > maxDepth) return itself;
  const found = at.kind === "name" ? ofName(at, scope, reader) : at.kind === "call" ? ofCall(at, scope, reader) : [];
  return found.length === 0
    ? itself
    : found.slice(0, maxOrigins).flatMap(({ value, scope: from }) => originsOf(value, from, reader, depth + 1));
}

function ofName(expr: Expr & { readonly kind: "name" }, scope: Scope, reader: Reader): readonly Argument[] {
  return reaching(expr.name, expr.span, scope, reader).flatMap((binding): readonly Argument[] => {
    switch (binding.kind) {
      case "loop":
        return takenBy(binding, reader)?.values ?? [];
      case "param":
        return passed(binding.fn, binding.index, reader)
          .args.slice(0, maxCallers)
          .map(({ value, site }) => ({ value, scope: site.scope }));
      case "assigned": {
        const { kind } = bare(binding.value);
        const leads = kind === "name" || kind === "call";
        return leads && binding.resultIndex === 0 && !covers(binding.span, expr.span)
          ? [{ value: binding.value, scope: binding.scope }]
          : [];
      }
      default:
        return [];
    }
  });
}

function ofCall(call: Expr & { readonly kind: "call" }, scope: Scope, reader: Reader): readonly Argument[] {
  const target = reader.project.target(call, scope);
  const [only] = call.args;
  if (target?.kind === "foreign" || target?.kind === "global")
    return only && keepsContent(call, target.name) ? [{ value: only.value, scope }] : [];
  if (target?.kind !== "project") return [];
  const inner: Scope = { ...target.scope, fn: target.fn };
  const returned: Argument[] = [];
  walk(target.fn.body, {
    stmt: (stmt) => {
      const value = stmt.kind === "return" ? stmt.values[0] : undefined;
      if (value && value.kind !== "literal") returned.push({ value, scope: inner });
      return true;
    },
  });
  return returned;
}

/** Conversions and serializers: what they are given is what the value is made of. */
function keepsContent(call: Expr & { readonly kind: "call" }, name: string): boolean {
  if (/^(string|String)$/.test(name)) return call.args.length === 1;
  return /(^|\.)(Marshal\w*|stringify|dumps?|serialize\w*)$/.test(name);
}
