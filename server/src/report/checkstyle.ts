/** Checkstyle's XML: errors by file. */
import { costFirst } from "./cost-words";
import type { LintRun } from "./types";
import { element, xmlDocument } from "./xml";

export function lintCheckstyle({ findings }: LintRun): string {
  const files = [...new Set(findings.map(({ file }) => file))].map((file) =>
    element(
      "file",
      { name: file },
      findings
        .filter((finding) => finding.file === file)
        .map((finding) => {
          const { line, column, severity, rule } = finding;
          return element("error", { line, column, severity, message: costFirst(finding), source: `etcd-lint.${rule}` });
        }),
    ),
  );
  return xmlDocument(element("checkstyle", { version: "4.3" }, files));
}
