/** Comparisons as lines of a terminal. */
import { isFar, isWide, type Verdict } from "./bars";
import type { Row } from "./evaluate";

export function describe(row: Row): string {
  const { low, likely, high } = row.predicted;
  const off = row.error === undefined ? "" : `${Math.round(row.error * 100)}%`;
  return [
    row.scenario.padEnd(22),
    row.reading.padEnd(16),
    row.what.padEnd(8),
    mib(row.measured),
    " predicted",
    mib(low),
    row.what === "resident" ? "".padStart(8) : mib(likely),
    mib(high),
    low > 0 ? `x${(high / low).toFixed(1)}` : "    ",
    off.padStart(5),
    verdict(row),
  ].join(" ");
}

function verdict(row: Row): string {
  if (!row.inside) return " OUTSIDE";
  if (isFar(row)) return " FAR";
  return isWide(row) ? " WIDE" : " ok";
}

/** MiB. */
function mib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1).padStart(8);
}

export function summary(version: string, { rows, outside, far, wide, worst, average, holds }: Verdict): string {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return `etcd ${version}: ${rows} comparisons, ${outside.length} outside, ${far.length} far, ${wide.length} too wide, worst likely ${percent(worst)}, average ${percent(average)}: ${holds ? "the bars hold" : "THE BARS DO NOT HOLD"}`;
}
