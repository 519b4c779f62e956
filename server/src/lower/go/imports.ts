/** Go's imports and how packages are usually called. */
import type { Import } from "../../ir/types";
import { childByField, type LightNode } from "../../syntax/light-tree";
import { type GoFile, none, spanOf, textOf } from "./file";
import { stringValue } from "./literals";

/** The imports of one `import` declaration, grouped or not. */
export function lowerImports(file: GoFile, node: LightNode): readonly Import[] {
  return node.children.flatMap((child) => {
    if (child.type === "import_spec_list") return lowerImports(file, child);
    const path = childByField(child, "path");
    return child.type === "import_spec" && path ? [lowerImport(file, child, path)] : none;
  });
}

function lowerImport(file: GoFile, spec: LightNode, path: LightNode): Import {
  const source = stringValue(textOf(file, path));
  const span = spanOf(spec);
  const nameNode = childByField(spec, "name");
  if (!nameNode) return { source, span, kind: "namespace", localGuess: packageNameGuess(source), names: none, typeOnly: false };
  const local = textOf(file, nameNode);
  if (local === ".") return { source, span, kind: "dot", names: none, typeOnly: false };
  if (local === "_") return { source, span, kind: "effect", names: none, typeOnly: false };
  return { source, span, kind: "namespace", local, names: none, typeOnly: false };
}

/**
 * The name a package most likely has, from its import path: the last part, without a major version (`/v3`, `.v3`:
 * https://go.dev/ref/mod#major-version-suffixes) and without `go-`, `-go` or `.go`, which repositories add and packages do not.
 */
export function packageNameGuess(path: string): string {
  const last = lastPart(path);
  const named = /^v\d+$/.test(last) ? lastPart(path.slice(0, -last.length - 1)) || last : last;
  const start = named.startsWith("go-") && named.length > 3 ? 3 : 0;
  let end = named.length;
  const version = named.lastIndexOf(".v");
  if (version > start && /^\d+$/.test(named.slice(version + 2))) end = version;
  if (end - start > 3 && (named.endsWith("-go", end) || named.endsWith(".go", end))) end -= 3;
  return named.slice(start, end);
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
