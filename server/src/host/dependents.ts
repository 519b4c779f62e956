/**
 * The second ring: files that never name an etcd client but use a function, variable or field that leads to one. A loop around a helper
 * of the project costs as much as a loop around the client, and only the caller shows the loop.
 */
import { languageOf } from "../lower/index";
import type { MissingName, PackageRoot } from "../resolve/types";
import { moduleFile } from "./module-files";
import { join, parentOf, relativeTo } from "./paths";

/** Tells which files may call some functions. */
export interface Dependents {
  /** True when the content may call one of them; a cheap search in the bytes. */
  mayCall(file: string, bytes: Uint8Array): boolean;
  /** True when the text of `file` does import what declares them, or shares a package with it. */
  imports(file: string, text: string): boolean;
}

interface Target {
  /** Absolute folder whose files share names, or undefined when only importers can call. */
  readonly folder: string | undefined;
  readonly packages: readonly string[];
  /** Texts that an importer holds at the end of a quoted specifier. */
  readonly needles: readonly Buffer[];
  /** Names that every user may write, and names that only files of the folder may. */
  readonly names: Buffer[];
  readonly own: Buffer[];
}

const quoted = /(["'`])((?:(?!\1)[^\\\n]){1,200})\1/g;

/** Dependents for names of kind `callers`; others are left aside. */
export function dependentsOf(wanted: readonly MissingName[], root: string, roots: readonly PackageRoot[]): Dependents {
  const targets = new Map<string, Target>();
  for (const { kind, name, where, own } of wanted) {
    if (kind !== "callers") continue;
    const target = targets.get(where) ?? targetOf(where, root, roots);
    targets.set(where, target);
    (own ? target.own : target.names).push(Buffer.from(name));
  }
  const all = [...targets.values()];
  const packages = new Set(all.flatMap((target) => target.packages));
  const folders = new Set(all.flatMap(({ folder }) => folder ?? []));
  const files = new Set([...targets.keys()].filter((where) => languageOf(where)).map((where) => join(root, where)));
  return {
    mayCall(file, bytes) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const folder = parentOf(file);
      const holds = (text: Buffer): boolean => buffer.includes(text);
      return all.some(({ folder: shared, needles, names, own }) => {
        if (shared === folder) return names.some(holds) || own.some(holds);
        return names.some(holds) && needles.some((needle) => isQuotedEnd(buffer, needle));
      });
    },
    imports(file, text) {
      if (folders.has(parentOf(file))) return true;
      for (const [, , specifier = ""] of text.matchAll(quoted)) {
        if (packages.has(specifier)) return true;
        if (!specifier.startsWith(".")) continue;
        const meant = moduleFile(specifier, file, root, roots);
        if (meant !== undefined && files.has(meant)) return true;
      }
      return false;
    },
  };
}

function targetOf(where: string, root: string, roots: readonly PackageRoot[]): Target {
  const isModule = languageOf(where) !== undefined;
  const absolute = join(root, where);
  const folder = isModule ? relativeTo(root, parentOf(absolute)) : where;
  const packages = packagePaths(folder, roots);
  const needles = isModule ? [moduleNeedle(absolute), ...packages] : packages;
  return { folder: isModule ? undefined : absolute, packages, needles: needles.map((needle) => Buffer.from(needle)), names: [], own: [] };
}

/** Paths under which a folder is imported as a package. */
function packagePaths(directory: string, roots: readonly PackageRoot[]): readonly string[] {
  return roots.flatMap(({ prefix, directory: at }) => {
    if (at === directory) return [prefix];
    if (at === "") return [`${prefix}/${directory}`];
    return directory.startsWith(`${at}/`) ? [`${prefix}/${directory.slice(at.length + 1)}`] : [];
  });
}

/** The end of a relative specifier of the file: `/store` for `store.ts`, the folder's name for an index. */
function moduleNeedle(file: string): string {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const ending = languageOf(file)?.extensions.find((extension) => name.endsWith(extension)) ?? "";
  const stem = name.slice(0, name.length - ending.length);
  const folder = parentOf(file);
  return stem === "index" ? folder.slice(folder.lastIndexOf("/")) : `/${stem}`;
}

/** True when the needle occurs where a quoted specifier may end: before a quote, or before the ending of a file. */
function isQuotedEnd(buffer: Buffer, needle: Buffer): boolean {
  for (let at = buffer.indexOf(needle); at !== -1; at = buffer.indexOf(needle, at + 1)) {
    const next = buffer[at + needle.length];
    if (next === 0x22 || next === 0x27 || next === 0x60 || next === 0x2e) return true;
  }
  return false;
}
