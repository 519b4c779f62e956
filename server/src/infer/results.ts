/** What the program does with the answer of a read: values, keys, a count, nothing, or out of sight. */
import { typeById } from "../catalog/index";
import type { Expr, Target } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall } from "../resolve/types";
import { awaited, covers } from "./bindings";
import { bare, own, type Reader } from "./reader";
import { collect, look, type Uses } from "./result-uses";
import type { ResultUseFact } from "./types";

/** How the result of a read is used in the function that makes it. */
export function resultUse(call: EtcdCall, reader: Reader): ResultUseFact {
  switch (call.result.kind) {
    case "discarded":
      return "unused";
    case "bound":
      return ofBound(call.result.names[0], call, reader);
    case "returned":
    case "stored":
      return "unknown";
    case "used":
      return ofInline(call, reader);
  }
}

function ofBound(name: string | undefined, call: EtcdCall, reader: Reader): ResultUseFact {
  if (name === undefined) return "unknown";
  if (name === "_") return "unused";
  const fn = call.scope.fn ?? call.holder;
  const uses: Uses = { values: false, keys: false, count: false, exists: false, escapes: false };
  const scope = call.scope;
  const pattern = patternOf(call);
  if (pattern) return ofPattern(pattern, call, reader, uses);
  collect([name], "response", fn.body, scope, call, reader, uses, 0);
  return verdict(uses);
}

/** `const { kvs, count } = await …`. */
function patternOf(call: EtcdCall): (Target & { readonly kind: "pattern" }) | undefined {
  let found: (Target & { readonly kind: "pattern" }) | undefined;
  walk((call.scope.fn ?? call.holder).body, {
    stmt: (stmt) => {
      const target =
        stmt.kind === "assign" && stmt.values.length === 1 && stmt.values.some((value) => isThis(value, call))
          ? stmt.targets[0]
          : undefined;
      if (target?.kind === "pattern" && target.shape === "object") found = target;
      return !found;
    },
    fn: () => true,
  });
  return found;
}

function ofPattern(pattern: Target & { readonly kind: "pattern" }, call: EtcdCall, reader: Reader, uses: Uses): ResultUseFact {
  const type = awaited(reader.project.typeOf(call.expr, call.scope));
  const roles = (type.kind === "library" ? typeById(type.id)?.responseFields : undefined) ?? {};
  for (const entry of pattern.entries) {
    const role = own(roles, entry.property);
    const name = entry.target.kind === "name" ? entry.target.name : undefined;
    if (role === "count") uses.count = true;
    else if (role === "kvs" && name !== undefined)
      collect([name], "kvs", (call.scope.fn ?? call.holder).body, call.scope, call, reader, uses, 0);
    else if (role !== "more" && role !== "revision") uses.escapes = true;
  }
  return verdict(uses);
}

/** `(await client.getAll().prefix(p)).length`, `Object.keys(await …)`: what stands around the call in its statement. */
function ofInline(call: EtcdCall, reader: Reader): ResultUseFact {
  const fn = call.scope.fn ?? call.holder;
  const uses: Uses = { values: false, keys: false, count: false, exists: false, escapes: false };
  look(fn.body, (expr) => covers(expr.span, call.span) && isThis(expr, call), "response", call.scope, reader, uses, fn.body, call, 0);
  return verdict(uses);
}

function isThis(expr: Expr, call: EtcdCall): boolean {
  const at = bare(expr);
  return at === call.expr || (at.kind === "call" && at.span.start === call.expr.span.start && at.span.end === call.expr.span.end);
}

function verdict(uses: Uses): ResultUseFact {
  if (uses.values) return "values";
  if (uses.escapes) return "unknown";
  if (uses.keys) return "keys";
  if (uses.count) return "count";
  return uses.exists ? "exists" : "unused";
}
