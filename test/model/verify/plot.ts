/** Predicted against measured as SVG: both axes logarithmic, one dot a comparison, its observed range as a line. */
import type { Row } from "./evaluate";

const SIZE = { width: 760, height: 640, left: 70, right: 20, top: 40, bottom: 60 } as const;
const COLOURS: Readonly<Record<string, string>> = { "3.4": "#3566a5", "3.5": "#c8553d", "3.6": "#3f8f5b", "3.7": "#8a5fb0" };
const KIB = 1024;

/** SVG text. Rows without a likely value (resident memory) are left out: their range is judged in the table. */
export function plot(rows: readonly Row[]): string {
  const dots = rows.filter((row) => row.error !== undefined && row.measured > 0 && row.predicted.likely > 0);
  const all = dots.flatMap((row) => [row.measured, row.predicted.low, row.predicted.high]).filter((bytes) => bytes > 0);
  const low = Math.floor(Math.log2(Math.min(...all) / KIB));
  const high = Math.ceil(Math.log2(Math.max(...all) / KIB));
  const inner = { width: SIZE.width - SIZE.left - SIZE.right, height: SIZE.height - SIZE.top - SIZE.bottom };
  const share = (bytes: number) => (Math.log2(Math.max(bytes, KIB) / KIB) - low) / (high - low);
  const x = (bytes: number) => (SIZE.left + share(bytes) * inner.width).toFixed(1);
  const y = (bytes: number) => (SIZE.top + (1 - share(bytes)) * inner.height).toFixed(1);
  const line = (from: readonly [number, number], to: readonly [number, number], style: string) =>
    `<line x1="${x(from[0])}" y1="${y(from[1])}" x2="${x(to[0])}" y2="${y(to[1])}" ${style}/>`;
  const first = KIB * 2 ** low;
  const last = KIB * 2 ** high;

  const grid: string[] = [];
  for (let power = low; power <= high; power += 2) {
    const bytes = KIB * 2 ** power;
    grid.push(line([bytes, first], [bytes, last], 'stroke="#e4e4e4"'), line([first, bytes], [last, bytes], 'stroke="#e4e4e4"'));
    grid.push(`<text x="${x(bytes)}" y="${SIZE.height - SIZE.bottom + 18}" text-anchor="middle">${label(bytes)}</text>`);
    grid.push(`<text x="${SIZE.left - 8}" y="${Number(y(bytes)) + 4}" text-anchor="end">${label(bytes)}</text>`);
  }
  const marks = dots.map((row) => {
    const colour = COLOURS[row.line] ?? "#555";
    const { low: least, likely, high: most } = row.predicted;
    const title = `etcd ${row.line}, ${row.scenario}, ${row.reading}, ${row.what}: measured ${label(row.measured)}, predicted ${label(likely)}`;
    return `<g><title>${escaped(title)}</title>${line([row.measured, least], [row.measured, most], `stroke="${colour}" stroke-opacity="0.3"`)}<circle cx="${x(row.measured)}" cy="${y(likely)}" r="3.2" fill="${colour}" fill-opacity="0.8"/></g>`;
  });
  const lines = [...new Set(dots.map((row) => row.line))];
  const legend = lines.map(
    (name, i) =>
      `<circle cx="${SIZE.left + 14 + i * 90}" cy="${SIZE.top - 18}" r="4" fill="${COLOURS[name] ?? "#555"}"/><text x="${SIZE.left + 23 + i * 90}" y="${SIZE.top - 14}">etcd ${name}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="sans-serif" font-size="12" fill="#333" role="img">`,
    "<title>Memory of etcd: predicted against measured</title>",
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#fff"/>`,
    ...grid,
    line([first, first], [last, last], 'stroke="#888"'),
    line([first, first * 1.25], [last / 1.25, last], 'stroke="#888" stroke-dasharray="4 4"'),
    line([first * 1.25, first], [last, last / 1.25], 'stroke="#888" stroke-dasharray="4 4"'),
    ...marks,
    ...legend,
    `<text x="${SIZE.left + inner.width / 2}" y="${SIZE.height - 16}" text-anchor="middle">measured, median (dashed: 25 % off)</text>`,
    `<text transform="translate(16 ${SIZE.top + inner.height / 2}) rotate(-90)" text-anchor="middle">predicted, likely value and observed range</text>`,
    "</svg>",
    "",
  ].join("\n");
}

export function label(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB"];
  let at = 0;
  let value = bytes;
  while (Math.abs(value) >= 1000 && at < units.length - 1) {
    value /= KIB;
    at += 1;
  }
  return `${Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))} ${units[at]}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
