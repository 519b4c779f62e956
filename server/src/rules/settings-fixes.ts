/** Fixes of server settings, written in the style of the file that they stand in. */
import { environmentName } from "../settings/parameters";
import type { EtcdServer } from "../settings/servers";
import type { Insertion, ServerSetting } from "../settings/types";
import type { Fix, TextEdit } from "./types";

/** Texts of the fixes; rules that offer them spread this into their messages. */
export const settingFixMessages: Readonly<Record<string, string>> = {
  "set-setting": "Set {setting} to {value}",
};

/** Replaces a value, or adds the settings where the server is set up. None when the place of a value is not its own. */
export function settingFix(server: EtcdServer, wanted: Readonly<Record<string, string>>): readonly Fix[] {
  const edits: TextEdit[] = [];
  for (const [name, value] of Object.entries(wanted)) {
    const edit = editOf(server, name, value);
    if (!edit) return [];
    edits.push(edit);
  }
  const [first] = Object.entries(wanted).slice(-1);
  if (!first) return [];
  return [{ messageId: "set-setting", data: { setting: first[0], value: first[1] }, edits, safe: false }];
}

function editOf(server: EtcdServer, name: string, value: string): TextEdit | undefined {
  const present = server.effective.settings.get(name);
  if (present) return replacement(present, value);
  const { insertion } = server.site;
  return insertion ? { place: insertion.place, text: inserted(insertion, name, value) } : undefined;
}

/** Only a value that stands there as text can be replaced for sure. */
export function replacement(setting: ServerSetting, value: string): TextEdit | undefined {
  if (setting.value.kind !== "text" || setting.value.text === "") return undefined;
  return { place: setting.place, text: value };
}

function inserted(insertion: Insertion, name: string, value: string): string {
  switch (insertion.style) {
    case "list-item":
    case "words":
      return `${insertion.before}--${name}=${value}${insertion.after}`;
    case "env":
      return `${insertion.before}${environmentName(name)}${insertion.between}${value}${insertion.after}`;
    case "key":
      return `${insertion.before}${keyName(name, insertion)}: ${/^[\d.]+$/.test(value) ? `"${value}"` : value}${insertion.after}`;
  }
}

function keyName(name: string, insertion: Extract<Insertion, { style: "key" }>): string {
  return insertion.camel === true ? name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) : name;
}
