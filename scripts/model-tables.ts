/** The tables of docs/model.md, made from the constants and functions of the model. */
import {
  type Build,
  boltdb,
  builds,
  CONSTANTS,
  type ComponentEstimate,
  connections,
  lease,
  peers,
  predict,
  profileFor,
  raftLog,
  range,
  streams,
  treeIndex,
  type VersionProfile,
  v2Store,
  watchBacklog,
  watchers,
} from "../server/src/model";
import { formatBytes, formatCount } from "../server/src/text/format";

type Row = readonly string[];

const KIB = 1024;
const MIB = 1024 * KIB;
/** A version for each way that some component changes. */
const VERSIONS = ["3.3.13", "3.3.27", "3.4.9", "3.4.23", "3.4.45", "3.5.9", "3.5.22", "3.5.33", "3.6.0", "3.6.14", "3.7.1"] as const;

/** Every block of the page by name; a block is the Markdown between its two markers. */
export const TABLES: Readonly<Record<string, () => string>> = {
  builds: buildTable,
  "constants-documents": () => constantTable(["doc."]),
  "constants-raft-log": () => constantTable(["raft."]),
  "constants-tree-index": () => constantTable(["index."]),
  "constants-boltdb": () => constantTable(["bolt."]),
  "constants-write-buffer": () => constantTable(["buffer."]),
  "constants-connections": () => constantTable(["conn."]),
  "constants-streams": () => constantTable(["stream."]),
  "constants-watchers": () => constantTable(["watcher.", "map."]),
  "constants-watch-backlog": () => constantTable(["watch."]),
  "constants-range": () => constantTable(["range."]),
  "constants-lease": () => constantTable(["lease."]),
  "constants-v2": () => constantTable(["v2."]),
  "constants-peers": () => constantTable(["peer."]),
  "constants-process": () => constantTable(["process.", "gc."]),
  "versions-raft-log": () =>
    byVersion(["256 B", "1 KiB", "100 KiB", "1 MiB"], (profile) =>
      [256, KIB, 100 * KIB, MIB].map((valueBytes) => {
        const just = profile.raft.memoryStep === undefined;
        const at = (entriesWritten: number) => raftLog({ keyBytes: 32, valueBytes, entriesWritten, profile }).likely;
        return just ? `${formatBytes(at(100_001))} to ${formatBytes(at(200_001))}` : formatBytes(at(100_000));
      }),
    ),
  "versions-tree-index": () =>
    byVersion(["1 revision", "5 revisions", "11 revisions, or compacted from 11 to 1", "put and deleted"], (profile) => [
      ...[1, 5, 11].map((revisionsPerKey) => perUnit(treeIndex({ keys: 1000, keyBytes: 32, revisionsPerKey, profile }), 1000)),
      perUnit(treeIndex({ keys: 0, deleted: 1000, keyBytes: 32, revisionsPerKey: 1, profile }), 1000),
    ]),
  "versions-boltdb": () =>
    table(
      ["key, value", "bytes a revision"],
      [
        ...[
          [16, 0],
          [64, 100],
          [64, 512],
          [64, 1000],
          [64, 2000],
          [64, 10_240],
          [64, MIB],
        ].map(
          ([keyBytes = 0, valueBytes = 0]): Row => [
            `${keyBytes} B, ${formatBytes(valueBytes)}`,
            perUnit(boltdb({ revisions: 1000, keyBytes, valueBytes, quotaBytes: 1e12, profile: profileFor("3.5.33") }), 1000),
          ],
        ),
      ],
    ),
  "versions-connections": () =>
    byVersion(["connection", "connection, TLS", "stream", "stream, TLS"], (profile) => [
      perUnit(connections({ count: 1, tls: false, profile }), 1),
      perUnit(connections({ count: 1, tls: true, profile }), 1),
      perUnit(streams({ count: 1, tls: false, profile }), 1),
      perUnit(streams({ count: 1, tls: true, profile }), 1),
    ]),
  "versions-watchers": () =>
    byVersion(["all on one key", "each on its own key", "each on its own prefix"], (profile) =>
      (["same", "distinct", "prefix"] as const).map((keyKind) =>
        perUnit(watchers({ count: 100_000, streams: 100, keyKind, keyBytes: 28, profile }), 100_000),
      ),
    ),
  "versions-watch-backlog": () =>
    byVersion(["one stopped stream", "50 stopped streams", "one, from 10 000 revisions back"], (profile) => [
      formatBytes(watchBacklog({ streams: 1, keyBytes: 16, valueBytes: 10_240, prevKv: false, profile }).likely),
      formatBytes(watchBacklog({ streams: 50, keyBytes: 16, valueBytes: 10_240, prevKv: false, profile }).likely),
      formatBytes(watchBacklog({ streams: 1, keyBytes: 16, valueBytes: 10_240, prevKv: false, historyEvents: 10_000, profile }).likely),
    ]),
  "versions-range": () =>
    byVersion(["full", "keys-only", "count-only", "limit 10", "sort, limit 1", "streamed"], (profile) =>
      (["full", "keys-only", "count-only", "limited", "sorted", "streamed"] as const).map((mode) => {
        const keysReturned = mode === "limited" ? 10 : mode === "sorted" ? 1 : mode === "count-only" ? 0 : 100_000;
        return formatBytes(
          range({ mode, keysScanned: 100_000, keysReturned, keyBytes: 32, valueBytes: KIB, concurrent: 1, profile }).likely,
        );
      }),
    ),
  "versions-lease": () =>
    byVersion(["lease alone", "lease with one key", "key on a shared lease"], (profile) => [
      perUnit(lease({ leases: 100_000, keysPerLease: 0, keyBytes: 32, profile }), 100_000),
      perUnit(lease({ leases: 100_000, keysPerLease: 1, keyBytes: 32, profile }), 100_000),
      perUnit(lease({ leases: 1, keysPerLease: 100_000, keyBytes: 32, profile }), 100_000),
    ]),
  "versions-v2": () =>
    table(
      ["value", "bytes a key"],
      [0, 100, KIB].map(
        (valueBytes): Row => [
          formatBytes(valueBytes),
          perUnit(v2Store({ keys: 1000, keyBytes: 30, valueBytes, profile: profileFor("3.4.23") }), 1000),
        ],
      ),
    ),
  "versions-process": () =>
    byVersion(["live, alone", "live, one of three", "anonymous resident, alone", "pages of the program"], (profile, etcd) => {
      const alone = predict({ etcd });
      return [
        formatBytes(alone.live.likely),
        formatBytes(alone.live.likely + peers({ peers: 2, profile }).likely),
        formatBytes(alone.anonymous.likely),
        formatBytes(alone.file.likely),
      ];
    }),
};

function byVersion(columns: Row, cells: (profile: VersionProfile, version: string) => Row): string {
  const rows: (readonly [string[], string])[] = [];
  for (const version of VERSIONS) {
    const made = cells(profileFor(version), version).join(" | ");
    const last = rows.at(-1);
    if (last?.[1] === made) last[0].push(version);
    else rows.push([[version], made]);
  }
  return table(
    ["etcd", ...columns],
    rows.map(([versions, made]): Row => [versions.join(", "), made]),
    columns.length + 1,
  );
}

function perUnit({ likely }: ComponentEstimate, units: number): string {
  return `${formatCount(Math.round(likely / units))} B`;
}

function buildTable(): string {
  return table(
    [
      "from",
      "until the next",
      "snapshot-count",
      "watch slots",
      "count and limit",
      "keys-only",
      "write buffer in a read",
      "grpc-go",
      "maps",
      "freed memory",
    ],
    builds.map(
      (build, at): Row => [
        nameOf(build),
        nextOf(builds[at + 1], build),
        build.raft.memoryStep === undefined ? formatCount(build.raft.snapshotCount) : `${formatCount(build.raft.snapshotCount)}, disk only`,
        formatCount(build.watchSlots),
        build.rangeBuildsArray ? "array of the span" : "walk the index",
        build.keysOnlyReadsValues ? "reads values" : "from the index",
        { locked: "locked", copied: "copied for each", shared: "one copy shared", used: "used slots copied" }[build.readBuffer],
        build.grpc,
        build.maps === "old" ? "buckets" : "swiss",
        build.returnsMemory ? "given back" : "stays resident (MADV_FREE)",
      ],
    ),
  );
}

function nameOf({ line, fromPatch }: Build): string {
  return `${line}.${fromPatch}`;
}

function nextOf(next: Build | undefined, { line }: Build): string {
  return next?.line === line ? `${line}.${next.fromPatch - 1}` : `newest ${line}`;
}

function constantTable(prefixes: readonly string[]): string {
  return table(
    ["constant", "value", "source"],
    CONSTANTS.filter(({ id }) => prefixes.some((prefix) => id.startsWith(prefix))).map(
      ({ id, value, unit, source }): Row => [
        `\`${id}\``,
        `${formatCount(value)}${unit === "bytes" ? " B" : unit === "ratio" ? " x" : ""}`,
        source.replaceAll("|", "\\|"),
      ],
    ),
  );
}

function table(head: Row, rows: readonly Row[], columns = head.length): string {
  const line = (cells: Row) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${":--|".repeat(columns)}`, ...rows.map(line)].join("\n");
}

const BLOCK = /<!-- table ([a-z0-9-]+) -->\n[\s\S]*?<!-- end -->/g;

/** The page with every block made anew. Throws where the page names a block that there is none of. */
export function withTables(page: string): string {
  return page.replaceAll(BLOCK, (_, name: string) => {
    const make = TABLES[name];
    if (make === undefined) throw new Error(`docs/model.md has a table ${name} that scripts/model-tables.ts does not make`);
    return `<!-- table ${name} -->\n${make()}\n<!-- end -->`;
  });
}
