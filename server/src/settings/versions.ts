/** Versions of etcd: reading them from tags and module files, and comparing them. */

export interface Version {
  readonly major: number;
  readonly minor: number;
  /** undefined: some release of the line. */
  readonly patch: number | undefined;
  /** `rc.0`, `alpha.1`; a date-stamped revision of an image (`3.5.21-0`, `-debian-12-r3`) is none. */
  readonly prerelease: boolean;
}

/** `v3.5.9`, `3.4`, `3.5.21-0`, `v3.6.0-rc.1`; undefined for anything else. */
export function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:[-+~](.*))?$/.exec(text.trim());
  if (!match) return undefined;
  const prerelease = /^(alpha|beta|rc|pre|dev)\b/.test(match[4] ?? "") || /^(alpha|beta|rc)/.test(match[4] ?? "");
  return { major: Number(match[1]), minor: Number(match[2]), patch: match[3] === undefined ? undefined : Number(match[3]), prerelease };
}

/** `3.5.9`, or `3.5` when the release is not known. */
export function versionText({ major, minor, patch }: Version): string {
  return patch === undefined ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}

/** Below zero when `a` is older. A line without release counts as its first one. */
export function compareVersions(a: Version, b: Version): number {
  return a.major - b.major || a.minor - b.minor || (a.patch ?? 0) - (b.patch ?? 0) || Number(b.prerelease) - Number(a.prerelease);
}

/**
 * True when the version lies in a range such as `>=3.4.0 <3.4.6 || <3.3.9`. A line without release lies in the range only when every
 * release of it does.
 */
export function inRange(version: Version, range: string): boolean {
  return range.split("||").some((part) =>
    part
      .trim()
      .split(/\s+/)
      .every((bound) => meets(version, bound)),
  );
}

function meets(version: Version, bound: string): boolean {
  const match = /^(>=|<)(.+)$/.exec(bound);
  const limit = match?.[2] === undefined ? undefined : parseVersion(match[2]);
  if (!match || !limit) return false;
  if (match[1] === ">=") return compareVersions(version, limit) >= 0;
  const latest = version.patch === undefined ? { ...version, patch: Number.MAX_SAFE_INTEGER } : version;
  return compareVersions(latest, limit) < 0;
}
