/** Which releases of client libraries a project installs, from its requirements, manifests and lock files. Their text is searched; nothing is resolved. */
import { readFileSync } from "node:fs";
import { libraries } from "../catalog/index";
import type { PackageRoot } from "../resolve/types";
import { parentOf, relativeTo } from "./paths";

/** Lock files first: what they say is what is installed. */
const lockFiles: ReadonlySet<string> = new Set(["poetry.lock", "Pipfile.lock", "uv.lock", "pdm.lock"]);
const manifests: ReadonlySet<string> = new Set(["pyproject.toml", "Pipfile", "setup.py", "setup.cfg", "environment.yml"]);

/** True for files that say which release of a library is installed. */
export function isPinFile(name: string): boolean {
  return lockFiles.has(name) || manifests.has(name) || /^(?:[\w-]*requirements|constraints)[\w.-]*\.(?:txt|in)$/.test(name);
}

/** The libraries of the catalogue that these files (absolute) name, by folder. A file that cannot be read says nothing. */
export function pinsIn(root: string, files: readonly string[]): readonly PackageRoot[] {
  const found = new Map<string, PackageRoot>();
  const nameOf = (file: string): string => file.slice(file.lastIndexOf("/") + 1);
  const locksFirst = [...files].sort((a, b) => Number(lockFiles.has(nameOf(b))) - Number(lockFiles.has(nameOf(a))) || (a < b ? -1 : 1));
  for (const file of locksFirst) {
    if (!isPinFile(nameOf(file))) continue;
    const directory = relativeTo(root, parentOf(file));
    for (const { name, version } of pinnedIn(textOf(file))) {
      const key = `${directory}\n${name}`;
      const known = found.get(key);
      if (!known || (known.installed === "" && version !== "")) found.set(key, { prefix: name, directory, installed: version });
    }
  }
  return [...found.values()];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

const distributions: readonly string[] = [
  ...new Set(libraries.flatMap((library) => (library.distributions ?? []).map(({ name }) => name))),
];

export interface Pin {
  readonly name: string;
  /** `git` when installed from a repository; empty when the file states no version. */
  readonly version: string;
}

/** Libraries named in the text of a requirements, manifest or lock file, in any of their notations. Pure. */
export function pinnedIn(text: string): readonly Pin[] {
  const lines = text.split("\n").map((line) => line.replace(/(^|\s)#(?!egg=).*$/, "$1"));
  const clean = lines.join("\n");
  return distributions.flatMap((name): readonly Pin[] => {
    const written = name.replaceAll("-", "[-_.]");
    const use = new RegExp(`(?<![\\w.@/-])${written}(?![\\w-]|\\.\\w)(?:\\[[^\\]]*\\])?(.{0,200}\\n?.{0,200})`, "gi");
    const found = [...clean.matchAll(use)].map((match) => versionIn(match[1] ?? ""));
    if (new RegExp(`git\\+[^\\s"']*[#&]egg=${written}(?![\\w-])`, "i").test(clean)) return [{ name, version: "git" }];
    if (found.length === 0) return [];
    return [{ name, version: found.find((version) => version !== "") ?? "" }];
  });
}

/** What follows a name: `==0.12.0`, `= "^0.12"`, `@ git+https…`, `"\nversion = "0.12.0"`. */
function versionIn(rest: string): string {
  const line = rest.split("\n")[0] ?? "";
  if (/^["']?\s*(?:@\s*git\+|=\s*\{[^}]*\bgit\s*=|:\s*\{[^}]*"git")/.test(rest)) return "git";
  const stated = /^["']?\s*(?:[=<>!~^]=?=?|=\s*\{?\s*(?:version\s*=\s*)?|:\s*\{?\s*)\s*["']?[=<>!~^]*\s*v?(\d+(?:\.\d+)*)/.exec(line);
  if (stated?.[1] !== undefined) return stated[1];
  const below = /^["']?[^\n]*\n\s*"?version"?\s*[=:]\s*["']=*(\d+(?:\.\d+)*)/.exec(rest);
  return below?.[1] ?? "";
}
