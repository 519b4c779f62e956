/** Paths inside the host are absolute with `/`; what leaves it is relative to the project root, with `/`. */
import { existsSync } from "node:fs";
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

/** Nearest folder that looks like the top of a project; the folder itself when none does. */
export function projectFolder(directory: string): string {
  const marks = [".git", "go.mod", "package.json"];
  const folders = upwards(directory);
  return (
    folders.find((folder) => existsSync(join(folder, ".git"))) ??
    folders.find((folder) => marks.some((mark) => existsSync(join(folder, mark)))) ??
    directory
  );
}
