/** Which of some names a file calls, told from its bytes in one pass: an identifier before a parenthesis, a bracket or type arguments. */

const openers = [0x28, 0x5b, 0x3c];
const longest = 64;

/** A search for the names; it gives each that occurs, once, in no order. */
export function calledNames(names: readonly string[]): (bytes: Buffer) => readonly string[] {
  if (names.length === 0) return () => [];
  const byHash = new Map<number, string[]>();
  for (const name of names) {
    const hash = hashOf(Buffer.from(name));
    byHash.set(hash, [...(byHash.get(hash) ?? []), name]);
  }
  return (bytes) => {
    const found = new Set<string>();
    for (const opener of openers) {
      for (let at = bytes.indexOf(opener); at !== -1; at = bytes.indexOf(opener, at + 1)) {
        let start = at;
        while (start > 0 && at - start < longest && isPartOfName(bytes[start - 1] ?? 0)) start -= 1;
        if (start === at) continue;
        const candidates = byHash.get(hashOf(bytes, start, at));
        if (!candidates) continue;
        const text = bytes.toString("utf8", start, at);
        if (candidates.includes(text)) found.add(text);
      }
    }
    return [...found];
  };
}

function hashOf(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  return hash;
}

/** Letters, digits, `_`, `$`, and whatever is beyond ASCII. */
function isPartOfName(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f ||
    byte === 0x24 ||
    byte >= 0x80
  );
}
