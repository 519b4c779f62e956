/** Paths inside the host are absolute with `/`; what leaves it is relative to the project root, with `/`. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";

/** Absolute path with `/`. */
export function absolute(file: string, from = process.cwd()): string {
  return slashed(path.resolve(from, file));
}

function slashed(file: string): string {
  return path.sep === "/" ? file : file.replaceAll(path.sep, "/");
}

/** `directory/name`, both with `/`. */
export function join(directory: string, name: string): string {
  if (name === "" || name === ".") return directory;
  return directory.endsWith("/") ? `${directory}${name}` : `${directory}/${name}`;
}

/** Folder of a path; the root's folder is the root. */
export function parentOf(file: string): string {
  return path.posix.dirname(file);
}

/** True when `file` is `directory` or lies in it. */
export function isInside(directory: string, file: string): boolean {
  return file === directory || file.startsWith(directory.endsWith("/") ? directory : `${directory}/`);
}

/** `file` relative to `root`; `..` steps when it lies outside. */
export function relativeTo(root: string, file: string): string {
  return isInside(root, file) ? file.slice(root.endsWith("/") ? root.length : root.length + 1) : path.posix.relative(root, file);
}

/** The folder that all of these folders lie in. */
export function commonFolder(folders: readonly string[]): string {
  const [first = "/", ...rest] = folders;
  let common = first;
  while (!rest.every((folder) => isInside(common, folder)) && parentOf(common) !== common) common = parentOf(common);
  return common;
}

/** The folder and those above it, nearest first. */
export function upwards(directory: string): readonly string[] {
  const parent = parentOf(directory);
  return parent === directory ? [directory] : [directory, ...upwards(parent)];
}

const manifests = ["go.mod", "package.json"];

function holdsManifest(folder: string): boolean {
  return manifests.some((name) => existsSync(join(folder, name)));
}

/** The repository that a folder lies in, else the package, else the folder itself. */
export function projectFolder(directory: string): string {
  const folders = upwards(directory);
  return folders.find((folder) => existsSync(join(folder, ".git"))) ?? folders.find(holdsManifest) ?? directory;
}

/** The package that a folder lies in, or the folder itself when it is in none or holds packages of its own one level below. */
export function packageFolder(directory: string): string {
  if (subfolders(directory).some(holdsManifest)) return directory;
  return upwards(directory).find(holdsManifest) ?? directory;
}

function subfolders(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(directory, name));
  } catch {
    return [];
  }
}
