/** A chart of characters for the terminal: a band, a line in it, and a second line. */

export interface ChartPoint {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  readonly document: number;
}

export interface ChartOptions {
  /** Rows of the plot, without the axis. */
  readonly rows: number;
  readonly columns: number;
  /** Words for a value beside the axis. */
  readonly label: (value: number) => string;
  /** Words under the left and the right end. */
  readonly ends: readonly [string, string];
}

const band = "░";
const likelyMark = "•";
const documentMark = "─";
const bothMark = "●";

/** What the marks mean. */
export const chartLegend = `${likelyMark} observed, likely   ${band} observed, range   ${documentMark} by the documents   ${bothMark} both`;

/** Lines of the chart, from the top; none when there is nothing to draw. Values without a bound end at the top. */
export function chart(points: readonly ChartPoint[], { rows, columns, label, ends }: ChartOptions): readonly string[] {
  const finite = points.flatMap(({ high, document }) => [high, document]).filter(Number.isFinite);
  const top = Math.max(0, ...finite);
  if (points.length < 2 || top === 0 || rows < 2 || columns < 2) return [];
  const rowOf = (value: number): number => Math.min(rows - 1, Math.max(0, Math.round((Math.min(value, top) / top) * (rows - 1))));
  const labels = Array.from({ length: rows }, (_, row) => (row % 2 === (rows - 1) % 2 ? label((top * row) / (rows - 1)) : ""));
  const width = Math.max(...labels.map(({ length }) => length));
  const lines = Array.from({ length: rows }, (_, row) => {
    const cells = Array.from({ length: columns }, (_, column) => {
      const point = points[Math.round((column * (points.length - 1)) / (columns - 1))];
      return point === undefined ? " " : cellOf(row, point, rowOf);
    });
    return `${(labels[row] ?? "").padStart(width)} ${labels[row] === "" ? "│" : "┤"}${cells.join("")}`.trimEnd();
  }).reverse();
  const [left, right] = ends;
  const room = Math.max(1, columns - left.length - right.length);
  return [...lines, `${" ".repeat(width)} └${"─".repeat(columns)}`, `${" ".repeat(width + 2)}${left}${" ".repeat(room)}${right}`];
}

function cellOf(row: number, { low, likely, high, document }: ChartPoint, rowOf: (value: number) => number): string {
  const isLikely = row === rowOf(likely);
  const isDocument = row === rowOf(document);
  if (isLikely && isDocument) return bothMark;
  if (isLikely) return likelyMark;
  if (isDocument) return documentMark;
  return row >= rowOf(low) && row <= rowOf(high) ? band : " ";
}
