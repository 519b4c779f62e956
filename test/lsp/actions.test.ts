import { expect, test } from "vitest";
import { codeActions } from "../../server/src/lsp/actions";
import { toDiagnostic } from "../../server/src/lsp/diagnostics";
import { finding } from "./support/findings";

const text = "package a\n\nfunc f() {\n\tclient.Put(ctx, k, v)\n}\n";
const uri = "file:///w/pkg/status.go";
const context = { root: "/w", uri, text, commentMarker: "//", commands: false };

test("the rule's fixes come first, then the assumption, then the suppression", () => {
  const one = finding({
    inputs: [{ name: "value", low: 1, likely: 1024, high: 1e6, unit: "bytes", basis: "assumed", because: [] }],
    fixes: [
      {
        title: "Add a limit",
        safe: false,
        edits: [{ file: "pkg/status.go", range: { line: 4, column: 22, endLine: 4, endColumn: 22 }, text: ", x" }],
      },
    ],
  });
  const diagnostic = toDiagnostic(one, { root: "/w", related: true });
  const actions = codeActions(one, diagnostic, context);
  expect(actions.map(({ title }) => title)).toEqual([
    "Add a limit",
    "Say what etcd-lint assumed: value=1KiB",
    "Disable hot-rewrite for this line, with a reason",
  ]);
  expect(actions.every(({ diagnostics }) => diagnostics?.[0] === diagnostic)).toBe(true);
  expect(actions[0]?.edit).toEqual({
    changes: { [uri]: [{ range: { start: { line: 3, character: 21 }, end: { line: 3, character: 21 } }, newText: ", x" }] },
  });
  const above = { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } };
  expect(actions[1]?.edit).toEqual({ changes: { [uri]: [{ range: above, newText: "\t// etcd-lint: value=1KiB\n" }] } });
  expect(actions[2]?.edit).toEqual({
    changes: { [uri]: [{ range: above, newText: "\t// etcd-lint-disable-next-line hot-rewrite -- why this cost is fine\n" }] },
  });
});

test("only a lone safe fix is the preferred one", () => {
  const fix = (safe: boolean) => ({ title: "t", safe, edits: [] });
  const preferred = (fixes: ReturnType<typeof fix>[]) =>
    codeActions(finding({ fixes }), undefined, context).map(({ isPreferred }) => isPreferred === true);
  expect(preferred([fix(true), fix(false)])).toEqual([true, false, false]);
  expect(preferred([fix(true), fix(true)])).toEqual([false, false, false]);
});

test("files with CRLF get CRLF, and a client that takes versions gets them", () => {
  const actions = codeActions(finding(), undefined, { ...context, text: text.replaceAll("\n", "\r\n"), versionOf: () => 7 });
  expect(actions[0]?.edit?.documentChanges).toEqual([
    {
      textDocument: { uri, version: 7 },
      edits: [
        {
          range: { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } },
          newText: "\t// etcd-lint-disable-next-line hot-rewrite -- why this cost is fine\r\n",
        },
      ],
    },
  ]);
});
