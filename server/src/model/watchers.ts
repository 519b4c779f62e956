import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { type ConstantId, constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, between, clean, cover, exact, multiply, scale, widen } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

/** TLS or plain text; `undefined` means not known, and the range covers both. */
export interface ConnectionsInput {
  readonly count: Amount;
  readonly tls?: boolean;
  readonly profile: VersionProfile;
}

/** Client connections. Document: connections x c1 (17 kB). Observed: heap and stacks of a connection, from resident-while-idle to all of it. */
export function connections(input: ConnectionsInput): ComponentEstimate {
  const count = clean(input.count);
  const plain = between(constant("conn.plain-low"), constant("conn.plain"), constant("conn.plain-high"));
  const tls = between(constant("conn.tls-low"), constant("conn.tls"), constant("conn.tls-high"));
  return componentEstimate({
    component: "connections",
    kind: "retained",
    formula: "connections x c1",
    observedFormula: "connections x bytes of a connection",
    count,
    bytesEach: exact(constant("doc.watch.connection")),
    observed: multiply(count, byTransport(plain, tls, input.tls)),
    live: multiply(count, byTransport(plain, tls, input.tls)),
    because: { id: input.tls === true ? "connection-tls" : "connection-buffers", data: {} },
    constants: ["doc.watch.connection", ...transportIds("conn", input.tls)],
  });
}

export interface StreamsInput {
  readonly count: Amount;
  readonly tls?: boolean;
  readonly profile: VersionProfile;
}

/** Watch streams. Document: streams x c2 (18 kB). Observed: goroutines, buffers and the channel, whose slots depend on the version. */
export function streams(input: StreamsInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => streamsOf(input, build));
}

function streamsOf(input: StreamsInput, { watchSlots }: Build): ComponentEstimate {
  const count = clean(input.count);
  const plain = between(constant("stream.plain-low"), constant("stream.plain"), constant("stream.plain-high"));
  const tls = between(constant("stream.tls-low"), constant("stream.tls"), constant("stream.tls-high"));
  const measuredSlots = constant("watch.slots");
  const each = add(byTransport(plain, tls, input.tls), exact((watchSlots - measuredSlots) * constant("stream.slot")));
  return componentEstimate({
    component: "streams",
    kind: "retained",
    formula: "streams x c2",
    observedFormula: "streams x (bytes of a stream + 48 x slots beyond 128)",
    count,
    bytesEach: exact(constant("doc.watch.stream")),
    observed: multiply(count, each),
    live: multiply(count, each),
    because: { id: "stream-stacks", data: {} },
    constants: [
      "doc.watch.stream",
      ...transportIds("stream", input.tls),
      ...(watchSlots > measuredSlots ? (["stream.slot", "watch.slots-old"] as const) : []),
    ],
  });
}

export interface KeepaliveStreamsInput {
  readonly count: Amount;
  readonly tls?: boolean;
  readonly profile: VersionProfile;
}

/** Lease keepalive streams, one a client. Document: streams x c2 (18 kB), the only number there is. Observed: 11.7 kB of heap and stacks. */
export function keepaliveStreams(input: KeepaliveStreamsInput): ComponentEstimate {
  const count = clean(input.count);
  const each = between(constant("stream.keepalive-low"), constant("stream.keepalive"), constant("stream.keepalive-high"));
  return componentEstimate({
    component: "streams",
    kind: "retained",
    formula: "keepalive streams x c2",
    observedFormula: "keepalive streams x bytes of a keepalive stream",
    count,
    bytesEach: exact(constant("doc.watch.stream")),
    observed: multiply(count, each),
    live: multiply(count, each),
    because: { id: "stream-stacks", data: {} },
    constants: ["doc.watch.stream", "stream.keepalive-low", "stream.keepalive", "stream.keepalive-high"],
  });
}

export type WatchedKeys = "same" | "distinct" | "prefix";

export interface WatchersInput {
  readonly count: Amount;
  /** All on one key, each on a key of its own, or each on a prefix or range of its own. */
  readonly keyKind: WatchedKeys;
  /** Default 28 bytes, the measured case. */
  readonly keyBytes?: Amount;
  readonly profile: VersionProfile;
}

const MEASURED_KEY = 28;

/** Watchers. Document: watchers x c3 (350 B). Observed: live heap by what they watch; `high` adds the collector's headroom, not the garbage of creating them. */
export function watchers(input: WatchersInput): ComponentEstimate {
  const count = clean(input.count);
  const fixed = fixedBytes(input.keyKind);
  const copies = input.keyKind === "prefix" ? 2 : 1;
  const each = add(exact(constant(fixed)), scale(sizeClassOf(clean(input.keyBytes ?? exact(MEASURED_KEY))), copies));
  return componentEstimate({
    component: "watchers",
    kind: "retained",
    formula: "watchers x c3",
    observedFormula: "watchers x (fixed bytes + size class of each key kept), then the collector's headroom",
    count,
    bytesEach: exact(constant("doc.watch.watcher")),
    observed: widen(multiply(count, each), constant("watcher.low"), constant("gc.headroom")),
    live: multiply(count, each),
    because: { id: "watcher-keys", data: {} },
    constants: ["doc.watch.watcher", fixed, "watcher.low", "gc.headroom"],
  });
}

function fixedBytes(kind: WatchedKeys): ConstantId {
  switch (kind) {
    case "same":
      return "watcher.same";
    case "distinct":
      return "watcher.distinct";
    case "prefix":
      return "watcher.prefix";
  }
}

function byTransport(plain: Quantity, tls: Quantity, isTls: boolean | undefined): Quantity {
  if (isTls === undefined) return cover(plain, tls);
  return isTls ? tls : plain;
}

function transportIds(what: "conn" | "stream", isTls: boolean | undefined): readonly ConstantId[] {
  const plain: readonly ConstantId[] = [`${what}.plain-low`, `${what}.plain`, `${what}.plain-high`];
  const tls: readonly ConstantId[] = [`${what}.tls-low`, `${what}.tls`, `${what}.tls-high`];
  if (isTls === undefined) return [...plain, ...tls];
  return isTls ? tls : plain;
}
