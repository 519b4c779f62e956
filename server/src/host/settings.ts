/** Reading settings files: a bundle of its own for the command line, loaded when there is a settings file. */

import type { ParsedConfig } from "../config/document";
import { parseConfig } from "../config/parse";
import { knownRules } from "./known-rules";

/** Checks the text of a settings file against the schema and the rules there are. */
export function parseSettings(text: string): ParsedConfig {
  return parseConfig(text, knownRules);
}
