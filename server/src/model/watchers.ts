/** Watchers (c3). */
import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { type ConstantId, constant } from "./constants";
import { mapBytes, mapEntryBytes } from "./go-map";
import { overBuilds } from "./over-builds";
import { add, clean, exact, multiply, scale, widen, ZERO } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

export type WatchedKeys = "same" | "distinct" | "prefix";

export interface WatchersInput {
  readonly count: Amount;
  /** All on one key, each on a key of its own, or each on a prefix or range of its own. */
  readonly keyKind: WatchedKeys;
  /** Default 28 bytes, the measured case. */
  readonly keyBytes?: Amount;
  /** Streams that they are spread over, which decides how full the maps of a stream are. Default: one. */
  readonly streams?: Amount;
  readonly profile: VersionProfile;
}

const MEASURED_KEY = 28;

/** Key and value of the maps: sets of watchers, watchers and cancel functions of a stream by id, sets by watched key (etcd 3.4.9 mvcc/watcher_group.go, watcher.go). */
const WATCHER_SET = { key: 8, value: 0 };
const BY_ID = { key: 8, value: 8 };
const BY_KEY = { key: 16, value: 8 };

/**
 * Watchers. Document: watchers x c3 (350 B). Observed: the watcher with its key, its entries in the maps of its stream and of its group, and for a key or a
 * range of its own a set and a key or a node of the interval tree. Maps double, so an entry's bytes swing by two with their fill.
 * `high` adds the collector's headroom, not the garbage of creating them.
 */
export function watchers(input: WatchersInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => watchersOf(input, build));
}

function watchersOf(input: WatchersInput, build: Build): ComponentEstimate {
  const count = clean(input.count);
  const key = sizeClassOf(clean(input.keyBytes ?? MEASURED_KEY));
  const own: readonly ConstantId[] = [
    "watcher.struct",
    "watcher.closure",
    ...(build.line === "3.7" ? (["watcher.request.3.7"] as const) : []),
  ];
  const fixed = own.reduce((sum, id) => sum + constant(id), 0);
  const inGroup = mapEntryBytes(count, WATCHER_SET, build.maps);
  const each = add(
    exact(fixed),
    key,
    inGroup,
    streamMaps(count, clean(input.streams ?? 1), build),
    watchedBytes(input.keyKind, count, key, build),
  );
  const live = multiply(count, each);
  return componentEstimate({
    component: "watchers",
    kind: "retained",
    formula: "watchers x c3",
    observedFormula: "watchers x (watcher + key + map entries + what is watched), then the collector's headroom",
    count,
    bytesEach: exact(constant("doc.watch.watcher")),
    observed: widen(live, constant("watcher.low"), constant("gc.headroom")),
    live: widen(live, constant("watcher.low"), 1),
    because: { id: "watcher-keys", data: { bytes: each.likely } },
    constants: [
      "doc.watch.watcher",
      ...own,
      ...(input.keyKind === "prefix" ? (["watcher.interval"] as const) : []),
      "map.header",
      `map.load.${build.maps}`,
      "watcher.low",
      "gc.headroom",
    ],
  });
}

/** Watchers, cancel functions and ids of one stream. The maps of the first watchers are part of what a stream costs. */
function streamMaps(count: Quantity, streams: Quantity, { maps }: Build): Quantity {
  const perStream = count.likely / Math.max(1, streams.likely);
  if (!(perStream > PART_OF_STREAM)) return ZERO;
  const each: Quantity = Number.isFinite(perStream) ? exact(perStream) : count;
  return add(scale(mapEntryBytes(each, BY_ID, maps), 2), mapEntryBytes(each, WATCHER_SET, maps));
}

/** A bucket or group holds eight. */
const PART_OF_STREAM = 8;

/** What the group keeps by key: one set for all, or for each a set and its key, or a set and a node of the interval tree with both ends. */
function watchedBytes(kind: WatchedKeys, count: Quantity, key: Quantity, { maps }: Build): Quantity {
  const setOfOne = exact(mapBytes(1, WATCHER_SET, maps));
  switch (kind) {
    case "same":
      return mapEntryBytes(count, WATCHER_SET, maps);
    case "distinct":
      return add(setOfOne, key, mapEntryBytes(count, BY_KEY, maps));
    case "prefix":
      return add(setOfOne, scale(key, 3), exact(constant("watcher.interval")));
  }
}
