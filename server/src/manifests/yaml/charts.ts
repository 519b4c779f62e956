/** Helm: which charts a chart depends on, and the values that etcd's charts turn into settings (bitnami/etcd and those that follow it). */
import type { ServerSetting, VersionPin } from "../../settings/types";
import { tagVersion } from "../images";
import { settingOf } from "../invocation";
import type { Output } from "../output";
import { placeOf, type Source } from "../source";
import { entryAt, scalarText, valueAt, type YamlEntry, type YamlMap, type YamlNode } from "./tree";
import { environmentOf, wordOf } from "./words";

/** `values.yaml` of a chart, `values-production.yaml`, `prod.values.yaml`. */
export function isValuesFile(name: string): boolean {
  return /(^|[.\-_])values([.\-_].*)?\.ya?ml$/.test(name);
}

/** Reads `Chart.yaml` or the older `requirements.yaml`: dependencies on a chart named etcd. */
export function readChart(node: YamlNode, folder: string, out: Output): void {
  const dependencies = valueAt(node, "dependencies");
  if (dependencies?.kind !== "list") return;
  for (const item of dependencies.items) {
    if (scalarText(valueAt(item, "name")) !== "etcd") continue;
    out.charts.push({ folder, key: scalarText(valueAt(item, "alias")) ?? "etcd" });
  }
}

/** Values by the names that bitnami/etcd gives them, and the variables that they become. */
const known: Readonly<Record<string, { readonly parameter: string; readonly variable: string }>> = {
  autoCompactionMode: { parameter: "auto-compaction-mode", variable: "ETCD_AUTO_COMPACTION_MODE" },
  autoCompactionRetention: { parameter: "auto-compaction-retention", variable: "ETCD_AUTO_COMPACTION_RETENTION" },
};

/** Reads the values of an etcd chart: at the top of its own file, or under the key of a dependency. */
export function readValues(root: YamlNode, source: Source, out: Output): void {
  if (root.kind !== "map") return;
  if (entryAt(root, "autoCompactionRetention") && entryAt(root, "replicaCount"))
    addSite(root, entryAt(root, "autoCompactionRetention"), "", source, out);
  for (const entry of root.entries) {
    if (entry.value?.kind === "map" && /etcd/i.test(entry.key)) addSite(entry.value, entry, entry.key, source, out);
  }
}

function addSite(values: YamlMap, at: YamlEntry | undefined, chart: string, source: Source, out: Output): void {
  if (scalarText(valueAt(values, "enabled")) === "false" || scalarText(valueAt(values, "install")) === "false") return;
  const settings = values.entries.flatMap((entry) => valueSetting(entry, source));
  const extra = environmentOf(valueAt(values, "extraEnvVars"), source);
  const configured = scalarText(valueAt(values, "existingConfigmap")) ?? "";
  const configuration = valueAt(values, "configuration");
  const outside = ["extraEnvVarsCM", "extraEnvVarsSecret"].some((key) => (scalarText(valueAt(values, key)) ?? "") !== "");
  const version = chartVersion(values, source);
  out.servers.push({
    kind: "arguments",
    name: chart === "" ? "etcd" : chart,
    place: placeOf(source, at?.keySpan ?? values.span),
    settings: [...settings, ...extra.settings],
    open: outside || configured !== "" || (configuration?.kind === "scalar" && configuration.text.trim() !== ""),
    kubernetes: false,
    environmentFiles: [],
    chart,
    ...(version ? { version } : {}),
    ...insertionOf(values, source),
  });
  if (version) out.pins.push(version);
}

function valueSetting({ key, value }: YamlEntry, source: Source): readonly ServerSetting[] {
  const spec = Object.hasOwn(known, key) ? known[key] : undefined;
  if (!spec || value?.kind !== "scalar") return [];
  // The charts write the variable only when there is something to write.
  if (value.text === "") return [];
  return [{ ...settingOf(spec.parameter, spec.variable, "env", wordOf(value, source), source) }];
}

function chartVersion(values: YamlMap, source: Source): VersionPin | undefined {
  const tag = valueAt(values, "image", "tag");
  if (tag?.kind !== "scalar" || tag.text === "") return undefined;
  return { version: tagVersion(tag.text), what: "server", place: placeOf(source, tag.inner), written: tag.text };
}

function insertionOf(values: YamlMap, source: Source) {
  const [first] = values.entries;
  if (!first || values.flow) return {};
  const lineStart = source.text.lastIndexOf("\n", first.keySpan.start - 1) + 1;
  const indent = source.text.slice(lineStart, first.keySpan.start);
  const place = placeOf(source, { start: first.keySpan.start, end: first.keySpan.start });
  return { insertion: { style: "key" as const, camel: true, place, before: "", after: `\n${indent}` } };
}

/** Every scalar of a values file by its path, where templates of etcd may ask for it. */
export function readDefinitions(root: YamlNode, source: Source, out: Output): void {
  let left = maxDefinitions;
  const visit = (node: YamlNode | undefined, path: string): void => {
    if (node?.kind === "scalar" && /etcd|compaction|snapshot|quota/i.test(path) && left-- > 0) {
      out.definitions.push({
        variable: { scheme: "helm", name: path },
        value: { kind: "text", text: node.text },
        place: placeOf(source, node.inner),
      });
    }
    if (node?.kind === "map" && path.split(".").length < 8)
      for (const { key, value } of node.entries) visit(value, path === "" ? key : `${path}.${key}`);
  };
  visit(root, "");
}

const maxDefinitions = 500;
