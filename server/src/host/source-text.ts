/** Text of files for reports: what lies on the disk when it is asked for. */
import { readFileSync, statSync } from "node:fs";
import { join } from "./paths";

/** Larger files were not analysed either. */
const maxBytes = 4 * 1024 ** 2;

/** Reads files under `root`, each once; undefined when a file is gone, too large or no text. */
export function sourceTexts(root: string): (file: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (file) => {
    if (!known.has(file)) known.set(file, readText(join(root, file)));
    return known.get(file);
  };
}

function readText(file: string): string | undefined {
  try {
    if (statSync(file).size > maxBytes) return undefined;
    return decodeText(readFileSync(file)).text;
  } catch {
    return undefined;
  }
}

export type Encoding = "utf8" | "utf8-bom" | "utf16le-bom";

/** Bytes as an editor shows them, and how to write them back. */
export function decodeText(bytes: Buffer): { readonly text: string; readonly encoding: Encoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: bytes.toString("utf16le", 2), encoding: "utf16le-bom" };
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? { text: text.slice(1), encoding: "utf8-bom" } : { text, encoding: "utf8" };
}

/** The inverse of `decodeText`. */
export function encodeText(text: string, encoding: Encoding): Buffer {
  switch (encoding) {
    case "utf8":
      return Buffer.from(text, "utf8");
    case "utf8-bom":
      return Buffer.from(`\ufeff${text}`, "utf8");
    case "utf16le-bom":
      return Buffer.from(`\ufeff${text}`, "utf16le");
  }
}
