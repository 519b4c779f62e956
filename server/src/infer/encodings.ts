/** What encodings add: bytes around fields, texts, lists, and for bytes written as text. Formulas are the formats' own. */
import type { Quantity } from "../model/types";
import type { Encoding, Growth } from "./knowledge/values";

const fixed = (bytes: number): Quantity => ({ low: bytes, likely: bytes, high: bytes });
const quantity = (low: number, likely: number, high: number): Quantity => ({ low, likely, high });

/** Formats that write names, quotes and digits. The others are binary. */
export function isText(encoding: Encoding): boolean {
  return encoding === "json" || encoding === "yaml" || encoding === "toml" || encoding === "xml" || encoding === "text";
}

/** Bytes around all fields of one record. */
export function recordOverhead(encoding: Encoding): number {
  switch (encoding) {
    case "json":
      return 2;
    case "msgpack":
    case "cbor":
      return 1;
    // gob sends the type once a stream: its id, the length, and a byte that ends the record (https://pkg.go.dev/encoding/gob).
    case "gob":
      return 16;
    // Protocol, frame, stop, and the mark and batch of a dictionary: https://github.com/python/cpython/blob/main/Lib/pickletools.py
    case "pickle":
      return 18;
    case "xml":
      return 16;
    case "yaml":
    case "toml":
    case "proto":
    case "text":
      return 0;
  }
}

/** Bytes around the value of one field: its name, quotes, separators, or its tag. `depth` is how far YAML indents. */
export function fieldOverhead(encoding: Encoding, name: string, depth: number): number {
  const bytes = new TextEncoder().encode(name).length;
  switch (encoding) {
    case "json":
      return bytes + 4;
    case "yaml":
      return bytes + 3 + 2 * depth;
    case "toml":
      return bytes + 4;
    case "xml":
      return 2 * bytes + 5;
    case "msgpack":
    case "cbor":
      return bytes + 1;
    // gob: the name travels with the type, once a stream; then a delta of a byte.
    case "gob":
      return bytes + 5;
    // SHORT_BINUNICODE with its length, and MEMOIZE.
    case "pickle":
      return bytes + 3;
    case "proto":
      return 1;
    case "text":
      return 1;
  }
}

/** Bytes of the separator after each entry of a list. */
export function elementOverhead(encoding: Encoding, depth: number): number {
  switch (encoding) {
    case "json":
      return 1;
    case "yaml":
      return 3 + 2 * depth;
    case "toml":
    case "xml":
      return 2;
    case "proto":
      return 1;
    case "msgpack":
    case "cbor":
    case "gob":
    case "pickle":
    case "text":
      return 0;
  }
}

/** Bytes around a text: quotes, or a length. */
export function textOverhead(encoding: Encoding): number {
  return encoding === "json" || encoding === "toml"
    ? 2
    : encoding === "yaml" || encoding === "text" || encoding === "xml"
      ? 0
      : encoding === "pickle"
        ? 3
        : 1;
}

/** A number, as digits or as a varint. `digits` are those of a 64-bit integer or a double. */
export function numberBytes(encoding: Encoding, float: boolean): Quantity {
  if (isText(encoding)) return float ? quantity(1, 6, 24) : quantity(1, 5, 20);
  return float ? quantity(1, 8, 9) : quantity(1, 3, 10);
}

export function boolBytes(encoding: Encoding): Quantity {
  return isText(encoding) ? quantity(4, 5, 5) : fixed(1);
}

export function nullBytes(encoding: Encoding): number {
  return isText(encoding) ? 4 : encoding === "proto" || encoding === "gob" ? 0 : 1;
}

/** Fields that hold their zero value are left out by the format itself: proto3 and gob. */
export function dropsZeroValues(encoding: Encoding): boolean {
  return encoding === "proto" || encoding === "gob";
}

/** JSON writes bytes as base64 (https://pkg.go.dev/encoding/json#Marshal); the text formats for people do as well or write numbers. */
export function bytesInside(encoding: Encoding, bytes: number): number {
  return isText(encoding) && encoding !== "text" ? base64(bytes) : bytes;
}

/** RFC 4648: four characters for each three bytes or part of them. */
export function base64(bytes: number): number {
  return Number.isFinite(bytes) ? Math.ceil(bytes / 3) * 4 : bytes;
}

/** How an encoding of bytes changes their number: low, likely and high end. Compression of text gives a tenth to all of it, about a quarter. */
export function growth(name: Growth["name"], bytes: Quantity): Quantity {
  switch (name) {
    case "base64":
      return quantity(base64(bytes.low), base64(bytes.likely), base64(bytes.high));
    case "hex":
      return quantity(2 * bytes.low, 2 * bytes.likely, 2 * bytes.high);
    case "gzip":
    case "zlib":
    case "snappy":
    case "zstd":
    case "lz4":
    case "brotli":
    case "deflate":
      return quantity(Math.ceil(bytes.low / 10), Math.ceil(bytes.likely / 4), bytes.high);
  }
}

export function isCompression(name: Growth["name"]): boolean {
  return name !== "base64" && name !== "hex";
}
