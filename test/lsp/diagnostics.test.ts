import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { knownRuleIds } from "../../server/src/engine/analyse";
import type { Finding } from "../../server/src/engine/types";
import { fingerprintOf, toDiagnostic } from "../../server/src/lsp/diagnostics";
import { rulePage } from "../../server/src/lsp/rule-page";
import { holds, touches } from "../../server/src/lsp/to-lsp";
import { finding } from "./support/findings";

const related = [{ file: "pkg/loop.go", line: 10, column: 3, message: "in this loop" }];

test("a finding becomes a problem with code, link to its page, related place and identity", () => {
  const diagnostic = toDiagnostic(finding({ related }), { root: "/w", extensionDirectory: "/ext", related: true });
  expect(diagnostic).toEqual({
    range: { start: { line: 3, character: 1 }, end: { line: 3, character: 21 } },
    severity: 2,
    source: "etcd-lint",
    code: "hot-rewrite",
    codeDescription: { href: "file:///ext/docs/rules/hot-rewrite.md" },
    message: "writes the same key every 5 s",
    relatedInformation: [
      {
        location: { uri: "file:///w/pkg/loop.go", range: { start: { line: 9, character: 2 }, end: { line: 9, character: 2 } } },
        message: "in this loop",
      },
    ],
    data: { fingerprint: "f1" },
  });
  expect(fingerprintOf(diagnostic)).toBe("f1");
});

test("without an extension folder the page is on the web", () => {
  expect(toDiagnostic(finding(), { root: "/w", related: true }).codeDescription?.href).toMatch(/^https:.*\/docs\/rules\/hot-rewrite\.md$/);
});

test("every code leads to a page that is there", () => {
  const rules = [...knownRuleIds, "bad-config"] as Finding["rule"][];
  const missing = rules.filter((rule) => !existsSync(fileURLToPath(rulePage(rule, process.cwd()))));
  expect(missing).toEqual([]);
});

test("a client that shows no related places gets them as text", () => {
  const diagnostic = toDiagnostic(finding({ related }), { root: "/w", related: false });
  expect(diagnostic.relatedInformation).toBeUndefined();
  expect(diagnostic.message).toBe("writes the same key every 5 s\nin this loop (pkg/loop.go:10)");
});

test.each([
  [{ line: 3, character: 1 }, true],
  [{ line: 3, character: 21 }, true],
  [{ line: 3, character: 22 }, false],
  [{ line: 3, character: 0 }, false],
  [{ line: 2, character: 5 }, false],
])("%j in the finding: %s", (position, expected) => {
  const range = { start: { line: 3, character: 1 }, end: { line: 3, character: 21 } };
  expect(holds(range, position)).toBe(expected);
  expect(touches(range, { start: position, end: position })).toBe(expected);
});
