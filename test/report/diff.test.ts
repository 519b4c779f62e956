/** Two runs side by side. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../server/src/engine/types";
import { compareRuns, differenceOf } from "../../server/src/report/compare";
import { diffJson } from "../../server/src/report/diff-json";
import { diffText } from "../../server/src/report/diff-text";
import { lintRun, plain } from "./lint-sample";
import { rewrite, unpriced } from "./sample";

const gib = 1024 ** 3;
const schema = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync("schema/diff.schema.json", "utf8")));

/** The sample's finding in another function, at a price. */
const priced = (holder: string, likely: number, start = 0): Finding => {
  if (!rewrite.estimate) throw new Error("the sample is priced");
  const estimate = {
    ...rewrite.estimate,
    likely,
    components: rewrite.estimate.components.map((part) => ({ ...part, likely, perHour: 720 })),
  };
  return { ...rewrite, estimate, span: { start, end: start + 3 }, identity: { holder: `.${holder}`, call: "kv.Put()" } };
};

const before = [priced("Kept", gib, 1), priced("Gone", 2 * gib, 2), priced("Dearer", gib, 3), unpriced];
const after = [priced("Kept", gib, 1), priced("New", 8 * gib, 2), priced("Dearer", 4 * gib, 3), unpriced];
const comparison = compareRuns("main", before, "HEAD", after);
const run = { ...lintRun, findings: after, comparison };

describe("compareRuns", () => {
  it("tells new, changed and gone ones apart, the largest difference first", () =>
    expect(comparison.changes.map((change) => [change.kind, differenceOf(change) / gib])).toEqual([
      ["new", 8],
      ["changed", 3],
      ["gone", -2],
      ["same", 0],
      ["same", 0],
    ]));
  it("sums each part of etcd's memory, and the growth", () => {
    expect(comparison.components.map((one) => [one.component, one.before.likely / gib, one.after.likely / gib])).toEqual([
      ["raft-log", 4, 13],
    ]);
    expect(comparison.growth).toEqual({ before: 3 * 720, after: 3 * 720 });
  });
  it("takes a cost that moved by less than half a percent for the same", () => {
    const [change] = compareRuns("a", [priced("F", gib)], "b", [priced("F", gib * 1.004)]).changes;
    expect(change?.kind).toBe("same");
  });
});

it("the text has each change with its costs, then the parts", () => {
  const text = diffText(run, plain);
  expect(text).toContain("new      +8 GiB  src/status.go:41:7  hot-rewrite\n");
  expect(text).toContain("changed  +3 GiB  src/status.go:41:7  hot-rewrite\n");
  expect(text).toContain("         1 GiB -> 4 GiB: raft-log 5 000 x 2 MiB; ");
  expect(text).toContain("gone     −2 GiB  src/status.go:41:7  hot-rewrite\n");
  expect(text).toContain(`likely          before   after    difference
raft-log        4 GiB    13 GiB   +9 GiB
all together    4 GiB    13 GiB   +9 GiB
growth an hour  2.1 KiB  2.1 KiB  ±0

main -> HEAD: 1 new, 1 changed, 1 gone, 2 as before
`);
});

it("the JSON keeps to its schema", () => {
  const json = JSON.parse(diffJson(run, () => 1));
  schema(json);
  expect(schema.errors).toBeNull();
  expect(json.findings[2]).toMatchObject({ change: "gone", difference: -2 * gib, before: { rule: "hot-rewrite" } });
  expect(json.findings[2].after).toBeUndefined();
  expect(json.summary).toMatchObject({ new: 1, changed: 1, gone: 1, same: 2, overBudget: false, perHour: { before: 2160, after: 2160 } });
});
