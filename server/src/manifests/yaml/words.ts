/** Command lines and variables in YAML: lists of words, shell strings, environments as maps and lists. */
import type { ServerSetting } from "../../settings/types";
import { isEtcdVariable, variableSetting } from "../invocation";
import { assignmentOf } from "../shell/parser";
import { plainWord, type Word } from "../shell/words";
import { part, type Source } from "../source";
import { scalarText, valueAt, type YamlNode, type YamlScalar } from "./tree";

/** A scalar as one word. */
export function wordOf(node: YamlScalar, source: Source): Word {
  return plainWord(node.text, node.inner, source.masked);
}

/** The items of a list as words; items that are no text are left out. */
export function wordsOf(node: YamlNode | undefined, source: Source): readonly Word[] {
  if (node?.kind !== "list") return [];
  return node.items.flatMap((item) => (item.kind === "scalar" ? [wordOf(item, source)] : []));
}

/** The content of a scalar as a script. Where YAML folds line ends, they are spaces for the script too. */
export function scriptOf(node: YamlScalar, source: Source): Source {
  const { inner } = node;
  if (!node.folded) return part(source, inner);
  const flat = source.text
    .slice(inner.start, inner.end)
    .replace(/\\\r?\n/g, (end) => " ".repeat(end.length))
    .replace(/[\r\n]/g, " ");
  return { ...source, text: source.text.slice(0, inner.start) + flat + source.text.slice(inner.end), span: inner };
}

export interface Environment {
  readonly settings: readonly ServerSetting[];
  /** Variables of an etcd server, whether they matter for memory or not. */
  readonly serverVariables: readonly string[];
  readonly configFile?: string | null;
}

/** An environment as a map, as a list of `NAME=value` or as a list of `name:`/`value:`. */
export function environmentOf(node: YamlNode | undefined, source: Source): Environment {
  const settings: ServerSetting[] = [];
  const serverVariables: string[] = [];
  let configFile: string | null | undefined;
  const add = (name: string, value: Word | undefined): void => {
    if (isEtcdVariable(name)) serverVariables.push(name);
    if (!value) return;
    settings.push(...variableSetting(name, value, source));
    if (name === "ETCD_CONFIG_FILE")
      configFile = value.pieces.length === 1 && value.pieces[0]?.kind === "text" ? value.pieces[0].text : null;
  };
  if (node?.kind === "map") {
    for (const { key, keySpan, value } of node.entries) add(key, value?.kind === "scalar" ? wordOf(value, source) : passedOn(keySpan));
  }
  for (const item of node?.kind === "list" ? node.items : []) {
    if (item.kind === "scalar") {
      const assignment = assignmentOf(wordOf(item, source));
      if (assignment) add(assignment.name, assignment.value);
      else add(item.text, passedOn(item.inner));
    } else {
      const name = scalarText(valueAt(item, "name"));
      const value = valueAt(item, "value");
      if (name !== undefined) add(name, value?.kind === "scalar" ? wordOf(value, source) : passedOn(item.span));
    }
  }
  return { settings, serverVariables, ...(configFile === undefined ? {} : { configFile }) };
}

/** A variable whose value comes from a secret, or from the environment of whoever starts the container. */
function passedOn(span: Word["span"]): Word {
  return { pieces: [{ kind: "variable", variable: undefined }], span, quoted: false };
}
