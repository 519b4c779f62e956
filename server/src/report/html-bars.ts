/** Bar charts as SVG: a bar for the likely cost, a line for the observed range. */
import { formatByteRange, formatBytes, formatCount } from "../text/format";
import { escaped } from "./html-page";
import type { Bytes } from "./totals";

export interface Bar extends Pick<Bytes, "low" | "likely" | "high"> {
  readonly name: string;
}

const width = 560;
const rowHeight = 38;
/** Bars drawn before the rest is counted. */
const maxBars = 12;
/** Characters of a name that fit over its bar; the end of a path tells more than its start. */
const longestName = 70;

/** A figure, the dearest bar first; empty when nothing costs anything. */
export function barChart(caption: string, bars: readonly Bar[]): string {
  const drawn = bars.filter(({ likely }) => likely > 0).sort((a, b) => b.likely - a.likely);
  if (drawn.length === 0) return "";
  const shown = drawn.slice(0, maxBars);
  // A range that dwarfs the bars ends at the edge: it is the bars that are compared.
  const top = (shown[0]?.likely ?? 1) * 1.6;
  const scale = (bytes: number): number => Math.round((Math.min(bytes, top) / top) * width * 10) / 10;
  const rows = shown.map((bar, at) => {
    const y = at * rowHeight;
    const name = bar.name.length > longestName ? `…${bar.name.slice(1 - longestName)}` : bar.name;
    const words = `${bar.name}: likely ${formatBytes(bar.likely)}, observed ${formatByteRange(bar.low, bar.high)}`;
    return [
      `<g><title>${escaped(words)}</title>`,
      `<text x="0" y="${y + 13}">${escaped(name)}</text><text x="${width}" y="${y + 13}" text-anchor="end">${formatBytes(bar.likely)}</text>`,
      `<rect class="track" x="0" y="${y + 19}" width="${width}" height="10" rx="2"/>`,
      `<rect class="bar" x="0" y="${y + 19}" width="${Math.max(1, scale(bar.likely))}" height="10" rx="2"/>`,
      `<line class="range" x1="${scale(bar.low)}" x2="${scale(bar.high)}" y1="${y + 24}" y2="${y + 24}"/></g>`,
    ].join("");
  });
  const more = drawn.length - shown.length;
  const rest = more > 0 ? `<p class="soft">and ${formatCount(more)} more</p>` : "";
  const svg = `<svg viewBox="0 0 ${width} ${shown.length * rowHeight}" role="img" aria-label="${escaped(caption)}">${rows.join("\n")}</svg>`;
  return `<figure><figcaption>${escaped(caption)}</figcaption>\n${svg}\n${rest}</figure>`;
}
