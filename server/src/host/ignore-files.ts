/** `.gitignore` and `.etcdlintignore`, nested: the deepest file that says anything about a path decides. */
import { readFileSync } from "node:fs";
import ignore, { type Ignore } from "ignore";
import { isInside, join, parentOf, relativeTo, upwards } from "./paths";

const names = [".gitignore", ".etcdlintignore"] as const;

export interface IgnoreChain {
  readonly directory: string;
  readonly rules: Ignore;
  readonly above: IgnoreChain | undefined;
}

/** The chain for what lies in `directory`, given the chain of the folder above. `present` are the names in the folder, when known. */
export function chainOf(directory: string, above: IgnoreChain | undefined, present?: ReadonlySet<string>): IgnoreChain | undefined {
  const text = names
    .filter((name) => present?.has(name) ?? true)
    .map((name) => readIfThere(join(directory, name)))
    .join("\n");
  return text.trim() === "" ? above : { directory, rules: ignore().add(text), above };
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** True when the chain leaves the path out. Folders are asked for with `isDirectory`, since patterns may be for folders only. */
export function isLeftOut(chain: IgnoreChain | undefined, path: string, isDirectory: boolean): boolean {
  for (let link = chain; link; link = link.above) {
    const relative = relativeTo(link.directory, path);
    if (relative === "" || !isInside(link.directory, path)) continue;
    const { ignored, unignored } = link.rules.test(isDirectory ? `${relative}/` : relative);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** The chain of all folders from the top of the repository down to `directory`; nothing when `directory` itself is left out, since then it was asked for by name. */
export function chainDownTo(directory: string, isRepositoryTop: (folder: string) => boolean): IgnoreChain | undefined {
  const folders = [...upwards(directory)];
  const top = folders.findIndex(isRepositoryTop);
  const down = (top === -1 ? folders.slice(0, 1) : folders.slice(0, top + 1)).reverse();
  let chain: IgnoreChain | undefined;
  for (const folder of down) {
    if (folder !== down[0] && isLeftOut(chain, folder, true)) return undefined;
    chain = chainOf(folder, chain);
  }
  return chain;
}

/** True when the file, or a folder around it below the repository's top, is left out by ignore files. */
export function isFileLeftOut(file: string, isRepositoryTop: (folder: string) => boolean): boolean {
  const folders = [...upwards(parentOf(file))];
  const top = folders.findIndex(isRepositoryTop);
  const down = (top === -1 ? folders.slice(0, 1) : folders.slice(0, top + 1)).reverse();
  let chain: IgnoreChain | undefined;
  for (const folder of down) {
    if (isLeftOut(chain, folder, true)) return true;
    chain = chainOf(folder, chain);
  }
  return isLeftOut(chain, file, false);
}
