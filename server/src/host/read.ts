/** Reads source files: bytes first, and text only of those that can matter. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { fileKindOf } from "../engine/file-kinds";
import { formatBytes } from "../text/format";
import { wordsOf } from "./file-errors";

/** Larger files are data or build output; people do not write them. */
const maxBytes = 2 * 1024 ** 2;
/** Even the search for names is not worth reading more. */
const maxSearchBytes = 64 * 1024 ** 2;
/** A line that nobody reads. A file that mostly consists of such lines is minified or data. */
const longLine = 10_000;

export type ReadResult =
  | { readonly kind: "source"; readonly text: string }
  /** Read, and it cannot matter. */
  | { readonly kind: "irrelevant" }
  | { readonly kind: "skipped"; readonly reason: string };

export type Matters = (bytes: Uint8Array, languageId: string) => boolean;

let buffer = Buffer.allocUnsafe(256 * 1024);

/**
 * Reads a file if `matters` says so of its bytes. A skipped file is one that matters and cannot be used, or that could not be read, so that
 * its reason is worth telling.
 */
export function readSource(file: string, matters: Matters): ReadResult {
  const kind = fileKindOf(file);
  if (!kind) return { kind: "irrelevant" };
  let bytes: Buffer | number;
  try {
    bytes = bytesOf(file);
  } catch (error) {
    return { kind: "skipped", reason: wordsOf(error) };
  }
  if (typeof bytes === "number") return { kind: "skipped", reason: `too large: ${formatBytes(bytes)}` };
  if (!matters(bytes, kind.id)) return { kind: "irrelevant" };
  const reason = unusable(bytes);
  return reason ? { kind: "skipped", reason } : { kind: "source", text: decode(bytes) };
}

/** The content in a buffer that the next call overwrites, or the size of a file that is too large to look at. */
function bytesOf(file: string): Buffer | number {
  const descriptor = openSync(file, "r");
  try {
    let length = readSync(descriptor, buffer, 0, buffer.length, 0);
    if (length < buffer.length) return buffer.subarray(0, length);
    // Only a file that does not fit needs to be asked for its size.
    const { size } = fstatSync(descriptor);
    if (size > maxSearchBytes) return size;
    const larger = Buffer.allocUnsafe(size + 1);
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
    while (length < buffer.length) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, length);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

function unusable(bytes: Buffer): string | undefined {
  if (bytes.length > maxBytes) return `too large: ${formatBytes(bytes.length)}, the limit is ${formatBytes(maxBytes)}`;
  if (isUtf16(bytes)) return undefined;
  if (bytes.includes(0)) return "not text: it holds NUL bytes";
  if (bytes.length > longLine && bytesInLongLines(bytes) > bytes.length / 2) return "minified or data: mostly very long lines";
  return undefined;
}

function bytesInLongLines(bytes: Buffer): number {
  let sum = 0;
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(10, start);
    const end = newline === -1 ? bytes.length : newline;
    if (end - start > longLine) sum += end - start;
    start = end + 1;
  }
  return sum;
}

function isUtf16(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

/** Like an editor does: without byte order mark, broken sequences replaced. */
function decode(bytes: Buffer): string {
  if (isUtf16(bytes)) return bytes.toString("utf16le", 2);
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
