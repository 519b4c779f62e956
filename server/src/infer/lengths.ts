/** Lengths of lists and maps that the code writes down. */
import type { Expr } from "../ir/types";
import { walk } from "../ir/walk";
import type { Scope } from "../resolve/types";
import { fieldSources, reaching } from "./bindings";
import { sameContent } from "./knowledge/values";
import { numberOf } from "./numbers";
import { bare, guarded, knownName, nameOf, own, type Reader } from "./reader";

/** Entries of a list or map that the code writes down and does not add to; of an array type, its length. */
export function listedLength(expr: Expr, scope: Scope, reader: Reader): number | undefined {
  return guarded(reader, "length", expr, undefined, () => {
    const at = bare(expr);
    switch (at.kind) {
      case "composite":
        return at.entries.some((entry) => entry.spread) ? undefined : at.entries.length;
      case "call": {
        const name = knownName(reader.project.target(at, scope));
        const first = at.args[0]?.value;
        if (!first) return undefined;
        if (name === "#values" || name === "#keys")
          return at.callee.kind === "member" ? listedLength(at.callee.object, scope, reader) : undefined;
        if (name === "#make") return at.args[1] && !isMap(at, scope, reader) ? numberOf(at.args[1].value, scope, reader)?.value : undefined;
        if (name === "#Array") return numberOf(first, scope, reader)?.value;
        if (
          name === "#Object.keys" ||
          name === "#Object.values" ||
          name === "#Object.entries" ||
          name === "#Object.freeze" ||
          name === "#Set" ||
          name === "#Array.from" ||
          own(sameContent, name ?? "") === 0
        )
          return listedLength(first, scope, reader);
        return undefined;
      }
      case "name": {
        const bindings = reaching(at.name, at.span, scope, reader);
        const only = bindings.length === 1 ? bindings[0] : undefined;
        if (
          only?.kind === "assigned" &&
          only.op === "=" &&
          only.resultIndex === 0 &&
          (only.property?.length ?? 0) === 0 &&
          !isGrown(at.name, scope)
        ) {
          return listedLength(only.value, only.scope, reader);
        }
        break;
      }
      case "member": {
        const field = fieldSources(at, scope, reader);
        const only = field?.values.length === 1 ? field.values[0] : undefined;
        if (
          only &&
          only.resultIndex === 0 &&
          bare(only.value).kind === "composite" &&
          (bare(only.value) as { entries: readonly unknown[] }).entries.length > 0
        )
          return listedLength(only.value, only.scope, reader);
        break;
      }
      default:
    }
    const type = reader.project.typeOf(at, scope);
    return type.kind === "list" ? type.length : undefined;
  });
}

function isMap(call: Expr, scope: Scope, reader: Reader): boolean {
  const kind = reader.project.typeOf(call, scope).kind;
  return kind === "map" || kind === "channel";
}

const adders: ReadonlySet<string> = new Set([
  "push",
  "unshift",
  "add",
  "set",
  "append",
  "splice",
  "extend",
  "insert",
  "update",
  "setdefault",
  "appendleft",
]);

/** True when code of the function, or of the file's top level, adds to a list held by the name. */
function isGrown(name: string, scope: Scope): boolean {
  let grown = false;
  const bodies = scope.fn ? [scope.fn.body] : [];
  for (let at = scope.outer; at; at = at.outer) if (at.fn) bodies.push(at.fn.body);
  if (scope.module.functions.some((fn) => fn.kind === "module")) for (const fn of scope.module.functions) bodies.push(fn.body);
  for (const body of bodies) {
    walk(body, {
      stmt: (stmt) => {
        if (
          stmt.kind === "assign" &&
          stmt.targets.some((target) => target.kind === "place" && target.expr.kind === "index" && nameOf(target.expr.object) === name)
        )
          grown = true;
        return !grown;
      },
      expr: (expr) => {
        if (expr.kind !== "call") return !grown;
        const { callee } = expr;
        if (callee.kind === "member" && adders.has(callee.name) && callee.object.kind === "name" && callee.object.name === name)
          grown = true;
        if (callee.kind === "name" && callee.name === "append" && expr.args[0] && nameOf(expr.args[0].value) === name) grown = true;
        return !grown;
      },
      fn: () => true,
    });
  }
  return grown;
}

/** What `len(xs)` or `xs.length` measures. */
export function lengthOf(expr: Expr): Expr | undefined {
  const at = bare(expr);
  if (at.kind === "member" && (at.name === "length" || at.name === "size")) return at.object;
  if (at.kind === "call" && at.callee.kind === "name" && at.callee.name === "len") return at.args[0]?.value;
  return undefined;
}
