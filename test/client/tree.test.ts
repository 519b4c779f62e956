import { expect, test } from "vitest";
import { CostStore, rowAt } from "../../client/src/costs/store";
import { type CostTree, costTree, type Filter, type Grouping } from "../../client/src/costs/tree";
import type { FileCosts } from "../../server/src/lsp/protocol";
import { english, file, MiB, part, row } from "./costs";

const files: readonly FileCosts[] = [
  file("a.go", [
    row("a1", { severity: "warning", holder: "All", parts: [part("range", 100 * MiB, { id: "range a1" }), part("write-buffer", 4 * MiB)] }),
    row("a2", { rule: "long-key", line: 19, endLine: 19 }),
  ]),
  file("b.go", [row("b1", { rule: "large-value", severity: "error", parts: [part("raft-log", 2048 * MiB, { document: 0 })] })]),
];

const tree = (by: Grouping, filter: Filter = { least: "info" }, of = files): CostTree => costTree(of, { by, filter, t: english });
/** Labels and descriptions, children behind `>`. */
const lines = ({ roots }: CostTree): readonly string[] =>
  roots.flatMap((node) => [
    `${node.label} | ${node.description}`,
    ...(node.kind === "group" ? node.children.map((child) => `> ${child.label} | ${child.description}`) : []),
  ]);

test("by rule: the dearest rule first, what is not estimated last and never as 0", () => {
  expect(lines(tree("rule"))).toEqual([
    "large-value | 2 GiB likely · 1 finding",
    "> b.go:10 | 2 GiB likely",
    "unbounded-range | 104 MiB likely · 104 MiB documents · 1 finding",
    "> a.go:10 | 104 MiB likely · 104 MiB documents · All",
    "long-key | not estimated · 1 finding",
    "> a.go:20 | not estimated",
  ]);
});

test("by file: a group has the worst severity of its findings", () => {
  const shown = tree("file");
  expect(lines(shown)).toEqual([
    "b.go | 2 GiB likely · 1 finding",
    "> large-value in line 10 | 2 GiB likely",
    "a.go | 104 MiB likely · 104 MiB documents · 2 findings",
    "> unbounded-range in line 10 | 104 MiB likely · 104 MiB documents · All",
    "> long-key in line 20 | not estimated",
  ]);
  expect(shown.roots.map(({ severity }) => severity)).toEqual(["error", "warning"]);
});

test("by component: a finding stands under each part of memory with the bytes it has there", () => {
  const shown = tree("component");
  expect(lines(shown)).toEqual([
    "raft-log | 2 GiB likely · 1 finding",
    "> large-value b.go:10 | 2 GiB likely",
    "range | 100 MiB likely · 100 MiB documents · 1 finding",
    "> unbounded-range a.go:10 | 100 MiB likely · 100 MiB documents · All",
    "write-buffer | 4 MiB likely · 4 MiB documents · 1 finding",
    "> unbounded-range a.go:10 | 4 MiB likely · 4 MiB documents · All",
    "not estimated | 1 finding",
    "> long-key a.go:20 | not estimated",
  ]);
  const ids = shown.roots.flatMap((node) => [node.id, ...(node.kind === "group" ? node.children.map(({ id }) => id) : [])]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("by size: findings alone", () => {
  expect(tree("size").roots.map(({ label }) => label)).toEqual(["large-value b.go:10", "unbounded-range a.go:10", "long-key a.go:20"]);
});

test("bytes that two rules price count once in sums, by the dearer of them", () => {
  const twice = [
    file("a.go", [
      row("x", { parts: [part("raft-log", 10 * MiB, { id: "raft-log a.go 7" })] }),
      row("y", { rule: "hot-rewrite", parts: [part("raft-log", 30 * MiB, { id: "raft-log a.go 7" })] }),
    ]),
  ];
  expect(tree("size", { least: "info" }, twice).total?.likely).toBe(30 * MiB);
  expect(tree("file", { least: "info" }, twice).roots[0]?.description).toBe("30 MiB likely · 30 MiB documents · 2 findings");
  expect(tree("rule", { least: "info" }, twice).roots.map(({ description }) => description)).toEqual([
    "30 MiB likely · 30 MiB documents · 1 finding",
    "10 MiB likely · 10 MiB documents · 1 finding",
  ]);
});

test("the filter keeps out and counts what it keeps out", () => {
  const warnings = tree("rule", { least: "warning" });
  expect(warnings.roots.map(({ label }) => label)).toEqual(["large-value", "unbounded-range"]);
  expect([warnings.shown, warnings.hidden]).toEqual([2, 1]);
  const one = tree("rule", { least: "info", only: "file:///w/a.go" });
  expect(one.roots.map(({ label }) => label)).toEqual(["unbounded-range", "long-key"]);
  expect(one.total?.likely).toBe(104 * MiB);
  expect(tree("rule", { least: "error", only: "file:///w/a.go" }).roots).toEqual([]);
});

test("with two folders a path names its folder", () => {
  const two = [file("a.go", [row("1")], "/w/api"), file("a.go", [row("1")], "/w/jobs")];
  expect(tree("file", { least: "info" }, two).roots.map(({ label }) => label)).toEqual(["api/a.go", "jobs/a.go"]);
});

test("a finding leads to its node and a node to its group", () => {
  const shown = tree("component");
  const node = shown.nodeOf("file:///w/a.go", "a1");
  expect(node?.description).toContain("100 MiB");
  expect(node && shown.parentOf(node)?.label).toBe("range");
  expect(shown.nodeOf("file:///w/a.go", "b1")).toBeUndefined();
});

test("the finding at a line is the narrowest there", () => {
  const wide = row("wide", { line: 2, endLine: 12 });
  const narrow = row("narrow", { line: 9, endLine: 9 });
  expect(rowAt([wide, narrow], 9)?.id).toBe("narrow");
  expect(rowAt([narrow, wide], 12)?.id).toBe("wide");
  expect(rowAt([narrow, wide], 13)).toBeUndefined();
});

test("the store keeps one entry a file however its URI is spelled, drops files that cost nothing, and says what changed", () => {
  const store = new CostStore((uri) => uri.replace("%3A", ":"));
  const heard: string[][] = [];
  const end = store.listen((uris) => void heard.push([...uris]));
  const spelled = { ...file("a.go", [row("1")]), uri: "file:///c%3A/a.go" };
  store.apply({ files: [spelled, file("b.go", [row("2")])] });
  store.apply({ files: [{ ...spelled, uri: "file:///c:/a.go", rows: [] }] });
  expect(store.file("file:///c:/a.go")).toBeUndefined();
  expect(store.files().map(({ path }) => path)).toEqual(["b.go"]);
  store.clear();
  expect(heard).toEqual([["file:///c:/a.go", "file:///w/b.go"], ["file:///c:/a.go"], ["file:///w/b.go"]]);
  end();
  store.apply({ files: [spelled] });
  expect(heard).toHaveLength(3);
});
