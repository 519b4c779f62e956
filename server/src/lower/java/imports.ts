/** The package of a file and its imports. A class is imported from its package; a class inside a class by both names: `Watch.Watcher`. */
import type { Ctx } from "./context";
import { firstNamed, type N, span, textOf } from "./node";

/** The dotted name in a package declaration or an import, without blanks. */
export function dottedName(ctx: { readonly text: string }, node: N): string {
  const name = firstNamed(node);
  return name ? textOf(ctx, name).replaceAll(/\s/g, "") : "";
}

/** Packages are written small and classes with a capital letter: https://www.oracle.com/java/technologies/javase/codeconventions-namingconventions.html */
export function splitName(dotted: string): { readonly source: string; readonly name: string } {
  const parts = dotted.split(".");
  const first = parts.findIndex((part) => /^[A-Z]/.test(part));
  const at = first === -1 ? parts.length - 1 : first;
  return { source: parts.slice(0, at).join("."), name: parts.slice(at).join(".") };
}

export function importDeclaration(ctx: Ctx, node: N): void {
  const dotted = dottedName(ctx, node);
  if (dotted === "") return;
  const isStatic = /^import\s+static\b/.test(textOf(ctx, node));
  const base = { span: span(node), typeOnly: false } as const;
  if (node.children.some((child) => child.type === "asterisk")) {
    // Of the members of a class, none is known by name.
    if (!isStatic && !/^[A-Z]/.test(dotted.slice(dotted.lastIndexOf(".") + 1)))
      ctx.imports.push({ ...base, source: dotted, kind: "dot", names: [] });
    return;
  }
  const { source, name } = splitName(dotted);
  const local = dotted.slice(dotted.lastIndexOf(".") + 1);
  ctx.imported.set(local, { source, name, member: isStatic });
  ctx.imports.push({ ...base, source, kind: "names", names: [{ imported: name, local }] });
}

/** A name for a class inside an imported class: bound the first time it is used. */
export function bindNested(ctx: Ctx, dotted: string, at: N): void {
  const [first, ...rest] = dotted.split(".");
  const outer = first === undefined ? undefined : ctx.imported.get(first);
  if (!outer || rest.length === 0 || ctx.imported.has(dotted)) return;
  const name = `${outer.name}.${rest.join(".")}`;
  ctx.imported.set(dotted, { source: outer.source, name, member: false });
  ctx.imports.push({ source: outer.source, span: span(at), kind: "names", names: [{ imported: name, local: dotted }], typeOnly: false });
}

/** `io.etcd.jetcd.Client` written out in the code: an import of its own. */
export function bindQualified(ctx: Ctx, dotted: string, at: N): string {
  const { source, name } = splitName(dotted);
  if (!ctx.imported.has(dotted)) {
    ctx.imported.set(dotted, { source, name, member: false });
    ctx.imports.push({ source, span: span(at), kind: "names", names: [{ imported: name, local: dotted }], typeOnly: false });
  }
  return dotted;
}
