/** Values of string and number literals, decoded as the language does: https://docs.python.org/3/reference/lexical_analysis.html */

const simpleEscapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", a: "\x07" };

/** The text an escape sequence (with its backslash) stands for. Unknown ones stand for themselves, backslash included. */
function decodeEscape(written: string): string {
  const body = written.slice(1);
  const first = body[0] ?? "";
  const simple = simpleEscapes[first];
  if (simple !== undefined) return simple;
  if (first === "\n" || first === "\r") return "";
  if (first === "\\" || first === "'" || first === '"') return first;
  if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  if (first === "x" || first === "u" || first === "U") {
    const code = Number.parseInt(body.slice(1), 16);
    return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : written;
  }
  // `\N{DASH}`: one character, whichever.
  return first === "N" && body.length > 1 ? "?" : written;
}

const escapes = /\\(?:\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|[\s\S])/g;

/** The value of the text between the quotes. `prefix` holds the letters before them. */
export function decodeContent(content: string, prefix: string): string {
  if (/r/i.test(prefix) || !content.includes("\\")) return content;
  return content.replace(escapes, decodeEscape);
}

/** Letters before the quotes of a string's start: `rb` of `rb"""`. */
export function prefixOf(start: string): string {
  return /^[a-z]*/i.exec(start)?.[0] ?? "";
}

/** The value of a number literal (separators, hex, octal, binary); undefined when it is none or complex. */
export function numberValue(text: string): number | undefined {
  const digits = text.replaceAll("_", "").replace(/[lL]$/, "");
  if (digits === "" || /j$/i.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isNaN(value) ? undefined : value;
}
