import { componentEstimate } from "./component";
import { constant } from "./constants";
import { add, clean, exact, mapMonotone, multiply, widen } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate } from "./types";
import type { VersionProfile } from "./version";

export interface LeaseInput {
  readonly leases: Amount;
  readonly keysPerLease: Amount;
  readonly keyBytes: Amount;
  readonly profile: VersionProfile;
}

/**
 * Bytes of leases and of the keys attached to them, on top of what the keys cost in the index. Keepalive streams are a component of their own.
 * Document: leases x (330 + keys x (110 + key)); the documents name heap and maps without a number, so a public figure stands in. Observed: 346 B a
 * lease, 185 B + key for its first key, 68 B + key for further ones; `high` adds the collector's headroom.
 */
export function lease(input: LeaseInput): ComponentEstimate {
  const leases = clean(input.leases);
  const keys = clean(input.keysPerLease);
  const keyBytes = clean(input.keyBytes);
  const copy = sizeClassOf(keyBytes);
  const first = mapMonotone(keys, (n) => Math.min(1, n));
  const further = mapMonotone(keys, (n) => Math.max(0, n - 1));
  const each = add(
    exact(constant("lease.each")),
    multiply(first, add(exact(constant("lease.first-key")), copy)),
    multiply(further, add(exact(constant("lease.further-key")), copy)),
  );
  return componentEstimate({
    component: "lease",
    kind: "retained",
    formula: "leases x (330 + keys x (110 + key))",
    observedFormula: "leases x (346 + first key x (185 + key) + further keys x (68 + key)), then the collector's headroom",
    count: leases,
    bytesEach: add(exact(constant("doc.lease")), multiply(keys, add(exact(constant("doc.lease.key")), keyBytes))),
    live: multiply(leases, each),
    because: { id: "lease-maps", data: {} },
    observed: widen(multiply(leases, each), constant("lease.low"), constant("gc.headroom")),
    constants: ["doc.lease", "doc.lease.key", "lease.each", "lease.first-key", "lease.further-key", "lease.low", "gc.headroom"],
  });
}
