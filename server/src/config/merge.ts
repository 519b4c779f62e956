/** From parsed settings files to the settings of one file. */
import { defaultConfig, defaultPreset, type PresetName, presets } from "./defaults";
import type { ConfigDocument, ConfigPart } from "./document";
import { matchesGlob } from "./globs";
import type { Budget, Config, Profile, Severity, Thresholds } from "./types";

/** A settings file that takes part: its parsed content, how to name it, and the folder that its globs start from. */
export interface ConfigLayer {
  readonly document: ConfigDocument;
  /** As shown to people: project relative. */
  readonly name: string;
  /** Folder with `/`, written like the paths given to `resolveConfig`. */
  readonly directory: string;
}

/** Settings given on the command line; they win over every file. */
export interface ConfigFlags {
  readonly etcdVersion?: string;
  /** Severity by rule id. */
  readonly rules?: Readonly<Record<string, Severity>>;
}

/** One step of the merge, weakest first: a layer's own settings, then those of its overrides that match. */
interface Step {
  readonly part: ConfigPart;
  readonly name: string;
}

function stepsOf(layer: ConfigLayer, path: string): Step[] {
  const matching = layer.document.overrides.filter(({ files }) => files.some((glob) => matchesGlob(layer.directory, glob, path)));
  return [layer.document, ...matching].map((part) => ({ part, name: layer.name }));
}

/** Which overrides of the layers match a path; paths with equal keys have equal settings. */
export function overrideKey(layers: readonly ConfigLayer[], path: string): string {
  return layers
    .map((layer) =>
      layer.document.overrides.map(({ files }) => (files.some((glob) => matchesGlob(layer.directory, glob, path)) ? 1 : 0)).join(""),
    )
    .join("/");
}

/** Settings of the file at `path` from layers, nearest first (a file's `extends` follow it). Nearer settings win value by value. */
export function resolveConfig(layers: readonly ConfigLayer[], path: string, flags: ConfigFlags = {}): Config {
  const steps = [...layers].reverse().flatMap((layer) => stepsOf(layer, path));
  const preset = last(steps, (part) => part.preset) ?? defaultPreset;
  const etcdVersion = flags.etcdVersion ?? last(steps, (part) => part.etcdVersion);
  const autoCompaction = last(steps, (part) => part.autoCompaction);
  return {
    etcdVersion: etcdVersion ?? defaultConfig.etcdVersion,
    etcdVersionSource: etcdVersion === undefined ? "default" : "config",
    ...profileOf(steps, preset),
    prefixes: prefixesOf(steps),
    rules: Object.assign({}, ...steps.map(({ part }) => part.rules), flags.rules) as Readonly<Record<string, Severity>>,
    thresholds: thresholdsOf(steps),
    ignore: layers.flatMap(({ directory, document }) => document.ignore.map((glob) => ({ base: directory, glob }))),
    tests: last(steps, (part) => part.tests) ?? defaultConfig.tests,
    server: autoCompaction === undefined ? {} : { autoCompaction },
    budgets: budgetsOf(layers),
    locked: [...new Set(steps.flatMap(({ part }) => part.locked))],
    files: [...new Set(layers.map(({ name }) => name))],
  };
}

/** The strongest value that a step sets. */
function last<T>(steps: readonly Step[], read: (part: ConfigPart) => T | undefined): T | undefined {
  return steps.reduce<T | undefined>((found, { part }) => read(part) ?? found, undefined);
}

function profileOf(steps: readonly Step[], preset: PresetName): Pick<Config, "profile" | "profileSources"> {
  const set: Record<string, string> = {};
  for (const { part, name } of steps) {
    for (const [key, line] of Object.entries(part.profileLines)) set[key] = `${name}:${line}`;
  }
  const profile: Profile = Object.assign({}, presets[preset], ...steps.map(({ part }) => part.profile));
  return { profile, profileSources: { preset, set } };
}

/** One budget for each part; the nearest file that names it decides. */
function budgetsOf(layers: readonly ConfigLayer[]): readonly Budget[] {
  const merged = new Map<string, Budget>();
  for (const { document, name, directory } of [...layers].reverse()) {
    for (const { line, ...budget } of document.budgets) {
      const base = budget.scope === "files" ? directory : "";
      merged.set([budget.scope, base, budget.name].join("\n"), { ...budget, base, source: `${name}:${line}` });
    }
  }
  return [...merged.values()].filter(
    ({ max, increase, increaseShare }) => max !== undefined || increase !== undefined || increaseShare !== undefined,
  );
}

/** Longest prefix first, so that the first match is the closest. */
function prefixesOf(steps: readonly Step[]): Config["prefixes"] {
  const merged = new Map<string, Partial<Profile>>();
  for (const { part } of steps) {
    for (const { prefix, profile } of part.prefixes) merged.set(prefix, { ...merged.get(prefix), ...profile });
  }
  return [...merged]
    .map(([prefix, profile]) => ({ prefix, profile }))
    .sort((a, b) => b.prefix.length - a.prefix.length || (a.prefix < b.prefix ? -1 : 1));
}

function thresholdsOf(steps: readonly Step[]): Thresholds {
  const set = Object.assign({}, defaultConfig.thresholds, ...steps.map(({ part }) => part.thresholds)) as Record<string, number | null>;
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null)) as unknown as Thresholds;
}
