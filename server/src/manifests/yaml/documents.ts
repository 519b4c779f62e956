/** Any YAML file that mentions etcd: what it is shows in its keys, not in its name. */

import { mentionsServer } from "../kinds";
import type { Output } from "../output";
import { plainWord, textOf } from "../shell/words";
import { placeOf, type Source } from "../source";
import { readArguments } from "./arguments";
import { isValuesFile, readChart, readDefinitions, readValues } from "./charts";
import { readConfiguration } from "./configuration";
import { readContainer } from "./containers";
import { readYaml, scalarText, valueAt, type YamlEntry, type YamlNode } from "./tree";
import { scriptOf } from "./words";

/** Reads a YAML file. False when it is not parsed, for its size or its depth. */
export function readDocuments(source: Source, out: Output): boolean {
  const documents = readYaml(source);
  if (!documents) return false;
  const name = source.path.slice(source.path.lastIndexOf("/") + 1);
  const folder = source.path.includes("/") ? source.path.slice(0, source.path.lastIndexOf("/")) : "";
  for (const document of documents) {
    if (/^(Chart|requirements)\.ya?ml$/.test(name)) {
      readChart(document, folder, out);
      continue;
    }
    if (readConfiguration(document, source, out, name)) continue;
    if (isValuesFile(name)) {
      readValues(document, source, out);
      readDefinitions(document, source, out);
    } else ansibleVariables(document, source, out);
    new Visitor(source, out).visit(document, [], isControlPlane(document));
  }
  return true;
}

class Visitor {
  private readonly seen = new Set<YamlNode>();

  constructor(
    private readonly source: Source,
    private readonly out: Output,
  ) {}

  visit(node: YamlNode | undefined, path: readonly string[], kubernetes: boolean): void {
    if (!node || this.seen.has(node)) return;
    this.seen.add(node);
    switch (node.kind) {
      case "scalar":
        if (node.text.length > 8 && mentionsServer(node.text) && /\s/.test(node.text)) this.out.fragment(scriptOf(node, this.source));
        return;
      case "list":
        for (const item of node.items) this.visit(item, path, kubernetes || isControlPlane(item));
        return;
      case "map": {
        const inside = kubernetes || isControlPlane(node);
        const isContainer = readContainer(node, { key: path.at(-1), kubernetes: inside }, this.source, this.out);
        for (const entry of node.entries) this.entry(entry, path, inside, isContainer);
      }
    }
  }

  private entry(entry: YamlEntry, path: readonly string[], kubernetes: boolean, isContainer: boolean): void {
    if (isContainer && /^(command|args|entrypoint|environment|env|image)$/.test(entry.key)) return;
    // Pieces of a compose file that services take by alias.
    if (path.length === 0 && entry.key.startsWith("x-")) return;
    if (readArguments(entry, path, this.source, this.out)) return;
    this.visit(entry.value, [...path, entry.key], kubernetes);
  }
}

/** Labels and names that kubeadm, kops, the GCE scripts and their like give the control plane's own etcd. */
function isControlPlane(node: YamlNode): boolean {
  const metadata = valueAt(node, "metadata");
  if (metadata?.kind !== "map") return false;
  const labels = valueAt(metadata, "labels");
  const tier = scalarText(valueAt(labels, "tier"));
  const component = scalarText(valueAt(labels, "component")) ?? scalarText(valueAt(labels, "k8s-app"));
  if (tier === "control-plane") return true;
  const system = scalarText(valueAt(metadata, "namespace")) === "kube-system";
  return system && /^etcd(-server)?(-events)?$/.test(component ?? scalarText(valueAt(metadata, "name")) ?? "");
}

/** Top-level names of a variables file. */
function ansibleVariables(document: YamlNode, source: Source, out: Output): void {
  if (document.kind !== "map") return;
  for (const { key, value } of document.entries) {
    if (value?.kind !== "scalar" || !/etcd/i.test(key) || !/^[A-Za-z_]\w*$/.test(key)) continue;
    const text = textOf(plainWord(value.text, value.inner, source.masked));
    out.definitions.push({
      variable: { scheme: "jinja", name: key },
      value: text === undefined ? { kind: "unknown" } : { kind: "text", text },
      place: placeOf(source, value.inner),
    });
  }
}
