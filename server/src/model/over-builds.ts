import type { Build } from "./builds";
import { cover } from "./quantity";
import type { ComponentEstimate } from "./types";
import type { VersionProfile } from "./version";

/**
 * A component over all builds that a version may mean: numbers, formulas and reason of the likely build, bounds that cover every build.
 * The ceiling is the highest of them.
 */
export function overBuilds(profile: VersionProfile, estimate: (build: Build) => ComponentEstimate): ComponentEstimate {
  const likely = estimate(profile);
  if (profile.builds.length < 2) return likely;
  return profile.builds.map(estimate).reduce(merged, likely);
}

function merged(a: ComponentEstimate, b: ComponentEstimate): ComponentEstimate {
  const ceiling = a.ceiling === undefined ? b.ceiling : Math.max(a.ceiling, b.ceiling ?? 0);
  return {
    ...a,
    count: cover(a.count, b.count),
    bytesEach: cover(a.bytesEach, b.bytesEach),
    low: Math.min(a.low, b.low),
    high: Math.max(a.high, b.high),
    live: cover(a.live, b.live),
    resident: cover(a.resident, b.resident),
    file: cover(a.file, b.file),
    ...(ceiling === undefined ? {} : { ceiling }),
    constants: [...new Set([...a.constants, ...b.constants])],
  };
}
