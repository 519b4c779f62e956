/** The tree of the workspace's costs as plain data: groups of findings, or findings alone, the dearest first. */
import type { CostPart, CostRow, FileCosts } from "../../../server/src/lsp/protocol";
import type { Translate } from "../translate";
import { atLeast, longCost, type Severity, type Sum, shortCost, sumOf, sumOfRows, weightOf, worstOf } from "./sums";

export const groupings = ["rule", "file", "component", "size"] as const;
export type Grouping = (typeof groupings)[number];

export interface Filter {
  readonly least: Severity;
  /** URI of the only file to show. */
  readonly only?: string;
}

export interface FindingNode {
  readonly kind: "finding";
  /** Unique in the tree. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly tooltip: readonly string[];
  readonly severity: Severity;
  readonly uri: string;
  readonly row: CostRow;
  readonly weight: number;
}

export interface GroupNode {
  readonly kind: "group";
  readonly id: string;
  readonly by: Exclude<Grouping, "size">;
  readonly label: string;
  readonly description: string;
  readonly tooltip: readonly string[];
  readonly severity: Severity;
  /** What the group is of: a rule, a component, or the URI of a file. */
  readonly subject: string;
  readonly children: readonly FindingNode[];
  readonly weight: number;
}

export type TreeNode = GroupNode | FindingNode;

export interface CostTree {
  readonly roots: readonly TreeNode[];
  readonly total: Sum;
  readonly shown: number;
  /** Findings that the filter keeps out. */
  readonly hidden: number;
  readonly parentOf: (node: TreeNode) => GroupNode | undefined;
  /** The first node of a finding. */
  readonly nodeOf: (uri: string, row: string) => FindingNode | undefined;
}

interface Entry {
  readonly file: FileCosts;
  readonly row: CostRow;
}

export interface TreeOptions {
  readonly by: Grouping;
  readonly filter: Filter;
  readonly t: Translate;
}

export function costTree(files: readonly FileCosts[], { by, filter, t }: TreeOptions): CostTree {
  const all = withFolders(files).flatMap((file) => file.rows.map((row): Entry => ({ file, row })));
  const shown = all.filter(({ file, row }) => atLeast(row.severity, filter.least) && (!filter.only || file.uri === filter.only));
  const roots = rootsOf(shown, by, t).sort(dearestFirst);
  const parents = new Map<string, GroupNode>();
  const nodes = new Map<string, FindingNode>();
  for (const root of roots) {
    for (const node of root.kind === "group" ? root.children : [root]) {
      if (root.kind === "group") parents.set(node.id, root);
      const key = `${node.uri} ${node.row.id}`;
      if (!nodes.has(key)) nodes.set(key, node);
    }
  }
  return {
    roots,
    total: sumOfRows(shown.map(({ row }) => row)),
    shown: shown.length,
    hidden: all.length - shown.length,
    parentOf: ({ id }) => parents.get(id),
    nodeOf: (uri, row) => nodes.get(`${uri} ${row}`),
  };
}

/** With several folders a path alone says too little. */
function withFolders(files: readonly FileCosts[]): readonly FileCosts[] {
  if (new Set(files.map(({ root }) => root)).size < 2) return files;
  return files.map((file) => ({ ...file, path: `${/[^/\\]*$/.exec(file.root)?.[0] ?? ""}/${file.path}` }));
}

function rootsOf(entries: readonly Entry[], by: Grouping, t: Translate): TreeNode[] {
  switch (by) {
    case "size":
      return entries.map((entry) => findingNode(entry, "", `${entry.row.rule} ${placeOf(entry)}`, entry.row.parts, t));
    case "rule":
      return grouped(
        entries,
        ({ row }) => [row.rule],
        (subject, entry) => findingNode(entry, subject, placeOf(entry), entry.row.parts, t),
        (subject, list, children) => groupNode("rule", subject, subject, sumOfRows(rowsOf(list)), list, children, t),
      );
    case "file":
      return grouped(
        entries,
        ({ file }) => [file.uri],
        (subject, entry) => findingNode(entry, subject, t("{0} in line {1}", entry.row.rule, entry.row.line + 1), entry.row.parts, t),
        (subject, list, children) => groupNode("file", subject, list[0]?.file.path ?? "", sumOfRows(rowsOf(list)), list, children, t),
      );
    case "component":
      return grouped(
        entries,
        ({ row }) => (row.parts.length === 0 ? [""] : [...new Set(row.parts.map(({ component }) => component))]),
        (subject, entry) => findingNode(entry, subject, `${entry.row.rule} ${placeOf(entry)}`, partsIn(entry, subject), t),
        (subject, list, children) => {
          const sum = sumOf(list.flatMap((entry) => partsIn(entry, subject)));
          return groupNode("component", subject, subject === "" ? t("not estimated") : subject, sum, list, children, t);
        },
      );
  }
}

function grouped(
  entries: readonly Entry[],
  subjectsOf: (entry: Entry) => readonly string[],
  nodeOf: (subject: string, entry: Entry) => FindingNode,
  groupOf: (subject: string, entries: readonly Entry[], children: readonly FindingNode[]) => GroupNode,
): TreeNode[] {
  const lists = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const subject of subjectsOf(entry)) {
      const list = lists.get(subject);
      if (list) list.push(entry);
      else lists.set(subject, [entry]);
    }
  }
  return [...lists].map(([subject, list]) => groupOf(subject, list, list.map((entry) => nodeOf(subject, entry)).sort(dearestFirst)));
}

function groupNode(
  by: GroupNode["by"],
  subject: string,
  label: string,
  sum: Sum,
  list: readonly Entry[],
  children: readonly FindingNode[],
  t: Translate,
): GroupNode {
  const count = list.length === 1 ? t("1 finding") : t("{0} findings", list.length);
  return {
    kind: "group",
    id: `${by} ${subject}`,
    by,
    label,
    description: subject === "" ? count : `${shortCost(sum, t)} · ${count}`,
    tooltip: [label, longCost(sum, t), count],
    severity: worstOf(rowsOf(list)),
    subject,
    children,
    weight: weightOf(sum),
  };
}

function findingNode({ file, row }: Entry, group: string, label: string, parts: readonly CostPart[], t: Translate): FindingNode {
  const sum = sumOf(parts);
  return {
    kind: "finding",
    id: `${group} ${file.uri} ${row.id}`,
    label,
    description: [shortCost(sum, t), ...(row.holder ? [row.holder] : [])].join(" · "),
    tooltip: [row.message, longCost(sum, t), `${row.rule}, ${file.path}:${row.line + 1}`],
    severity: row.severity,
    uri: file.uri,
    row,
    weight: weightOf(sum),
  };
}

function dearestFirst(a: TreeNode, b: TreeNode): number {
  return b.weight - a.weight || a.label.localeCompare(b.label);
}

function partsIn({ row }: Entry, component: string): readonly CostPart[] {
  return row.parts.filter((part) => part.component === component);
}

function placeOf({ file, row }: Entry): string {
  return `${file.path}:${row.line + 1}`;
}

function rowsOf(entries: readonly Entry[]): readonly CostRow[] {
  return entries.map(({ row }) => row);
}
