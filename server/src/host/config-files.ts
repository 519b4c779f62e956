/** Finds, reads and remembers settings files. What they mean is `config/`'s business. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { defaultConfig, type PresetName, presets } from "../config/defaults";
import type { ConfigDocument, ConfigProblem, ParsedConfig } from "../config/document";
import { type ConfigFlags, type ConfigLayer, overrideKey, resolveConfig } from "../config/merge";
import type { Config } from "../config/types";
import { wordsOf } from "./file-errors";
import { absolute, join, parentOf, relativeTo, upwards } from "./paths";
import { isRepositoryTop } from "./walk";

const names = ["etcd-lint.json", ".etcd-lint.json"] as const;

export interface ConfigFileProblems {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}

export interface ConfigFilesOptions {
  /** Absolute; names of settings files are shown relative to it. */
  readonly root: string;
  readonly flags: ConfigFlags;
  /** Only this settings file (absolute) counts, for all files. */
  readonly only?: string;
}

export interface ConfigFiles {
  /** Reads what the folders (absolute) need. Folders already known cost nothing. */
  prepare(folders: Iterable<string>): Promise<void>;
  /** Settings of a file (absolute) in a prepared folder, or below one. */
  config(file: string): Config;
  problems(): readonly ConfigFileProblems[];
  /** Forgets everything but the last good content of each file. `unsaved` has texts to use instead of the disk's, by absolute path. */
  reset(unsaved: ReadonlyMap<string, string>): void;
}

type Parse = (text: string) => ParsedConfig;

interface Loaded {
  readonly layers: readonly ConfigLayer[];
  readonly root: boolean;
}

/** Settings files of a project. A broken file counts as it was when it was last good, and not at all when it never was. */
export function configFiles({ root, flags, only }: ConfigFilesOptions): ConfigFiles {
  const lastGood = new Map<string, ConfigDocument>();
  let unsaved: ReadonlyMap<string, string> = new Map();
  let layersByFolder = new Map<string, readonly ConfigLayer[]>();
  let loadedFiles = new Map<string, Loaded>();
  let problems = new Map<string, ConfigFileProblems>();
  let resolved = new Map<readonly ConfigLayer[], Map<string, Config>>();

  // The schema library is only worth loading when there is something to check.
  let parse: Parse | undefined;

  const fileIn = (folder: string): string | undefined =>
    names.map((name) => join(folder, name)).find((file) => unsaved.has(file) || existsSync(file));

  const load = (file: string, parser: Parse, above: readonly string[]): Loaded => {
    const known = loadedFiles.get(file);
    if (known) return known;
    const loaded = read(file, parser, above);
    loadedFiles.set(file, loaded);
    return loaded;
  };

  const read = (file: string, parser: Parse, above: readonly string[]): Loaded => {
    const text = unsaved.get(file) ?? readFileSync(file, "utf8");
    const parsed = parser(text);
    const found: ConfigProblem[] = [...parsed.problems];
    const document = parsed.document ?? lastGood.get(file);
    if (parsed.document) lastGood.set(file, parsed.document);
    const extended = (document?.extends ?? []).flatMap((name) => {
      const result = extend(name, file, parser, [...above, file]);
      if (typeof result !== "string") return [result];
      found.push({ ...placeOf(text, name), message: result, severity: "error" });
      return [];
    });
    if (found.length > 0) problems.set(file, { file, text, problems: found });
    const own = document ? [{ document, name: relativeTo(root, file), directory: parentOf(file) }] : [];
    return { layers: [...own, ...extended.reverse().flat()], root: document?.root ?? false };
  };

  /** Layers of one `extends` entry, or what is wrong with it. */
  const extend = (name: string, from: string, parser: Parse, above: readonly string[]): readonly ConfigLayer[] | string => {
    if (Object.hasOwn(presets, name)) return [presetLayer(name as PresetName)];
    const file = extendedFile(name, parentOf(from));
    if (above.includes(file)) return `extends: "${name}" leads back to itself`;
    try {
      const { layers } = load(file, parser, above);
      // What a package says of files is about those of whoever uses it.
      return file.includes("/node_modules/") ? layers.map((layer) => ({ ...layer, directory: parentOf(from) })) : layers;
    } catch (error) {
      return `extends: cannot use "${name}": ${wordsOf(error)}`;
    }
  };

  const layersOf = (folder: string, parser: Parse | undefined): readonly ConfigLayer[] => {
    const known = layersByFolder.get(folder);
    if (known) return known;
    const file = fileIn(folder);
    const own = file && parser ? tryLoad(file, parser) : undefined;
    const parent = parentOf(folder);
    const ends = own?.root === true || parent === folder || isRepositoryTop(folder);
    const rest = ends ? [] : layersOf(parent, parser);
    const layers = own ? [...own.layers, ...rest] : rest;
    layersByFolder.set(folder, layers);
    return layers;
  };

  const tryLoad = (file: string, parser: Parse): Loaded => {
    try {
      return load(file, parser, []);
    } catch (error) {
      const problem = { message: wordsOf(error), start: 0, end: 0, severity: "error" } as const;
      problems.set(file, { file, text: "", problems: [problem] });
      const document = lastGood.get(file);
      return { layers: document ? [{ document, name: relativeTo(root, file), directory: parentOf(file) }] : [], root: false };
    }
  };

  /** True when a settings file lies in the folder or above it, where nobody looked yet. */
  const anyFile = (folder: string): boolean => {
    if (layersByFolder.has(folder)) return false;
    if (fileIn(folder)) return true;
    const parent = parentOf(folder);
    return parent !== folder && !isRepositoryTop(folder) && anyFile(parent);
  };

  const layersFor = (folder: string): readonly ConfigLayer[] => {
    if (only !== undefined) return parse ? tryLoad(only, parse).layers : [];
    const known = layersByFolder.get(folder);
    if (known) return known;
    const parent = parentOf(folder);
    return parent === folder ? [] : layersFor(parent);
  };

  return {
    async prepare(folders) {
      for (const folder of folders) {
        if (!parse && (only !== undefined || anyFile(folder))) ({ parseSettings: parse } = await import("./settings"));
        if (only === undefined) layersOf(folder, parse);
        else if (parse) tryLoad(only, parse);
      }
    },
    config(file) {
      const layers = layersFor(parentOf(file));
      if (layers.length === 0 && flags.etcdVersion === undefined && flags.rules === undefined) return defaultConfig;
      const byKey = resolved.get(layers) ?? new Map<string, Config>();
      resolved.set(layers, byKey);
      const key = overrideKey(layers, file);
      const known = byKey.get(key) ?? resolveConfig(layers, file, flags);
      byKey.set(key, known);
      return known;
    },
    problems: () => [...problems.values()].sort((a, b) => (a.file < b.file ? -1 : 1)),
    reset(texts) {
      unsaved = new Map([...texts].map(([file, text]) => [absolute(file), text]));
      layersByFolder = new Map();
      loadedFiles = new Map();
      problems = new Map();
      resolved = new Map();
    },
  };
}

/**
 * The file that an `extends` entry names: a path from the folder of the settings file, else a file of an npm package in a `node_modules` there
 * or above: `@org/settings` (its etcd-lint.json) or `@org/settings/strict.json`. Only read, never run.
 */
function extendedFile(name: string, folder: string): string {
  const path = absolute(name, folder);
  if (existsSync(path) || /^(\.{0,2}\/|[a-z]:)/i.test(name)) return path;
  const inPackage = name.endsWith(".json") ? name : `${name}/etcd-lint.json`;
  return (
    upwards(folder)
      .map((above) => join(above, `node_modules/${inPackage}`))
      .find(existsSync) ?? path
  );
}

function presetLayer(preset: PresetName): ConfigLayer {
  const document: ConfigDocument = {
    preset,
    profile: {},
    profileLines: {},
    prefixes: [],
    rules: {},
    thresholds: {},
    root: false,
    extends: [],
    ignore: [],
    budgets: [],
    locked: [],
    overrides: [],
  };
  return { document, name: preset, directory: "/" };
}

/** Where a text stands in a file, as a JSON string. */
function placeOf(text: string, value: string): { readonly start: number; readonly end: number } {
  const literal = JSON.stringify(value);
  const start = Math.max(0, text.indexOf(literal));
  return { start, end: text.startsWith(literal, start) ? start + literal.length : start };
}

/** True for the names that a settings file may have. */
export function isConfigFile(file: string): boolean {
  return (names as readonly string[]).includes(path.basename(file));
}
