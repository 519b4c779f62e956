/** `use` and `mod`: which names of the file stand for which items. */
import type { Span } from "../../text/span";
import type { Ctx } from "./context";
import { childNamed, childOf, has, type N, named, span, textOf } from "./node";
import { importOf, moduleOf } from "./paths";

interface Use {
  readonly path: readonly string[];
  /** undefined for `*`. */
  readonly local?: string;
}

/** All that one `use` binds. */
function usesIn(ctx: { readonly text: string }, node: N, base: readonly string[]): readonly Use[] {
  const parts = (part: N | undefined): readonly string[] =>
    part
      ? textOf(ctx, part)
          .split("::")
          .map((piece) => piece.trim())
          .filter((piece) => piece !== "")
      : [];
  switch (node.type) {
    case "use_as_clause": {
      const path = [...base, ...parts(childNamed(node, "path"))];
      const alias = childNamed(node, "alias");
      const local = alias ? textOf(ctx, alias) : "_";
      return local === "_" ? [] : [{ path: withoutSelf(path), local }];
    }
    case "use_list":
      return named(node).flatMap((child) => usesIn(ctx, child, base));
    case "scoped_use_list": {
      const list = childNamed(node, "list");
      return list ? usesIn(ctx, list, [...base, ...parts(childNamed(node, "path"))]) : [];
    }
    case "use_wildcard":
      return [{ path: [...base, ...parts(named(node)[0])] }];
    default: {
      const path = withoutSelf([...base, ...parts(node)]);
      const local = path[path.length - 1];
      return local === undefined ? [] : [{ path, local }];
    }
  }
}

const withoutSelf = (path: readonly string[]): readonly string[] =>
  path.length > 1 && path[path.length - 1] === "self" ? path.slice(0, -1) : path;

/** Notes what the declarations among these nodes bind, so that paths can be followed whatever the order of the file. */
export function noteDeclarations(
  ctx: Ctx,
  nodes: readonly N[],
): readonly { readonly use: Use; readonly at: Span; readonly isPublic: boolean }[] {
  const found: { readonly use: Use; readonly at: Span; readonly isPublic: boolean }[] = [];
  for (const node of nodes) {
    if (node.type === "mod_item") {
      const name = childNamed(node, "name");
      if (name) ctx.modules.set(textOf(ctx, name), childNamed(node, "body") ? "inline" : "file");
    }
    if (node.type !== "use_declaration") continue;
    const argument = childNamed(node, "argument");
    if (!argument) continue;
    const isPublic = childOf(node, "visibility_modifier") !== undefined || has(node, "pub");
    for (const use of usesIn(ctx, argument, [])) {
      if (use.local !== undefined) ctx.uses.set(use.local, use.path);
      found.push({ use, at: span(node), isPublic });
    }
  }
  return found;
}

/** The imports of `use` declarations. */
export function importUses(ctx: Ctx, found: ReturnType<typeof noteDeclarations>): void {
  for (const { use, at, isPublic } of found) {
    if (use.local === undefined) {
      const module = moduleOf(ctx, use.path);
      ctx.imports.push(importOf(module, at, { kind: "dot", names: [] }));
      if (isPublic) ctx.reexports.push({ source: module.source });
      continue;
    }
    const imported = use.path[use.path.length - 1] ?? "";
    const [first = ""] = use.path;
    if (use.path.length === 1) {
      const module = moduleOf({ ...ctx, uses: new Map() }, use.path);
      ctx.imports.push({ ...importOf(module, at, { kind: "namespace", names: [], local: use.local }) });
      continue;
    }
    const below = { ...ctx, uses: first === use.local ? new Map() : ctx.uses };
    const outer = moduleOf(below, use.path.slice(0, -1));
    const inner = moduleOf(below, use.path);
    ctx.imports.push(
      importOf(outer, at, {
        kind: "names",
        names: [
          {
            imported,
            local: use.local,
            ...(/^[A-Z]/.test(imported) ? {} : { module: { source: inner.source, paths: inner.paths ?? [] } }),
          },
        ],
      }),
    );
    if (isPublic) ctx.reexports.push({ source: outer.source, imported, exported: use.local });
  }
}

const statement =
  /^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?use[ \t]+((?:crate|self|super)\b[^;]*);|^[ \t]*(?:pub(?:\([^)]*\))?[ \t]+)?mod[ \t]+(\w+);/gm;

/** Files that the paths of a text may mean, found without a parse. */
export function importsIn(text: string, path: string): readonly string[] {
  const ctx = { path, uses: new Map<string, readonly string[]>(), modules: new Map<string, "file" | "inline">() };
  const found = new Set<string>();
  const add = (segments: readonly string[]): void => {
    for (const file of moduleOf(ctx, segments).paths ?? []) found.add(file);
  };
  for (const [, used, declared] of text.matchAll(statement)) {
    if (declared !== undefined) add(["self", declared]);
    if (used !== undefined) for (const full of flattened(used)) add(full);
  }
  return [...found];
}

/** `a::{b, c::{d}}` as its paths. Deep nesting is read as far as eight levels. */
function flattened(text: string, base: readonly string[] = [], depth = 0): readonly (readonly string[])[] {
  const open = text.indexOf("{");
  const head = (open === -1 ? text : text.slice(0, open)).replace(/\bas\s+\w+/g, "");
  const path = [
    ...base,
    ...head
      .split("::")
      .map((piece) => piece.trim())
      .filter((piece) => piece !== "" && piece !== "*"),
  ];
  if (open === -1 || depth > 8) return [path];
  const inner = text.slice(open + 1, Math.max(open + 1, text.lastIndexOf("}")));
  return splitTop(inner).flatMap((part) => flattened(part, path, depth + 1));
}

function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "{") depth += 1;
    else if (sign === "}") depth -= 1;
    else if (sign === "," && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part.trim() !== "");
}
