/** Grammars from node_modules, so that tests need no build. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { WasmLoader } from "../../server/src/syntax/parser";

const folderOf: Readonly<Record<string, string>> = {
  "web-tree-sitter.wasm": "web-tree-sitter",
  "tree-sitter-go.wasm": "tree-sitter-go",
  "tree-sitter-typescript.wasm": "tree-sitter-typescript",
  "tree-sitter-tsx.wasm": "tree-sitter-typescript",
};

export const loadWasm: WasmLoader = async (file) => readFile(path.resolve("node_modules", folderOf[file] ?? "", file));
