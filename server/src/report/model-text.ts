/** A calculation of the model for people in a terminal. */
import type { Calculation } from "../calculator";
import type { ComponentEstimate } from "../model";
import { formatByteRange, formatBytes, formatCount, formatSeconds } from "../text/format";
import { becauseText } from "./because";
import { chart, chartLegend } from "./chart";
import { alignedLines } from "./cost-table";
import { formatSpread } from "./inputs";
import { type Paint, paint } from "./paint";

const chartRows = 11;
const chartColumns = 64;

/** The sentence, the components with both formulas, totals, growth, and what else to know. */
export function modelText(calculation: Calculation, { colours }: { readonly colours: boolean }): string {
  const style = paint(colours);
  const { prediction, title, notes } = calculation;
  const blocks = [
    [style.bold(`etcd ${versionWords(calculation)}: ${title}`)],
    componentLines(calculation, style),
    totalLines(calculation, style),
    partings(prediction.components, style),
    growthLines(calculation, style),
    notes.map((note) => `Note: ${note}.`),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function versionWords({ prediction: { profile } }: Calculation): string {
  const { builds, version, match } = profile;
  if (builds.length < 2) return version;
  return `${version} (${match === "range" ? "all of these" : "any patch"}, most likely the newest)`;
}

function componentLines({ prediction: { components } }: Calculation, style: Paint): readonly string[] {
  const rows = components.map((part) => [
    part.component,
    formatSpread(part.count.low, part.count.likely, part.count.high, formatCount),
    formatSpread(part.bytesEach.low, part.bytesEach.likely, part.bytesEach.high, formatBytes),
    part.document === 0 ? "–" : formatBytes(part.document),
    formatBytes(part.likely),
    formatByteRange(part.low, part.high),
  ]);
  const [header = "", ...lines] = alignedLines([["component", "count", "bytes each", "by the documents", "observed", "range"], ...rows]);
  const width = Math.max(...components.map(({ component }) => component.length)) + 2;
  const formulas = components.flatMap(({ component, formula, observedFormula }) => [
    `${component.padEnd(width)}${formula}`,
    ...(observedFormula === undefined ? [] : [`${" ".repeat(width)}observed: ${observedFormula}`]),
  ]);
  return [style.dim(header), ...lines, "", ...formulas.map(style.dim)];
}

function totalLines({ prediction, members, cluster, inputs }: Calculation, style: Paint): readonly string[] {
  const { estimate, live, resident, file } = prediction;
  const word = members === 1 ? "total" : "one member";
  const rows = [
    [
      word,
      estimate.document === 0 ? "–" : formatBytes(estimate.document),
      formatBytes(estimate.likely),
      formatByteRange(estimate.low, estimate.high),
    ],
    ["  live heap", "", formatBytes(live.likely), formatByteRange(live.low, live.high)],
    ["  resident", "", formatBytes(resident.likely), formatByteRange(resident.low, resident.high)],
    ...(file.high > 0 ? [["  of it files", "", formatBytes(file.likely), formatByteRange(file.low, file.high)]] : []),
    ...(members === 1
      ? []
      : [
          [
            `all ${members} members`,
            formatBytes(cluster.document),
            formatBytes(cluster.likely),
            formatByteRange(cluster.low, cluster.high),
          ],
        ]),
  ];
  const [header = "", ...lines] = alignedLines([["", "by the documents", "observed", "range"], ...rows]);
  const defaults = inputs.filter(({ given, value }) => !given && value !== false).map(({ name, value }) => `${name} ${value}`);
  return [style.dim(header), ...lines, ...(defaults.length > 0 ? [style.dim(`by default: ${defaults.join(", ")}`)] : [])];
}

/** Why the two columns part, one line a component; a dash in the first column says enough of what the documents do not count. */
function partings(components: readonly ComponentEstimate[], style: Paint): readonly string[] {
  return components.flatMap(({ component, because }) =>
    because === undefined || because.id === "not-documented" ? [] : [`${style.bold(component)}: ${becauseText(because)}`],
  );
}

function growthLines({ growth, prediction: { estimate } }: Calculation, style: Paint): readonly string[] {
  const last = growth?.at(-1);
  if (growth === undefined || last === undefined) return [];
  const lines = chart(growth, {
    rows: chartRows,
    columns: chartColumns,
    label: formatBytes,
    ends: ["0", formatSeconds(last.hours * 3600)],
  });
  if (lines.length === 0) return [];
  const pace = estimate.perHour === undefined ? "" : `, ${formatBytes(estimate.perHour)} an hour by the documents`;
  return [style.bold(`Growth of one member${pace}`), ...lines, style.dim(chartLegend)];
}
