/** CODEOWNERS: who owns a file (https://docs.github.com/articles/about-code-owners, and GitLab's sections). */
import { readFileSync } from "node:fs";
import ignore, { type Ignore } from "ignore";
import { join, relativeTo, upwards } from "./paths";
import { isRepositoryTop } from "./walk";

/** Where GitHub and GitLab look, in this order. */
const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

interface Entry {
  readonly pattern: Ignore;
  readonly owners: readonly string[];
  readonly section: string;
}

/** Owners of files (absolute) in the repository around `root`; nobody when there is no CODEOWNERS file. */
export function ownersIn(root: string): (file: string) => readonly string[] {
  const top = upwards(root).find(isRepositoryTop) ?? root;
  const text = places.map((place) => readIfThere(join(top, place))).find((content) => content !== undefined);
  const entries = parseOwners(text ?? "");
  return (file) => {
    const relative = relativeTo(top, file);
    return relative.startsWith("..") ? [] : ownersOf(entries, relative);
  };
}

/** The last entry of each section that matches decides. */
function ownersOf(entries: readonly Entry[], file: string): readonly string[] {
  const bySection = new Map<string, readonly string[]>();
  for (const { pattern, owners, section } of entries) if (pattern.ignores(file)) bySection.set(section, owners);
  return [...new Set([...bySection.values()].flat())];
}

function parseOwners(text: string): readonly Entry[] {
  let section = "";
  let sectionOwners: readonly string[] = [];
  return text.split(/\r?\n/).flatMap((line) => {
    const content = line.replace(/(^|\s)#.*$/, "").trim();
    if (content === "") return [];
    const header = /^\^?\[([^\]]+)\](?:\[\d+\])?\s*(.*)$/.exec(content);
    if (header) {
      section = (header[1] ?? "").toLowerCase();
      sectionOwners = words(header[2] ?? "");
      return [];
    }
    const [pattern = "", ...owners] = words(content);
    return [{ pattern: ignore().add(pattern), owners: owners.length > 0 ? owners : sectionOwners, section }];
  });
}

/** Spaces in a pattern are written with a backslash before them. */
function words(text: string): readonly string[] {
  return (text.match(/(?:\\.|\S)+/g) ?? []).map((word) => word);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
