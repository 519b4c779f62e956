/** Values that stand elsewhere: variables of templates, looked up in the files that define them. */
import type { Definition, ServerSetting, Variable, VersionPin, Written } from "./types";
import { parseVersion, versionText } from "./versions";

export type Lookup = (variable: Variable, from: string) => Definition | undefined;

/** Looks up variables over the definitions of a project. Where they say different things nothing is known. */
export function lookupIn(definitions: readonly Definition[]): Lookup {
  const byName = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const key = keyOf(definition.variable);
    const list = byName.get(key);
    if (list) list.push(definition);
    else byName.set(key, [definition]);
  }
  return (variable, from) => {
    const all = byName.get(keyOf(variable)) ?? [];
    switch (variable.scheme) {
      case "jinja":
        return agreed(all) ?? agreed(all.filter(({ place }) => /(^|\/)defaults\//.test(place.file)));
      case "helm":
        return agreed(nearest(all, from).filter(({ place }) => /(^|\/)values\.ya?ml$/.test(place.file)));
      case "shell":
        return (
          agreed(all.filter(({ place }) => place.file === from)) ??
          agreed(all.filter(({ place }) => folderOf(place.file) === folderOf(from)))
        );
    }
  };
}

function keyOf({ scheme, name }: Variable): string {
  return `${scheme}:${name}`;
}

/** The first of definitions that all say the same. */
function agreed(all: readonly Definition[]): Definition | undefined {
  const [first] = all;
  if (first?.value.kind !== "text") return undefined;
  const { text } = first.value;
  return all.every(({ value }) => value.kind === "text" && value.text === text) ? first : undefined;
}

/** Definitions in the deepest folder that the file lies in too: a template's chart. */
function nearest(all: readonly Definition[], from: string): readonly Definition[] {
  const above = all.filter(({ place }) => isInside(folderOf(place.file), from));
  const depth = Math.max(-1, ...above.map(({ place }) => folderOf(place.file).length));
  return above.filter(({ place }) => folderOf(place.file).length === depth);
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : path.slice(0, slash);
}

function isInside(folder: string, path: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

/** The setting with its value as it is defined, at the place of the definition. An empty definition unsets it. */
export function resolved(setting: ServerSetting, lookup: Lookup): ServerSetting {
  const definition = definitionOf(setting.value, setting.place.file, lookup);
  if (!definition) return setting;
  // A template that writes the setting under a condition mostly asks whether its value is there.
  const conditional = setting.conditional && definition.value.kind === "text" && definition.value.text === "";
  return { ...setting, value: definition.value, place: definition.place, conditional };
}

function definitionOf(value: Written, from: string, lookup: Lookup): Definition | undefined {
  return value.kind === "unknown" && value.variable ? lookup(value.variable, from) : undefined;
}

/** The pin with the version that its variable is defined to. */
export function resolvedPin(pin: VersionPin, lookup: Lookup): VersionPin {
  const definition = pin.version === undefined && pin.variable ? lookup(pin.variable, pin.place.file) : undefined;
  const version = definition?.value.kind === "text" ? parseVersion(definition.value.text) : undefined;
  return definition && version ? { ...pin, version: versionText(version), place: definition.place } : pin;
}
