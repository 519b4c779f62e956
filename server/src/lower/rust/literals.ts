/** Literals as the language writes them: https://doc.rust-lang.org/reference/tokens.html#literals */

/** The text of a string or byte string, plain or raw. */
export function stringValue(source: string): string {
  const raw = /^[bc]?r(#*)"([\s\S]*)"\1$/.exec(source);
  if (raw) return raw[2] ?? "";
  const plain = /^[bc]?["']([\s\S]*)["']$/.exec(source);
  return (plain?.[1] ?? source).replace(
    /\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,8})\}|\r?\n\s*|([\s\S]))/g,
    (_, hex, unicode, single) => {
      const code = Number.parseInt(String(hex ?? unicode ?? "").replaceAll("_", ""), 16);
      if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : "";
      if (single === undefined) return "";
      return escapes[single] ?? single;
    },
  );
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "0": "\0" };

/** The value of an integer or float, with its type suffix and `_` left out; undefined for text that is none. */
export function numberValue(source: string): number | undefined {
  const plain = source.replaceAll("_", "");
  const text = /^0[xob]/i.test(plain)
    ? plain.replace(/[iu](8|16|32|64|128|size)$/, "")
    : plain.replace(/([iu](8|16|32|64|128|size)|f(32|64))$/, "");
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}
