/** Go's imports and how packages are usually called. */
import type { Import } from "../../ir/types";
import { childByField, type LightNode } from "../../syntax/light-tree";
import { type GoFile, spanOf, textOf } from "./file";
import { stringValue } from "./literals";

/** The imports of one `import` declaration, grouped or not. */
export function lowerImports(file: GoFile, node: LightNode): readonly Import[] {
  return node.children.flatMap((child) => {
    if (child.type === "import_spec_list") return lowerImports(file, child);
    const path = childByField(child, "path");
    return child.type === "import_spec" && path ? [lowerImport(file, child, path)] : [];
  });
}

function lowerImport(file: GoFile, spec: LightNode, path: LightNode): Import {
  const source = stringValue(textOf(file, path));
  const common = { source, span: spanOf(spec), names: [], typeOnly: false };
  const name = childByField(spec, "name");
  switch (name && textOf(file, name)) {
    case undefined:
      return { ...common, kind: "namespace", localGuess: packageNameGuess(source) };
    case ".":
      return { ...common, kind: "dot" };
    case "_":
      return { ...common, kind: "effect" };
    default:
      return { ...common, kind: "namespace", local: name ? textOf(file, name) : "" };
  }
}

/**
 * The name a package most likely has, from its import path: the last part, without a major version (`/v3`, `.v3`:
 * https://go.dev/ref/mod#major-version-suffixes) and without `go-`, `-go` or `.go`, which repositories add and packages do not.
 */
export function packageNameGuess(path: string): string {
  const parts = path.split("/").filter((part) => part !== "");
  const last = parts.at(-1) ?? "";
  const named = /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? "") : last;
  const bare = named.replace(/\.v\d+$/, "");
  return bare.replace(/^go-(?=.)/, "").replace(/(?<=.)[.-]go$/, "");
}
