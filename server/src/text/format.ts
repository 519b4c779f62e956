/** Numbers as people read them. The only place that turns bytes, counts, seconds and rates into words. */

const byteUnits = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"] as const;

/** Two digits under ten, whole numbers from ten on: an estimate deserves no more. Drops a trailing `.0`. */
function shortNumber(value: number): string {
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return rounded < 1000 ? String(rounded) : formatCount(rounded);
}

/** Index of the largest unit that leaves a number of at least 1 after rounding. */
function byteUnitOf(bytes: number): number {
  let unit = 0;
  let value = bytes;
  while (unit < byteUnits.length - 1 && Math.round(value) >= (unit === 0 ? 1024 : 1000)) {
    value /= 1024;
    unit += 1;
  }
  return unit;
}

function inUnit(bytes: number, unit: number): string {
  return unit === 0 ? formatCount(Math.round(bytes)) : shortNumber(bytes / 1024 ** unit);
}

/** `2 MiB`, `9.8 GiB`, `350 B`; binary units. Infinity is `unbounded`, NaN is `unknown`. */
export function formatBytes(bytes: number): string {
  if (Number.isNaN(bytes)) return "unknown";
  if (bytes === Number.POSITIVE_INFINITY) return "unbounded";
  if (bytes < 0) return `-${formatBytes(-bytes)}`;
  const unit = byteUnitOf(bytes);
  return `${inUnit(bytes, unit)} ${byteUnits[unit]}`;
}

/** `5.2–110 GiB`: one unit when both ends share it, else both are written out. One number when the ends read the same. */
export function formatByteRange(low: number, high: number): string {
  // A lower end of nothing is not knowledge: it is left unsaid.
  if (low <= 0) return Number.isFinite(high) ? `up to ${formatBytes(high)}` : "no bound known";
  if (!Number.isFinite(high)) return `${formatBytes(low)} or more`;
  const [from, to] = [formatBytes(low), formatBytes(high)];
  if (from === to) return from;
  const unit = byteUnitOf(high);
  const shared = byteUnitOf(low) === unit;
  return shared ? `${inUnit(low, unit)}–${to}` : `${from}–${to}`;
}

/** `5 000`, `12.5`, `0.2`: groups of three digits, at most two decimals. Infinity is `unbounded`. */
export function formatCount(count: number): string {
  if (Number.isNaN(count)) return "unknown";
  if (count === Number.POSITIVE_INFINITY) return "unbounded";
  if (count < 0) return `-${formatCount(-count)}`;
  if (count > 0 && count < 0.01) return count.toPrecision(1);
  const digits = String(count < 100 ? Math.round(count * 100) / 100 : Math.round(count));
  const [whole = "0", fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, " ");
  return fraction ? `${grouped}.${fraction}` : grouped;
}

/** `5 s`, `250 ms`, `80 min`, `3 h 20 min`, `2 d`. */
export function formatSeconds(seconds: number): string {
  if (Number.isNaN(seconds)) return "unknown";
  if (seconds === Number.POSITIVE_INFINITY) return "forever";
  if (seconds < 0) return `-${formatSeconds(-seconds)}`;
  if (seconds === 0) return "0 s";
  if (seconds < 1) return `${formatCount(seconds * 1000)} ms`;
  if (seconds < 100) return `${formatCount(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const rounded = Math.round(minutes / 60);
  const days = formatCount(Math.floor(rounded / 24));
  return rounded % 24 === 0 ? `${days} d` : `${days} d ${rounded % 24} h`;
}

/** `10/s` from one a second on, else `1 per 5 s`. 0 is `once`, as the model counts things that run once. */
export function formatPerSecond(perSecond: number): string {
  if (Number.isNaN(perSecond)) return "unknown";
  if (perSecond === Number.POSITIVE_INFINITY) return "unbounded";
  if (perSecond <= 0) return "once";
  return perSecond >= 1 ? `${formatCount(perSecond)}/s` : `1 per ${formatSeconds(1 / perSecond)}`;
}
