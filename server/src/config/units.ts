/**
 * Sizes, counts, durations and rates as people write them in settings and comments. Each function gives a number in the unit its name
 * says, or undefined when the text is not understood; numbers are taken as they are.
 */

const bytesPer: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
};

const countPer: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9 };

const secondsPer: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  sec: 1,
  second: 1,
  seconds: 1,
  m: 60,
  min: 60,
  minute: 60,
  minutes: 60,
  h: 3600,
  hour: 3600,
  hours: 3600,
  d: 86_400,
  day: 86_400,
  days: 86_400,
};

/** Digits may be grouped by single spaces or underscores: `100 000`, `1_000`. */
const number = String.raw`(\d+(?:[ _]\d{3})*(?:\.\d+)?)`;
const sizePattern = new RegExp(`^${number}\\s*([a-z]*)$`, "i");
const durationPart = new RegExp(`^${number}\\s*([a-z]+)\\s*`, "i");

function usable(value: number): number | undefined {
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

function scaled(text: string, per: Readonly<Record<string, number>>, bare: number | undefined): number | undefined {
  const match = sizePattern.exec(text.trim());
  if (!match) return undefined;
  const unit = (match[2] ?? "").toLowerCase();
  const factor = unit === "" ? bare : Object.hasOwn(per, unit) ? per[unit] : undefined;
  return factor === undefined ? undefined : usable(Number((match[1] ?? "").replace(/[ _]/g, "")) * factor);
}

/** `2MiB`, `1 KB`, `512`: bytes. `2M` is refused, since it may mean either. */
export function parseBytes(value: string | number): number | undefined {
  return typeof value === "number" ? usable(value) : scaled(value, bytesPer, 1);
}

/** `100000`, `100 000`, `10k`, `2M`: a count. */
export function parseCount(value: string | number): number | undefined {
  return typeof value === "number" ? usable(value) : scaled(value, countPer, 1);
}

/** `5s`, `1h30m`, `500ms`, `7d`: seconds. A bare number in a text is refused; a number is seconds. */
export function parseSeconds(value: string | number): number | undefined {
  if (typeof value === "number") return usable(value);
  let rest = value.trim();
  if (rest === "") return undefined;
  let seconds = 0;
  while (rest !== "") {
    const match = durationPart.exec(rest);
    const unit = (match?.[2] ?? "").toLowerCase();
    if (!match || !Object.hasOwn(secondsPer, unit)) return undefined;
    seconds += Number((match[1] ?? "").replace(/[ _]/g, "")) * (secondsPer[unit] ?? Number.NaN);
    rest = rest.slice(match[0].length);
  }
  return usable(seconds);
}

/** `1/5s`, `10/s`, `600/min`, `3 / day`: executions per second. A number is per second. */
export function parseRate(value: string | number): number | undefined {
  if (typeof value === "number") return usable(value);
  const [left, right, ...more] = value.split("/");
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  const times = parseCount(left);
  const per = right.trim();
  const seconds = /^\d/.test(per) ? parseSeconds(per) : parseSeconds(`1${per}`);
  if (times === undefined || seconds === undefined || seconds === 0) return undefined;
  return usable(times / seconds);
}
