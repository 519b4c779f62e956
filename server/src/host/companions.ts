/** Finds the files that would explain names which the files read so far leave open. */
import { readdirSync } from "node:fs";
import type { SourceFile } from "../engine/types";
import { languageOf } from "../lower/index";
import type { MissingName, PackageRoot } from "../resolve/types";
import { moduleFile } from "./module-files";
import { isInside, join, relativeTo } from "./paths";
import { readSource } from "./read";

/** A folder with more files than this is data or generated. */
const maxFilesInFolder = 500;

/** Files (relative to `root`) that may declare the missing names; each once, in path order. Files that cannot be read are left out. */
export function companionFiles(missing: readonly MissingName[], root: string, roots: readonly PackageRoot[]): readonly SourceFile[] {
  const found = new Map<string, SourceFile>();
  const add = (file: string, matters: (bytes: Uint8Array) => boolean): void => {
    const path = relativeTo(root, file);
    if (found.has(path) || !isInside(root, file)) return;
    const read = readSource(file, matters);
    if (read.kind === "source") found.set(path, { path, text: read.text });
  };
  for (const { where, from, paths } of missing.filter(({ kind }) => kind === "module")) {
    const file = moduleFile(where, join(root, from), root, roots, paths);
    if (file) add(file, () => true);
  }
  for (const { folder, ending, names } of byFolder(missing)) {
    const needles = [...names].flatMap((name) => languageOf(ending)?.declarations(name) ?? []).map((text) => Buffer.from(text));
    if (needles.length === 0) continue;
    const language = languageOf(ending);
    for (const file of filesIn(join(root, folder), ending)) {
      // What a program uses, it does not declare in its tests.
      if (language?.isTest(file) && !language.isTest(ending)) continue;
      add(file, (bytes) => needles.some((needle) => indexOf(bytes, needle) !== -1));
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Wanted {
  readonly folder: string;
  /** A file in the language that needs the names. */
  readonly ending: string;
  readonly names: Set<string>;
}

function byFolder(missing: readonly MissingName[]): Iterable<Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const { kind, where, name, from } of missing) {
    if (kind !== "package") continue;
    const key = `${languageOf(from)?.id}:${where}`;
    const entry = wanted.get(key) ?? { folder: where, ending: from, names: new Set() };
    wanted.set(key, entry);
    entry.names.add(name);
  }
  return wanted.values();
}

function filesIn(folder: string, like: string): readonly string[] {
  const language = languageOf(like);
  try {
    const names = readdirSync(folder).filter((name) => languageOf(name) === language);
    return names.length > maxFilesInFolder ? [] : names.sort().map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function indexOf(bytes: Uint8Array, needle: Buffer): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(needle);
}
