/** Values of string, character and number literals, decoded as the language does: https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html#jls-3.10 */

const simpleEscapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", s: " " };

function decodeEscape(written: string): string {
  const body = written.slice(1);
  const first = body[0] ?? "";
  const simple = simpleEscapes[first];
  if (simple !== undefined) return simple;
  if (first === "u") return String.fromCharCode(Number.parseInt(body.replace(/^u+/, ""), 16));
  if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8));
  return first === "\n" || first === "\r" ? "" : first;
}

const escapes = /\\(?:\r\n|u+[0-9a-fA-F]{4}|[0-3]?[0-7]{1,2}|[\s\S])/g;

/** The value of the text between the quotes. */
export function decodeContent(content: string): string {
  return content.includes("\\") ? content.replace(escapes, decodeEscape) : content;
}

/** The value of a quoted text; a text block loses what indents all its lines. */
export function decodeString(written: string): string {
  if (written.startsWith('"""')) return decodeContent(textBlock(written.replace(/"""$/, "").slice(3)));
  const quote = written[0] ?? "";
  return decodeContent(written.length > 1 && written.endsWith(quote) ? written.slice(1, -1) : written.slice(1));
}

function textBlock(content: string): string {
  const lines = content.replace(/^[ \t]*\r?\n/, "").split(/\r?\n/);
  const counted = lines.filter((line, index) => line.trim() !== "" || index === lines.length - 1);
  const indent = Math.min(...counted.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(Number.isFinite(indent) ? indent : 0).trimEnd()).join("\n");
}

/** The value of a number literal; undefined when it is none. */
export function numberValue(text: string): number | undefined {
  const isHex = /^0x/i.test(text);
  const digits = text.replaceAll("_", "").replace(isHex ? /l$/i : /[lfd]$/i, "");
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  const value = Number(digits);
  return digits === "" || Number.isNaN(value) ? undefined : value;
}
