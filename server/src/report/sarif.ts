/** SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), as GitHub code scanning and others take it. */
import type { Finding, Range1 } from "../engine/types";
import { arithmeticOf, costFirst } from "./cost-words";
import { bytesJson, estimateJson } from "./json";
import { totalOf } from "./totals";
import type { LintRun } from "./types";
import { wellFormed } from "./well-formed";

const levels: Readonly<Record<Finding["severity"], string>> = { error: "error", warning: "warning", info: "note" };

export function lintSarif(run: LintRun): string {
  const rules = [...new Set(run.findings.map(({ rule }) => rule))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "etcd-lint", semanticVersion: run.version, rules: rules.map((rule) => ruleOf(rule, run)) } },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { SRCROOT: { description: { text: "The top of the repository." } } },
        results: run.findings.map((finding) => resultOf(finding, rules.indexOf(finding.rule), run)),
        invocations: [
          {
            executionSuccessful: run.partial === undefined,
            toolExecutionNotifications: run.skipped.map(({ file, reason }) => ({
              level: "warning",
              message: { text: `skipped: ${reason}` },
              locations: [{ physicalLocation: { artifactLocation: artifact(file, run) } }],
            })),
          },
        ],
        properties: { total: bytesJson(totalOf(run.findings)), filesAnalysed: run.analysed, filesSeen: run.seen },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: string, run: LintRun) {
  const help = run.ruleHelp(id);
  return {
    id,
    name: id
      .split("-")
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(""),
    ...(help
      ? { shortDescription: { text: help.summary }, help: { text: help.markdown, markdown: help.markdown } }
      : { shortDescription: { text: id } }),
    defaultConfiguration: { level: "warning" },
    properties: { tags: ["etcd", "memory", "performance"] },
  };
}

function resultOf(finding: Finding, ruleIndex: number, run: LintRun) {
  const { rule, severity, file, estimate, related, fixes, fingerprint } = finding;
  const arithmetic = arithmeticOf(finding);
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: arithmetic === "" ? costFirst(finding) : `${costFirst(finding)}\n${arithmetic}` },
    locations: [
      {
        physicalLocation: { artifactLocation: artifact(file, run), region: region(finding) },
        ...(finding.holder ? { logicalLocations: [{ name: finding.holder.name, kind: "function" }] } : {}),
      },
    ],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((place, at) => ({
            id: at + 1,
            physicalLocation: { artifactLocation: artifact(place.file, run), region: { startLine: place.line, startColumn: place.column } },
            message: { text: place.message },
          })),
        }
      : {}),
    ...(fixes.some(({ edits }) => edits.length > 0)
      ? { fixes: fixes.filter(({ edits }) => edits.length > 0).map((fix) => fixOf(fix, run)) }
      : {}),
    partialFingerprints: { "etcdLint/v1": fingerprint },
    ...(run.known ? { baselineState: "new" } : {}),
    ...(estimate ? { properties: { estimate: estimateJson(estimate, finding, run) } } : {}),
  };
}

function fixOf({ title, edits }: Finding["fixes"][number], run: LintRun) {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifact(file, run),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map(({ range, text }) => ({ deletedRegion: region(range), ...(text === "" ? {} : { insertedContent: { text } }) })),
    })),
  };
}

function region({ line, column, endLine, endColumn }: Range1) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** A relative reference: each part of the path is encoded, so that `#`, spaces and colons stay part of it. */
function artifact(file: string, { prefix }: LintRun) {
  const uri = `${prefix}${file}`
    .split("/")
    .map((part) => encodeURIComponent(wellFormed(part)))
    .join("/");
  return { uri, uriBaseId: "SRCROOT" };
}
