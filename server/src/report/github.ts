/**
 * Workflow commands that GitHub Actions shows beside the lines of a pull request
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
import type { Finding } from "../engine/types";
import { formatCount } from "../text/format";
import { overrunLines } from "./budgets";
import { arithmeticOf, dearestFirst, headline } from "./cost-words";
import type { LintRun } from "./types";

const commands: Readonly<Record<Finding["severity"], string>> = { error: "error", warning: "warning", info: "notice" };

/** GitHub shows ten annotations of a kind for a step and drops the rest without a word. */
const shownOfAKind = 10;

/** The dearest findings of each severity as annotations, and a line for those that GitHub would drop. */
export function lintGithub(run: LintRun): string {
  const lines = (Object.keys(commands) as Finding["severity"][]).flatMap((severity) => {
    const all = dearestFirst(run.findings.filter((finding) => finding.severity === severity));
    const more = all.length - shownOfAKind;
    return [
      ...all.slice(0, shownOfAKind).map((finding) => annotation(finding, run.prefix)),
      ...(more > 0 ? [`etcd-lint: and ${formatCount(more)} more of severity ${severity}, all cheaper, without an annotation`] : []),
    ];
  });
  const over = overrunLines(run.overruns).map((line) => `::error title=etcd-lint budget::${data(line)}`);
  return [...over, ...lines].map((line) => `${line}\n`).join("");
}

function annotation(finding: Finding, prefix: string): string {
  const { severity, file, line, column, endLine, endColumn, rule, message, estimate } = finding;
  const title = `${rule}${estimate ? ` ${headline(estimate)}` : ""}`;
  // Columns only count in an annotation of one line.
  const columns = line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : {};
  const properties = { file: `${prefix}${file}`, line, endLine, ...columns, title };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const text = [message, arithmeticOf(finding)].filter((part) => part !== "").join("\n");
  return `::${commands[severity]} ${list.join(",")}::${data(text)}`;
}

/** Escapes as GitHub's own toolkit does (`actions/toolkit`, packages/core/src/command.ts). */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
