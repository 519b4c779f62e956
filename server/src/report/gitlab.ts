/** GitLab's Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format). */
import type { Finding } from "../engine/types";
import { costFirst } from "./cost-words";
import type { LintRun } from "./types";

const severities: Readonly<Record<Finding["severity"], string>> = { error: "critical", warning: "major", info: "info" };

/** One list of problems. GitLab tells new from known ones by their fingerprints, so no two are equal. */
export function lintGitlab({ findings, prefix }: LintRun): string {
  const seen = new Map<string, number>();
  const problems = findings.map((finding) => {
    const count = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, count);
    return {
      description: costFirst(finding),
      check_name: finding.rule,
      fingerprint: count === 1 ? finding.fingerprint : `${finding.fingerprint}-${count}`,
      severity: severities[finding.severity],
      location: { path: `${prefix}${finding.file}`, lines: { begin: finding.line, end: finding.endLine } },
    };
  });
  return `${JSON.stringify(problems, null, 2)}\n`;
}
