import { componentEstimate } from "./component";
import { constant } from "./constants";
import { add, clean, exact, multiply, scale, widen } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate } from "./types";
import type { VersionProfile } from "./version";

export interface V2StoreInput {
  readonly keys: Amount;
  readonly keyBytes: Amount;
  readonly valueBytes: Amount;
  readonly profile: VersionProfile;
}

/**
 * Bytes of keys in the v2 store, which holds the whole keyspace in memory.
 * Document: keys x (10 x (158 + key) + value), an order of magnitude above what the v3 index costs. Observed: tree node + path + value, and the
 * JSON of the last raft snapshot, which stays referenced: about three times a v3 key.
 */
export function v2Store(input: V2StoreInput): ComponentEstimate {
  const keys = clean(input.keys);
  const key = clean(input.keyBytes);
  const value = clean(input.valueBytes);
  const v3Key = add(exact(constant("doc.index.key") + constant("doc.index.revision")), key);
  const node = add(exact(constant("v2.node")), sizeClassOf(key), sizeClassOf(value));
  const snapshot = add(exact(constant("v2.snapshot")), key, value);
  return componentEstimate({
    component: "v2-store",
    kind: "retained",
    formula: "keys x (10 x (120 + 38 + key) + value)",
    observedFormula: "keys x (190 + size classes of key and value + JSON of 150 + key + value), then the collector's headroom",
    count: keys,
    bytesEach: add(scale(v3Key, constant("doc.v2.factor")), value),
    live: multiply(keys, add(node, snapshot)),
    because: { id: "v2-measured", data: {} },
    observed: widen(multiply(keys, add(node, snapshot)), constant("v2.low"), constant("v2.high")),
    constants: ["doc.v2.factor", "doc.index.key", "doc.index.revision", "v2.node", "v2.snapshot", "v2.low", "v2.high"],
  });
}
