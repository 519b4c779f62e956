/**
 * The second ring: files that never name an etcd client but use a function, variable or field that leads to one. A loop around a helper
 * of the project costs as much as a loop around the client, and only the caller shows the loop.
 */
import { languageOf } from "../lower/index";
import type { MissingName, PackageRoot } from "../resolve/types";
import { calledNames } from "./called-names";
import { moduleFile } from "./module-files";
import { isInside, join, parentOf, relativeTo } from "./paths";
import { endsOf, quotedEnds } from "./specifiers";

/** Tells which files use some names. */
export interface Dependents {
  /** What the bytes of a file show of them; undefined when they show nothing. */
  look(file: string, bytes: Uint8Array): Look | undefined;
  /** The files of one folder that may use a name, by what each of them shows. */
  chosen(looks: readonly Look[]): readonly Choice[];
  /** True when the text of `file` does import what declares one of the targets. Only asked of languages whose imports name files. */
  imports(file: string, text: string): boolean;
}

export interface Look {
  readonly file: string;
  readonly uses: readonly Name[];
  readonly imports: readonly Target[];
}

/** A file that may use a name. `only` is set when nothing but that name speaks for it: a name that many files write says little. */
export interface Choice {
  readonly file: string;
  readonly only?: readonly string[];
  /** What speaks for it are bytes that look like an import of a file: its text tells. */
  readonly unsure?: boolean;
}

/** A name that more files than this write, without an import of what declares it, is a common word. */
const maxStrangers = 40;

/** The choices without those that only a common word speaks for. */
export function withoutCommon<T extends Choice>(choices: readonly T[]): readonly T[] {
  const count = new Map<string, number>();
  for (const { only = [] } of choices) for (const name of only) count.set(name, (count.get(name) ?? 0) + 1);
  return choices.filter(({ only }) => !only || only.some((name) => (count.get(name) ?? 0) <= maxStrangers));
}

interface Target {
  /** Absolute folder whose files share names, or undefined when only importers can call. */
  readonly folder: string | undefined;
  readonly packages: readonly string[];
  /** Texts that an importer holds at the end of a quoted specifier. */
  readonly needles: readonly Buffer[];
  /** Its language writes imports without quotes: needles are words. */
  readonly bare?: true;
  /** Absolute folders whose index may give it on, for a file that is imported by name. */
  readonly barrels: readonly string[];
  /** Variables and fields, which are looked for as such; functions are known by the parenthesis behind them. */
  readonly plain: Name[];
}

interface Name {
  readonly text: string;
  readonly target: Target;
  /** Only files of the folder may use it. */
  readonly own: boolean;
  readonly called: boolean;
}

const quoted = /(["'`])((?:(?!\1)[^\\\n]){1,200})\1/g;

/** Dependents for names of kind `callers`; others are left aside. */
export function dependentsOf(wanted: readonly MissingName[], root: string, allRoots: readonly PackageRoot[]): Dependents {
  const roots = allRoots.filter(({ installed }) => installed === undefined);
  const targets = new Map<string, Target>();
  const called = new Map<string, Name[]>();
  for (const { kind, name, where, own, called: isCalled } of wanted) {
    if (kind !== "callers") continue;
    const target = targets.get(where) ?? targetOf(where, root, roots);
    targets.set(where, target);
    const entry: Name = { text: name, target, own: own === true, called: isCalled === true };
    if (!entry.called) target.plain.push(entry);
    else called.set(name, [...(called.get(name) ?? []), entry]);
  }
  const all = [...targets.values()];
  const packages = new Set(all.flatMap((target) => target.packages));
  const barrels = new Set(all.flatMap((target) => target.barrels));
  const files = new Set([...targets.keys()].filter((where) => languageOf(where)).map((where) => join(root, where)));
  const callsIn = calledNames([...called.keys()]);
  const importedIn = importSearch(all);
  return {
    look(file, bytes) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const folder = parentOf(file);
      const imports = importedIn(buffer).filter((target) => target.folder !== folder);
      const near = all.filter((target) => target.folder === folder || imports.includes(target));
      const plain = near.flatMap((target) => target.plain.filter(({ text }) => buffer.includes(text)));
      const uses = [...callsIn(buffer).flatMap((name) => called.get(name) ?? []), ...plain];
      return uses.length > 0 || imports.length > 0 ? { file, uses, imports } : undefined;
    },
    chosen: (looks) => {
      // Files of a package see what any of them imports through its types.
      const shared = new Set(looks.flatMap(({ imports }) => imports));
      return looks.flatMap(({ file, uses, imports }) => {
        const folder = parentOf(file);
        const sees = (target: Target): boolean =>
          target.folder === folder || imports.includes(target) || (target.folder !== undefined && shared.has(target));
        const seen = uses.filter(({ target, own }) => (own ? target.folder === folder : sees(target)));
        if (seen.some(({ target }) => target.folder !== undefined)) return [{ file }];
        if (seen.length > 0) return [{ file, unsure: true }];
        const only = uses.filter(({ called: isCalled, own, text }) => isCalled && !own && isTelling(text)).map(({ text }) => text);
        return only.length > 0 ? [{ file, only }] : [];
      });
    },
    imports(file, text) {
      const language = languageOf(file);
      const meant = language?.importsIn?.(text, relativeTo(root, file));
      if (language && meant) {
        return meant.some((path) => {
          const found = language.extensions.map((ending) => join(root, `${path}${ending}`));
          return found.some((one) => files.has(one) || (isIndex(one) && barrels.has(parentOf(one))));
        });
      }
      for (const [, , specifier = ""] of text.matchAll(quoted)) {
        if (packages.has(specifier)) return true;
        const meant = moduleFile(specifier, file, root, roots);
        if (meant !== undefined && (files.has(meant) || (isIndex(meant) && barrels.has(parentOf(meant))))) return true;
      }
      return false;
    },
  };
}

/** Finds the targets that a file may import; quoted specifiers of all of them in one pass. */
function importSearch(targets: readonly Target[]): (bytes: Buffer) => readonly Target[] {
  const bare = targets.filter((target) => target.bare);
  const byNeedle = new Map<string, Target[]>();
  for (const target of targets) {
    if (target.bare) continue;
    for (const needle of target.needles) {
      const text = needle.toString("latin1");
      byNeedle.set(text, [...(byNeedle.get(text) ?? []), target]);
    }
  }
  return (bytes) => {
    const found = new Set(bare.filter(({ needles }) => needles.some((needle) => isWord(bytes, needle))));
    if (byNeedle.size > 0) {
      for (const text of quotedEnds(bytes)) for (const end of endsOf(text)) for (const target of byNeedle.get(end) ?? []) found.add(target);
    }
    return targets.filter((target) => found.has(target));
  };
}

/** A name of two words or more is seldom written by files that mean something else: `saveJobs`, `PutUnderLease`. */
function isTelling(name: string): boolean {
  return name.length >= 8 && /[a-z0-9_][A-Z]|._./.test(name);
}

function targetOf(where: string, root: string, roots: readonly PackageRoot[]): Target {
  const isModule = languageOf(where) !== undefined;
  const absolute = join(root, where);
  const directory = isModule ? relativeTo(root, parentOf(absolute)) : where;
  const packages = packagePaths(directory, roots);
  if (!isModule) return { folder: absolute, packages, needles: packages.map((path) => Buffer.from(path)), barrels: [], plain: [] };
  const barrels = foldersAbove(absolute, root);
  if (languageOf(where)?.importsIn) {
    const words = [absolute, ...barrels].map((path) => moduleNeedle(path).slice(1));
    return {
      folder: undefined,
      packages: [],
      needles: [...new Set(words)].map((text) => Buffer.from(text)),
      barrels,
      plain: [],
      bare: true,
    };
  }
  const inside = roots.filter(({ directory: at }) => at === "" || isInside(at, directory)).map(({ prefix }) => prefix);
  const needles = [moduleNeedle(absolute), ...barrels.map((folder) => folder.slice(folder.lastIndexOf("/"))), ...packages, ...inside];
  return {
    folder: undefined,
    packages: [...packages, ...inside],
    needles: [...new Set(needles)].map((text) => Buffer.from(text)),
    barrels,
    plain: [],
  };
}

/** How far an index is looked for above a file that it may give on. */
const maxBarrels = 4;

function foldersAbove(file: string, root: string): readonly string[] {
  const folders: string[] = [];
  for (let at = parentOf(file); at !== root && isInside(root, at) && folders.length < maxBarrels; at = parentOf(at)) folders.push(at);
  return folders;
}

function isIndex(file: string): boolean {
  return /\/(?:index|__init__)\.[^/]+$/.test(file);
}

/** Paths under which a folder is imported as a package. */
function packagePaths(directory: string, roots: readonly PackageRoot[]): readonly string[] {
  return roots.flatMap(({ prefix, directory: at }) => {
    if (at === directory) return [prefix];
    if (at === "") return [`${prefix}/${directory}`];
    return directory.startsWith(`${at}/`) ? [`${prefix}/${directory.slice(at.length + 1)}`] : [];
  });
}

/** The end of a relative specifier of the file: `/store` for `store.ts`, the folder's name for an index. */
function moduleNeedle(file: string): string {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const ending = languageOf(file)?.extensions.find((extension) => name.endsWith(extension)) ?? "";
  const stem = name.slice(0, name.length - ending.length);
  const folder = parentOf(file);
  return stem === "index" || stem === "__init__" ? folder.slice(folder.lastIndexOf("/")) : `/${stem}`;
}

/** True when the needle occurs as a word. */
function isWord(buffer: Buffer, needle: Buffer): boolean {
  for (let at = buffer.indexOf(needle); at !== -1; at = buffer.indexOf(needle, at + 1)) {
    if (!isWordByte(buffer[at - 1]) && !isWordByte(buffer[at + needle.length])) return true;
  }
  return false;
}

const isWordByte = (byte: number | undefined): boolean => byte !== undefined && /\w/.test(String.fromCharCode(byte));
