/** Which package paths lie in which folders, from the files that name packages. Only their text is searched; nothing is resolved. */
import { readFileSync } from "node:fs";
import type { PackageRoot } from "../resolve/types";
import { pathMappings } from "./path-mappings";
import { join, parentOf, relativeTo, upwards } from "./paths";
import { isPinFile, pinsIn } from "./pins";
import { isRepositoryTop, manifestNames } from "./walk";

/** The package path that a go.mod or package.json gives to its folder. */
export function packageNameIn(manifest: string, text: string): string | undefined {
  if (!/(^|\/)(go\.mod|package\.json)$/.test(manifest)) return undefined;
  if (manifest.endsWith("go.mod")) return /^\s*module\s+"?([^\s"]+)"?/m.exec(text)?.[1];
  return /"name"\s*:\s*"([^"\\]+)"/.exec(text)?.[1];
}

/**
 * Package roots of a project from its manifests (absolute paths) and from the nearest ones above `root`: when `root` is a folder inside a
 * package, the prefix is the package's path continued to it. Longest prefix first.
 */
export function packageRoots(root: string, manifests: readonly string[]): readonly PackageRoot[] {
  const found = new Map<string, string>();
  for (const manifest of [...manifests].filter((file) => !isPinFile(file.slice(file.lastIndexOf("/") + 1))).sort()) {
    const prefix = nameOf(manifest);
    if (prefix !== undefined && !found.has(prefix)) found.set(prefix, relativeTo(root, parentOf(manifest)));
  }
  for (const { prefix, directory } of above(root)) if (!found.has(prefix)) found.set(prefix, directory);
  const roots = [...found].map(([prefix, directory]) => ({ prefix, directory }));
  const mapped = [...manifests].sort().flatMap((manifest) => pathMappings(root, manifest));
  return [...mapped, ...roots, ...pinsIn(root, manifests)].sort((a, b) => b.prefix.length - a.prefix.length);
}

function nameOf(manifest: string): string | undefined {
  try {
    return packageNameIn(manifest, readFileSync(manifest, "utf8"));
  } catch {
    return undefined;
  }
}

/** The package that `root` lies in, from the folders above it up to the top of the repository. */
function above(root: string): readonly PackageRoot[] {
  const folders = upwards(root);
  const top = folders.findIndex(isRepositoryTop);
  const upper = top === -1 ? folders : folders.slice(0, top + 1);
  for (const folder of upper.slice(1)) {
    for (const name of manifestNames) {
      const prefix = nameOf(join(folder, name));
      if (prefix !== undefined) return [{ prefix: `${prefix}/${relativeTo(folder, root)}`, directory: "" }];
    }
  }
  return [];
}
