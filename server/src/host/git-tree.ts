/** A commit, or the index, as a folder on the disk: only the files that the analysis reads, straight from git's objects. */
import { copyFileSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileKindOf } from "../engine/file-kinds";
import { writeProblem } from "./atomic-write";
import { filesIn, type GitFile, type GitProblem, git, knownToWorkingTree, type Repository } from "./git";
import { absolute, join, parentOf } from "./paths";
import { manifestNames } from "./walk";

export interface Tree {
  /** Absolute path of the folder that stands for the top of the repository. */
  readonly folder: string;
  /** Removes it. */
  dispose(): void;
}

/** Objects asked for at once: enough to keep git busy, few enough to hold in memory. */
const objectsAtOnce = 2_000;
/** Larger files are not analysed anyway. */
const maxBytes = 4 * 1024 ** 2;

/** Whose settings and ignore files the tree gets: its own, or those of the index or of the working tree, so that only the code differs. */
export type SettingsOf = "own" | "index" | "working tree";

/**
 * Writes the files of a commit (the index for `undefined`) in a folder of the repository (empty = all of it), and the manifests and settings
 * above it, into a temporary folder that the caller removes.
 */
export function treeOf(
  repository: Repository,
  commit: string | undefined,
  inside: string,
  settingsOf: SettingsOf = "own",
): Tree | GitProblem {
  const prefix = inside === "" ? "" : `${inside}/`;
  const code = filesIn(repository, commit);
  const settings = settingsOf === "index" ? filesIn(repository, undefined) : code;
  if ("problem" in code) return code;
  if ("problem" in settings) return settings;
  const files = [
    ...code.filter(({ path }) => isCode(path) && (path.startsWith(prefix) || isAbove(path, prefix))),
    ...(settingsOf === "working tree" ? [] : settings.filter(({ path }) => isSettings(path))),
  ];
  let folder: string | undefined;
  const dispose = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    folder = absolute(realpathSync(mkdtempSync(join(absolute(tmpdir()), "etcd-lint-"))));
    // Marks the top of the repository for whoever looks for settings.
    mkdirSync(join(folder, ".git"));
    mkdirSync(join(folder, inside), { recursive: true });
    const problem =
      writeObjects(repository, files, folder) ?? (settingsOf === "working tree" ? copySettings(repository, folder) : undefined);
    if (problem === undefined) return { folder, dispose };
    dispose();
    return { problem };
  } catch (error) {
    dispose();
    return { problem: `cannot write a copy of the revision under ${tmpdir()}: ${writeProblem(error)}` };
  }
}

function copySettings(repository: Repository, folder: string): string | undefined {
  const listed = knownToWorkingTree(repository);
  if ("problem" in listed) return listed.problem;
  for (const path of listed.filter(isSettings)) {
    const source = join(repository.top, path);
    // What is tracked may be gone, and a link is not a file of ours.
    if (!lstatSync(source, { throwIfNoEntry: false })?.isFile()) continue;
    mkdirSync(parentOf(join(folder, path)), { recursive: true });
    copyFileSync(source, join(folder, path));
  }
  return undefined;
}

/** Source files, and what names their packages. */
function isCode(path: string): boolean {
  return fileKindOf(path) !== undefined || manifestNames.has(nameOf(path));
}

/** Settings and ignore files, and whatever settings may extend. */
function isSettings(path: string): boolean {
  const name = nameOf(path);
  if (name === ".gitignore" || name === ".etcdlintignore") return true;
  return name.endsWith(".json") && !manifestNames.has(name) && !name.includes("lock");
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** True for what names the packages around the prefix. */
function isAbove(path: string, prefix: string): boolean {
  return manifestNames.has(nameOf(path)) && prefix.startsWith(path.slice(0, path.lastIndexOf("/") + 1));
}

function writeObjects({ top }: Repository, files: readonly GitFile[], folder: string): string | undefined {
  for (let at = 0; at < files.length; at += objectsAtOnce) {
    const portion = files.slice(at, at + objectsAtOnce);
    const answer = git(top, ["cat-file", "--batch", "--buffer"], portion.map(({ object }) => `${object}\n`).join(""));
    if ("problem" in answer) return answer.problem;
    const problem = writePortion(answer.output, portion, folder);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** `<object> blob <size>\n<content>\n` for each file, in their order. */
function writePortion(output: Buffer, files: readonly GitFile[], folder: string): string | undefined {
  let at = 0;
  for (const { path } of files) {
    const newline = output.indexOf(10, at);
    const [, type, size] = output.toString("latin1", at, newline).split(" ");
    if (type !== "blob") return `git does not have the content of ${path} here; in a partial clone it must be fetched first`;
    const start = newline + 1;
    const end = start + Number(size);
    at = end + 1;
    if (Number(size) > maxBytes || !isPlain(path)) continue;
    const file = join(folder, path);
    mkdirSync(parentOf(file), { recursive: true });
    writeFileSync(file, output.subarray(start, end));
  }
  return undefined;
}

/** Git refuses to make such paths, but an object can be made to hold them. */
function isPlain(path: string): boolean {
  return path
    .split("/")
    .every((part) => part !== "" && part !== "." && part !== ".." && part.toLowerCase() !== ".git" && !/[\\:]/.test(part));
}
