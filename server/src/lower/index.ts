/** The languages we read. A new one is a file beside this one and a row here. */
import { go } from "./go";
import { java } from "./java";
import { python } from "./python";
import { rust } from "./rust";
import type { Language } from "./types";
import { javascript, javascriptReact, typescript, typescriptReact } from "./typescript";

export const languages: readonly Language[] = [go, typescript, typescriptReact, javascript, javascriptReact, python, java, rust];

const byExtension = new Map(languages.flatMap((language) => language.extensions.map((extension) => [extension, language] as const)));
const byId = new Map(languages.map((language) => [language.id, language] as const));

/** The language of a file by its ending, longest ending first (`.d.ts` before `.ts`); undefined when we do not read it. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  for (let dot = name.indexOf(".", 1); dot !== -1; dot = name.indexOf(".", dot + 1)) {
    const language = byExtension.get(name.slice(dot));
    if (language) return language;
  }
  return undefined;
}

/** The language with this public id. */
export function languageById(id: string): Language | undefined {
  return byId.get(id);
}
