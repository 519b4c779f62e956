import { revisionBytes } from "./boltdb";
import { componentEstimate } from "./component";
import { constant } from "./constants";
import { add, clean, exact, mapMonotone, multiply, scale, times } from "./quantity";
import { appendedCapacity, sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

export interface TreeIndexInput {
  readonly keys: Amount;
  readonly keyBytes: Amount;
  /** Most revisions a key has held at once since it was created or the member restarted; compaction gives nothing back for live keys. */
  readonly revisionsPerKey: Amount;
  readonly profile: VersionProfile;
}

/**
 * Bytes of the in-memory index of keys.
 * Document: keys x (120 + key + revisions x 38), the public storage memory benchmark. Observed: keyIndex and generation + size class of the key +
 * 16 x the capacity of the revision slice + B-tree slot; `likely` is live heap, `high` the resident size right after a load.
 */
export function treeIndex(input: TreeIndexInput): ComponentEstimate {
  const keys = clean(input.keys);
  const keyBytes = clean(input.keyBytes);
  const revisions = clean(input.revisionsPerKey);
  const btree: Quantity = {
    low: constant("index.btree-random"),
    likely: constant("index.btree"),
    high: constant("index.btree-sequential"),
  };
  const perKey = add(
    exact(constant("index.key-struct")),
    sizeClassOf(keyBytes),
    scale(mapMonotone(revisions, appendedCapacity), constant("index.revision")),
    btree,
  );
  const live = multiply(keys, perKey);
  return componentEstimate({
    component: "tree-index",
    kind: "retained",
    formula: "keys x (120 + key + revisions x 38)",
    observedFormula:
      "keys x (112 + size class of key + 16 x slice capacity for the revisions + B-tree slot), then the collector's headroom",
    count: keys,
    bytesEach: add(exact(constant("doc.index.key")), keyBytes, scale(revisions, constant("doc.index.revision"))),
    observed: { low: times(live.low, constant("index.live-low")), likely: live.likely, high: times(live.high, constant("index.resident")) },
    live,
    because: { id: "slices", data: {} },
    constants: [
      "doc.index.key",
      "doc.index.revision",
      "index.key-struct",
      "index.revision",
      "index.btree-random",
      "index.btree",
      "index.btree-sequential",
      "index.live-low",
      "index.resident",
    ],
  });
}

export interface TreeIndexGrowthInput {
  readonly writesPerSecond: Amount;
  readonly keyBytes: Amount;
  /** Needed for the ceiling: the index stops growing when the database is full. */
  readonly valueBytes: Amount;
  /** Hours of history kept, or hours without compaction. */
  readonly hours: Amount;
  /** Every write makes a key of its own, rather than a revision of one that exists. */
  readonly newKeys: boolean;
  /** `--quota-backend-bytes`; default 2 GiB. */
  readonly quotaBytes?: number;
  readonly profile: VersionProfile;
}

/** Growth of the index by writes whose history nothing compacts: revisions x 38 by the document, or x (158 + key) for new keys. The ceiling is where the database is full. */
export function treeIndexGrowth(input: TreeIndexGrowthInput): ComponentEstimate {
  const written = multiply(scale(clean(input.writesPerSecond), 3600), clean(input.hours));
  const perHourCount = scale(clean(input.writesPerSecond), 3600);
  const each = documentGrowthEach(input);
  const eachStored = revisionBytes(clean(input.keyBytes).likely, clean(input.valueBytes).likely);
  const atQuota = Number.isFinite(eachStored) ? (input.quotaBytes ?? constant("doc.quota")) / eachStored : 0;
  const observed = input.newKeys ? newKeys(written, input) : revisionsOfKnownKeys(written);
  return componentEstimate({
    component: "tree-index",
    kind: "growing",
    formula: input.newKeys ? "writes x (120 + key + 38)" : "writes x 38",
    observedFormula: observed.formula,
    count: written,
    bytesEach: each,
    observed: observed.bytes,
    live: observed.bytes,
    because: { id: "slices", data: {} },
    perHour: multiply(perHourCount, each).likely,
    ceiling: times(atQuota, each.likely),
    constants: [...observed.constants, "doc.index.revision", "doc.quota"],
  });
}

function documentGrowthEach(input: TreeIndexGrowthInput): Quantity {
  const revision = exact(constant("doc.index.revision"));
  return input.newKeys ? add(exact(constant("doc.index.key")), clean(input.keyBytes), revision) : revision;
}

interface Observed {
  readonly formula: string;
  readonly bytes: Quantity;
  readonly constants: Parameters<typeof constant>[0][];
}

function newKeys(written: Quantity, { keyBytes, profile }: TreeIndexGrowthInput): Observed {
  const { low, likely, high } = treeIndex({ keys: written, keyBytes, revisionsPerKey: exact(1), profile });
  return {
    formula: "writes x (112 + size class of key + 16 + B-tree slot), then the collector's headroom",
    bytes: { low, likely, high },
    constants: ["doc.index.key", "index.key-struct", "index.revision", "index.btree", "index.live-low", "index.resident"],
  };
}

function revisionsOfKnownKeys(written: Quantity): Observed {
  return {
    formula: "writes x 16 to 32 in a slice that doubles, then the collector's headroom",
    bytes: multiply(written, {
      low: constant("index.revision"),
      likely: constant("index.revision-mean"),
      high: constant("index.revision-high"),
    }),
    constants: ["index.revision", "index.revision-mean", "index.revision-high"],
  };
}
