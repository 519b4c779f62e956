/** What a run finds around it besides source code: our own grammars, a place for temporary files. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { languages } from "../lower/index";
import { writeProblem } from "./atomic-write";

/** File names of the parser and of every grammar. */
export function grammarFiles(): readonly string[] {
  return [...new Set(["web-tree-sitter.wasm", ...languages.map(({ grammar }) => grammar)])];
}

/** Why no temporary folder can be made, or undefined. */
export function canWriteTemporary(): string | undefined {
  try {
    rmSync(mkdtempSync(path.join(tmpdir(), "etcd-lint-")), { recursive: true });
    return undefined;
  } catch (error) {
    return `${tmpdir()}: ${writeProblem(error)}`;
  }
}
