/** The files of one project as the analysis needs them. The command line and the language server both read through it. */

import { isIgnored } from "../config/globs";
import type { ConfigFlags } from "../config/merge";
import type { Config } from "../config/types";
import { fileKindOf } from "../engine/file-kinds";
import type { Skipped, SourceFile } from "../engine/types";
import { languageOf } from "../lower/index";
import type { MissingName, PackageRoot } from "../resolve/types";
import { companionFiles } from "./companions";
import { type ConfigFileProblems, configFiles } from "./config-files";
import { type Choice, type Dependents, dependentsOf, type Look, withoutCommon } from "./dependents";
import { isFileLeftOut } from "./ignore-files";
import { bytesCanMatter } from "./needles";
import { packageRoots } from "./package-roots";
import { absolute, join, parentOf, relativeTo } from "./paths";
import { readSource } from "./read";
import { type FolderContent, isInLeftOutFolder, isKept, isRepositoryTop, walk } from "./walk";

export interface DiskOptions {
  /** Folder of the project; paths that come out are relative to it. */
  readonly root: string;
  readonly flags?: ConfigFlags;
  /** Folder in the root that is walked, when not all of it is the project's. */
  readonly scope?: string;
  /** The only settings file that counts. */
  readonly config?: string;
  /** Test code is read although the settings leave it out: for the inventory of calls. */
  readonly withTests?: boolean;
}

export interface Scan {
  /** Files that can matter. */
  readonly files: readonly SourceFile[];
  readonly skipped: readonly Skipped[];
  /** Files looked at. */
  readonly seen: number;
}

/** Files read between two turns of the event loop, so that a server answers requests during a scan. */
const filesPerTurn = 256;
/** Callers read for one round; a helper that half a large tree calls needs no more to show how it is called. */
const maxCallers = 400;

export interface Disk {
  /** Walks the project, and folders (absolute) that it leaves out although they were asked for by name. */
  scan(named?: readonly string[]): Promise<Scan>;
  /** A file that was asked for by name: only what cannot be read is left out. */
  readNamed(path: string): Promise<Scan>;
  /** The file as it is now; undefined when it is gone, left out by settings or ignore files, or cannot matter. */
  read(path: string): Promise<SourceFile | undefined>;
  /** True when ignore files, settings or conventions leave the path out. */
  ignored(path: string): Promise<boolean>;
  /** True when the text of a file seems to use a function, variable or field that `companions` was asked for. */
  mayUse(path: string, text: string): boolean;
  /** Files that may declare the missing names, or call the functions. What was asked before is not looked for again. */
  companions(missing: readonly MissingName[]): Promise<readonly SourceFile[]>;
  packageRoots(): Promise<readonly PackageRoot[]>;
  /** Settings of a file, as of the last `reload`. */
  config(path: string): Config;
  /** Forgets the tree and reads settings anew; `unsaved` has texts of open settings files by absolute path. */
  reload(unsaved: ReadonlyMap<string, string>): Promise<void>;
  configProblems(): readonly ConfigFileProblems[];
}

/** The disk under `root`. Nothing is read until asked for. */
export function createDisk(options: DiskOptions): Disk {
  const root = absolute(options.root);
  const only = options.config === undefined ? {} : { only: absolute(options.config) };
  const settings = configFiles({ root, flags: options.flags ?? {}, ...only });
  const asked = new Set<string>();
  /** Files that matter for others only. */
  const explaining = new Set<string>();
  let listing: readonly FolderContent[] | undefined;
  let roots: readonly PackageRoot[] | undefined;
  /** Every name whose users were asked for, and what tells them. */
  const usable: MissingName[] = [];
  let users: Dependents | undefined;

  const list = async (): Promise<readonly FolderContent[]> => {
    listing ??= await listFolders([absolute(options.scope ?? root)]);
    return listing;
  };
  const rootsNow = async (): Promise<readonly PackageRoot[]> => {
    roots ??= packageRoots(
      root,
      (await list()).flatMap(({ manifests }) => manifests),
    );
    return roots;
  };
  const withoutIgnored = async (files: readonly SourceFile[]): Promise<readonly SourceFile[]> => {
    await settings.prepare(new Set(files.map(({ path }) => parentOf(join(root, path)))));
    return files.filter(({ path }) => !leftOut(path));
  };
  const leftOut = (path: string): boolean => {
    const file = join(root, path);
    const config = settings.config(file);
    return isIgnored(config, file) || (config.tests === "off" && options.withTests !== true && fileKindOf(path)?.isTest(path) === true);
  };

  const callers = async (wanted: readonly MissingName[]): Promise<readonly SourceFile[]> => {
    if (!wanted.some(({ kind }) => kind === "callers")) return [];
    usable.push(...wanted.filter(({ kind }) => kind === "callers"));
    users = undefined;
    const dependents = dependentsOf(wanted, root, await rootsNow());
    const chosen: (Choice & { readonly content: FolderContent })[] = [];
    for (const portion of portions(await list())) {
      for (const content of portion) for (const choice of chosenIn(content, dependents)) chosen.push({ ...choice, content });
      await turn();
    }
    const found: SourceFile[] = [];
    for (const { file, content, unsure } of withoutCommon(chosen).slice(0, maxCallers)) {
      const source = callerIn(file, content, unsure === true ? dependents : undefined);
      if (source) found.push(source);
    }
    return withoutIgnored(found);
  };

  const chosenIn = ({ files }: FolderContent, dependents: Dependents): readonly Choice[] => {
    const looks: Look[] = [];
    for (const file of files) {
      // How often a test calls something says nothing about the program.
      if (languageOf(file)?.isTest(relativeTo(root, file)) !== false) continue;
      readSource(file, (bytes, language) => {
        // A file that names a client is known already; only what it imports counts, for those beside it.
        const known = bytesCanMatter(bytes, language);
        const look = dependents.look(file, bytes);
        if (look) looks.push(known ? { ...look, uses: [] } : look);
        return false;
      });
    }
    return looks.length === 0 ? [] : dependents.chosen(looks);
  };

  const callerIn = (file: string, content: FolderContent, asked: Dependents | undefined): SourceFile | undefined => {
    const read = readSource(file, () => true);
    if (read.kind !== "source" || !isKept(content, file)) return undefined;
    return asked && !asked.imports(file, read.text) ? undefined : { path: relativeTo(root, file), text: read.text };
  };

  const mayUse = (path: string, text: string): boolean => {
    if (usable.length === 0) return false;
    users ??= dependentsOf(usable, root, roots ?? []);
    const file = join(root, path);
    const look = users.look(file, Buffer.from(text));
    const [choice] = look ? users.chosen([look]) : [];
    return choice !== undefined && (choice.unsure !== true || users.imports(file, text));
  };

  return {
    mayUse,
    async scan(named = []) {
      const listed = await list();
      const known = new Set(listed.map(({ directory }) => directory));
      const contents = [...listed, ...(await listFolders(named.filter((folder) => !known.has(folder))))];
      const files: SourceFile[] = [];
      const skipped: Skipped[] = contents.flatMap(({ directory, problem }) =>
        problem ? [{ file: relativeTo(root, directory) || ".", reason: problem }] : [],
      );
      let seen = 0;
      for (const portion of portions(contents)) {
        for (const content of portion) {
          for (const file of content.files) {
            const read = readSource(file, bytesCanMatter);
            if (read.kind === "irrelevant" || !isKept(content, file)) continue;
            const path = relativeTo(root, file);
            if (read.kind === "source") files.push({ path, text: read.text });
            else skipped.push({ file: path, reason: read.reason });
          }
          seen += content.files.length;
        }
        await turn();
      }
      return { files: await withoutIgnored(files), skipped, seen };
    },
    async readNamed(path) {
      const file = join(root, path);
      await settings.prepare([parentOf(file)]);
      const read = readSource(file, () => true);
      const skipped = read.kind === "skipped" ? [{ file: path, reason: read.reason }] : [];
      const unread = read.kind === "irrelevant" ? [{ file: path, reason: "no language reads this file" }] : skipped;
      return { files: read.kind === "source" ? [{ path, text: read.text }] : [], skipped: unread, seen: 1 };
    },
    async read(path) {
      const file = join(root, path);
      asked.clear();
      if (await this.ignored(path)) return undefined;
      let matters = false;
      const read = readSource(file, (bytes, language) => {
        matters = explaining.has(path) || bytesCanMatter(bytes, language);
        return matters || usable.length > 0;
      });
      if (read.kind === "source" && !matters && !mayUse(path, read.text)) return undefined;
      return read.kind === "source" ? { path, text: read.text } : undefined;
    },
    async ignored(path) {
      const file = join(root, path);
      if (isInLeftOutFolder(path) || isFileLeftOut(file, isRepositoryTop)) return true;
      await settings.prepare([parentOf(file)]);
      return leftOut(path);
    },
    async companions(missing) {
      const wanted = missing.filter((one) => !asked.has(keyOf(one)));
      for (const one of wanted) asked.add(keyOf(one));
      if (wanted.length === 0) return [];
      const declaring = wanted.filter(({ kind }) => kind !== "callers");
      const explained = declaring.length === 0 ? [] : companionFiles(declaring, root, await rootsNow());
      const found = [...explained, ...(await callers(wanted))];
      await settings.prepare(new Set(found.map(({ path }) => parentOf(join(root, path)))));
      for (const { path } of found) explaining.add(path);
      return found;
    },
    packageRoots: rootsNow,
    config: (path) => settings.config(join(root, path)),
    async reload(unsaved) {
      settings.reset(unsaved);
      asked.clear();
      usable.length = 0;
      users = undefined;
      listing = undefined;
      roots = undefined;
      await settings.prepare([root]);
    },
    configProblems: () => settings.problems(),
  };
}

function keyOf({ kind, name, where, from }: MissingName): string {
  return [kind, name, where, kind === "module" ? from : ""].join("\n");
}

async function listFolders(folders: readonly string[]): Promise<readonly FolderContent[]> {
  const contents: FolderContent[] = [];
  for (const folder of folders) {
    for (const content of walk(folder)) {
      contents.push(content);
      if (contents.length % filesPerTurn === 0) await turn();
    }
  }
  return contents;
}

/** Folders in portions of some hundred files, between which the event loop may turn. */
function* portions(contents: readonly FolderContent[]): Generator<readonly FolderContent[]> {
  let portion: FolderContent[] = [];
  let files = 0;
  for (const content of contents) {
    portion.push(content);
    files += content.files.length;
    if (files < filesPerTurn) continue;
    yield portion;
    portion = [];
    files = 0;
  }
  if (portion.length > 0) yield portion;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
