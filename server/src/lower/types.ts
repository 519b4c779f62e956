/** What a language must provide: one value of this type per language, listed in `lower/index.ts`. */
import type { Module } from "../ir/types";

/** The part of a syntax tree node that lowering uses; `web-tree-sitter`'s Node satisfies it. Only `syntax/` and `lower/` see it. */
export type { Node as SyntaxNode, Tree as SyntaxTree } from "web-tree-sitter";

import type { Tree } from "web-tree-sitter";

export interface Language {
  /** Public id, as VS Code names it where it has a name: `go`, `typescript`, `typescriptreact`, `javascript`, `javascriptreact`. */
  readonly id: string;
  /** File endings with the dot, lower case. */
  readonly extensions: readonly string[];
  /** File name of the grammar in `dist/grammars/`. */
  readonly grammar: string;
  readonly comments: { readonly line: readonly string[]; readonly block: readonly (readonly [string, string])[] };
  /** Directory names that hold other people's code or build output in this language's world. */
  readonly ignoredDirectories: readonly string[];
  /** Texts of which a file holds one if it declares this top-level name; empty for names that the language itself declares. */
  declarations(name: string): readonly string[];
  /**
   * Where imports are not quoted: files of the project (without ending) that the imports of a text may mean, found by a search. `path` is the
   * text's own file.
   */
  importsIn?(text: string, path: string): readonly string[];
  /** True for a test file by the language's own convention (path relative, `/`). */
  isTest(path: string): boolean;
  /** True for generated code, from the path and the first 2 kB of the text. */
  isGenerated(path: string, head: string): boolean;
  /** Tree to common program. Never throws for any tree, however broken. Does not keep or free the tree. */
  lower(tree: Tree, text: string, path: string): Module;
}
