/** Which build of etcd keeps memory how. A build is a line (3.4) from one of its patches on; a version may name one build or a range of them. */
import { type Build, builds, type VersionLine } from "./builds";

/** How the version that was asked for keeps memory. Its own fields are those of its likely build. */
export interface VersionProfile extends Build {
  /** As asked for. */
  readonly version: string;
  /** `nearest`: a version outside 3.3 to 3.7 took the closest line. `default`: no version could be read. */
  readonly match: "exact" | "range" | "nearest" | "default";
  /** All builds that the version may mean, oldest first. One when the patch is known; every estimate covers all of them. */
  readonly builds: readonly Build[];
}

/** The line taken when no version is known. */
export const DEFAULT_LINE: VersionLine = "3.5";

/**
 * The profile of an etcd server version.
 * In: `3.5.9`, `v3.4`, `^3.6.0`, `3.5.x` (the first number pair counts; without a patch, all patches of the line), a range `3.4-3.6`,
 * `3.4.9 to 3.5`, `>=3.4 <3.6`, `3.4 || 3.5` (ends included, but not after `<`), or a text without a version: unknown, which means
 * every line and takes the newest of the default line as the likely one. Of a range the newest build is the likely one.
 * Never throws. Sources of the numbers: the constants that the builds name.
 */
export function profileFor(version: string): VersionProfile {
  const [first, second] = versionsIn(version);
  if (first === undefined) {
    const likely = newestOf(builds.filter((build) => build.line === DEFAULT_LINE));
    return profile(version, "default", builds, likely);
  }
  if (second !== undefined) {
    const [from, to] = compare(first, second) <= 0 ? [first, second] : [second, first];
    const covered = between(from, to);
    return profile(version, "range", covered, newestOf(covered));
  }
  const covered = between(first, first);
  const isKnown = first.major === 3 && first.minor >= 3 && first.minor <= 7;
  return profile(version, isKnown ? "exact" : "nearest", covered, newestOf(covered));
}

interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch?: number;
  /** Everything before this version, not the version itself. */
  readonly excluded: boolean;
}

const NUMBERS = String.raw`(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?`;
const ONE = new RegExp(NUMBERS);
const RANGE = new RegExp(
  String.raw`^[\s"'v^~>=]*${NUMBERS}(?:\.[x*])?(?:\s*(?:-|–|\.\.|,|\|\|)\s*|\s+to\s+|\s+)(<(?!=))?(?:<=)?\s*[v^~]?${NUMBERS}(?:\.[x*])?["'\s]*$`,
);

/** One version, both ends of a range, or nothing. */
function versionsIn(text: string): readonly Version[] {
  const range = RANGE.exec(text);
  if (range) {
    const from = versionOf(range[1], range[2], range[3], false);
    const to = versionOf(range[5], range[6], range[7], range[4] !== undefined);
    return [from, to];
  }
  const one = ONE.exec(text);
  return one ? [versionOf(one[1], one[2], one[3], false)] : [];
}

function versionOf(major: string | undefined, minor: string | undefined, patch: string | undefined, excluded: boolean): Version {
  return { major: Number(major), minor: Number(minor), ...(patch === undefined ? {} : { patch: Number(patch) }), excluded };
}

function compare(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || (a.patch ?? 0) - (b.patch ?? 0);
}

/** The builds from one version to another: never none, the nearest one where the line is not known. */
function between(from: Version, to: Version): readonly Build[] {
  const first = nearest(from);
  const last = nearest(to);
  const start = at(first.minor, first.patch ?? 0);
  const end = to.excluded ? before(last.minor, last.patch ?? 0) : at(last.minor, last.patch ?? Number.POSITIVE_INFINITY);
  return builds.slice(start, Math.max(start, end) + 1);
}

/** Outside 3.3 to 3.7: the oldest behaviour there is for older ones, the newest for newer ones. */
function nearest({ major, minor, patch }: Version): { readonly minor: number; readonly patch?: number } {
  if (major < 3 || (major === 3 && minor < 3)) return { minor: 3, patch: 0 };
  if (major > 3 || minor > 7) return { minor: 7, patch: Number.POSITIVE_INFINITY };
  return { minor, ...(patch === undefined ? {} : { patch }) };
}

/** Index of the build that a patch belongs to. */
function at(minor: number, patch: number): number {
  return builds.findLastIndex((build) => isAtOrBefore(build, minor, patch));
}

/** Index of the last build that has a patch before this one. */
function before(minor: number, patch: number): number {
  return Math.max(
    0,
    builds.findLastIndex((build) => minorOf(build) < minor || (minorOf(build) === minor && build.fromPatch < patch)),
  );
}

function isAtOrBefore(build: Build, minor: number, patch: number): boolean {
  return minorOf(build) < minor || (minorOf(build) === minor && build.fromPatch <= patch);
}

function minorOf({ line }: Build): number {
  return Number(line.slice(2));
}

function newestOf(covered: readonly Build[]): Build {
  const newest = covered.at(-1);
  if (newest === undefined) throw new Error("a version means at least one build");
  return newest;
}

function profile(version: string, match: VersionProfile["match"], covered: readonly Build[], likely: Build): VersionProfile {
  return { ...likely, version, match, builds: covered };
}
