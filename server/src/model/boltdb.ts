import { componentEstimate } from "./component";
import { type ConstantId, constant } from "./constants";
import { add, atMost, clean, multiply, scale, widen } from "./quantity";
import type { Amount, ComponentEstimate, Quantity } from "./types";
import { varintLength } from "./varint";
import type { VersionProfile } from "./version";

export interface BoltdbInput {
  /** Revisions kept: all since the last compaction, plus one for each live key. */
  readonly revisions: Amount;
  readonly keyBytes: Amount;
  readonly valueBytes: Amount;
  /** `--quota-backend-bytes`; default 2 GiB, Infinity when switched off. */
  readonly quotaBytes?: number;
  /** Bytes of the file that compaction freed and nothing has reused; the list of their pages is heap. Default 0. */
  readonly freeBytes?: Amount;
  readonly profile: VersionProfile;
}

const CONSTANTS_USED: readonly ConstantId[] = [
  "doc.quota",
  "bolt.page",
  "bolt.page-header",
  "bolt.fill",
  "bolt.keys-per-leaf",
  "bolt.record-overhead",
  "bolt.branch-entry",
  "bolt.revision-fields",
  "bolt.low",
  "bolt.free-pages",
  "bolt.free-page",
];

const OBSERVED_FORMULA = "revisions x whole 4 KiB pages / records in a leaf, at most the quota; free pages on top";

/**
 * Bytes of the database file, which is mapped into memory.
 * Document: revisions x (key + value). Observed: records laid out in 4 KiB pages at 90 % fill, free pages on top, never more than the quota.
 * It is file-backed: all of it is resident after a restart or a full read, little before (reads fault it in, writes go around the mapping).
 * Live heap: 24 B for each free page.
 */
export function boltdb(input: BoltdbInput): ComponentEstimate {
  const revisions = clean(input.revisions);
  const quota = input.quotaBytes ?? constant("doc.quota");
  const file = fileBytes(revisions, input, quota);
  return componentEstimate({
    component: "boltdb",
    kind: "retained",
    formula: "revisions x (key + value)",
    observedFormula: OBSERVED_FORMULA,
    count: revisions,
    bytesEach: add(clean(input.keyBytes), clean(input.valueBytes)),
    observed: file,
    live: scale(clean(input.freeBytes ?? 0), constant("bolt.free-page") / constant("bolt.page")),
    file: { ...file, low: 0 },
    because: file.likely >= quota ? { id: "quota", data: { bytes: quota } } : { id: "page-layout", data: {} },
    constants: CONSTANTS_USED,
  });
}

export interface BoltdbGrowthInput {
  readonly writesPerSecond: Amount;
  readonly keyBytes: Amount;
  readonly valueBytes: Amount;
  /** Hours of history kept, or hours without compaction. */
  readonly hours: Amount;
  readonly quotaBytes?: number;
  readonly profile: VersionProfile;
}

/** Growth of the database by writes whose history nothing compacts: `perHour` by key + value; it ends at the quota, where etcd refuses writes. */
export function boltdbGrowth(input: BoltdbGrowthInput): ComponentEstimate {
  const perHour = scale(clean(input.writesPerSecond), 3600);
  const written = multiply(perHour, clean(input.hours));
  const each = add(clean(input.keyBytes), clean(input.valueBytes));
  const quota = input.quotaBytes ?? constant("doc.quota");
  const file = fileBytes(written, input, quota);
  return componentEstimate({
    component: "boltdb",
    kind: "growing",
    formula: "writes x (key + value)",
    observedFormula: OBSERVED_FORMULA,
    count: written,
    bytesEach: each,
    observed: file,
    file: { ...file, low: 0 },
    because: file.likely >= quota ? { id: "quota", data: { bytes: quota } } : { id: "page-layout", data: {} },
    perHour: multiply(perHour, each).likely,
    ceiling: quota,
    constants: CONSTANTS_USED,
  });
}

function fileBytes(revisions: Quantity, sizes: { readonly keyBytes: Amount; readonly valueBytes: Amount }, quota: number): Quantity {
  const key = clean(sizes.keyBytes);
  const value = clean(sizes.valueBytes);
  const each: Quantity = {
    low: revisionBytes(key.low, value.low),
    likely: revisionBytes(key.likely, value.likely),
    high: revisionBytes(key.high, value.high),
  };
  return atMost(widen(multiply(revisions, each), constant("bolt.low"), constant("bolt.free-pages")), quota);
}

/**
 * Database bytes of one revision with `key` and `value` bytes: records fill a leaf to 90 % of a page, but a leaf holds at least two, on
 * overflow pages where they do not fit (bbolt node.go, splitIndex and minKeysPerPage); every leaf has an entry in a branch page.
 */
export function revisionBytes(key: number, value: number): number {
  const fields = constant("bolt.revision-fields") + tagBytes(key) + (value > 0 ? tagBytes(value) : 0);
  const record = constant("bolt.record-overhead") + key + value + fields;
  if (!Number.isFinite(record)) return Number.POSITIVE_INFINITY;
  const page = constant("bolt.page");
  const header = constant("bolt.page-header");
  const fitting = Math.floor((page * constant("bolt.fill") - header) / record);
  const records = Math.max(constant("bolt.keys-per-leaf"), fitting);
  const pages = Math.ceil((header + records * record) / page);
  return (pages * page + constant("bolt.branch-entry")) / records;
}

/** Protobuf tag and length of a bytes field. */
function tagBytes(length: number): number {
  return 1 + varintLength(length);
}
