import { expect, test } from "vitest";
import { hoverText } from "../../server/src/lsp/hover";
import { finding } from "./support/findings";

const context = { commentMarker: "//", lineOf: () => 7, page: "file:///docs/rules/hot-rewrite.md" };

test("the cost table: component, count, bytes each, by the documents, observed; total; growth", () => {
  const text = hoverText(finding(), context)
    .replaceAll(/[ \u00a0\u2060]+/g, " ")
    .replaceAll(" – ", "–");
  expect(text).toBe(
    [
      "**etcd-lint** [hot-rewrite](file:///docs/rules/hot-rewrite.md): **≈ 9.8 GiB** growing (9.8–205 GiB)",
      "",
      "| component | count | bytes each | by the documents | observed |",
      "|:--|--:|--:|--:|--:|",
      "| raft-log: entries x (value + key) | 5 000 | 2 MiB | 9.8 GiB | 9.8–205 GiB |",
      "| **total** | | | **9.8 GiB** | **9.8–205 GiB** |",
      "",
      "Grows 1.4 GiB an hour up to 9.8 GiB after 6 h 57 min.",
    ].join("\n"),
  );
});

test("what was assumed and what the code says are told apart, with the comment that says it better", () => {
  const place = { file: "pkg/status.go", span: { start: 0, end: 1 } };
  const text = hoverText(
    finding({
      inputs: [
        {
          name: "value",
          low: 2097152,
          likely: 2097152,
          high: 2097152,
          unit: "bytes",
          basis: "known",
          because: [{ source: "literal", id: "literal", data: {}, place }],
        },
        { name: "keys", low: 100, likely: 10_000, high: 1_000_000, unit: "entries", basis: "assumed", because: [] },
        { name: "members", low: 3, likely: 3, high: 3, unit: "count", basis: "assumed", because: [] },
      ],
    }),
    context,
  );
  expect(text).toContain("Assumed:  \n**keys** 10 000 (100–1 000 000)  \n**members** 3\n\n");
  expect(text).toContain("To say better, write `// etcd-lint: keys=10000` above the call, or set the `profile` in `etcd-lint.json`.");
  expect(text).toMatch(/From the code: {2}\n\*\*value\*\* 2 MiB: literal at pkg\/status\.go:7$/);
});

test("names out of the program do not become markup", () => {
  const { estimate: _estimate, ...rest } = finding({ message: "key `a|b` [x](command:evil) <img>" });
  const text = hoverText(rest, context);
  expect(text).toContain("key \\`a\\|b\\` \\[x\\](command:evil) \\<img\\>");
});

test("a finding without an estimate says so and has no table", () => {
  const { estimate: _estimate, ...rest } = finding();
  expect(hoverText(rest, context)).toBe(
    "**etcd-lint** [hot-rewrite](file:///docs/rules/hot-rewrite.md): cost not estimated. writes the same key every 5 s",
  );
});
