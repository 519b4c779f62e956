/** One line a finding, as editors and grep read it. */
import { formatCount } from "../text/format";
import { costFirst } from "./cost-words";
import { printable } from "./paint";
import type { LintRun, Style } from "./types";

/** `file:line:column: cost: message [severity/rule]`; nothing else, and nothing when there is nothing. */
export function lintUnix({ findings }: LintRun, { maxFindings }: Style): string {
  const lines = findings
    .slice(0, maxFindings)
    .map((finding) =>
      printable(`${finding.file}:${finding.line}:${finding.column}: ${costFirst(finding)} [${finding.severity}/${finding.rule}]`),
    );
  const more = findings.length - lines.length;
  return [...lines, ...(more > 0 ? [`etcd-lint: and ${formatCount(more)} more`] : [])].map((line) => `${line}\n`).join("");
}
