import { revisionBytes } from "./boltdb";
import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { type ConstantId, constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, clean, exact, mapMonotone, multiply, scale, times } from "./quantity";
import { appendedCapacity, sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

export interface TreeIndexInput {
  readonly keys: Amount;
  readonly keyBytes: Amount;
  /** Most revisions a key has held at once since it was created or the member restarted; compaction gives nothing back for live keys. */
  readonly revisionsPerKey: Amount;
  /** Keys beside these that were written as often, deleted, and not compacted since. */
  readonly deleted?: Amount;
  /** Order in which the keys came: in order they leave the nodes of the B-tree half full. Default: not known. */
  readonly order?: "sequential" | "random";
  readonly profile: VersionProfile;
}

/**
 * Bytes of the in-memory index of keys.
 * Document: keys x (120 + key + revisions x 38), the public storage memory benchmark. Observed: keyIndex and generation + size class of the key +
 * 16 x the capacity of the revision slice + B-tree slot; a deleted key has a second generation and one more revision until it is compacted.
 * `likely` is live heap, `high` the resident size right after a load.
 */
export function treeIndex(input: TreeIndexInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => indexOf(input, build));
}

function indexOf(input: TreeIndexInput, build: Build): ComponentEstimate {
  const keys = clean(input.keys);
  const keyBytes = clean(input.keyBytes);
  const revisions = clean(input.revisionsPerKey);
  const deleted = clean(input.deleted ?? 0);
  const slot = slotOf(build, input.order);
  const shared = add(exact(constant("index.key-struct")), sizeClassOf(keyBytes), slot.bytes);
  const perKey = add(shared, exact(constant("index.generation")), revisionsOf(revisions));
  const perDeleted = add(shared, exact(2 * constant("index.generation")), revisionsOf(add(revisions, exact(1))));
  const all = add(multiply(keys, perKey), multiply(deleted, perDeleted));
  const live = { ...all, low: times(all.low, constant("index.live-low")) };
  return componentEstimate({
    component: "tree-index",
    kind: "retained",
    formula: "keys x (120 + key + revisions x 38)",
    observedFormula:
      "keys x (112 + size class of key + 16 x slice capacity for the revisions + B-tree slot), then the collector's headroom",
    count: add(keys, deleted),
    bytesEach: add(exact(constant("doc.index.key")), keyBytes, scale(revisions, constant("doc.index.revision"))),
    observed: { ...live, high: times(live.high, constant("index.resident")) },
    live,
    resident: { ...live, likely: times(live.likely, constant("gc.resident")), high: times(live.high, constant("index.resident")) },
    because: { id: "slices", data: {} },
    constants: [
      "doc.index.key",
      "doc.index.revision",
      "index.key-struct",
      "index.generation",
      "index.revision",
      ...slot.constants,
      "index.live-low",
      "index.resident",
    ],
  });
}

function revisionsOf(revisions: Quantity): Quantity {
  return scale(
    mapMonotone(revisions, (n) => appendedCapacity(n)),
    constant("index.revision"),
  );
}

function slotOf({ btree }: Build, order: TreeIndexInput["order"]): { readonly bytes: Quantity; readonly constants: readonly ConstantId[] } {
  const random: ConstantId = `index.btree-random.${btree}`;
  const sequential: ConstantId = `index.btree-sequential.${btree}`;
  const [low, high] = [constant(random), constant(sequential)];
  switch (order) {
    case "random":
      return { bytes: exact(low), constants: [random] };
    case "sequential":
      return { bytes: exact(high), constants: [sequential] };
    case undefined:
      return { bytes: { low, likely: (low + high) / 2, high }, constants: [random, sequential] };
  }
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
    live: observed.live,
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
  readonly live: Quantity;
  readonly constants: readonly string[];
}

function newKeys(written: Quantity, { keyBytes, profile }: TreeIndexGrowthInput): Observed {
  const { low, likely, high, live, constants } = treeIndex({ keys: written, keyBytes, revisionsPerKey: exact(1), profile });
  return {
    formula: "writes x (112 + size class of key + 16 + B-tree slot), then the collector's headroom",
    bytes: { low, likely, high },
    live,
    constants,
  };
}

function revisionsOfKnownKeys(written: Quantity): Observed {
  const [low, likely, high] = [constant("index.revision"), constant("index.revision-mean"), constant("index.revision-high")];
  return {
    formula: "writes x 16 to 32 in a slice that doubles, then the collector's headroom",
    bytes: multiply(written, { low, likely, high }),
    live: multiply(written, { low, likely, high: 2 * low }),
    constants: ["index.revision", "index.revision-mean", "index.revision-high"],
  };
}
