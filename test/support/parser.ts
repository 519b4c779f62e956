/** The real parser with the grammars' own `.wasm` from node_modules. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { createParser } from "../../server/src/syntax/parser";

const require = createRequire(import.meta.url);
const packageOf: Readonly<Record<string, string>> = JSON.parse(readFileSync(path.resolve("grammars.json"), "utf8"));

export const parser = createParser(async (file) => {
  const name = packageOf[file];
  if (!name) throw new Error(`no package holds ${file}`);
  const root = path.resolve(path.dirname(require.resolve("typescript/package.json")), "..");
  return readFile(path.join(root, name, file));
});
