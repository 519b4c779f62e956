/** Lint runs over revisions of the repository that the working folder lies in. */
import { existsSync, mkdtempSync, realpathSync } from "node:fs";
import { isAbsolute } from "node:path";
import { changedFiles, commitOf, type GitProblem, mergeBase, type Repository, repositoryAt } from "./git";
import { type Tree, treeOf } from "./git-tree";
import { type LintOptions, type LintProblem, type LintResult, lint } from "./lint";
import { absolute, isInside, join, relativeTo } from "./paths";

/** What a run is compared with. */
export interface Reference {
  readonly repository: Repository;
  /** As people name it. */
  readonly name: string;
  /** undefined in a repository without a commit: nothing was there before. */
  readonly commit: string | undefined;
  readonly staged: boolean;
  /** Something to know about the comparison. */
  readonly note?: string;
}

export type ReferenceWish = { readonly since: string } | "changed" | "staged";

/** The revision that a run in `cwd` is compared with: where the branch left `since`, or the last commit. */
export function referenceFor(wish: ReferenceWish, cwd: string): Reference | GitProblem {
  const repository = repositoryAt(cwd);
  if ("problem" in repository) return repository;
  const head = commitOf(repository, "HEAD");
  if (typeof wish === "string") {
    return { repository, name: "HEAD", commit: typeof head === "string" ? head : undefined, staged: wish === "staged" };
  }
  const commit = commitOf(repository, wish.since);
  if (typeof commit !== "string") return commit;
  const base = typeof head === "string" ? mergeBase(repository, commit, head) : undefined;
  const plain = { repository, name: wish.since, staged: false };
  if (base !== undefined) return { ...plain, commit: base };
  return { ...plain, commit, note: `compared with ${wish.since} itself: this clone does not reach back to where the branch left it` };
}

export interface RevisionRun {
  readonly result: LintResult;
  /** Removes the copy of the revision; texts of its files are gone then. */
  dispose(): void;
}

export type RevisionAnswer = RevisionRun | LintProblem;

/** Lints paths as they are in the index. */
export async function lintStaged(paths: readonly string[], { repository }: Reference, options: LintOptions): Promise<RevisionAnswer> {
  const folder = folderOf(repository.prefix);
  const tree = treeOf(repository, undefined, folder);
  return "problem" in tree ? tree : inTree(tree, folder, paths, options);
}

/**
 * Lints at the reference what was linted now under `root`, with the settings of now, so that a finding is new only when code made it so.
 * Files that changed since count wherever they lay, so that code that moved in from elsewhere is found. undefined: there was no commit yet.
 */
export async function lintReference(
  { repository, commit, staged }: Reference,
  paths: readonly string[],
  root: string,
  options: LintOptions,
): Promise<RevisionAnswer | undefined> {
  if (commit === undefined) return undefined;
  const folder = staged ? folderOf(repository.prefix) : insideOf(repository, root);
  const changed = changedFiles(repository, commit, staged);
  if ("problem" in changed) return changed;
  const tree = treeOf(repository, commit, folder, staged ? "index" : "working tree");
  if ("problem" in tree) return tree;
  const here = absolute(options.cwd);
  const inRoot = paths.map((path) => relativeTo(staged ? here : root, absolute(path, here)));
  const moved = inRoot.includes("") ? [] : changed.map((path) => relativeTo(folder, path)).filter((path) => !path.startsWith("../"));
  return inTree(tree, folder, [...inRoot, ...moved], { ...options, cwd: "/" });
}

/** Lints a commit by its name, with its own settings, from where `cwd` is in the repository. */
export async function lintCommit(name: string, paths: readonly string[], options: LintOptions): Promise<RevisionAnswer> {
  const repository = repositoryAt(options.cwd);
  if ("problem" in repository) return repository;
  const commit = commitOf(repository, name);
  if (typeof commit !== "string") return commit;
  const folder = folderOf(repository.prefix);
  const tree = treeOf(repository, commit, folder);
  return "problem" in tree ? tree : inTree(tree, folder, paths, options);
}

async function inTree(tree: Tree, folder: string, paths: readonly string[], options: LintOptions): Promise<RevisionAnswer> {
  const start = join(tree.folder, folder);
  const here = absolute(options.cwd);
  const there = paths
    .map((path) => absolute(isAbsolute(path) ? relativeTo(here, absolute(path)) : path, start))
    .filter((path) => existsSync(path));
  // What the revision does not have is an empty folder there.
  if (there.length === 0) there.push(mkdtempSync(join(start, "nothing-")));
  const { config, unsaved: _, ...rest } = options;
  const result = await lint(there, { ...rest, cwd: start, ...(config === undefined ? {} : { config }) });
  if (!("problem" in result)) return { result, dispose: tree.dispose };
  tree.dispose();
  return { problem: result.problem.replaceAll(`${tree.folder}/`, "") };
}

function folderOf(prefix: string): string {
  return prefix.replace(/\/$/, "");
}

/** From the top of the repository to a folder in it, which may have been reached through a link. */
function insideOf({ top }: Repository, folder: string): string {
  const real = absolute(realpathSync(folder));
  return isInside(top, real) ? relativeTo(top, real) : "";
}
