/** The language status item: answers "is it working?" in one look. */
import { type Command, type Disposable, LanguageStatusSeverity, languages } from "vscode";
import type { StatusParams, StatusState } from "../../server/src/lsp/protocol";
import { configurationGlobs, languageIds } from "./languages";

export interface Status extends Disposable {
  starting(): void;
  failed(reason: string): void;
  show(params: StatusParams): void;
}

const showOutput: Command = { title: "Show output", command: "etcd-lint.showOutput" };
const restart: Command = { title: "Restart", command: "etcd-lint.restart" };
/** Skipped files named in the item; the output has all. */
const maxNamed = 3;

export function createStatus(): Status {
  const selector = [
    ...languageIds.map((language) => ({ language })),
    ...configurationGlobs.map((glob) => ({ pattern: `**/${glob}` })),
    { pattern: "**/{etcd-lint,.etcd-lint}.json" },
  ];
  const item = languages.createLanguageStatusItem("etcd-lint", selector);
  item.name = "etcd-lint";
  item.text = "etcd-lint: nothing here uses etcd";
  item.detail = "starts with the first file that mentions an etcd library";
  item.command = showOutput;
  return {
    starting() {
      item.busy = true;
      item.text = "etcd-lint: starting";
      item.detail = "";
    },
    failed(reason) {
      item.busy = false;
      item.severity = LanguageStatusSeverity.Error;
      item.text = "etcd-lint: not running";
      item.detail = reason;
      item.command = restart;
    },
    show({ state, message, skipped }) {
      item.busy = state === "busy";
      item.severity = severityOf(state);
      // While busy the former result stays readable.
      if (state === "busy") return;
      item.text = `etcd-lint: ${message}`;
      item.detail = skippedText(skipped);
      item.command = state === "error" ? restart : showOutput;
    },
    dispose: () => item.dispose(),
  };
}

function severityOf(state: StatusState): LanguageStatusSeverity {
  switch (state) {
    case "ok":
    case "busy":
      return LanguageStatusSeverity.Information;
    case "degraded":
      return LanguageStatusSeverity.Warning;
    case "error":
      return LanguageStatusSeverity.Error;
  }
}

function skippedText(skipped: StatusParams["skipped"]): string {
  if (skipped.length === 0) return "";
  const named = skipped.slice(0, maxNamed).map(({ file, reason }) => `${file} (${reason})`);
  const more = skipped.length > maxNamed ? ` and ${skipped.length - maxNamed} more` : "";
  return `skipped: ${named.join(", ")}${more}`;
}
