/** Where to take further pages of a prefix, so that a sample is not only its first keys. Keys are strings of bytes, one character each. */
import { profileFor } from "../model";

/** Of the digits, of hexadecimal and of letters, every third is enough. */
const step = 3;
/** On lines that build an array of all keys in the range for every page, larger prefixes get one page only. */
const mostKeysOfOldLines = 100_000;

/** True when looking at a range of `count` keys costs the server next to nothing. */
export function mayProbe(version: string, count: number): boolean {
  return count <= mostKeysOfOldLines || !profileFor(version).builds.some(({ rangeBuildsArray }) => rangeBuildsArray);
}

/** A page with its first key, and the place in that key where it was last stepped on. */
export interface Placed {
  readonly first: string;
  readonly count: number;
  readonly position: number;
}

/** The page that stands for most keys and can be divided; undefined when none can. Pages lie one behind the other. */
export function largest(pages: readonly Placed[]): number | undefined {
  const sizes = pages.map(({ first, count, position }, at) => (position < first.length ? count - (pages[at + 1]?.count ?? 0) : 0));
  const most = Math.max(0, ...sizes);
  return most <= 1 ? undefined : sizes.indexOf(most);
}

/** Where to look for a page between this one and the next: the first key with one character raised. undefined where that leads past the next. */
export function startWithin({ first, position }: Placed, next: Placed | undefined): string | undefined {
  const raised = first.charCodeAt(position) + (next === undefined ? step : 1);
  const start = first.slice(0, position) + String.fromCharCode(raised);
  return raised <= 0xff && (next === undefined || start < next.first) ? start : undefined;
}
