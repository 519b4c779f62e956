/** Questions to git, by its plumbing only: nothing here runs a hook, a filter, a pager or a helper, or reaches a network. */
import { spawnSync } from "node:child_process";
import { lstatSync, type Stats } from "node:fs";
import { join } from "./paths";

/** What is put before every command; settings of the user or of the repository that would start programs do not count. */
const safe = [
  "--no-pager",
  "--no-optional-locks",
  "--literal-pathspecs",
  "--no-replace-objects",
  ...[
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "protocol.allow=never",
    "diff.external=",
    "gc.auto=0",
  ].flatMap((setting) => ["-c", setting]),
];

/** Objects that a partial clone does not have are not fetched; nobody is asked for a password. */
const environment = { GIT_NO_LAZY_FETCH: "1", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", GIT_ALLOW_PROTOCOL: "", LC_ALL: "C" };

const maxOutput = 1024 ** 3;

export type GitAnswer = { readonly output: Buffer } | GitProblem;

export interface GitProblem {
  readonly problem: string;
}

/** Runs one command of git's plumbing in a folder. */
export function git(folder: string, args: readonly string[], input?: string): GitAnswer {
  const { status, stdout, stderr, error } = spawnSync("git", [...safe, ...args], {
    cwd: folder,
    env: { ...process.env, ...environment },
    maxBuffer: maxOutput,
    stdio: ["pipe", "pipe", "pipe"],
    input: input ?? "",
  });
  if (error) return { problem: (error as NodeJS.ErrnoException).code === "ENOENT" ? "git is not installed" : `git: ${error.message}` };
  if (status !== 0) return { problem: firstLine(stderr.toString("utf8")) || `git ${args[0]} ended with ${status}` };
  return { output: stdout };
}

function firstLine(text: string): string {
  return (text.split("\n").find((line) => line.trim() !== "") ?? "").replace(/^(fatal|error): /, "");
}

export interface Repository {
  /** Absolute path of the working tree's top, with `/`. */
  readonly top: string;
  /** From the top to the folder that was asked: empty, or ending in `/`. */
  readonly prefix: string;
  readonly shallow: boolean;
}

/** The repository around a folder. */
export function repositoryAt(folder: string): Repository | GitProblem {
  const answer = git(folder, ["rev-parse", "--show-toplevel", "--show-prefix", "--is-shallow-repository"]);
  if ("problem" in answer) return answer;
  const [top = "", prefix = "", shallow = ""] = answer.output.toString("utf8").split("\n");
  if (top === "") return { problem: "this repository has no working tree" };
  return { top: top.replaceAll("\\", "/"), prefix, shallow: shallow === "true" };
}

/** The commit that a name stands for. */
export function commitOf(repository: Repository, name: string): string | GitProblem {
  const answer = name.startsWith("-")
    ? { problem: "" }
    : git(repository.top, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
  if (!("problem" in answer)) return answer.output.toString("utf8").trim();
  const hint = repository.shallow
    ? "; this clone is shallow: fetch more of it, as in git fetch --depth=1000 origin, or fetch-depth: 0 in the checkout"
    : "";
  return { problem: `there is no commit "${name}" here${hint}` };
}

/** The commit where two histories part; undefined when the clone does not reach back to it. */
export function mergeBase(repository: Repository, a: string, b: string): string | undefined {
  const answer = git(repository.top, ["merge-base", a, b]);
  return "problem" in answer ? undefined : answer.output.toString("utf8").trim() || undefined;
}

/** A file in a commit or in the index. */
export interface GitFile {
  /** From the top of the repository. */
  readonly path: string;
  readonly object: string;
}

/** Regular files of a commit, or of the index for `undefined`. */
export function filesIn({ top }: Repository, commit: string | undefined): readonly GitFile[] | GitProblem {
  const answer = git(top, commit === undefined ? ["ls-files", "-s", "-z"] : ["ls-tree", "-r", "-z", "--full-tree", commit]);
  if ("problem" in answer) return answer;
  return namesIn(answer.output).flatMap((row) => {
    const tab = row.indexOf("\t");
    const [mode = "", second, third] = row.slice(0, tab).split(" ");
    // A tree gives mode, type and object; the index mode, object and stage, of which 0 is a file without conflict.
    const object = commit === undefined ? (third === "0" ? second : undefined) : second === "blob" ? third : undefined;
    return tab !== -1 && mode.startsWith("100") && object ? [{ path: row.slice(tab + 1), object }] : [];
  });
}

/** Files of the working tree that are tracked, or neither tracked nor ignored. */
export function knownToWorkingTree({ top }: Repository): readonly string[] | GitProblem {
  const answer = git(top, ["ls-files", "-z", "-c", "-o", "--exclude-standard"]);
  return "problem" in answer ? answer : namesIn(answer.output);
}

/**
 * Files that differ between a commit and the index and, unless `staged`, the working tree; from the top of the repository. Files of the
 * working tree are told by size and time alone: git itself would run their content through filters that the repository names.
 */
export function changedFiles({ top }: Repository, commit: string, staged: boolean): readonly string[] | GitProblem {
  const inIndex = git(top, ["diff-index", "--cached", "--name-only", "-z", "--no-renames", "--ignore-submodules", commit]);
  if ("problem" in inIndex || staged) return "problem" in inIndex ? inIndex : namesIn(inIndex.output);
  const listed = git(top, ["ls-files", "-z", "--debug"]);
  if ("problem" in listed) return listed;
  const entry = /([^\0]+)\0 {2}ctime: .*\n {2}mtime: (\d+):\d+\n.*\n.*\n {2}size: (\d+)\t.*\n/g;
  const dirty = [...listed.output.toString("utf8").matchAll(entry)].flatMap(([, path = "", seconds, size]) => {
    const stats = statsOf(join(top, path));
    const same = stats && Math.floor(stats.mtimeMs / 1000) === Number(seconds) && stats.size === Number(size);
    return same ? [] : [path];
  });
  return [...new Set([...namesIn(inIndex.output), ...dirty])];
}

function statsOf(file: string): Stats | undefined {
  try {
    return lstatSync(file);
  } catch {
    return undefined;
  }
}

function namesIn(output: Buffer): readonly string[] {
  return output
    .toString("utf8")
    .split("\0")
    .filter((name) => name !== "");
}
