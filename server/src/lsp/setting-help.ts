/** Help with server settings where they are written: what each does to memory, and names and values to choose from. Needs the text alone. */
import { type CompletionItem, CompletionItemKind, type Hover, MarkupKind, type Position } from "vscode-languageserver";
import { readManifest } from "../manifests/index";
import { manifestNamed } from "../manifests/kinds";
import { tellingKeys } from "../settings/flags";
import { defaultOf, environmentName, type Parameter, parameterNamed, parameters } from "../settings/parameters";
import { serverPicture } from "../settings/servers";
import type { ServerSetting } from "../settings/types";
import { parseVersion, type Version, versionText } from "../settings/versions";
import { lineIndex, offsetAt, positionAt, type Span } from "../text/span";

/** The setting at a position, by its name or its value; undefined where none is. */
export function settingHover(text: string, path: string, position: Position): Hover | undefined {
  const manifest = readManifest(text, path);
  if (!manifest) return undefined;
  const index = lineIndex(text);
  const offset = offsetAt(index, { line: position.line, column: position.character });
  for (const server of serverPicture(manifest).servers) {
    for (const setting of server.site.settings) {
      const span = nameAndValue(text, setting);
      const parameter = parameterNamed(setting.parameter);
      if (!parameter || offset < span.start || offset > span.end) continue;
      return { contents: { kind: MarkupKind.Markdown, value: helpOf(parameter, server.release) }, range: rangeOf(text, span) };
    }
  }
  return undefined;
}

/** From the name, which stands shortly before the value, to the value's end. */
function nameAndValue(text: string, { written, place: { span } }: ServerSetting): Span {
  const whole = text.lastIndexOf(written, span.end);
  const before = whole === -1 ? text.lastIndexOf(written.replace(/^--/, ""), span.end) : whole;
  return before === -1 || span.start - before > 200 ? span : { start: Math.min(before, span.start), end: span.end };
}

function helpOf(parameter: Parameter, version: Version | undefined): string {
  return [`**etcd-lint** \`${parameter.name}\`: ${parameter.memory}`, defaultsOf(parameter, version), namesOf(parameter)].join("\n\n");
}

function defaultsOf(parameter: Parameter, version: Version | undefined): string {
  if (version) return `Default in ${versionText(version)}: ${shown(defaultOf(parameter, version))}.`;
  const lines = ["3.3.0", "3.4.0", "3.5.0", "3.6.0", "3.7.0"].map((line) => {
    const known = parseVersion(line);
    return { line: line.slice(0, 3), value: shown(known ? defaultOf(parameter, known) : "") };
  });
  const [first] = lines;
  if (lines.every(({ value }) => value === first?.value)) return `Default: ${first?.value}.`;
  return `Defaults: ${lines.map(({ line, value }) => `${line} ${value}`).join(", ")}.`;
}

function shown(value: string): string {
  return value === "" ? "none" : `\`${value}\``;
}

function namesOf({ names }: Parameter): string {
  return names
    .map(({ flag, in: range }) => `\`--${flag}\` (\`${environmentName(flag)}\`${range === undefined ? "" : `, etcd ${range}`})`)
    .join(", ");
}

function rangeOf(text: string, { start, end }: Span): NonNullable<Hover["range"]> {
  const index = lineIndex(text);
  const [from, to] = [positionAt(index, start), positionAt(index, end)];
  return { start: { line: from.line, character: from.column }, end: { line: to.line, character: to.column } };
}

/** Names of settings in a configuration file of etcd, and behind a name its values; nothing in other files. */
export function settingCompletions(text: string, path: string, position: Position): CompletionItem[] {
  if (manifestNamed(path)?.id !== "yaml") return [];
  const lines = text.split(/\r?\n/);
  const keys = lines.flatMap((line) => /^([a-z][\w-]*):/.exec(line)?.[1] ?? []);
  if (tellingKeys(keys) === 0) return [];
  const before = (lines[position.line] ?? "").slice(0, position.character);
  const value = /^([a-z][\w-]*):\s*"?[\w.]*$/.exec(before);
  if (value?.[1] !== undefined) return valuesOf(value[1]);
  if (!/^[\w-]*$/.test(before)) return [];
  const present = new Set(keys);
  return parameters.flatMap((parameter) =>
    parameter.names.flatMap(({ flag, key }) => (present.has(key ?? flag) ? [] : [nameItem(parameter, key ?? flag)])),
  );
}

function nameItem(parameter: Parameter, key: string): CompletionItem {
  return {
    label: key,
    kind: CompletionItemKind.Property,
    insertText: `${key}: `,
    documentation: { kind: MarkupKind.Markdown, value: `${parameter.memory}\n\n${defaultsOf(parameter, undefined)}` },
    ...(key.startsWith("experimental-") ? { sortText: `~${key}` } : {}),
  };
}

function valuesOf(key: string): CompletionItem[] {
  const parameter = parameters.find(({ names }) => names.some((name) => (name.key ?? name.flag) === key));
  if (!parameter) return [];
  // The retention is a string to etcd, and a bare number would not be one (server/embed/config.go).
  const quoted = (value: string): string => (parameter.type === "retention" && /^\d+$/.test(value) ? `"${value}"` : value);
  return parameter.values.map((value) => ({
    label: value,
    kind: CompletionItemKind.Value,
    insertText: quoted(value),
    documentation: { kind: MarkupKind.Markdown, value: parameter.memory },
  }));
}

/** A hover of findings, and under it the help for the setting there. */
export function withSetting(found: Hover | null, setting: Hover | undefined): Hover | null {
  if (!setting || !found) return found ?? setting ?? null;
  const text = ({ contents }: Hover): string => (typeof contents === "object" && "value" in contents ? contents.value : "");
  return { ...found, contents: { kind: MarkupKind.Markdown, value: `${text(found)}\n\n---\n\n${text(setting)}` } };
}
