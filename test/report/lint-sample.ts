/** The sample run as a lint run, with the code that its findings are in. */
import type { LintRun, Style } from "../../server/src/report/types";
import { rewrite, run } from "./sample";

/** Line 41 holds the put, behind two tabs. */
export const statusText = `${"\n".repeat(39)}\tfor range time.Tick(5 * time.Second) {\n\t\tkvs.Put(ctx, "/status", state)\n\t}\n`;

export const lintRun: LintRun = {
  ...run,
  version: "1.2.3",
  failing: new Set([rewrite]),
  prefix: "",
  textOf: (file) => (file === "src/status.go" ? statusText : undefined),
  ruleHelp: (rule) =>
    rule === "hot-rewrite" ? { summary: "The same key rewritten.", markdown: "# hot-rewrite\n\nThe same key rewritten.\n" } : undefined,
  overruns: [],
  notes: [],
};

export const plain: Style = { colours: false, bare: false, frames: true, maxFindings: Number.POSITIVE_INFINITY };
