/** Places that a CommonJS module exports through. */
import type { Ctx } from "./context";
import { childNamed, type N, textOf } from "./node";

/**
 * The exported names and the value of `module.exports = v`, `exports.a = v`, `module.exports.a = exports.b = v`; undefined for other
 * assignments. `=` stands for the module itself, which an importer also gets as `default`.
 */
export function exportedPlace(ctx: Ctx, assignment: N): { readonly names: readonly string[]; readonly value: N } | undefined {
  const names: string[] = [];
  let at: N | undefined = assignment;
  while (at?.type === "assignment_expression") {
    const left = childNamed(at, "left");
    const found = left && placeNames(textOf(ctx, left));
    if (!found) return undefined;
    names.push(...found);
    at = childNamed(at, "right");
  }
  return at && names.length > 0 ? { names: [...new Set(names)], value: at } : undefined;
}

function placeNames(place: string): readonly string[] | undefined {
  if (place === "exports" || place === "module.exports") return ["default", "="];
  const name = /^(?:module\.)?exports\.([\w$]+)$/.exec(place)?.[1];
  return name === undefined ? undefined : [name];
}
