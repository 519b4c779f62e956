/** Problems of settings files as a headless run reports them: errors end it, warnings are findings. */
import type { Finding } from "../engine/types";
import { lineIndex, positionAt } from "../text/span";
import type { ConfigFileProblems } from "./config-files";
import { relativeTo } from "./paths";

export interface ConfigReport {
  /** `etcd-lint.json:3:5: unknown setting ...`. */
  readonly errors: readonly string[];
  readonly findings: readonly Finding[];
}

/** Sorts the problems of settings files into those that end a run and those that it reports. */
export function configFindings(files: readonly ConfigFileProblems[], root: string): ConfigReport {
  const errors: string[] = [];
  const findings: Finding[] = [];
  for (const { file, text, problems } of files) {
    const index = lineIndex(text);
    const name = relativeTo(root, file);
    for (const { message, start, end, severity } of problems) {
      const from = positionAt(index, start);
      const to = positionAt(index, end);
      if (severity === "error") {
        errors.push(`${name}:${from.line + 1}:${from.column + 1}: ${message}`);
        continue;
      }
      findings.push({
        rule: "bad-config",
        severity,
        file: name,
        line: from.line + 1,
        column: from.column + 1,
        endLine: to.line + 1,
        endColumn: to.column + 1,
        span: { start, end },
        message,
        inputs: [],
        related: [],
        fixes: [],
        fingerprint: `bad-config:${name}:${message}`,
      });
    }
  }
  return { errors, findings };
}
