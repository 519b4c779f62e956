/** Where our own files lie: the bundle runs from `dist/`, tests run from the sources. */
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { WasmLoader } from "../syntax/parser";
import { absolute, join, upwards } from "./paths";

let known: string | undefined;

/** The folder with package.json, docs/ and dist/. */
export function installationFolder(): string {
  known ??= upwards(absolute(__dirname)).find((folder) => existsSync(join(folder, "docs/rules"))) ?? absolute(path.join(__dirname, ".."));
  return known;
}

/** Reads grammars from beside the bundle, where the build puts them. */
export const loadGrammar: WasmLoader = async (file) => {
  const beside = path.join(__dirname, "grammars", file);
  return readFile(existsSync(beside) ? beside : join(installationFolder(), `dist/grammars/${file}`));
};

/** Our own version, from package.json; empty when there is none. */
export function installedVersion(): string {
  const manifest = join(installationFolder(), "package.json");
  if (!existsSync(manifest)) return "";
  const { version }: { version?: unknown } = JSON.parse(readFileSync(manifest, "utf8"));
  return String(version ?? "");
}

/** Text of a rule's page, or undefined when there is none. */
export function rulePage(rule: string): string | undefined {
  if (!/^[a-z0-9-]+$/.test(rule)) return undefined;
  const file = join(installationFolder(), `docs/rules/${rule}.md`);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
