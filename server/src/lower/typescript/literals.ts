/** Values of string and number literals, decoded as the language does. */

const simpleEscapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v" };

/** The text an escape sequence (with its backslash) stands for. Malformed ones stand for themselves without the backslash. */
export function decodeEscape(written: string): string {
  const body = written.slice(1);
  const first = body[0] ?? "";
  const simple = simpleEscapes[first];
  if (simple !== undefined) return simple;
  if (first === "\n" || first === "\r" || first === "\u2028" || first === "\u2029") return "";
  const hex = first === "x" ? body.slice(1) : first === "u" ? body.slice(1).replace(/^\{|\}$/g, "") : undefined;
  if (hex !== undefined) {
    const code = /^[0-9a-fA-F]{1,6}$/.test(hex) ? Number.parseInt(hex, 16) : -1;
    return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : body;
  }
  if (/^[0-7]{1,3}$/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  return body;
}

/** The value of a number literal (separators, hex, octal, binary, BigInt); undefined when it is none. */
export function numberValue(text: string): number | undefined {
  const digits = text.replaceAll("_", "").replace(/n$/, "");
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  const value = Number(digits);
  return digits === "" || Number.isNaN(value) ? undefined : value;
}

/** The value of a quoted string as written; an unclosed one loses only its opening quote. */
export function decodeString(quoted: string): string {
  const quote = quoted[0] ?? "";
  const inner = quoted.length > 1 && quoted.endsWith(quote) ? quoted.slice(1, -1) : quoted.slice(1);
  if (!inner.includes("\\")) return inner;
  return inner.replace(/\\(?:\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|[0-7]{1,3}|[\s\S])/g, decodeEscape);
}
