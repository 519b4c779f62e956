import { type ConstantId, constant } from "./constants";
import { between, exact } from "./quantity";
import type { Quantity } from "./types";

export type VersionLine = "3.3" | "3.4" | "3.5" | "3.6" | "3.7";

/** What a line does that depends on the patch: `unknown` when the patch was not given. */
export type Tri = "yes" | "no" | "unknown";

/** How a version line keeps memory. One profile a line; where a patch release changed something and the patch is not known, a range. */
export interface VersionProfile {
  /** As asked for. */
  readonly version: string;
  readonly line: VersionLine;
  /** `nearest`: a version outside 3.3 to 3.7 took the closest line. `default`: no version could be read. */
  readonly match: "exact" | "nearest" | "default";
  readonly raft: {
    readonly catchUpEntries: number;
    readonly snapshotCount: number;
    /** From 3.6 on the log is cut every so many entries, whatever snapshot-count says. */
    readonly memoryStep?: number;
    readonly entryStructBytes: number;
    readonly constants: readonly ConstantId[];
  };
  /** Slots of the event channel of a watch stream. */
  readonly watchSlots: Quantity;
  /** A count or a limited range first builds the array of all revisions of its span. */
  readonly rangeBuildsArray: Tri;
  /** A keys-only range reads and decodes every value. */
  readonly keysOnlyReadsValues: boolean;
}

/** The line taken when no version is known. */
export const DEFAULT_LINE: VersionLine = "3.5";

/**
 * The profile of an etcd server version such as `3.5.9`, `v3.4`, `^3.6.0` or `3.5.x`; the first number pair of the text counts.
 * Text without one gives the default line. Sources of the numbers: the constants that the profile names.
 */
export function profileFor(version: string): VersionProfile {
  const parsed = /(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?/.exec(version);
  if (parsed === null) return build(version, DEFAULT_LINE, undefined, "default");
  const major = Number(parsed[1]);
  const minor = Number(parsed[2]);
  const line = lineOf(major, minor);
  if (line === undefined) {
    const nearest = major < 3 || (major === 3 && minor < 3) ? "3.3" : "3.7";
    // Below 3.3 the patch says nothing about 3.3; the oldest behaviour is the honest one.
    return build(version, nearest, nearest === "3.3" ? 0 : undefined, "nearest");
  }
  return build(version, line, parsed[3] === undefined ? undefined : Number(parsed[3]), "exact");
}

function lineOf(major: number, minor: number): VersionLine | undefined {
  if (major !== 3) return undefined;
  switch (minor) {
    case 3:
      return "3.3";
    case 4:
      return "3.4";
    case 5:
      return "3.5";
    case 6:
      return "3.6";
    case 7:
      return "3.7";
    default:
      return undefined;
  }
}

function build(version: string, line: VersionLine, patch: number | undefined, match: VersionProfile["match"]): VersionProfile {
  return {
    version,
    line,
    match,
    raft: raftOf(line),
    watchSlots: slotsOf(line, patch),
    rangeBuildsArray: buildsArray(line, patch),
    keysOnlyReadsValues: line !== "3.7",
  };
}

function raftOf(line: VersionLine): VersionProfile["raft"] {
  const snapshotCount: ConstantId = `raft.snapshot-count.${line}`;
  const entryStruct: ConstantId = `raft.entry-struct.${line}`;
  const base = {
    catchUpEntries: constant("raft.catch-up"),
    snapshotCount: constant(snapshotCount),
    entryStructBytes: constant(entryStruct),
  };
  switch (line) {
    case "3.3":
    case "3.4":
    case "3.5":
      return { ...base, constants: ["raft.catch-up", snapshotCount, entryStruct] };
    case "3.6":
    case "3.7":
      return {
        ...base,
        memoryStep: constant("raft.memory-step"),
        constants: ["raft.catch-up", "raft.memory-step", "raft.apply-batch", entryStruct],
      };
  }
}

/** The channel shrank in 3.3.23 and 3.4.10 (etcd pull request 11987). */
function slotsOf(line: VersionLine, patch: number | undefined): Quantity {
  const now = constant("watch.slots");
  const old = constant("watch.slots-old");
  const changedIn = line === "3.3" ? 23 : line === "3.4" ? 10 : 0;
  if (changedIn === 0) return exact(now);
  if (patch === undefined) return between(now, now, old);
  return exact(patch < changedIn ? old : now);
}

/** Counting and limiting without the array came with 3.5.0 and 3.4.24 (etcd pull requests 11990, 15137). */
function buildsArray(line: VersionLine, patch: number | undefined): Tri {
  switch (line) {
    case "3.3":
      return "yes";
    case "3.4":
      return patch === undefined ? "unknown" : patch < 24 ? "yes" : "no";
    case "3.5":
    case "3.6":
    case "3.7":
      return "no";
  }
}
