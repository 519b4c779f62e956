import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { constant } from "./constants";
import { mapBytes, mapEntryBytes } from "./go-map";
import { overBuilds } from "./over-builds";
import { add, clean, exact, mapMonotone, multiply, scale, widen } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate } from "./types";
import type { VersionProfile } from "./version";

export interface LeaseInput {
  readonly leases: Amount;
  readonly keysPerLease: Amount;
  readonly keyBytes: Amount;
  readonly profile: VersionProfile;
}

/** Key and value of the maps of the lessor: by id (leases, expiry), of a lease's items, and from item to lease (etcd 3.4.9 lease/lessor.go). */
const BY_ID = { key: 8, value: 8 };
const ITEMS = { key: 16, value: 0 };
const ITEM_TO_LEASE = { key: 16, value: 8 };

/**
 * Bytes of leases and of the keys attached to them, on top of what the keys cost in the index. Keepalive streams are a component of their own.
 * Document: leases x (330 + keys x (110 + key)); the documents name heap and maps without a number, so a public figure stands in.
 * Observed: a lease is its struct, a channel, an expiry item, its map of items and an entry in two maps; a key is a string and an entry in two maps. Maps double,
 * so the bytes of an entry swing by two with their fill; `high` adds the collector's headroom.
 */
export function lease(input: LeaseInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => leasesOf(input, build));
}

function leasesOf(input: LeaseInput, build: Build): ComponentEstimate {
  const leases = clean(input.leases);
  const keys = clean(input.keysPerLease);
  const keyBytes = clean(input.keyBytes);
  const channel = `lease.channel.${build.maps}` as const;
  const expiry = isBefore35(build) ? "lease.expiry.old" : "lease.expiry.new";
  const fixed = constant("lease.struct") + constant(channel) + constant(expiry) + constant("lease.queue-slot");
  const each = add(
    exact(fixed),
    scale(mapEntryBytes(leases, BY_ID, build.maps), 2),
    mapMonotone(keys, (n) => mapBytes(n, ITEMS, build.maps)),
    multiply(keys, add(sizeClassOf(keyBytes), mapEntryBytes(multiply(leases, keys), ITEM_TO_LEASE, build.maps))),
  );
  const live = multiply(leases, each);
  return componentEstimate({
    component: "lease",
    kind: "retained",
    formula: "leases x (330 + keys x (110 + key))",
    observedFormula:
      "leases x (lease, channel, expiry item, 2 map entries + map of its keys) + keys x (key + map entry), then the collector's headroom",
    count: leases,
    bytesEach: add(exact(constant("doc.lease")), multiply(keys, add(exact(constant("doc.lease.key")), keyBytes))),
    observed: widen(live, constant("lease.low"), constant("gc.headroom")),
    live,
    because: { id: "lease-maps", data: {} },
    constants: [
      "doc.lease",
      "doc.lease.key",
      "lease.struct",
      channel,
      expiry,
      "lease.queue-slot",
      "map.header",
      `map.load.${build.maps}`,
      "lease.low",
      "gc.headroom",
    ],
  });
}

function isBefore35({ line }: Build): boolean {
  return line === "3.3" || line === "3.4";
}
