/** Changes values in the text of a settings file and leaves the rest as it is, comments too. */
import { applyEdits, findNodeAtLocation, modify, parseTree } from "jsonc-parser";

export interface SettingsChange {
  readonly path: readonly string[];
  readonly value: string | number | boolean;
}

const newFile = '{\n  "version": 1\n}\n';

/** The text with each value in its place; an empty text becomes a new file. The text must be readable JSON with comments. */
export function changeSettings(text: string, changes: readonly SettingsChange[]): string {
  const start = text.trim() === "" ? newFile : text;
  const formattingOptions = { insertSpaces: !/\n\t/.test(start), tabSize: indentOf(start), eol: start.includes("\r\n") ? "\r\n" : "\n" };
  return changes.reduce((current, { path, value }) => {
    const ready = profileAsObject(current, path, formattingOptions);
    return applyEdits(ready, modify(ready, [...path], value, { formattingOptions }));
  }, start);
}

/** `"profile": "large"` becomes `{ "preset": "large" }` before a value can stand in it. */
function profileAsObject(text: string, [first]: readonly string[], formattingOptions: object): string {
  if (first !== "profile") return text;
  const root = parseTree(text, [], { allowTrailingComma: true });
  const preset = root && findNodeAtLocation(root, ["profile"]);
  if (preset?.type !== "string") return text;
  return applyEdits(text, modify(text, ["profile"], { preset: preset.value }, { formattingOptions }));
}

function indentOf(text: string): number {
  return /\n( +)\S/.exec(text)?.[1]?.length ?? 2;
}
