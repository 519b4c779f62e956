/** What a file may import, told from its bytes in one pass: the runs of path letters that end at a quote. */

const quotes = [0x22, 0x27, 0x60];
const longest = 200;

/** Every text of letters, digits and `_ - . @ / ~ $ +` right before a quote, in no order; some are no specifiers. */
export function quotedEnds(bytes: Buffer): ReadonlySet<string> {
  const found = new Set<string>();
  for (const quote of quotes) {
    for (let at = bytes.indexOf(quote); at !== -1; at = bytes.indexOf(quote, at + 1)) {
      let start = at;
      while (start > 0 && at - start < longest && isPathByte[bytes[start - 1] ?? 0]) start -= 1;
      if (at - start > 1) found.add(bytes.toString("latin1", start, at));
    }
  }
  return found;
}

/** What a specifier may be known by: itself, and its last part with and without the ending of a file. */
export function endsOf(specifier: string): readonly string[] {
  const slash = specifier.lastIndexOf("/");
  if (slash === -1) return [specifier];
  const last = specifier.slice(slash);
  const dot = last.lastIndexOf(".");
  return dot > 1 ? [specifier, last, last.slice(0, dot)] : [specifier, last];
}

const isPathByte: readonly boolean[] = Array.from(
  { length: 256 },
  (_, byte) => byte >= 0x80 || /[\w\-.@/~$+]/.test(String.fromCharCode(byte)),
);
