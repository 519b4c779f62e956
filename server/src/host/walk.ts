/** Finds the files that we could read, without entering folders that hold other people's code. */
import { type Dirent, existsSync, readdirSync } from "node:fs";
import { type FileKind, fileKindOf, fileKinds } from "../engine/file-kinds";
import { wordsOf } from "./file-errors";
import { chainDownTo, chainOf, type IgnoreChain, isLeftOut } from "./ignore-files";
import { join } from "./paths";
import { isPinFile } from "./pins";

/** Other people's code, whatever the language. Folders whose name starts with a dot are not entered either. */
const neverEntered: ReadonlySet<string> = new Set(["node_modules", "vendor"]);

/** Files that name the packages of a project. */
export const manifestNames: ReadonlySet<string> = new Set(["go.mod", "package.json", "go.work", "tsconfig.json", "jsconfig.json"]);

export interface FolderContent {
  readonly directory: string;
  /** Absolute paths of files that we read. Ignore files may leave some out: ask `isKept` of those that turn out to matter. */
  readonly files: readonly string[];
  readonly ignores: IgnoreChain | undefined;
  /** Absolute paths of the files that name packages. */
  readonly manifests: readonly string[];
  /** Set when the folder could not be read. */
  readonly problem?: string;
}

type Wanted = ReadonlySet<FileKind>;

const allKinds: Wanted = new Set(fileKinds);

/**
 * Folders below and including `directory`, parents first, in name order. Symbolic links are not followed: what they point to is either
 * reached by its own path or not part of the tree.
 */
export function* walk(directory: string): Generator<FolderContent> {
  const chain = chainDownTo(directory, isRepositoryTop);
  yield* folder(directory, chain, allKinds, true);
}

/** True for the folder that a repository starts at: ignore and settings files above it are not ours. */
export function isRepositoryTop(directory: string): boolean {
  return existsSync(join(directory, ".git"));
}

function* folder(directory: string, above: IgnoreChain | undefined, wanted: Wanted, top: boolean): Generator<FolderContent> {
  let entries: Dirent[];
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    yield { directory, files: [], ignores: undefined, manifests: [], problem: wordsOf(error) };
    return;
  }
  // The chain of the first folder was read on the way down to it.
  const chain = top ? above : chainIn(directory, above, entries);
  const files: string[] = [];
  const manifests: string[] = [];
  const folders: [string, Wanted][] = [];
  for (const entry of entries) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      const inside = wantedIn(entry.name, wanted);
      if (inside.size > 0 && !isLeftOut(chain, path, true)) folders.push([path, inside]);
    } else if (entry.isFile()) {
      if (manifestNames.has(entry.name) || isPinFile(entry.name)) manifests.push(path);
      const kind = fileKindOf(path);
      if (kind && wanted.has(kind)) files.push(path);
    } else if (entry.isSymbolicLink() && manifestNames.has(entry.name)) {
      // Packages of one repository share a manifest this way; what it says is of the folder that the link is in.
      manifests.push(path);
    }
  }
  yield { directory, files: files.sort(), ignores: chain, manifests };
  for (const [path, inside] of folders.sort(([a], [b]) => (a < b ? -1 : 1))) yield* folder(path, chain, inside, false);
}

/** True when no ignore file leaves the file out. Asked late, since most files can be told not to matter for less. */
export function isKept({ ignores }: FolderContent, file: string): boolean {
  return !isLeftOut(ignores, file, false);
}

function chainIn(directory: string, above: IgnoreChain | undefined, entries: readonly Dirent[]): IgnoreChain | undefined {
  const dotted = entries.filter(({ name }) => name.startsWith(".")).map(({ name }) => name);
  return dotted.length === 0 ? above : chainOf(directory, above, new Set(dotted));
}

/** Kinds whose files may lie in a folder of this name: `build` is output in one world and a package in another. */
function wantedIn(name: string, wanted: Wanted): Wanted {
  if (neverEntered.has(name) || name.startsWith(".")) return new Set();
  if (![...wanted].some((kind) => kind.ignoredDirectories.includes(name))) return wanted;
  return new Set([...wanted].filter((kind) => !kind.ignoredDirectories.includes(name)));
}

/** True when the walk would not get to the file because of a folder's name between `root` (exclusive) and the file. */
export function isInLeftOutFolder(relative: string): boolean {
  const kind = fileKindOf(relative);
  const folders = relative.split("/").slice(0, -1);
  return folders.some((name) => neverEntered.has(name) || name.startsWith(".") || kind?.ignoredDirectories.includes(name) === true);
}
