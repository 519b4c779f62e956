/** Recognises what is read from etcd, added to, and written back: it grows with every write. */
import type { Expr, FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { Scope } from "../resolve/types";
import { mentions } from "./bindings";
import { fromEtcd } from "./etcd-values";
import { bare, knownName, placeOf, type Reader, reason, rootName } from "./reader";
import type { InferContext, Reason } from "./types";

const parsers = /(^|[#.])(Unmarshal|UnmarshalStrict|Decode|parse|load|loads|safeLoad|safe_load|decode|unpack|unpackb)$/;
const adders: ReadonlySet<string> = new Set([
  "push",
  "unshift",
  "add",
  "set",
  "append",
  "concat",
  "extend",
  "insert",
  "update",
  "setdefault",
]);

/**
 * The reason, when the name that `expr` starts from is filled by parsing a value in the same function and is then added to. The value has to
 * come from etcd as far as types tell, or the parse has to be of the result of a read in this function.
 */
export function growsFromEtcd(expr: Expr, scope: Scope, reader: Reader): Reason | undefined {
  const name = rootName(expr);
  const fn = scope.fn;
  if (name === undefined || !fn) return undefined;
  return isParsed(name, fn, scope, reader) && isAppended(name, fn)
    ? reason("struct-fields", "read-append-write", {}, placeOf(scope, expr.span))
    : undefined;
}

/** `json.Unmarshal(kv.Value, &list)`, `const list = JSON.parse(await client.get(key))`. */
function isParsed(name: string, fn: FunctionDecl, scope: Scope, reader: Reader): boolean {
  let parsed = false;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.targets.some((target) => target.kind === "name" && target.name === name)) {
        if (
          stmt.values.some((value) =>
            mentions(value, (at) => at.kind === "call" && parses(at, scope, reader) && argumentsFromEtcd(at, scope, reader)),
          )
        )
          parsed = true;
      }
      return !parsed;
    },
    expr: (expr) => {
      if (expr.kind !== "call" || !parses(expr, scope, reader)) return !parsed;
      const into = expr.args[1]?.value;
      if (into && rootName(into) === name && argumentsFromEtcd(expr, scope, reader)) parsed = true;
      return !parsed;
    },
  });
  return parsed;
}

function parses(call: Expr & { readonly kind: "call" }, scope: Scope, reader: Reader): boolean {
  return parsers.test(knownName(reader.project.target(call, scope)) ?? "");
}

/** The first argument came out of a client library: by its field, or as the result of an etcd read. */
function argumentsFromEtcd(call: Expr & { readonly kind: "call" }, scope: Scope, reader: Reader): boolean {
  const first = call.args[0]?.value;
  return first !== undefined && comesFromEtcd(first, scope, reader, 0);
}

/** True when a value is the result of an etcd read, or a value inside one, followed through names. */
export function comesFromEtcd(expr: Expr, scope: Scope, reader: Reader, depth: number): boolean {
  if (depth > 4) return false;
  if (mentions(expr, (at) => fromEtcd(at, scope, reader) || isRead(at, reader))) return true;
  const root = rootName(expr);
  if (root === undefined) return false;
  return reader.project
    .bindings(root, scope)
    .some(
      (binding) =>
        binding.kind === "assigned" && bare(binding.value) !== expr && comesFromEtcd(binding.value, binding.scope, reader, depth + 1),
    );
}

/**
 * True when the value is what a function of the caller makes of a value read from etcd: `out = change(decode(kv.Value)); put(key, encode(out))`. Its
 * callers decide what is written, and nothing here bounds it.
 */
export function changedByCaller(expr: Expr, scope: Scope, reader: Reader, depth = 0): boolean {
  if (depth > maxSteps) return false;
  const at = bare(expr);
  if (at.kind === "name") {
    return reader.project
      .bindings(at.name, scope)
      .some((binding) => binding.kind === "assigned" && changedByCaller(binding.value, binding.scope, reader, depth + 1));
  }
  if (at.kind === "cast") return changedByCaller(at.operand, scope, reader, depth + 1);
  if (at.kind !== "call") return false;
  const { callee } = at;
  const isCallback = callee.kind === "name" && reader.project.bindings(callee.name, scope).some((binding) => binding.kind === "param");
  if (isCallback && at.args.some((arg) => comesFromEtcd(arg.value, scope, reader, 0))) return true;
  return at.args.some((arg) => changedByCaller(arg.value, scope, reader, depth + 1));
}

const maxSteps = 6;

const readsOf = new WeakMap<InferContext, WeakSet<Expr>>();

/** True for the call expression of a read that the project makes. */
function isRead(expr: Expr, reader: Reader): boolean {
  if (expr.kind !== "call") return false;
  const known =
    readsOf.get(reader.context) ?? new WeakSet(reader.project.calls.flatMap((call) => (call.operation === "range" ? [call.expr] : [])));
  readsOf.set(reader.context, known);
  return known.has(expr);
}

function isAppended(name: string, fn: FunctionDecl): boolean {
  let appended = false;
  walk(fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign") {
        for (const target of stmt.targets) {
          const place = target.kind === "place" ? bare(target.expr) : undefined;
          if (place?.kind === "index" && rootName(place) === name) appended = true;
        }
      }
      return !appended;
    },
    expr: (expr) => {
      if (expr.kind !== "call") return !appended;
      const { callee } = expr;
      const first = expr.args[0]?.value;
      if (callee.kind === "member" && adders.has(callee.name) && rootName(callee.object) === name) appended = true;
      if (callee.kind === "name" && callee.name === "append" && first && rootName(first) === name) appended = true;
      return !appended;
    },
    fn: () => true,
  });
  return appended;
}
