/** Colours of the terminal, or none. */
import pc from "picocolors";
import type { Finding } from "../engine/types";

export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly underline: (text: string) => string;
  readonly added: (text: string) => string;
  readonly removed: (text: string) => string;
  readonly severity: (severity: Finding["severity"], text: string) => string;
}

export function paint(colours: boolean): Paint {
  const { bold, dim, underline, red, green, yellow, cyan } = pc.createColors(colours);
  const bySeverity = { error: red, warning: yellow, info: cyan };
  return { bold, dim, underline, added: green, removed: red, severity: (severity, text) => bySeverity[severity](text) };
}

/** What a program's text may do to a terminal ends here: control characters are shown, not sent. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
