/** Values of Go's literals: https://go.dev/ref/spec#Lexical_elements. */

const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

const escapeSequence = /\\(?:([abfnrtv\\'"])|([0-7]{3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g;

/**
 * The value of a string literal, quotes included in `source`. A wrong escape stays as it is written. Bytes given as `\xff` or `\377`
 * become one UTF-16 unit each, so that a length in bytes is at least not less than the real one.
 */
export function stringValue(source: string): string {
  if (source.startsWith("`")) return source.slice(1, source.length > 1 && source.endsWith("`") ? -1 : undefined).replaceAll("\r", "");
  const inner = source.slice(1, source.length > 1 && source.endsWith('"') ? -1 : undefined);
  return inner.includes("\\") ? decodeEscapes(inner) : inner;
}

/** The code point of a rune literal, `source` with its quotes; undefined when it is none. */
export function runeValue(source: string): number | undefined {
  return decodeEscapes(source.slice(1, -1)).codePointAt(0);
}

function decodeEscapes(text: string): string {
  return text.replace(escapeSequence, (whole, simple?: string, octal?: string, hex?: string, u4?: string, u8?: string) => {
    if (simple !== undefined) return simpleEscapes[simple] ?? whole;
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    const code = Number.parseInt(hex ?? u4 ?? u8 ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The value of an integer or floating-point literal; undefined when it cannot be read. */
export function numberValue(source: string): number | undefined {
  const digits = source.replaceAll("_", "").toLowerCase();
  if (digits.startsWith("0x") && /[.p]/.test(digits)) return hexFloatValue(digits);
  const value = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return digits === "" || Number.isNaN(value) ? undefined : value;
}

function hexFloatValue(digits: string): number | undefined {
  const parts = /^0x([0-9a-f]*)\.?([0-9a-f]*)p([+-]?\d+)$/.exec(digits);
  if (!parts) return undefined;
  const [, whole = "", fraction = "", exponent = ""] = parts;
  return Number.parseInt(`${whole}${fraction}` || "0", 16) * 2 ** (Number(exponent) - 4 * fraction.length);
}
