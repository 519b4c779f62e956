/**
 * Paths of names. `a::b::C` in the source becomes one name that an import binds, so that everything after lowering sees plain names:
 * the module `a/b` (crates outside) or `crate::a::b` with the files it may lie in (this crate).
 */
import type { Import } from "../../ir/types";
import type { Span } from "../../text/span";
import type { Ctx } from "./context";

/** A module by the path that leads to it, and the files (without ending) that it may lie in; none for crates outside. */
export interface ModuleRef {
  readonly source: string;
  readonly paths?: readonly string[];
}

/** The folder of a crate's sources that a file lies in, and the module that the file is. */
function crateOf(path: string): { readonly root: string; readonly inside: readonly string[] } {
  const parts = path.replace(/\.rs$/, "").split("/");
  const at = parts.lastIndexOf("src");
  const root = parts.slice(0, at === -1 ? Math.max(0, parts.length - 1) : at + 1);
  const inside = parts.slice(root.length);
  const last = inside[inside.length - 1];
  const isRoot = inside.length === 1 && (last === "lib" || last === "main");
  return { root: root.join("/"), inside: isRoot ? [] : last === "mod" ? inside.slice(0, -1) : inside };
}

/** Files that a module of the crate may lie in; a module in braces lies in the file of the one around it. */
function filesOf(root: string, inside: readonly string[]): readonly string[] {
  const at = (parts: readonly string[]): string => [...(root === "" ? [] : [root]), ...parts].join("/");
  const found: string[] = [];
  for (let length = inside.length; length > 0 && length >= inside.length - 1; length--) {
    const parts = inside.slice(0, length);
    found.push(at(parts), at([...parts, "mod"]));
  }
  if (inside.length <= 1) found.push(at(["lib"]), at(["main"]), at(["mod"]));
  return found;
}

/** The module that these segments name, `use` and `mod` of the file considered. */
export function moduleOf(ctx: Pick<Ctx, "path" | "uses" | "modules">, segments: readonly string[], depth = 0): ModuleRef {
  const { root, inside } = crateOf(ctx.path);
  const [first = "", ...rest] = segments;
  const own = (base: readonly string[], more: readonly string[]): ModuleRef => {
    const all = [...base];
    for (const part of more) {
      if (part === "super") all.pop();
      else if (part !== "self") all.push(part);
    }
    return { source: ["crate", ...all].join("::"), paths: filesOf(root, all) };
  };
  if (first === "crate" || first === "$crate") return own([], rest);
  if (first === "self") return own(inside, rest);
  if (first === "super") return own(inside.slice(0, -1), rest);
  const used = ctx.uses.get(first);
  if (used && depth < 4 && used[0] !== first) return moduleOf(ctx, [...used, ...rest], depth + 1);
  if (ctx.modules.has(first)) return own(inside, segments);
  if (used && used.length > 1 && depth < 4) return { source: [...used, ...rest].join("/") };
  return { source: segments.join("/") };
}

/** The local name that stands for an item of a module, with the import that binds it. */
export function importedItem(ctx: Ctx, module: readonly string[], item: string, at: Span): string {
  const local = [...module, item].join("::");
  if (ctx.imports.some(({ names }) => names.some((name) => name.local === local))) return local;
  const ref = moduleOf(ctx, module);
  ctx.imports.push(importOf(ref, at, { kind: "names", names: [{ imported: item, local }] }));
  return local;
}

export function importOf(ref: ModuleRef, at: Span, rest: Pick<Import, "kind" | "names"> & { readonly local?: string }): Import {
  return { source: ref.source, span: at, typeOnly: false, ...rest, ...(ref.paths ? { paths: ref.paths } : {}) };
}

/** A path taken apart: the name it starts from, and the members that follow (`Type::method`, `Enum::Variant`). */
export function pathParts(ctx: Ctx, text: string, at: Span): { readonly name: string; readonly members: readonly string[] } {
  const segments = segmentsOf(text);
  const type = segments.findIndex((segment, index) => index < segments.length - 1 && /^_*[A-Z]/.test(segment));
  const item = type === -1 ? segments.length - 1 : type;
  const module = segments.slice(0, item);
  const name = segments[item] ?? "";
  const members = segments.slice(item + 1);
  const owner = ctx.owners[ctx.owners.length - 1];
  if (name === "Self" && owner !== undefined) return { name: owner, members };
  if (module.length === 0 || module.every((part) => ctx.modules.get(part) === "inline")) return { name, members };
  return { name: importedItem(ctx, module, name, at), members };
}

/** Segments without their generic arguments and white space: `Vec::<u8>::new` is `Vec`, `new`. `<T as Trait>::f` starts from `T`. */
export function segmentsOf(text: string): readonly string[] {
  let plain = text.replace(/^<\s*([\w:]+)[^>]*>/, "$1");
  for (let before = ""; before !== plain; ) {
    before = plain;
    plain = plain.replace(/<[^<>]*>/g, "");
  }
  return plain
    .split("::")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
