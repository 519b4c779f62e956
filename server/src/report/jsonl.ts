/** JSON, one object a line: each finding, each skipped file, then the summary. The objects are those of the JSON report. */
import { lintReport } from "./json";
import type { LintRun } from "./types";

export function lintJsonLines(run: LintRun): string {
  const { version, findings, skipped, summary } = lintReport(run);
  const lines = [
    ...findings.map((finding) => ({ type: "finding", ...finding })),
    ...skipped.map((one) => ({ type: "skipped", ...one })),
    { type: "summary", version, ...summary },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
