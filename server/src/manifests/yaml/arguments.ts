/** Arguments of etcd by name, which some tool turns into a command line: kubeadm, Cluster API, RKE, k3s, Talos. All of them run Kubernetes' own etcd. */
import { isServerFlag } from "../../settings/flags";
import type { ServerSetting } from "../../settings/types";
import { settingOf } from "../invocation";
import type { Output } from "../output";
import { plainWord } from "../shell/words";
import { placeOf, type Source } from "../source";
import { settingOfEntry } from "./configuration";
import { scalarText, valueAt, type YamlEntry, type YamlNode } from "./tree";
import { wordOf } from "./words";

/** Reads `etcd.local.extraArgs`, `services.etcd.extra_args`, `etcd-arg` and their like; false when the entry is none of them. */
export function readArguments(entry: YamlEntry, path: readonly string[], source: Source, out: Output): boolean {
  const { key, keySpan, value } = entry;
  const underEtcd = path.includes("etcd") && /^(extraArgs|extra_args|extra-args)$/.test(key);
  if (!underEtcd && key !== "etcd-arg") return false;
  const settings = settingsIn(value, source);
  if (!settings) return false;
  out.servers.push({
    kind: "arguments",
    name: "etcd",
    place: placeOf(source, keySpan),
    settings,
    open: false,
    kubernetes: true,
    environmentFiles: [],
  });
  return true;
}

/** `name: value`, `- name: n` with `value: v`, or `- name=value`. */
function settingsIn(node: YamlNode | undefined, source: Source): readonly ServerSetting[] | undefined {
  if (node?.kind === "map")
    return node.entries.flatMap((entry) => settingOfEntry({ ...entry, key: entry.key.replace(/^-+/, "") }, "flag", source));
  if (node?.kind !== "list") return undefined;
  return node.items.flatMap((item) => {
    if (item.kind === "scalar") {
      const equals = item.text.indexOf("=");
      const name = item.text.slice(0, equals).replace(/^-+/, "");
      if (equals === -1 || !isServerFlag(name)) return [];
      const span = { start: item.inner.start + equals + 1, end: item.inner.end };
      const word = plainWord(item.text.slice(equals + 1), span, source.masked);
      return settingNamed(name, word, source);
    }
    const name = scalarText(valueAt(item, "name"));
    const value = valueAt(item, "value");
    return name !== undefined && value?.kind === "scalar" ? settingNamed(name, wordOf(value, source), source) : [];
  });
}

function settingNamed(name: string, word: Parameters<typeof settingOf>[3], source: Source): readonly ServerSetting[] {
  const [parameter] = settingOfEntry({ key: name, keySpan: word.span, value: undefined }, "flag", source);
  return parameter ? [settingOf(parameter.parameter, name, "flag", word, source)] : [];
}
