/** Units of systemd and their drop-ins. */
import type { ServerSetting } from "../settings/types";
import { type Invocation, serverInvocation, variableSetting } from "./invocation";
import { addInvocation, type Output } from "./output";
import { tokensOf } from "./shell/lexer";
import { assignmentOf } from "./shell/parser";
import { plainWord, textOf, type Word } from "./shell/words";
import { part, placeOf, type Source } from "./source";

export function isUnit(source: Source): boolean {
  return /^\s*(ExecStart|EnvironmentFile|Environment)=/m.test(source.text.slice(source.span.start, source.span.end));
}

/** A drop-in may start nothing and only set variables. */
export function readUnit(source: Source, out: Output, name: string): void {
  const settings: ServerSetting[] = [];
  const files: string[] = [];
  const servers: Invocation[] = [];
  let first: Word | undefined;
  for (const { key, value } of directives(source)) {
    const words = wordsIn(part(source, value));
    if (key === "Environment") {
      for (const word of words) {
        const assignment = assignmentOf(plainWord(textOf(word) ?? "", word.span, source.masked)) ?? assignmentOf(word);
        if (!assignment) continue;
        const own = variableSetting(assignment.name, { ...assignment.value, span: word.span }, source);
        if (own.length > 0) first ??= word;
        settings.push(...own);
      }
    } else if (key === "EnvironmentFile") files.push(...words.map((word) => (textOf(word) ?? "").replace(/^-/, "")));
    else {
      const invocation = serverInvocation(words, source, true);
      if (invocation) servers.push(invocation);
    }
  }
  for (const invocation of servers) {
    const end = invocation.last.end;
    addInvocation(out, source, invocation, {
      name,
      settings,
      environmentFiles: files,
      insertion: { style: "words", place: placeOf(source, { start: end, end }), before: " \\\n  ", after: "" },
    });
  }
  if (servers.length === 0 && first && settings.length > 0) {
    out.servers.push({
      kind: "environment",
      name,
      place: placeOf(source, first.span),
      settings,
      open: true,
      kubernetes: false,
      environmentFiles: files,
    });
  }
}

/** `Key=value` with its continued lines. */
function directives(source: Source): readonly { readonly key: string; readonly value: { readonly start: number; readonly end: number } }[] {
  const text = source.text.slice(source.span.start, source.span.end);
  return [...text.matchAll(/^[ \t]*(ExecStart|Environment|EnvironmentFile)=[ \t]*((?:[^\\\r\n]|\\\r?\n|\\)*)/gm)].map((match) => {
    const start = source.span.start + match.index + match[0].length - (match[2] ?? "").length;
    // `-`, `@`, `:`, `+` and `!` before the program change how it is run.
    const prefix = match[1] === "ExecStart" ? (/^[-@:+!]+/.exec(match[2] ?? "")?.[0].length ?? 0) : 0;
    return { key: match[1] ?? "", value: { start: start + prefix, end: start + (match[2] ?? "").length } };
  });
}

function wordsIn(source: Source): readonly Word[] {
  return tokensOf(source).flatMap((token) => (token.kind === "word" ? [token.word] : []));
}
