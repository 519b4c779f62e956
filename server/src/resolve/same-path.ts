/** Which of several packages an import means that all have the same path: by what the project installs, else by the names that the file uses. */
import type { PackageEntry } from "../catalog/index";
import type { Distribution } from "../catalog/types";
import type { FunctionDecl, Module } from "../ir/types";
import { walk } from "../ir/walk";
import type { PackageRoot } from "./types";

/** The first candidate when nothing tells them apart. */
export function chosenPackage(
  candidates: readonly PackageEntry[],
  source: string,
  from: Module,
  installed: readonly PackageRoot[],
): PackageEntry | undefined {
  const pins = installed
    .filter(({ directory }) => directory === "" || from.path.startsWith(`${directory}/`))
    .sort((a, b) => b.directory.length - a.directory.length);
  for (const pin of pins) {
    const meant = candidates.filter(({ library }) => library.distributions?.some((one) => isInstalled(one, pin)));
    // A project may list two libraries of the same import path, for two of its parts.
    if (
      meant.length > 0 &&
      !pins.some((other) => other.directory === pin.directory && other.prefix !== pin.prefix && names(candidates, other))
    )
      return meant[0];
  }
  return byUse(candidates, source, from);
}

const names = (candidates: readonly PackageEntry[], pin: PackageRoot): boolean =>
  candidates.some(({ library }) => library.distributions?.some(({ name }) => name === pin.prefix));

function isInstalled({ name, from, below, git }: Distribution, { prefix, installed = "" }: PackageRoot): boolean {
  if (name !== prefix) return false;
  if (installed === "git") return git === true || (from === undefined && below === undefined);
  if (git) return false;
  if (installed === "") return from === undefined;
  return (from === undefined || compare(installed, from) >= 0) && (below === undefined || compare(installed, below) < 0);
}

/** By numbers between dots; what is missing counts as zero. */
function compare(a: string, b: string): number {
  const left = a.split(".").map((part) => Number.parseInt(part, 10) || 0);
  const right = b.split(".").map((part) => Number.parseInt(part, 10) || 0);
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The candidate that has most of the names which the file takes from the package. */
function byUse(candidates: readonly PackageEntry[], source: string, from: Module): PackageEntry | undefined {
  const used = usedNames(source, from);
  const has = ({ package: pkg }: PackageEntry): number =>
    [...used].filter((name) =>
      [pkg.functions, pkg.constructors, pkg.types].some((table) => table !== undefined && Object.hasOwn(table, name)),
    ).length;
  return candidates.reduce<PackageEntry | undefined>((best, one) => (best && has(best) >= has(one) ? best : one), undefined);
}

function usedNames(source: string, from: Module): ReadonlySet<string> {
  const used = new Set<string>();
  const locals = new Set<string>();
  for (const imported of from.imports) {
    if (imported.source !== source) continue;
    if (imported.local !== undefined) locals.add(imported.local);
    for (const { imported: name } of imported.names) used.add(name);
  }
  if (locals.size === 0) return used;
  const visit = (fn: FunctionDecl): void => {
    walk(fn.body, {
      expr: (expr) => {
        if (expr.kind === "member" && expr.object.kind === "name" && locals.has(expr.object.name)) used.add(expr.name);
        return true;
      },
      fn: () => true,
    });
  };
  from.functions.forEach(visit);
  return used;
}
