/** The configuration file of etcd itself: YAML with the names of flags as keys. */
import { isServerFlag, tellingKeys } from "../../settings/flags";
import { parameterOf } from "../../settings/parameters";
import type { ServerSetting } from "../../settings/types";
import { settingOf } from "../invocation";
import type { Output } from "../output";
import { conditionalAt, hasInsertions, placeOf, type Source } from "../source";
import type { YamlEntry, YamlNode } from "./tree";
import { wordOf } from "./words";

/** Reads a map that is a configuration of etcd; false when it is none. */
export function readConfiguration(node: YamlNode, source: Source, out: Output, name: string): boolean {
  if (node.kind !== "map") return false;
  const keys = node.entries.map(({ key }) => key);
  const own = keys.filter(isServerFlag).length;
  if (tellingKeys(keys) === 0 || own < 2 || own * 2 < keys.length) return false;
  const [first] = node.entries;
  if (!first) return false;
  const at = placeOf(source, { start: first.keySpan.start, end: first.keySpan.start });
  const indent = source.text.slice(source.text.lastIndexOf("\n", first.keySpan.start - 1) + 1, first.keySpan.start);
  out.servers.push({
    kind: "config-file",
    name,
    place: placeOf(source, first.keySpan),
    settings: node.entries.flatMap((entry) => settingOfEntry(entry, "file", source)),
    open: hasInsertions(source, node.span),
    kubernetes: false,
    environmentFiles: [],
    insertion: { style: "key", place: at, before: "", after: `\n${indent.trim() === "" ? indent : ""}` },
  });
  return true;
}

/** An entry whose key is the name of a parameter. */
export function settingOfEntry({ key, keySpan, value }: YamlEntry, from: "file" | "flag", source: Source): readonly ServerSetting[] {
  const parameter = parameterOf(key, from);
  if (!parameter) return [];
  if (value?.kind === "scalar") return [{ ...settingOf(parameter.name, key, from, wordOf(value, source), source) }];
  return [
    {
      parameter: parameter.name,
      written: key,
      source: from,
      value: { kind: "unknown" },
      place: placeOf(source, keySpan),
      conditional: conditionalAt(source, keySpan.start),
    },
  ];
}
