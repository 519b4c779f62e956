/** Which trees to measure on: as told, else what this machine has. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

export interface Trees {
  /** A tree whose code calls etcd. */
  readonly heavy: string | undefined;
  /** A large tree without etcd. */
  readonly plain: string | undefined;
}

/** `--corpus DIR` and `--plain DIR`, `ETCD_LINT_BENCH_CORPUS` and `ETCD_LINT_BENCH_PLAIN`, else sources in the Go installation, its module cache, and node_modules. */
export function findTrees(args: readonly string[]): Trees {
  const modules = process.env.GOMODCACHE ?? path.join(process.env.GOPATH ?? path.join(homedir(), "go"), "pkg/mod");
  return {
    heavy: given(args, "--corpus", "ETCD_LINT_BENCH_CORPUS") ?? firstThere([path.join(modules, "go.etcd.io")]),
    plain:
      given(args, "--plain", "ETCD_LINT_BENCH_PLAIN") ??
      firstThere([path.join(goRoot(), "src"), path.join(modules, "golang.org"), "node_modules/typescript"]),
  };
}

/** Go's own library: thousands of files that have nothing to do with etcd. */
function goRoot(): string {
  try {
    return execFileSync("go", ["env", "GOROOT"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "/usr/local/go";
  }
}

function given(args: readonly string[], flag: string, variable: string): string | undefined {
  const at = args.indexOf(flag);
  const folder = at === -1 ? process.env[variable] : args[at + 1];
  if (folder === undefined || folder === "") return undefined;
  if (!existsSync(folder)) throw new Error(`${flag} ${folder}: it does not exist`);
  return path.resolve(folder);
}

function firstThere(folders: readonly string[]): string | undefined {
  const found = folders.find((folder) => existsSync(folder) && readdirSync(folder).length > 0);
  return found === undefined ? undefined : path.resolve(found);
}

/** The tree in words, so that a result can be compared with another: its name, and its commit where it has one. */
export function describeTree(tree: string): string {
  try {
    const commit = execFileSync("git", ["-C", tree, "rev-parse", "--short=12", "HEAD"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return `${path.basename(tree)} at ${commit.trim()}`;
  } catch {
    return tree.replace(homedir(), "~");
  }
}
