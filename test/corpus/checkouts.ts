/** The trees to lint: every commit gets a folder of its own, written once, beside nothing that could be linted with it. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";

/** `DIR/owner__name` or `DIR/name`; undefined when the clone or the commit is not there. */
export function cloneOf(checkouts: string, repo: string, commit: string): string | undefined {
  const [owner = "", name = ""] = repo.split("/");
  const folders = [path.join(checkouts, `${owner}__${name}`), path.join(checkouts, owner, name), path.join(checkouts, name)];
  return folders.find((folder) => existsSync(folder) && hasCommit(folder, commit));
}

/**
 * Folder with the files of a commit. It is written through an index of its own: the clone and its work tree stay as they are. A clone may lack
 * large files; the rest is written.
 */
export function treeOf(clone: string, repo: string, commit: string, work: string): string {
  const tree = path.join(work, `${repo.replace("/", "__")}@${commit.slice(0, 12)}`);
  if (existsSync(tree)) return tree;
  const part = `${tree}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const env = { ...process.env, GIT_INDEX_FILE: path.join(work, `index-${process.pid}`) };
  const git = (args: readonly string[], input?: Buffer) =>
    spawnSync("git", ["-C", clone, ...args], { env, maxBuffer: 2 ** 30, ...(input ? { input } : {}) });
  git(["read-tree", commit]);
  const names = git(["ls-files", "-z"]).stdout;
  const { stderr } = git(["checkout-index", "--force", "-z", "--stdin", `--prefix=${part}/`], names);
  const missing = stderr
    .toString()
    .split("\n")
    .filter((line) => line.includes("unable to read sha1")).length;
  if (missing > 0) console.log(`${repo}@${commit.slice(0, 10)}: ${missing} files are not in the clone`);
  rmSync(env.GIT_INDEX_FILE, { force: true });
  // Git does not ignore what a commit holds, whatever .gitignore says: a folder may bear the name of an ignored binary.
  for (const name of names.toString().split("\0")) if (path.basename(name) === ".gitignore") rmSync(path.join(part, name), { force: true });
  renameSync(part, tree);
  return tree;
}

function hasCommit(clone: string, commit: string): boolean {
  try {
    execFileSync("git", ["-C", clone, "cat-file", "-e", `${commit}^{commit}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
