/** Look-ups that fail loudly, so that a test of an entry fails where the entry is missing. */
import { packageByPath, typeById } from "../../server/src/catalog/index";
import type { Effect, LibraryFunction, LibraryType } from "../../server/src/catalog/types";

export function type(id: string): LibraryType {
  const found = typeById(id);
  if (!found) throw new Error(`no type ${id}`);
  return found;
}

/** A method of a type or of a type that it embeds. */
export function method(id: string, name: string): LibraryFunction {
  const found = findMethod(id, name);
  if (!found) throw new Error(`no method ${id}.${name}`);
  return found;
}

export function findMethod(id: string, name: string): LibraryFunction | undefined {
  const at = type(id);
  const own = at.methods && Object.hasOwn(at.methods, name) ? at.methods[name] : undefined;
  if (own) return own;
  for (const embedded of at.embeds ?? []) {
    const promoted = findMethod(embedded, name);
    if (promoted) return promoted;
  }
  return undefined;
}

/** A package function of a Go import path. */
export function goFunction(path: string, name: string): LibraryFunction {
  const found = packageByPath("go", path)?.package.functions?.[name];
  if (!found) throw new Error(`no function ${path}.${name}`);
  return found;
}

/** `prefix`, `limit=1`, `limit<0` (from argument 0), sorted by nothing: in the order of the catalogue. */
export function effects(fn: LibraryFunction): readonly string[] {
  return (fn.effects ?? []).map(words);
}

function words(effect: Effect): string {
  if (effect.arg !== undefined) return `${effect.option}<${effect.arg}`;
  return effect.value === undefined ? effect.option : `${effect.option}=${effect.value}`;
}

export function roles(fn: LibraryFunction): readonly string[] {
  return fn.params.map((param) => (param.variadic ? `...${param.role}` : param.role));
}
