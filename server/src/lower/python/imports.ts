/** `import` statements, with the places in the project where the module may lie. */
import type { Import } from "../../ir/types";
import type { Ctx } from "./context";
import { childNamed, childrenNamed, type N, named, span, textOf } from "./node";

/** Collects what an import statement binds, wherever it stands. */
export function importStatement(ctx: Ctx, node: N): void {
  if (node.type === "import_statement") {
    for (const child of childrenNamed(node, "name")) importModule(ctx, child);
    return;
  }
  if (node.type !== "import_from_statement") return;
  const moduleNode = childNamed(node, "module_name");
  if (!moduleNode) return;
  const source = textOf(ctx, moduleNode).replaceAll(/\s/g, "");
  const base = { source, span: span(node), typeOnly: false, paths: modulePaths(source, ctx.path) };
  if (node.children.some((child) => child.type === "wildcard_import")) {
    ctx.imports.push({ ...base, kind: "dot", names: [] });
    ctx.reexports.push({ source });
    return;
  }
  const names = childrenNamed(node, "name").flatMap((child) => {
    const original = child.type === "aliased_import" ? childNamed(child, "name") : child;
    const alias = child.type === "aliased_import" ? childNamed(child, "alias") : undefined;
    if (!original) return [];
    const imported = textOf(ctx, original);
    const inner = source.endsWith(".") ? `${source}${imported}` : `${source}.${imported}`;
    return [{ imported, local: alias ? textOf(ctx, alias) : imported, module: { source: inner, paths: modulePaths(inner, ctx.path) } }];
  });
  ctx.imports.push({ ...base, kind: "names", names });
}

function importModule(ctx: Ctx, node: N): void {
  const original = node.type === "aliased_import" ? childNamed(node, "name") : node;
  const alias = node.type === "aliased_import" ? childNamed(node, "alias") : undefined;
  if (original?.type !== "dotted_name") return;
  const parts = named(original).map((part) => textOf(ctx, part));
  const source = parts.join(".");
  const local = alias ? textOf(ctx, alias) : source;
  const entry = (path: string, name: string): Import => ({
    source: path,
    span: span(node),
    kind: "namespace",
    local: name,
    names: [],
    typeOnly: false,
    paths: modulePaths(path, ctx.path),
  });
  ctx.imports.push(entry(source, local));
  if (alias || parts.length === 1) return;
  // `import a.b` binds `a`, and makes `a.b` a name to use.
  ctx.dotted.add(source);
  const [root] = parts;
  if (root !== undefined) ctx.imports.push(entry(root, root));
}

/**
 * Files (without ending) that a module name can mean, the likeliest first: a relative one starts at the file's folder, one dot more each
 * folder up; an absolute one at any folder around the file, since which of them the program starts from is not written down.
 */
export function modulePaths(source: string, path: string): readonly string[] {
  const dots = /^\.*/.exec(source)?.[0].length ?? 0;
  const rest = source
    .slice(dots)
    .split(".")
    .filter((part) => part !== "");
  const folders = path.split("/").slice(0, -1);
  if (dots > 0) {
    if (dots - 1 > folders.length) return [];
    return both([...folders.slice(0, folders.length - (dots - 1)), ...rest]);
  }
  const starts = folders.map((_, depth) => folders.slice(0, folders.length - depth));
  starts.push([]);
  return [...starts.flatMap((start) => both([...start, ...rest])), ...both(["src", ...rest])];
}

function both(parts: readonly string[]): readonly string[] {
  const file = parts.join("/");
  return parts.length === 0 ? ["__init__"] : [file, `${file}/__init__`];
}

const statement = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]*)|import[ \t]+([^\n#;]*))/gm;

/** Files that the imports of a text may mean, found without a parse. */
export function importsIn(text: string, path: string): readonly string[] {
  const sources = new Set<string>();
  for (const [, from, names = "", modules = ""] of text.matchAll(statement)) {
    if (from === undefined) for (const [source] of modules.matchAll(/[\w.]+(?=\s*(?:,|\bas\b|$))/g)) sources.add(source);
    else {
      sources.add(from);
      for (const [name] of names.matchAll(/\w+/g)) sources.add(from.endsWith(".") ? `${from}${name}` : `${from}.${name}`);
    }
  }
  return [...sources].flatMap((source) => modulePaths(source, path));
}
