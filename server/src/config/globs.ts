/** Glob patterns of settings files. */
import picomatch from "picomatch";
import type { Config } from "./types";

type Matcher = (path: string) => boolean;

const matchers = new Map<string, Matcher>();

function matcher(glob: string): Matcher {
  let found = matchers.get(glob);
  if (!found) {
    const trimmed = glob.replace(/^\.\//, "").replace(/^\//, "");
    const anywhere = !glob.includes("/") || /^[^/]+\/$/.test(glob);
    const pattern = trimmed.endsWith("/") ? `${trimmed}**` : trimmed;
    // A folder's name alone means everything in it, as in .gitignore.
    const patterns = anywhere ? [`**/${pattern}`, `**/${pattern}/**`] : [pattern, `${pattern}/**`];
    found = picomatch(patterns, { dot: true });
    matchers.set(glob, found);
  }
  return found;
}

/**
 * True when `path` lies under the folder `base` and matches the glob there. Both use `/` and the same root. A pattern without a slash
 * matches in any folder below, and a matched folder stands for all that is in it.
 */
export function matchesGlob(base: string, glob: string, path: string): boolean {
  const prefix = base === "" || base.endsWith("/") ? base : `${base}/`;
  return path.startsWith(prefix) && matcher(glob)(path.slice(prefix.length));
}

/** True when the settings leave the file out. `path` is written like the `base` of the settings' ignores. */
export function isIgnored(config: Config, path: string): boolean {
  return config.ignore.some(({ base, glob }) => matchesGlob(base, glob, path));
}
