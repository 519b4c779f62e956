/** Values that a file exports: `module.exports = v`, `exports.a = v`, `export default v`, `export = v`. */
import type { Reexport, Stmt } from "../../ir/types";
import { importModule } from "./commonjs";
import type { Ctx } from "./context";
import { functionTypes } from "./functions";
import { childNamed, firstNamed, type N, named, span, textOf } from "./node";

/** What the top level collects besides the context. */
export interface Top {
  readonly ctx: Ctx;
  readonly exports: Map<string, string>;
  readonly reexports: Reexport[];
  readonly body: Stmt[];
}

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

/** The expression inside of parentheses and casts. */
export function unwrapped(node: N | undefined): N | undefined {
  let at = node;
  while (at && (at.type === "parenthesized_expression" || at.type === "as_expression" || at.type === "satisfies_expression"))
    at = firstNamed(at);
  return at;
}

/**
 * An exported value: under its own name when it has one, else as a top-level function, class or constant, named like the export
 * (`default` for the whole module, a word no other local can have).
 */
export function exportValue(top: Top, names: readonly string[], node: N, statement: N): readonly Stmt[] {
  const { ctx } = top;
  const value = unwrapped(node) ?? node;
  const publicName = names.find((name) => name !== "=") ?? "default";
  const bind = (local: string): void => {
    for (const name of names) top.exports.set(name, local);
  };
  // Compilers first write `exports.a = void 0` and the value later.
  if (value.type === "undefined" || /^void\s+0$/.test(textOf(ctx, value))) return [];
  if (value.type === "identifier") {
    bind(textOf(ctx, value));
    return [];
  }
  if (importModule(ctx, publicName === "default" ? "default" : `exports.${publicName}`, value)) {
    bind(publicName === "default" ? "default" : `exports.${publicName}`);
    return [];
  }
  if (functionTypes.has(value.type) || value.type === "function_declaration" || value.type === "generator_function_declaration") {
    const own = childNamed(value, "name");
    const local = freeName(ctx, own ? textOf(ctx, own) : publicName, publicName);
    ctx.functions.push(ctx.fn(value, { name: local, kind: "function", ...(own ? { nameSpan: span(own) } : {}) }));
    bind(local);
    return [];
  }
  if (value.type === "class" || value.type === "class_declaration" || value.type === "abstract_class_declaration") {
    const own = childNamed(value, "name");
    bind(ctx.classDecl(value, own ? textOf(ctx, own) : publicName));
    return [];
  }
  if (names.includes("=")) exportEntries(top, value);
  const local = freeName(ctx, publicName, `exports.${publicName}`);
  bind(local);
  const target = { kind: "name", name: local, span: { start: node.start, end: node.start } } as const;
  return [{ kind: "assign", declares: true, constant: true, targets: [target], values: [ctx.expr(node)], op: "=", span: span(statement) }];
}

const freeName = (ctx: Ctx, wanted: string, other: string): string =>
  ctx.functions.some((fn) => fn.name === wanted && fn.owner === undefined) ? other : wanted;

/** `module.exports = { a, b: c }` makes `a` and `b` reachable by themselves. */
function exportEntries(top: Top, value: N): void {
  if (value.type !== "object") return;
  for (const entry of named(value)) {
    if (entry.type === "shorthand_property_identifier") top.exports.set(textOf(top.ctx, entry), textOf(top.ctx, entry));
    const key = childNamed(entry, "key");
    const bound = childNamed(entry, "value");
    if (entry.type !== "pair" || !key || !bound || key.type === "computed_property_name") continue;
    const name = top.ctx.propertyName(key);
    if (bound.type === "identifier") top.exports.set(name, textOf(top.ctx, bound));
    else if (importModule(top.ctx, `exports.${name}`, bound)) top.exports.set(name, `exports.${name}`);
  }
}
