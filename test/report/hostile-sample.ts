/** Findings whose texts try to break out of every format, and fixes of several kinds. */
import type { Finding } from "../../server/src/engine/types";
import type { LintRun } from "../../server/src/report/types";
import { lintRun } from "./lint-sample";
import { rewrite } from "./sample";

const hostileMessage = "<b>&\"'</b> ]]> %0A :: , | `x` @team [a](b) <!-- --> </script> \u0000\u0008\ud800 \u{1f600} \r\n\t${x}";

/** The name of the file is hostile too. */
const hostileFile = 'a b#c:d,%41/<x>&".go';

export const hostileText = `package x // ö\nvar ö, y = 1, "\u{1f600}"; kv.Get(ctx, "/a", opt)\n`;

const edit = (column: number, endColumn: number, text: string) => ({
  file: hostileFile,
  range: { line: 2, column, endLine: 2, endColumn },
  text,
});

export const hostile: Finding = {
  ...rewrite,
  rule: "unbounded-range",
  severity: "warning",
  file: hostileFile,
  line: 2,
  column: 24,
  endLine: 2,
  endColumn: 27,
  message: hostileMessage,
  related: [{ file: "src/öther file.go", line: 3, column: 1, message: hostileMessage }],
  fixes: [
    { title: `fix ${hostileMessage}`, safe: true, edits: [edit(39, 42, 'clientv3.WithLimit("<&>")'), edit(24, 27, "List")] },
    { title: "nothing to edit", safe: false, edits: [] },
  ],
  fingerprint: "0123456789abcdef",
};

/** The sample's findings, the hostile one, and its twin with the same fingerprint. */
export const hostileRun: LintRun = {
  ...lintRun,
  findings: [...lintRun.findings, hostile, { ...hostile, severity: "info", estimate: undefined } as unknown as Finding],
  textOf: (file) => (file === hostileFile ? hostileText : lintRun.textOf(file)),
  skipped: [{ file: "bad\u0001<&>.go", reason: 'cannot be read: "<&>"' }],
  prefix: "sub folder/",
  notes: [hostileMessage],
};
