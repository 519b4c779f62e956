/** What the files of a project tell about its etcd, for settings to start from. A search, not an analysis. */
import { closeSync, type Dirent, openSync, readdirSync, readSync } from "node:fs";
import { join, relativeTo } from "./paths";

export interface ProjectFacts {
  /** Server version that deployment files name, and where. */
  readonly etcdVersion?: { readonly version: string; readonly file: string };
  /** How the server is told to compact, as `periodic 1h`, and where. */
  readonly autoCompaction?: { readonly setting: string; readonly file: string };
  /** Folders that look generated or vendored and hold source files. */
  readonly generated: readonly string[];
}

/** Folders and files looked at: settings are wanted at once, in a large repository too. */
const maxFolders = 2_000;
const maxDepth = 5;
const maxBytes = 256 * 1024;

const deployment = /(\.ya?ml|\.tf|\.service|\.conf|\.env|\.sh|^Dockerfile.*|^Makefile)$/i;
const image = /\betcd(?:-io\/etcd)?:v?(\d+\.\d+(?:\.\d+)?)/;
const mode = /auto-compaction-mode[=:\s"']+(periodic|revision)/;
const retention = /(?:auto-compaction-retention|ETCD_AUTO_COMPACTION_RETENTION)[=:\s"']+([0-9]+[a-z]*)/;
const generatedNames = new Set(["generated", "gen", "__generated__", "mocks", "third_party"]);

/** Reads deployment files under the folder (absolute). */
export function projectFacts(root: string): ProjectFacts {
  let etcdVersion: ProjectFacts["etcdVersion"];
  let autoCompaction: ProjectFacts["autoCompaction"];
  const generated: string[] = [];
  for (const { folder, name } of entriesUnder(root, generated)) {
    if (!deployment.test(name)) continue;
    const path = join(folder, name);
    const text = beginningOf(path);
    const file = relativeTo(root, path);
    const version = image.exec(text)?.[1];
    if (version !== undefined && !etcdVersion) etcdVersion = { version, file };
    const kept = retention.exec(text)?.[1];
    if (kept !== undefined && kept !== "0" && !autoCompaction) {
      const kind = mode.exec(text)?.[1] ?? "periodic";
      // A bare number is hours in periodic mode (server/embed/config.go, `auto-compaction-retention`).
      const setting = kind === "revision" ? `revision ${kept}` : `periodic ${/^\d+$/.test(kept) ? `${kept}h` : kept}`;
      autoCompaction = { setting, file };
    }
  }
  return {
    ...(etcdVersion ? { etcdVersion } : {}),
    ...(autoCompaction ? { autoCompaction } : {}),
    generated: generated.map((folder) => `${relativeTo(root, folder)}/**`).sort(),
  };
}

function* entriesUnder(root: string, generated: string[]): Generator<{ readonly folder: string; readonly name: string }> {
  const queue: [string, number][] = [[root, 0]];
  for (let at = 0; at < queue.length && at < maxFolders; at++) {
    const [folder, depth] = queue[at] ?? [root, 0];
    for (const entry of entriesOf(folder)) {
      if (entry.isFile()) yield { folder, name: entry.name };
      else if (entry.isDirectory() && isEntered(entry.name) && depth < maxDepth) {
        const path = join(folder, entry.name);
        if (generatedNames.has(entry.name)) generated.push(path);
        else queue.push([path, depth + 1]);
      }
    }
  }
}

/** `.github` and the like hold deployment files; version control and packages do not. */
function isEntered(name: string): boolean {
  return !["node_modules", "vendor", ".git", "dist", "target"].includes(name);
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function beginningOf(file: string): string {
  try {
    const descriptor = openSync(file, "r");
    try {
      const buffer = Buffer.alloc(maxBytes);
      return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, maxBytes, 0));
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return "";
  }
}
