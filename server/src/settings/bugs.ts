/**
 * Known memory bugs of etcd by version. Ranges and fixes are from the CHANGELOG of each line and the commits named there; `severe` grows until memory
 * is out, the others multiply. Bugs without a release that fixes them, and what settings mend, are not listed.
 */
import type { VersionPin } from "./types";
import { compareVersions, inRange, parseVersion, type Version } from "./versions";

export interface KnownBug {
  readonly id: string;
  readonly in: "server" | "client";
  readonly range: string;
  /** First releases that have the fix, oldest first. */
  readonly fixed: readonly string[];
  readonly severe: boolean;
  readonly source: string;
}

export const knownBugs: readonly KnownBug[] = [
  {
    id: "inconsistent-data",
    in: "server",
    range: ">=3.5.0 <3.5.3",
    fixed: ["3.5.3"],
    severe: true,
    source: "CHANGELOG-3.5, v3.5.3; etcd issue 13766",
  },
  {
    id: "follower-leases",
    in: "server",
    range: ">=3.4.0 <3.4.6",
    fixed: ["3.4.6"],
    severe: true,
    source: "CHANGELOG-3.4, v3.4.6; etcd pull request 11731",
  },
  {
    id: "event-reuse",
    in: "server",
    range: ">=3.6.0 <3.6.9",
    fixed: ["3.6.9", "3.7.0"],
    severe: true,
    source: "CHANGELOG-3.6, v3.6.9; etcd issue 21355",
  },
  {
    id: "watch-goroutines",
    in: "server",
    range: "<3.4.35 || >=3.5.0 <3.5.17",
    fixed: ["3.4.35", "3.5.17", "3.6.0"],
    severe: true,
    source: "CHANGELOG-3.4, v3.4.35; CHANGELOG-3.5, v3.5.17; etcd issue 18704",
  },
  {
    id: "lease-revoke-auth",
    in: "server",
    range: ">=3.4.0 <3.4.19 || >=3.5.0 <3.5.5",
    fixed: ["3.4.19", "3.5.5"],
    severe: true,
    source: "CHANGELOG-3.4, v3.4.19; CHANGELOG-3.5, v3.5.5; etcd pull request 13205",
  },
  {
    id: "read-queue",
    in: "server",
    range: ">=3.1.0 <3.1.5",
    fixed: ["3.1.5", "3.2.0"],
    severe: true,
    source: "CHANGELOG-3.1, v3.1.5; etcd issue 7571",
  },
  {
    id: "limits-build-arrays",
    in: "server",
    range: "<3.4.24",
    fixed: ["3.4.24", "3.5.0"],
    severe: false,
    source: "CHANGELOG-3.4, v3.4.24; CHANGELOG-3.5; etcd pull requests 11990, 15137",
  },
  {
    id: "watch-buffer",
    in: "server",
    range: "<3.3.23 || >=3.4.0 <3.4.10",
    fixed: ["3.3.23", "3.4.10", "3.5.0"],
    severe: false,
    source: "CHANGELOG-3.4, v3.4.10; etcd pull request 11987",
  },
  {
    id: "read-buffer-copies",
    in: "server",
    range: ">=3.4.0 <3.4.24",
    fixed: ["3.4.24", "3.5.0"],
    severe: false,
    source: "CHANGELOG-3.4, v3.4.24; etcd pull request 15195",
  },
  {
    id: "slow-log-sizes",
    in: "server",
    range: "<3.4.16",
    fixed: ["3.4.16", "3.5.0"],
    severe: false,
    source: "CHANGELOG-3.4, v3.4.16; etcd pull request 12871",
  },
  {
    id: "madv-free",
    in: "server",
    range: ">=3.2.30 <3.3.0 || >=3.3.14 <3.4.19",
    fixed: ["3.4.19", "3.5.0"],
    severe: false,
    source: "Go 1.12 to 1.15 builds; CHANGELOG-3.4, v3.4.0 and v3.4.19",
  },
  {
    id: "tls-watch-starvation",
    in: "server",
    range: ">=3.4.0 <3.4.25 || >=3.5.0 <3.5.8",
    fixed: ["3.4.25", "3.5.8"],
    severe: false,
    source: "CHANGELOG-3.4, v3.4.25; CHANGELOG-3.5, v3.5.8",
  },
  {
    id: "keepalive-flood",
    in: "client",
    range: "<3.2.24 || >=3.3.0 <3.3.9",
    fixed: ["3.2.24", "3.3.9", "3.4.0"],
    severe: true,
    source: "CHANGELOG-3.3, v3.3.9; etcd pull request 9952",
  },
  {
    id: "cancelled-watches",
    in: "client",
    range: "<3.4.10",
    fixed: ["3.4.10", "3.5.0"],
    severe: true,
    source: "CHANGELOG-3.5; etcd pull request 11850",
  },
];

/** Bugs of a pinned version, the severe ones first. None without a version. */
export function bugsOf({ version, what }: Pick<VersionPin, "version" | "what">): readonly KnownBug[] {
  const parsed = version === undefined ? undefined : parseVersion(version);
  if (!parsed || parsed.major < 3) return [];
  const side = what === "client" ? "client" : "server";
  const all = knownBugs.filter((bug) => bug.in === side && inRange(parsed, bug.range));
  return [...all.filter(({ severe }) => severe), ...all.filter(({ severe }) => !severe)];
}

/** The nearest release that has the fix of a bug: of the same line where there is one. */
export function fixedIn(bug: KnownBug, version: Version): string {
  return bug.fixed.find((one) => isAfter(one, version)) ?? bug.fixed.at(-1) ?? "";
}

/** The nearest release that has the fixes of all of them. */
export function fixedAll(bugs: readonly KnownBug[], version: Version): string {
  return bugs.map((bug) => fixedIn(bug, version)).reduce((a, b) => (isAfter(b, parseVersion(a) ?? version) ? b : a));
}

function isAfter(text: string, version: Version): boolean {
  const parsed = parseVersion(text);
  return parsed !== undefined && compareVersions(parsed, version) > 0;
}
