/** Classes written as functions: `A.prototype.get = function () {}` is a method of A. */
import type { FunctionDecl, TypeDecl } from "../../ir/types";
import type { Ctx, Draft } from "./context";
import { functionTypes } from "./functions";
import { childNamed, type N, named, span, textOf } from "./node";

/** Collects the methods that an assignment to a prototype declares; false when it declares none. */
export function assignPrototype(ctx: Ctx, assignment: N): boolean {
  const left = childNamed(assignment, "left");
  const right = childNamed(assignment, "right");
  if (!left || !right) return false;
  const match = /^([\w$]+)\.prototype(?:\.([\w$]+))?$/.exec(textOf(ctx, left));
  if (!match?.[1]) return false;
  const [, owner, name] = match;
  if (name !== undefined) {
    if (!functionTypes.has(right.type)) return false;
    ctx.functions.push(ctx.fn(right, { name, kind: "method", owner, nameSpan: { start: left.end - name.length, end: left.end } }));
    return true;
  }
  if (right.type !== "object" || !named(right).every(isMethod)) return false;
  for (const entry of named(right)) {
    const key = childNamed(entry, "key") ?? childNamed(entry, "name");
    const value = entry.type === "pair" ? childNamed(entry, "value") : entry;
    if (!key || !value) continue;
    ctx.functions.push(ctx.fn(value, { name: ctx.propertyName(key), kind: "method", owner, nameSpan: span(key) }));
  }
  return true;
}

function isMethod(entry: N): boolean {
  return entry.type === "method_definition" || (entry.type === "pair" && functionTypes.has(childNamed(entry, "value")?.type ?? ""));
}

/** Makes the function that methods were hung on the constructor of a class. */
export function finishPrototypes(ctx: Ctx, fieldsOf: (methods: readonly FunctionDecl[]) => TypeDecl["fields"]): void {
  const known = new Set(ctx.types.map((type) => type.name));
  const owners = new Set(ctx.functions.flatMap((fn) => (fn.owner === undefined || known.has(fn.owner) ? [] : [fn.owner])));
  for (const owner of owners) {
    const maker: Draft<FunctionDecl> | undefined = ctx.functions.find((fn) => fn.owner === undefined && fn.name === owner);
    if (maker) {
      maker.kind = "constructor";
      maker.owner = owner;
      maker.self = "this";
      maker.name = "constructor";
    }
    const methods = ctx.functions.filter((fn) => fn.owner === owner);
    const at = maker ?? methods[0];
    if (!at) continue;
    ctx.types.push({
      name: owner,
      span: at.span,
      nameSpan: at.nameSpan,
      kind: "class",
      fields: fieldsOf(methods),
      methods: [],
      embeds: [],
      typeParams: [],
    });
  }
}
