/** Files that hold other files in here-documents: Terraform, Vagrantfiles, scripts of other languages' kind. */
import type { Output } from "./output";
import { part, type Source } from "./source";

const opening = /<<[-~]?\s*["']?([A-Za-z_]\w*)["']?[^\n]*\n/g;

export function readHeredocs(source: Source, out: Output): void {
  const { text } = source;
  opening.lastIndex = source.span.start;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const start = match.index + match[0].length;
    const close = new RegExp(`^[ \\t]*${match[1]}[ \\t]*\\r?$`, "gm");
    close.lastIndex = start;
    const end = close.exec(text)?.index ?? text.length;
    out.fragment(part(source, { start, end }));
    opening.lastIndex = Math.max(end, start);
  }
}
