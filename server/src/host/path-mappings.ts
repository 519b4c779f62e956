/** Names that a project gives to its own folders: `baseUrl` and `paths` of tsconfig.json, `replace` of go.mod and go.work. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { readJsonc } from "../config/jsonc";
import type { PackageRoot } from "../resolve/types";
import { absolute, isInside, join, parentOf, relativeTo } from "./paths";

/** Settings files extend others, and those others. */
const maxExtends = 4;
/** A base folder with more entries than this is not one that imports start at. */
const maxEntries = 200;

/** The mappings that a manifest (absolute path) makes; none for one that makes none or cannot be read. */
export function pathMappings(root: string, manifest: string): readonly PackageRoot[] {
  const name = manifest.slice(manifest.lastIndexOf("/") + 1);
  if (name === "tsconfig.json" || name === "jsconfig.json") return ofTypeScript(root, manifest);
  return name === "go.mod" || name === "go.work" ? replacements(root, manifest) : [];
}

interface Mapped {
  /** Absolute. */
  readonly base?: string;
  readonly paths?: Readonly<Record<string, unknown>>;
  /** Where `paths` start. */
  readonly pathsFrom?: string;
}

function ofTypeScript(root: string, manifest: string): readonly PackageRoot[] {
  const { base, paths = {}, pathsFrom = parentOf(manifest) } = mapped(manifest, 0);
  const within = relativeTo(root, parentOf(manifest));
  const at = (folder: string, prefix: string): readonly PackageRoot[] =>
    isInside(root, folder) && prefix !== "" ? [{ prefix, directory: relativeTo(root, folder), within }] : [];
  const aliases = Object.entries(paths).flatMap(([pattern, targets]) => {
    const [first] = Array.isArray(targets) ? targets : [];
    if (typeof first !== "string" || pattern === "*") return [];
    return at(absolute(first.replace(/\/?\*$/, ""), pathsFrom), pattern.replace(/\/?\*$/, ""));
  });
  const direct = base === undefined ? [] : entriesOf(base).flatMap((entry) => at(join(base, entry), entry.replace(/\.[cm]?[jt]sx?$/, "")));
  return [...aliases, ...direct];
}

function mapped(file: string, depth: number): Mapped {
  const text = textOf(file);
  const settings: unknown = text === undefined ? undefined : readJsonc(text);
  if (!isRecord(settings)) return {};
  const parent = typeof settings.extends === "string" && settings.extends.startsWith(".") ? settings.extends : undefined;
  const above = parent !== undefined && depth < maxExtends ? mapped(withEnding(absolute(parent, parentOf(file))), depth + 1) : {};
  const options = isRecord(settings.compilerOptions) ? settings.compilerOptions : {};
  const base = typeof options.baseUrl === "string" ? absolute(options.baseUrl, parentOf(file)) : above.base;
  const own = isRecord(options.paths) ? { paths: options.paths, pathsFrom: base ?? parentOf(file) } : {};
  return { ...above, ...(base === undefined ? {} : { base }), ...own };
}

const withEnding = (file: string): string => (file.endsWith(".json") ? file : `${file}.json`);

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function entriesOf(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.length > maxEntries) return [];
    return entries.filter((entry) => !entry.name.startsWith(".") && entry.name !== "node_modules").map(({ name }) => name);
  } catch {
    return [];
  }
}

/** `replace example.com/a => ./a`, alone or in a block; what is replaced by another module is left out. */
function replacements(root: string, manifest: string): readonly PackageRoot[] {
  const text = textOf(manifest);
  if (text === undefined || !text.includes("=>")) return [];
  return [...text.matchAll(/^\s*(?:replace\s+)?([^\s/(][^\s(]*)(?:\s+v\S+)?\s+=>\s+(\.\.?\/\S*|\.\.?)\s*(?:\/\/.*)?$/gm)].flatMap(
    ([, prefix = "", target = ""]) => {
      const folder = absolute(target, parentOf(manifest));
      return isInside(root, folder) && isFolder(folder) ? [{ prefix, directory: relativeTo(root, folder) }] : [];
    },
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
