/** Settings files of other tools that are JSON with comments. */
import { parse } from "jsonc-parser";

/** The value as far as it can be read; undefined for an empty text. */
export function readJsonc(text: string): unknown {
  return parse(text, [], { allowTrailingComma: true });
}
