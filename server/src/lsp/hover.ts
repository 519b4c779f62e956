/** The hover: what a finding costs, line by line, and where each number came from. Markdown, and short: editors show little of a hover at once. */
import type { Finding } from "../engine/types";
import type { ComponentEstimate, Estimate } from "../model/types";
import { becauseLines } from "../report/because";
import { growthOf } from "../report/cost-table";
import { formatInput, formatSpread, sourceOf } from "../report/inputs";
import type { Run } from "../report/types";
import type { EstimateInput } from "../rules/types";
import { formatByteRange, formatBytes, formatCount } from "../text/format";
import { assumptionText } from "./assumptions";
import { shownBytes } from "./totals";

export interface HoverContext {
  /** Line comment marker of the language, for the example of an assumption comment. */
  readonly commentMarker: string;
  readonly lineOf: Run["lineOf"];
  /** URI of the page of the finding's rule. */
  readonly page: string;
}

/** Markdown of one finding. */
export function hoverText(finding: Finding, context: HoverContext): string {
  const { estimate } = finding;
  const head = `**etcd-lint** [${finding.rule}](${context.page}): `;
  const sections = estimate
    ? [`${head}${headline(estimate)}`, table(estimate), ...growth(estimate), ...reasons(estimate)]
    : [`${head}cost not estimated. ${escapeText(finding.message)}`];
  return [...sections, ...inputs(finding, context)].join("\n\n");
}

/** Several findings at one place, in order. */
export function hoverTexts(texts: readonly string[]): string {
  return texts.join("\n\n---\n\n");
}

/** The message stands in the problem already, which editors show with the hover. */
function headline(estimate: Estimate): string {
  return `**≈ ${formatBytes(shownBytes(estimate))}** ${estimate.kind} (${formatByteRange(estimate.low, estimate.high)})`;
}

function table(estimate: Estimate): string {
  const total = ["**total**", "", "", boldCell(formatBytes(estimate.document)), boldCell(formatByteRange(estimate.low, estimate.high))];
  return [
    `| component | ${["count", "bytes each", "by the documents", "observed"].map(cell).join(" | ")} |`,
    "|:--|--:|--:|--:|--:|",
    ...estimate.components.map(componentRow),
    `| ${total.join(" | ")} |`,
  ].join("\n");
}

function componentRow({ component, formula, count, bytesEach, document, low, high }: ComponentEstimate): string {
  const numbers = [formatCount(count.likely), formatBytes(bytesEach.likely), formatBytes(document), formatByteRange(low, high)];
  return `| ${[`${component}: ${escapeText(formula)}`, ...numbers.map(cell)].join(" | ")} |`;
}

/** The table has no room between its columns but what the cells bring. Renderers trim white space, so it stands behind a character without width. */
const margin = "\u2060\u00a0\u00a0";

function cell(text: string): string {
  return `${margin}${unbroken(text)}`;
}

function boldCell(text: string): string {
  return `${margin}**${unbroken(text)}**`;
}

/** A number in a narrow column keeps its unit beside it. */
function unbroken(text: string): string {
  return text.replaceAll(" ", "\u00a0").replaceAll("–", "\u2060–\u2060");
}

function growth(estimate: Estimate): readonly string[] {
  const sentence = growthOf(estimate);
  return sentence ? [`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`] : [];
}

/** One line a component whose two columns part. */
function reasons(estimate: Estimate): readonly string[] {
  const lines = becauseLines(estimate);
  return lines.length === 0 ? [] : [["Why the columns differ:", ...lines.map(escapeText)].join("  \n")];
}

function inputs(finding: Finding, context: HoverContext): readonly string[] {
  const assumed = finding.inputs.filter(({ basis }) => basis === "assumed");
  const derived = finding.inputs.filter(({ basis }) => basis !== "assumed");
  const comment = assumptionText(finding);
  return [
    ...(assumed.length > 0 ? [lines("Assumed:", assumed, context)] : []),
    ...(comment
      ? [`To say better, write \`${context.commentMarker} ${comment}\` above the call, or set the \`profile\` in \`etcd-lint.json\`.`]
      : []),
    ...(derived.length > 0 ? [lines("From the code:", derived, context)] : []),
  ];
}

/** One input a line. Two spaces at the end break a line without the room that a list takes. */
function lines(title: string, list: readonly EstimateInput[], context: HoverContext): string {
  return [title, ...list.map((input) => inputText(input, context))].join("  \n");
}

function inputText({ name, low, likely, high, unit, basis, because }: EstimateInput, context: HoverContext): string {
  const value = formatSpread(low, likely, high, (number) => formatInput(number, unit));
  const source = sourceOf(because, context.lineOf);
  return `**${name}** ${value}${basis === "partly" ? ", partly assumed" : ""}${source ? `: ${escapeText(source)}` : ""}`;
}

/** Text of the program (names, keys) must not become markup, links or HTML. */
function escapeText(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&").replace(/\s+/g, " ");
}
