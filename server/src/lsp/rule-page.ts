/** Where the page of a rule is: shipped with the extension, else on the web. */
import path from "node:path";
import { URI } from "vscode-uri";
import type { Finding } from "../engine/types";

const webDocs = "https://github.com/etcd-lint/etcd-lint/blob/main/docs";

/** Below `docs/`. What the pipeline itself reports is explained where comments and settings are. */
function pageOf(rule: Finding["rule"]): string {
  switch (rule) {
    case "bad-comment":
    case "unused-suppression":
    case "bad-config":
      return "configuration.md";
    default:
      return `rules/${rule}.md`;
  }
}

/** URI of the page; a `file:` URI when the extension's folder is known. */
export function rulePage(rule: Finding["rule"], extensionDirectory: string | undefined): string {
  const page = pageOf(rule);
  return extensionDirectory ? URI.file(path.join(extensionDirectory, "docs", page)).toString() : `${webDocs}/${page}`;
}
