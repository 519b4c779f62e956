/** From an import specifier to the file that it means, by the endings that our languages have. */
import { statSync } from "node:fs";
import { languageOf, languages } from "../lower/index";
import type { PackageRoot } from "../resolve/types";
import { absolute, isInside, join, parentOf } from "./paths";

/** Absolute path of the module that `specifier` means in the file `from` (absolute), or undefined. `paths`: where it may lie, if known. */
export function moduleFile(
  specifier: string,
  from: string,
  root: string,
  roots: readonly PackageRoot[],
  paths?: readonly string[],
): string | undefined {
  const endings = languageOf(from)?.extensions ?? [];
  if (paths) return paths.flatMap((path) => endings.map((ending) => join(root, `${path}${ending}`))).find(isFile);
  for (const base of basesOf(specifier, from, root, roots)) {
    const found = candidates(base, from).find(isFile);
    if (found) return found;
  }
  return undefined;
}

function basesOf(specifier: string, from: string, root: string, roots: readonly PackageRoot[]): readonly string[] {
  if (specifier.startsWith(".")) return [absolute(specifier, parentOf(from))];
  const own = roots.filter(
    ({ prefix, installed, within }) =>
      installed === undefined &&
      (specifier === prefix || specifier.startsWith(`${prefix}/`)) &&
      (within === undefined || isInside(join(root, within), from)),
  );
  return own.flatMap(({ prefix, directory }) => {
    const folder = join(root, directory);
    const rest = specifier.slice(prefix.length + 1);
    return [join(folder, rest), join(join(folder, "src"), rest)];
  });
}

/** The file itself, the same with another ending (`./a.js` may be written `a.ts`), and the index of a folder. */
function candidates(base: string, from: string): readonly string[] {
  const endings = endingsFor(from);
  const written = endings.find((ending) => base.endsWith(ending));
  const bare = written ? base.slice(0, -written.length) : base;
  return [
    ...(written ? [base] : []),
    ...endings.map((ending) => `${bare}${ending}`),
    ...(written ? endings.map((ending) => `${base}${ending}`) : []),
    ...endings.map((ending) => join(base, `index${ending}`)),
  ];
}

/** Endings of the importing file's language first. */
function endingsFor(from: string): readonly string[] {
  const own = languageOf(from);
  return [...(own?.extensions ?? []), ...languages.filter((language) => language !== own).flatMap(({ extensions }) => extensions)];
}

/** `throwIfNoEntry` covers ENOENT only: a path that goes on below a file (`page.html/index.ts`) throws ENOTDIR. */
function isFile(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  } catch {
    return false;
  }
}
