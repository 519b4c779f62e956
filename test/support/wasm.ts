/** Grammars from node_modules, so that tests need no build. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { WasmLoader } from "../../server/src/syntax/parser";

const folderOf: Readonly<Record<string, string>> = JSON.parse(readFileSync(path.resolve("grammars.json"), "utf8"));

export const loadWasm: WasmLoader = async (file) => readFile(path.resolve("node_modules", folderOf[file] ?? "", file));
