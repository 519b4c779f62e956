import { expect, test } from "vitest";
import { commentValue } from "../../server/src/lsp/assumptions";
import { hoverText } from "../../server/src/lsp/hover";
import { finding } from "./support/findings";

const context = {
  commentMarker: "//",
  reasons: () => ["profile: 10 000 keys under a prefix (medium preset)"],
  page: "file:///docs/rules/hot-rewrite.md",
};

test("the cost table: component, count, bytes each, by the documents, observed; total; growth", () => {
  expect(hoverText(finding(), context)).toBe(
    [
      "**etcd-lint** [hot-rewrite](file:///docs/rules/hot-rewrite.md): writes the same key every 5 s",
      "",
      "| component | count | bytes each | by the documents | observed |",
      "|:--|--:|--:|--:|--:|",
      "| raft-log: entries x (value + key) | 5 000 (5 000–105 000) | 2 MiB | 9.8 GiB | 9.8–205 GiB |",
      "| **total** (growing) | | | **9.8 GiB** | **9.8–205 GiB** |",
      "",
      "Grows 1.4 GiB an hour up to 9.8 GiB, reached after 6 h 57 min.",
    ].join("\n"),
  );
});

test("what the code says and what was assumed are told apart, with the comment that says it better", () => {
  const text = hoverText(
    finding({
      inputs: [
        { name: "value", low: 2097152, likely: 2097152, high: 2097152, unit: "bytes", basis: "known", because: [] },
        { name: "keys", low: 100, likely: 10_000, high: 1_000_000, unit: "entries", basis: "assumed", because: [] },
        { name: "members", low: 3, likely: 3, high: 3, unit: "count", basis: "assumed", because: [] },
      ],
    }),
    context,
  );
  expect(text).toContain("From the code:\n- value 2 MiB: profile: 10 000 keys");
  expect(text).toContain("Assumed:\n- keys 10 000 (100–1 000 000): profile");
  expect(text).toContain("- members 3: profile");
  expect(text).toContain("```\n// etcd-lint: keys=10000\n```");
});

test("names out of the program do not become markup", () => {
  const text = hoverText(finding({ message: "key `a|b` [x](command:evil) <img>" }), context);
  expect(text).toContain("key \\`a\\|b\\` \\[x\\](command:evil) \\<img\\>");
});

test("a finding without an estimate has no table", () => {
  const { estimate: _estimate, ...rest } = finding();
  expect(hoverText(rest, context)).not.toContain("|");
});

test.each([
  [2 * 1024 ** 2, "bytes", "2MiB"],
  [1536, "bytes", "1536"],
  [1024, "bytes", "1KiB"],
  [0.2, "per-second", "1/5s"],
  [10, "per-second", "10/s"],
  [3600, "seconds", "3600s"],
  [10_000, "entries", "10000"],
] as const)("%d %s in a comment is %s", (likely, unit, expected) => {
  expect(commentValue({ likely, unit })).toBe(expected);
});
