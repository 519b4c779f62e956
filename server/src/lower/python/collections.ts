/**
 * Lists and dictionaries that start empty and are filled later. Kept in a field or at the top of a file they are collections; a local one is
 * when its entries come one by one, and a record when they are set by name.
 */
import type { Expr, Stmt, Target, TypeRef } from "../../ir/types";
import { walk } from "../../ir/walk";
import type { Ctx, Draft } from "./context";
import { namesOf } from "./context";

type Composite = Expr & { readonly kind: "composite" };

const any: TypeRef = { kind: "basic", name: "any" };
const listType: TypeRef = { kind: "list", element: any };
const mapType: TypeRef = { kind: "map", key: { kind: "basic", name: "string" }, value: any };

const makers: Readonly<Record<string, "list" | "map">> = {
  list: "list",
  set: "list",
  deque: "list",
  dict: "map",
  defaultdict: "map",
  OrderedDict: "map",
  Counter: "map",
};

/** The value as it starts: an empty one is written in one form, and gets a type where it is certain to be filled. */
export function startingValue(ctx: Ctx, value: Expr, targets: readonly Target[], typed: boolean): Expr {
  const empty = emptyOf(value);
  const [target] = targets;
  if (!empty || typed || targets.length !== 1 || !target) return value;
  const isField = target.kind === "place" && target.expr.kind === "member";
  const { empties } = namesOf(ctx);
  if (isField || (target.kind === "name" && !empties)) return { ...empty, type: typeOf(empty) };
  if (target.kind !== "name" || !empties) return value;
  const draft: Draft<Composite> = { ...empty };
  empties.push({ name: target.name, value: draft });
  return draft;
}

const typeOf = (value: Composite): TypeRef => (value.shape === "list" ? listType : mapType);

function emptyOf(value: Expr): Composite | undefined {
  if (value.kind === "composite") return value.entries.length === 0 ? value : undefined;
  if (value.kind !== "call" || value.args.length > 1) return undefined;
  const { callee } = value;
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  const shape = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (!shape || (value.args.length === 1 && name !== "defaultdict" && name !== "deque")) return undefined;
  return { kind: "composite", shape: shape === "list" ? "list" : "object", entries: [], span: value.span };
}

const fillers: ReadonlySet<string> = new Set(["append", "appendleft", "add", "extend", "insert", "update", "setdefault"]);

/** Gives a type to the empty values of a function that its body fills entry by entry. */
export function typeFilled(empties: readonly { readonly name: string; readonly value: Draft<Composite> }[], body: readonly Stmt[]): void {
  if (empties.length === 0) return;
  const filled = new Set<string>();
  walk(body, {
    stmt: (stmt) => {
      for (const target of stmt.kind === "assign" ? stmt.targets : []) {
        const place = target.kind === "place" ? target.expr : undefined;
        if (place?.kind === "index" && place.object.kind === "name" && place.index.kind !== "literal") filled.add(place.object.name);
      }
      return true;
    },
    expr: (expr) => {
      if (expr.kind === "call" && expr.callee.kind === "member" && expr.callee.object.kind === "name" && fillers.has(expr.callee.name))
        filled.add(expr.callee.object.name);
      return true;
    },
    fn: () => true,
  });
  for (const { name, value } of empties) if (filled.has(name)) value.type = typeOf(value);
}
