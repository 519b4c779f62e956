/** `import` statements and `export … from` clauses. */
import type { Import, Reexport } from "../../ir/types";
import type { Ctx } from "./context";
import { stringValue } from "./expressions";
import { childNamed, firstNamed, has, type N, named, span, textOf } from "./node";

/** Collects what an import statement binds; a default beside a namespace gives two imports. */
export function importStatement(ctx: Ctx, node: N): void {
  const clause = node.children.find((child) => child.type === "import_clause" || child.type === "import_require_clause");
  const sourceNode = childNamed(node, "source") ?? (clause && childNamed(clause, "source"));
  if (!sourceNode) return;
  const base = { source: stringValue(ctx, sourceNode), span: span(node), typeOnly: has(node, "type") };
  if (!clause) {
    ctx.imports.push({ ...base, kind: "effect", names: [] });
    return;
  }
  if (clause.type === "import_require_clause") {
    const local = firstNamed(clause);
    if (local) ctx.imports.push({ ...base, kind: "namespace", local: textOf(ctx, local), names: [] });
    return;
  }
  const names: { imported: string; local: string }[] = [];
  let allTypes = true;
  for (const part of named(clause)) {
    if (part.type === "identifier") {
      names.push({ imported: "default", local: textOf(ctx, part) });
      allTypes = false;
    } else if (part.type === "namespace_import") {
      const local = firstNamed(part);
      if (local) ctx.imports.push({ ...base, kind: "namespace", local: textOf(ctx, local), names: [] });
    } else if (part.type === "named_imports") {
      for (const specifier of named(part)) {
        const imported = childNamed(specifier, "name");
        if (!imported) continue;
        names.push({ imported: nameOf(ctx, imported), local: nameOf(ctx, childNamed(specifier, "alias") ?? imported) });
        allTypes &&= has(specifier, "type");
      }
    }
  }
  const onlyNamespace = names.length === 0 && clause.children.some((part) => part.type === "namespace_import");
  if (!onlyNamespace) ctx.imports.push(namesImport(base, names, allTypes && names.length > 0));
}

function namesImport(base: Pick<Import, "source" | "span" | "typeOnly">, names: Import["names"], allTypes: boolean): Import {
  if (names.length === 0) return { ...base, kind: "effect", names: [] };
  return { ...base, kind: "names", names, typeOnly: base.typeOnly || allTypes };
}

const nameOf = (ctx: Ctx, node: N): string => (node.type === "string" ? stringValue(ctx, node) : textOf(ctx, node));

/** `export { … }`, `export * from` and the like; false when the statement declares something itself. */
export function exportClause(
  top: { readonly ctx: Ctx; readonly exports: Map<string, string>; readonly reexports: Reexport[] },
  node: N,
): boolean {
  const { ctx } = top;
  const sourceNode = childNamed(node, "source");
  const source = sourceNode && stringValue(ctx, sourceNode);
  const clause = node.children.find((child) => child.type === "export_clause");
  const space = node.children.find((child) => child.type === "namespace_export");
  if (clause) {
    for (const specifier of named(clause)) {
      const name = childNamed(specifier, "name");
      if (!name) continue;
      const local = nameOf(ctx, name);
      const exported = nameOf(ctx, childNamed(specifier, "alias") ?? name);
      if (source === undefined) top.exports.set(exported, local);
      else top.reexports.push({ source, imported: local, exported });
    }
    return true;
  }
  if (source === undefined) return false;
  const as = space && firstNamed(space);
  top.reexports.push({ source, ...(as ? { exported: nameOf(ctx, as) } : {}) });
  return true;
}
