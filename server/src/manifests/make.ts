/** Makefiles and Procfiles: scripts with a little around them. */
import { addInvocation, type Output } from "./output";
import { readScript } from "./script";
import { linesOf, part, type Source } from "./source";

/** `$(NAME)` becomes `${NAME}`, which a shell reads the same way; `$$NAME` is a variable of the shell; `@` and `-` before a recipe are make's. */
export function readMakefile(source: Source, out: Output): void {
  const text = source.text
    .replace(/\$\((\w+)\)/g, (_, name: string) => `\${${name}}`)
    .replace(/\$\$/g, " $")
    .replace(/^\t[@+-]+/gm, (lead) => " ".repeat(lead.length));
  readScript({ ...source, text }, out);
}

/** `name: command` a line. */
export function readProcfile(source: Source, out: Output): void {
  for (const { text, start, end } of linesOf(source)) {
    const match = /^([\w-]+):\s*/.exec(text);
    if (!match) continue;
    const line = part(source, { start: start + match[0].length, end });
    readScript(line, out, (invocation) => addInvocation(out, line, invocation, { name: match[1] ?? "" }));
  }
}
