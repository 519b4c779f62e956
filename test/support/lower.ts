/** Source text to the common program, with the real grammar of its language. */
import type { Module } from "../../server/src/ir/types";
import { languageOf } from "../../server/src/lower/index";
import { parser } from "./parser";

/** Lowers one file; its language is known by the path's ending. */
export async function lowerSource(text: string, path: string): Promise<Module> {
  const language = languageOf(path);
  if (!language) throw new Error(`no language reads ${path}`);
  const module = await parser.with(language.grammar, text, (tree) => language.lower(tree, text, path));
  if (!module) throw new Error("the parse was stopped");
  return module;
}
