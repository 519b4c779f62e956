/** Builds of etcd that keep memory differently: a row for each patch release that changed something, oldest first. */
import { type ConstantId, constant } from "./constants";
import type { GoMaps } from "./go-map";

export type VersionLine = "3.3" | "3.4" | "3.5" | "3.6" | "3.7";

/** Releases of grpc-go whose server buffers differ: named by the first one that a server of etcd pinned (go.mod of each tag). */
export type GrpcGeneration = "1.7" | "1.23" | "1.58" | "1.82";

/** What a build does with the write buffer for a read: lock it, copy all slots for every read, keep one copy until the next write, or copy used slots. */
export type ReadBuffer = "locked" | "copied" | "shared" | "used";

export interface Build {
  readonly line: VersionLine;
  /** First patch of the line that behaves so. */
  readonly fromPatch: number;
  readonly raft: RaftBuild;
  /** Slots of the event channel of a watch stream (chanBufLen). */
  readonly watchSlots: number;
  /** A count or a limited range first builds the array of all revisions of its span. */
  readonly rangeBuildsArray: boolean;
  /** A keys-only range reads and decodes every value. */
  readonly keysOnlyReadsValues: boolean;
  readonly grpc: GrpcGeneration;
  /** Freed memory is given back to the system (Go 1.16 and newer, and 1.11 and older); else it stays resident until the system is short. */
  readonly returnsMemory: boolean;
  readonly readBuffer: ReadBuffer;
  /** Hash maps of the Go release that the official binaries are built with. */
  readonly maps: GoMaps;
  /** Slots of the index's B-tree: 16 bytes of an interface, or 8 of a pointer (google/btree before and after 1.1). */
  readonly btree: "interface" | "generic";
  /** Events read for watchers that are behind stay in memory after they were sent (3.6.0 to 3.6.8). */
  readonly keepsReadEvents: boolean;
}

export interface RaftBuild {
  readonly catchUpEntries: number;
  readonly snapshotCount: number;
  /** From 3.6 on the log is cut every so many entries, whatever snapshot-count says. */
  readonly memoryStep?: number;
  /** In the array of entries. */
  readonly entryStructBytes: number;
  /** Of objects that each entry points to beside its data (3.7). */
  readonly entryObjectBytes: number;
  readonly constants: readonly ConstantId[];
}

type Changes = Omit<Build, "line" | "fromPatch" | "raft" | "watchSlots"> & { readonly slots: "watch.slots" | "watch.slots-old" };

/** Builds of one line: the first row is complete, later rows say what their patch changed. */
function lineOf(line: VersionLine, first: Changes, later: Readonly<Record<number, Partial<Changes>>> = {}): readonly Build[] {
  const raft = raftOf(line);
  let changes = first;
  const rows: Build[] = [rowOf(0, changes)];
  for (const [patch, changed] of Object.entries(later)) {
    changes = { ...changes, ...changed };
    rows.push(rowOf(Number(patch), changes));
  }
  return rows;

  function rowOf(fromPatch: number, { slots, ...rest }: Changes): Build {
    return { line, fromPatch, raft, watchSlots: constant(slots), ...rest };
  }
}

/**
 * Sources: chanBufLen fell in 3.3.23 and 3.4.10 (etcd pull request 11987); count and limit without the array and one shared copy of the write buffer came
 * with 3.4.24 (pull requests 15137, 15195) and 3.5.0 (11990); Go 1.12 to 1.15 builds are 3.3.14 to 3.3.27 and 3.4.0 to 3.4.18 (CHANGELOG-3.3,
 * CHANGELOG-3.4); Go 1.24 and its maps came with 3.4.38,
 * 3.5.23 and 3.6.5 (.go-version of each tag); grpc-go and google/btree by go.mod of each tag; events kept by pull request 17563, reverted by 21443 in 3.6.9; keys-only from the index by 21791.
 */
export const builds: readonly Build[] = [
  ...lineOf(
    "3.3",
    {
      slots: "watch.slots-old",
      rangeBuildsArray: true,
      keysOnlyReadsValues: true,
      grpc: "1.7",
      returnsMemory: true,
      readBuffer: "locked",
      maps: "old",
      btree: "interface",
      keepsReadEvents: false,
    },
    { 14: { grpc: "1.23", returnsMemory: false }, 23: { slots: "watch.slots" } },
  ),
  ...lineOf(
    "3.4",
    {
      slots: "watch.slots-old",
      rangeBuildsArray: true,
      keysOnlyReadsValues: true,
      grpc: "1.23",
      returnsMemory: false,
      readBuffer: "copied",
      maps: "old",
      btree: "interface",
      keepsReadEvents: false,
    },
    {
      10: { slots: "watch.slots" },
      19: { returnsMemory: true },
      24: { rangeBuildsArray: false, readBuffer: "shared" },
      28: { grpc: "1.58" },
      38: { maps: "swiss" },
    },
  ),
  ...lineOf(
    "3.5",
    {
      slots: "watch.slots",
      rangeBuildsArray: false,
      keysOnlyReadsValues: true,
      grpc: "1.23",
      returnsMemory: true,
      readBuffer: "shared",
      maps: "old",
      btree: "interface",
      keepsReadEvents: false,
    },
    { 10: { grpc: "1.58" }, 23: { maps: "swiss" }, 33: { grpc: "1.82" } },
  ),
  ...lineOf(
    "3.6",
    {
      slots: "watch.slots",
      rangeBuildsArray: false,
      keysOnlyReadsValues: true,
      grpc: "1.58",
      returnsMemory: true,
      readBuffer: "used",
      maps: "old",
      btree: "generic",
      keepsReadEvents: true,
    },
    { 5: { maps: "swiss" }, 9: { keepsReadEvents: false }, 14: { grpc: "1.82" } },
  ),
  ...lineOf("3.7", {
    slots: "watch.slots",
    rangeBuildsArray: false,
    keysOnlyReadsValues: false,
    grpc: "1.82",
    returnsMemory: true,
    readBuffer: "used",
    maps: "swiss",
    btree: "generic",
    keepsReadEvents: false,
  }),
];

function raftOf(line: VersionLine): RaftBuild {
  const snapshotCount: ConstantId = `raft.snapshot-count.${line}`;
  const entryStruct: ConstantId = `raft.entry-struct.${line}`;
  const base = {
    catchUpEntries: constant("raft.catch-up"),
    snapshotCount: constant(snapshotCount),
    entryStructBytes: constant(entryStruct),
    entryObjectBytes: line === "3.7" ? constant("raft.entry-object.3.7") : 0,
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
        constants: [
          "raft.catch-up",
          "raft.memory-step",
          "raft.apply-batch",
          entryStruct,
          ...(line === "3.7" ? (["raft.entry-object.3.7"] as const) : []),
        ],
      };
  }
}
