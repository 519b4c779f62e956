/** Changes values in the text of a settings file and leaves the rest as it is, comments too. */
import { applyEdits, type FormattingOptions, findNodeAtLocation, modify, type Node, parseTree } from "jsonc-parser";

export interface SettingsChange {
  readonly path: readonly string[];
  readonly value: string | number | boolean;
}

interface Style extends FormattingOptions {
  readonly insertSpaces: boolean;
  readonly tabSize: number;
  readonly eol: string;
}

const newFile = '{\n  "version": 1\n}\n';

/** The text with each value in its place; an empty text becomes a new file. The text must be readable JSON with comments. */
export function changeSettings(text: string, changes: readonly SettingsChange[]): string {
  const start = text.trim() === "" ? newFile : text;
  const style: Style = { insertSpaces: !/\n\t/.test(start), tabSize: indentOf(start), eol: start.includes("\r\n") ? "\r\n" : "\n" };
  return changes.reduce((current, change) => changed(profileAsObject(current, change.path, style), change, style), start);
}

function changed(text: string, { path, value }: SettingsChange, style: Style): string {
  return insertedBehindComment(text, path, value, style) ?? applyEdits(text, modify(text, [...path], value, { formattingOptions: style }));
}

/** `"profile": "large"` becomes `{ "preset": "large" }` before a value can stand in it. */
function profileAsObject(text: string, [first]: readonly string[], style: Style): string {
  if (first !== "profile") return text;
  const root = treeOf(text);
  const preset = root && findNodeAtLocation(root, ["profile"]);
  if (preset?.type !== "string") return text;
  return applyEdits(text, modify(text, ["profile"], { preset: preset.value }, { formattingOptions: style }));
}

/** The library puts a new entry before a comment that belongs to the entry above; this puts it behind. undefined where there is no such comment. */
function insertedBehindComment(text: string, path: readonly string[], value: unknown, style: Style): string | undefined {
  const root = treeOf(text);
  if (!root || findNodeAtLocation(root, [...path])) return undefined;
  let depth = path.length - 1;
  while (depth > 0 && !findNodeAtLocation(root, path.slice(0, depth))) depth -= 1;
  const last: Node | undefined = findNodeAtLocation(root, path.slice(0, depth))?.children?.at(-1);
  if (!last) return undefined;
  const end = last.offset + last.length;
  const [rest = "", comma = "", comment = ""] = /^(\s*,)?[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/)/.exec(text.slice(end)) ?? [];
  if (comment === "") return undefined;
  const nested = path.slice(depth + 1).reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  const unit = style.insertSpaces ? " ".repeat(style.tabSize) : "\t";
  const indent = unit.repeat(depth + 1);
  const entry = `${JSON.stringify(path[depth])}: ${JSON.stringify(nested, null, unit)}`.replace(/\n/g, `${style.eol}${indent}`);
  const behind = comma === "" ? `,${rest}` : rest;
  return `${text.slice(0, end)}${behind}${style.eol}${indent}${entry}${comma === "" ? "" : ","}${text.slice(end + rest.length)}`;
}

function treeOf(text: string): Node | undefined {
  return parseTree(text, [], { allowTrailingComma: true });
}

function indentOf(text: string): number {
  return /\n( +)\S/.exec(text)?.[1]?.length ?? 2;
}
