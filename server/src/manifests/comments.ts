/** Comments that may speak to the linter. Others are not looked for: a comment that nobody reads need not be told from a string. */
import type { Comment } from "../ir/types";
import type { CommentStyle } from "./types";

/** Comments that hold our name, from their marker to the end of the line. */
export function controlComments(text: string, { line }: CommentStyle): readonly Comment[] {
  const found: Comment[] = [];
  for (let at = text.indexOf("etcd-lint"); at !== -1; at = text.indexOf("etcd-lint", at + 1)) {
    const lineStart = text.lastIndexOf("\n", at) + 1;
    const newline = text.indexOf("\n", at);
    const end = (newline === -1 ? text.length : newline) - (text.charAt(newline - 1) === "\r" ? 1 : 0);
    const before = text.slice(lineStart, at);
    const start = line.map((marker) => startOfComment(before, marker)).find((one) => one !== undefined);
    if (start === undefined || found.at(-1)?.span.start === lineStart + start) continue;
    found.push({ text: text.slice(lineStart + start, end), span: { start: lineStart + start, end } });
  }
  return found;
}

/** Where a comment starts that the rest of the line belongs to: at the line's start or behind white space. */
function startOfComment(before: string, marker: string): number | undefined {
  const at = before.lastIndexOf(marker);
  if (at === -1 || before.slice(at + marker.length).trim() !== "") return undefined;
  return at === 0 || /\s/.test(before.charAt(at - 1)) ? at : undefined;
}
