/** What a server's compaction settings come to, by etcd's own reading of them. */
import { parseGoDuration, parseInteger } from "./values";
import type { Version } from "./versions";
import { compareVersions } from "./versions";

export type CompactionPolicy =
  /** History of `seconds`, compacted every hour or more often (v3compactor/periodic.go). */
  | { readonly kind: "periodic"; readonly seconds: number }
  /** The last so many revisions, every 5 minutes (v3compactor/revision.go). */
  | { readonly kind: "revision"; readonly revisions: number }
  /** Nothing compacts. `why` names what looks like a setting and is none. */
  | { readonly kind: "off"; readonly why: "absent" | "zero" | "mode-only" | "duration-as-revisions" | "mode-missing" }
  /** The server does not start with this. */
  | { readonly kind: "refused"; readonly why: "retention" | "mode" | "mode-missing" }
  | { readonly kind: "unknown" };

export interface CompactionText {
  /** undefined: not set. null: set to something unknown. */
  readonly mode: string | null | undefined;
  readonly retention: string | null | undefined;
  /** The mode's default does not reach the server: a configuration file or an `embed.Config` up to 3.5. */
  readonly modeHasNoDefault: boolean;
}

/**
 * parseCompactionRetention (server/embed/etcd.go): a whole number from 0 on is hours or revisions by the mode, anything else a duration whatever the
 * mode; revision mode then counts its nanoseconds as revisions.
 */
export function compactionPolicy({ mode, retention, modeHasNoDefault }: CompactionText): CompactionPolicy {
  if (retention === null) return { kind: "unknown" };
  if (retention === undefined || retention.trim() === "") return { kind: "off", why: mode === undefined ? "absent" : "mode-only" };
  if (mode === null) return parseInteger(retention) === 0 ? { kind: "off", why: "zero" } : { kind: "unknown" };
  const effective = mode?.trim() || (modeHasNoDefault ? undefined : "periodic");
  if (effective !== undefined && effective !== "periodic" && effective !== "revision") return { kind: "refused", why: "mode" };
  const whole = /^\+?\d+$/.test(retention.trim()) ? Number(retention.trim()) : undefined;
  if (whole === 0) return { kind: "off", why: "zero" };
  if (whole !== undefined) {
    if (effective === undefined) return { kind: "off", why: "mode-missing" };
    return effective === "periodic" ? { kind: "periodic", seconds: whole * 3600 } : { kind: "revision", revisions: whole };
  }
  const seconds = parseGoDuration(retention);
  if (seconds === undefined || seconds < 0) return { kind: "refused", why: "retention" };
  if (seconds === 0) return { kind: "off", why: "zero" };
  if (effective === undefined) return { kind: "refused", why: "mode-missing" };
  return effective === "periodic" ? { kind: "periodic", seconds } : revisionsOf(seconds);
}

/** Fewer revisions than this might still be compacted some day: 1ms is a million. */
const revisionsThatNeverCome = 1e9;

function revisionsOf(seconds: number): CompactionPolicy {
  const revisions = seconds * 1e9;
  return revisions < revisionsThatNeverCome ? { kind: "revision", revisions } : { kind: "off", why: "duration-as-revisions" };
}

/** Up to 3.5 `NewConfig` leaves the mode empty, so that a file or a program must set it (v3.5.9 server/embed/config.go; a default since v3.6.0). */
export function modeHasNoDefault(source: "flag" | "env" | "file" | "code", version: Version | undefined): boolean {
  if (source === "flag" || source === "env") return false;
  return version !== undefined && compareVersions(version, { major: 3, minor: 6, patch: 0, prerelease: false }) < 0;
}

/** Periodic mode compacts after the retention, and then every hour or every retention, whichever is shorter. Longest history in seconds. */
export function longestHistory(seconds: number): number {
  return seconds + Math.min(seconds, 3600);
}

/** How `server.autoCompaction` of the settings reads: `1h`, `periodic 1h`, `revision 10000`, `off`. */
export function statedPolicy(text: string): CompactionPolicy {
  const words = text
    .trim()
    .split(/[\s:=]+/)
    .filter((word) => word !== "");
  if (words.length === 0 || /^(off|none|never)$/i.test(text.trim())) return { kind: "off", why: "zero" };
  const [first = "", second] = words;
  if (second === undefined) return compactionPolicy({ mode: undefined, retention: first, modeHasNoDefault: false });
  return compactionPolicy({ mode: first.toLowerCase(), retention: second, modeHasNoDefault: false });
}
