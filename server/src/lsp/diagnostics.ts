/** Findings as the editor's problems. */
import type { Diagnostic } from "vscode-languageserver";
import type { Finding } from "../engine/types";
import { rulePage } from "./rule-page";
import { toPoint, toRange, toSeverity, uriOfFile } from "./to-lsp";

export interface DiagnosticContext {
  /** Absolute folder that paths of findings are relative to. */
  readonly root: string;
  readonly extensionDirectory?: string | undefined;
  /** Clients that cannot show related places get them in the message. */
  readonly related: boolean;
}

/** One problem for one finding. `data` carries the fingerprint, by which code actions find the finding again. */
export function toDiagnostic(finding: Finding, context: DiagnosticContext): Diagnostic {
  const related = finding.related.map(({ file, line, column, message }) => ({
    location: { uri: uriOfFile(context.root, file), range: toPoint(line, column) },
    message,
  }));
  const places = context.related ? "" : finding.related.map(({ file, line, message }) => `\n${message} (${file}:${line})`).join("");
  return {
    range: toRange(finding),
    severity: toSeverity(finding.severity),
    source: "etcd-lint",
    code: finding.rule,
    codeDescription: { href: rulePage(finding.rule, context.extensionDirectory) },
    message: `${finding.message}${places}`,
    ...(context.related && related.length > 0 ? { relatedInformation: related } : {}),
    data: { fingerprint: finding.fingerprint },
  };
}

/** The fingerprint that `toDiagnostic` left in a diagnostic that came back from the client. */
export function fingerprintOf(diagnostic: Diagnostic): string | undefined {
  const data: unknown = diagnostic.data;
  if (typeof data !== "object" || data === null || !("fingerprint" in data)) return undefined;
  return typeof data.fingerprint === "string" ? data.fingerprint : undefined;
}
