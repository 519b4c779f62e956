/** Numbers as the public JSON has them. */

/** Bytes: integers, null without a bound. */
export function whole(bytes: number): number | null {
  return Number.isFinite(bytes) ? Math.round(bytes) : null;
}

/** Counts and rates keep six digits behind the point. */
export function amount(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : null;
}

/** One JSON document, indented, with a newline. */
export function print(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
