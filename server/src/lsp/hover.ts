/** The hover: what a finding costs, line by line, and where each number came from. Markdown. */
import type { Finding } from "../engine/types";
import type { ComponentEstimate, Estimate, Quantity } from "../model/types";
import type { EstimateInput } from "../rules/types";
import { formatByteRange, formatBytes, formatCount, formatPerSecond, formatSeconds } from "../text/format";
import { assumptionText } from "./assumptions";

export interface HoverContext {
  /** Line comment marker of the language, for the example of an assumption comment. */
  readonly commentMarker: string;
  /** Words for the reasons of an input, one a step. */
  reasons(input: EstimateInput): readonly string[];
  /** URI of the page of the finding's rule. */
  readonly page: string;
}

/** Markdown of one finding. */
export function hoverText(finding: Finding, context: HoverContext): string {
  const sections = [
    `**etcd-lint** [${finding.rule}](${context.page}): ${escapeText(finding.message)}`,
    ...(finding.estimate ? [table(finding.estimate), ...growth(finding.estimate)] : []),
    ...inputs(finding, context),
  ];
  return sections.join("\n\n");
}

/** Several findings at one place, in order. */
export function hoverTexts(texts: readonly string[]): string {
  return texts.join("\n\n---\n\n");
}

function table(estimate: Estimate): string {
  const rows = estimate.components.map(componentRow);
  const total = `| **total** (${estimate.kind}) | | | **${formatBytes(estimate.document)}** | **${formatByteRange(estimate.low, estimate.high)}** |`;
  return ["| component | count | bytes each | by the documents | observed |", "|:--|--:|--:|--:|--:|", ...rows, total].join("\n");
}

function componentRow({ component, formula, count, bytesEach, document, low, high }: ComponentEstimate): string {
  const cells = [
    `${component}: ${escapeCell(formula)}`,
    span(count, formatCount),
    span(bytesEach, formatBytes),
    formatBytes(document),
    formatByteRange(low, high),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** The likely value; with its range when it is not one number. */
function span({ low, likely, high }: Quantity, format: (value: number) => string): string {
  if (low === high) return format(likely);
  return `${format(likely)} (${format(low)}–${Number.isFinite(high) ? format(high) : "?"})`;
}

function growth({ perHour, ceiling }: Estimate): readonly string[] {
  if (perHour === undefined || perHour <= 0) return [];
  if (ceiling === undefined) return [`Grows ${formatBytes(perHour)} an hour.`];
  if (!Number.isFinite(ceiling)) return [`Grows ${formatBytes(perHour)} an hour, with no end but the quota.`];
  return [
    `Grows ${formatBytes(perHour)} an hour up to ${formatBytes(ceiling)}, reached after ${formatSeconds((ceiling / perHour) * 3600)}.`,
  ];
}

function inputs(finding: Finding, context: HoverContext): readonly string[] {
  const assumed = finding.inputs.filter(({ basis }) => basis === "assumed");
  const read = finding.inputs.filter(({ basis }) => basis !== "assumed");
  const comment = assumptionText(finding);
  return [
    ...(read.length > 0 ? [`From the code:\n${read.map((input) => bullet(input, context)).join("\n")}`] : []),
    ...(assumed.length > 0 ? [`Assumed:\n${assumed.map((input) => bullet(input, context)).join("\n")}`] : []),
    ...(comment
      ? [
          `You know better? Say so above the call, or for all calls in the \`profile\` of \`etcd-lint.json\`:\n\`\`\`\n${context.commentMarker} ${comment}\n\`\`\``,
        ]
      : []),
  ];
}

function bullet(input: EstimateInput, context: HoverContext): string {
  const because = context.reasons(input).map(escapeText).join("; ");
  const partly = input.basis === "partly" ? ", partly assumed" : "";
  return `- ${input.name} ${span(input, formatterOf(input.unit))}${partly}${because ? `: ${because}` : ""}`;
}

function formatterOf(unit: EstimateInput["unit"]): (value: number) => string {
  switch (unit) {
    case "bytes":
      return formatBytes;
    case "per-second":
      return formatPerSecond;
    case "seconds":
      return formatSeconds;
    case "hours":
      return (hours) => formatSeconds(hours * 3600);
    case "entries":
    case "count":
      return formatCount;
  }
}

/** Text of the program (names, keys) must not become markup, links or HTML. */
function escapeText(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
}

function escapeCell(text: string): string {
  return escapeText(text).replace(/\s+/g, " ");
}
