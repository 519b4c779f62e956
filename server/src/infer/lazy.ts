/** Objects that are made the first time they are wanted and kept. */
import type { Expr } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall } from "../resolve/types";
import { bare } from "./reader";

/**
 * True when the function that makes the object tests a field or outer variable for being there, and stores into it: `if s.client != nil
 * { return s.client }`, `this.client ??= new Etcd3()`. However often that function runs, it makes one.
 */
export function isMadeOnce(call: EtcdCall): boolean {
  const tested = new Set<string>();
  const stored = new Set<string>();
  walk(call.holder.body, {
    stmt: (stmt) => {
      if (stmt.kind === "if") for (const name of testedPlaces(stmt.test)) tested.add(name);
      if (stmt.kind === "assign" && !stmt.declares) {
        for (const target of stmt.targets) {
          if (target.kind === "place" && placeName(target.expr) !== undefined) stored.add(placeName(target.expr) ?? "");
          if (target.kind === "name") stored.add(target.name);
        }
      }
      return true;
    },
    expr: (expr) => {
      if (expr.kind === "assignment" && expr.target.kind === "place") stored.add(placeName(expr.target.expr) ?? "");
      if (expr.kind === "binary" && (expr.op === "??" || expr.op === "||")) for (const name of testedPlaces(expr.left)) tested.add(name);
      return true;
    },
    fn: () => true,
  });
  for (const name of locals(call)) tested.delete(name);
  return [...tested].some((name) => name !== "" && stored.has(name));
}

/** Names that the function declares itself: `err` is tested and assigned everywhere and keeps nothing. */
function locals(call: EtcdCall): readonly string[] {
  const names = [...call.holder.params.map((param) => param.name), ...call.holder.results.flatMap((result) => result.name ?? [])];
  walk(call.holder.body, {
    stmt: (stmt) => {
      if (stmt.kind === "assign" && stmt.declares) for (const target of stmt.targets) if (target.kind === "name") names.push(target.name);
      return true;
    },
    fn: () => true,
  });
  return names;
}

/** Places whose being there a test asks for. */
function testedPlaces(test: Expr): readonly string[] {
  const at = bare(test);
  switch (at.kind) {
    case "binary":
      if (at.op === "&&" || at.op === "||") return [...testedPlaces(at.left), ...testedPlaces(at.right)];
      return at.right.kind === "literal" && at.right.type === "null" ? testedPlaces(at.left) : [];
    case "unary":
      return at.op === "!" ? testedPlaces(at.operand) : [];
    case "name":
    case "member":
      return [placeName(at) ?? ""];
    default:
      return [];
  }
}

function placeName(expr: Expr): string | undefined {
  const at = bare(expr);
  if (at.kind === "name") return at.name;
  if (at.kind !== "member") return undefined;
  const object = placeName(at.object);
  return object === undefined ? undefined : `${object}.${at.name}`;
}
