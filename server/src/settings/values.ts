/** How etcd reads the values of its parameters: Go's flag, strconv and time packages. */

/** Whole number as `strconv.ParseInt(text, 0, 64)` of Go's flag package reads it: decimal, `0x`, `0o`, `0b`, `_` between digits. */
export function parseInteger(text: string): number | undefined {
  const plain = text.trim();
  if (!/^[+-]?(0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|\d[\d_]*)$/.test(plain)) return undefined;
  const sign = plain.startsWith("-") ? -1 : 1;
  const digits = plain.replace(/^[+-]/, "").replaceAll("_", "");
  const value = /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return Number.isFinite(value) ? sign * value : undefined;
}

const units: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Seconds of a Go duration: `1h30m`, `0.5s`, `0`. undefined for what `time.ParseDuration` refuses (`1d`, a bare number). */
export function parseGoDuration(text: string): number | undefined {
  const plain = text.trim();
  const body = plain.replace(/^[+-]/, "");
  if (body === "0") return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(body)) return undefined;
  let seconds = 0;
  for (const [, number = "", unit = ""] of body.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g))
    seconds += Number(number) * (units[unit] ?? 0);
  return plain.startsWith("-") ? -seconds : seconds;
}

/** `strconv.ParseBool`. */
export function parseBoolean(text: string): boolean | undefined {
  if (/^(1|t|T|TRUE|true|True)$/.test(text.trim())) return true;
  return /^(0|f|F|FALSE|false|False)$/.test(text.trim()) ? false : undefined;
}
