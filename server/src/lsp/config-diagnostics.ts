/** Problems of a settings file as diagnostics in that file. */
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { ConfigProblem } from "../config/document";
import type { ConfigFileProblems } from "../host/config-files";
import { lineIndex, positionAt } from "../text/span";
import { rulePage } from "./rule-page";

/** Diagnostics of one settings file; while it has an error its last good content stays in force, which the message says. */
export function configDiagnostics({ text, problems }: ConfigFileProblems, extensionDirectory: string | undefined): Diagnostic[] {
  const index = lineIndex(text);
  const at = (offset: number) => {
    const { line, column } = positionAt(index, offset);
    return { line, character: column };
  };
  return problems.map((problem) => ({
    range: { start: at(problem.start), end: at(problem.end) },
    severity: problem.severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    source: "etcd-lint",
    code: "bad-config",
    codeDescription: { href: rulePage("bad-config", extensionDirectory) },
    message: messageOf(problem),
  }));
}

function messageOf({ message, severity }: ConfigProblem): string {
  return severity === "error" ? `${message} (the last good settings stay in force)` : message;
}
