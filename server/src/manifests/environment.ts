/** Files of variables: `.env`, `/etc/default/etcd`, environment files of units, and what templates make of them. */
import type { ServerSetting } from "../settings/types";
import { isEtcdVariable, tellsServer, variableSetting } from "./invocation";
import type { Output } from "./output";
import { plainWord } from "./shell/words";
import { linesOf, placeOf, type Source } from "./source";
import { unknownMark } from "./templates";

const line = /^(\s*(?:export\s+)?)([A-Za-z_]\w*)=(.*)$/;

/** True when the part looks like a list of variables of an etcd server. */
export function isEnvironment(source: Source): boolean {
  let variables = 0;
  let others = 0;
  for (const { text } of linesOf(source)) {
    const match = line.exec(text);
    if (match) variables += isEtcdVariable(match[2] ?? "") ? 1 : 0;
    else if (!/^\s*(#|;|$)/.test(text) && !text.includes(unknownMark)) others += 1;
  }
  return variables > 0 && others === 0;
}

/** Reads variables. A server that is started with them is somewhere else. */
export function readEnvironment(source: Source, out: Output, name: string): void {
  const settings: ServerSetting[] = [];
  let first: { readonly start: number; readonly end: number } | undefined;
  let told = false;
  let open = source.masked.inserted.some((at) => source.span.start <= at && at < source.span.end);
  let configFile: string | null | undefined;
  for (const { text, start } of linesOf(source)) {
    const match = line.exec(text);
    if (!match) {
      // A line whose name a template makes may set anything.
      if (new RegExp(`^\\s*${unknownMark}`).test(text) && text.includes("=")) open = true;
      continue;
    }
    const [, lead = "", variable = "", written = ""] = match;
    const from = start + lead.length + variable.length + 1;
    const quote = /^(["'])(.*)\1\s*$/.exec(written);
    const value = quote ? (quote[2] ?? "") : written.replace(/\s+#.*$/, "").trimEnd();
    const span = { start: from + (quote ? 1 : 0), end: from + (quote ? 1 : 0) + value.length };
    const word = plainWord(value, span, source.masked);
    if (isEtcdVariable(variable)) {
      told ||= tellsServer(variable);
      first ??= { start: start + lead.length, end: start + lead.length + variable.length };
    }
    if (variable === "ETCD_CONFIG_FILE")
      configFile = word.pieces.length === 1 && word.pieces[0]?.kind === "text" ? word.pieces[0].text : null;
    settings.push(...variableSetting(variable, word, source));
    if (/etcd/i.test(variable) && !isEtcdVariable(variable)) {
      const known = word.pieces.every((piece) => piece.kind === "text");
      out.definitions.push({
        variable: { scheme: "shell", name: variable },
        value: known ? { kind: "text", text: value } : { kind: "unknown" },
        place: placeOf(source, span),
      });
    }
  }
  // Certificates and endpoints of clients go by names that servers have too.
  if (!first || (!told && settings.length === 0)) return;
  const at = placeOf(source, { start: first.start, end: first.start });
  out.servers.push({
    kind: "environment",
    name,
    place: placeOf(source, first),
    settings,
    open,
    kubernetes: false,
    environmentFiles: [],
    ...(configFile === undefined ? {} : { configFile }),
    insertion: { style: "env", place: at, before: "", between: "=", after: "\n" },
  });
}
