/** Client connections (c1) and their streams (c2). */
import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { type ConstantId, constant } from "./constants";
import { overBuilds } from "./over-builds";
import { clean, cover, exact, multiply, widen } from "./quantity";
import type { Amount, Because, ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

/** TLS or plain text; `undefined` means not known, and the range covers both. */
export interface ConnectionsInput {
  readonly count: Amount;
  readonly tls?: boolean;
  readonly profile: VersionProfile;
}

export interface StreamsInput {
  readonly count: Amount;
  readonly tls?: boolean;
  readonly profile: VersionProfile;
}

export interface KeepaliveStreamsInput {
  readonly count: Amount;
  readonly tls?: boolean;
  readonly profile: VersionProfile;
}

/** What one of them costs over one transport: live, and the range that live and resident bytes lie in. */
interface Each {
  readonly live: Quantity;
  readonly resident: Quantity;
  readonly observed: Quantity;
  readonly constants: readonly ConstantId[];
}

/**
 * Client connections. Document: connections x c1 (17 kB). Observed: heap and stacks of a connection by the buffers of grpc-go, from what is resident of
 * them while they idle to all of it. Over TLS etcd serves clients through net/http, with smaller buffers.
 */
export function connections(input: ConnectionsInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => {
    const plain = plainConnection(build);
    const tls = tlsConnection(build);
    const each = byTransport(plain, tls, input.tls);
    return estimateOf(input, each, "connections", "connections x c1", "connections x bytes of a connection", "doc.watch.connection", {
      id: input.tls === true ? "connection-tls" : "connection-buffers",
      data: { bytes: each.live.likely },
    });
  });
}

/** Watch streams. Document: streams x c2 (18 kB). Observed: goroutines, buffers and the channel, whose slots depend on the version. */
export function streams(input: StreamsInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => {
    const plain = stream(`stream.plain.${generation(build)}`, build);
    const tls = stream(`stream.tls.${generation(build)}`, build);
    const each = byTransport(plain, tls, input.tls);
    return estimateOf(input, each, "streams", "streams x c2", "streams x (bytes of a stream + 48 x slots beyond 128)", "doc.watch.stream", {
      id: build.watchSlots > constant("watch.slots") ? "stream-channel" : "stream-stacks",
      data: { bytes: each.live.likely, slots: build.watchSlots },
    });
  });
}

/** Lease keepalive streams, one a client. Document: streams x c2 (18 kB), the only number there is. Observed: heap and stacks. */
export function keepaliveStreams(input: KeepaliveStreamsInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => {
    const id = isOld(build) ? "stream.keepalive.old" : "stream.keepalive.new";
    const more = constant("stream.keepalive-tls");
    const plain = keepalive(constant(id), [id]);
    const tls = keepalive(constant(id) + more, [id, "stream.keepalive-tls"]);
    const each = byTransport(plain, tls, input.tls ?? false);
    return estimateOf(
      input,
      each,
      "streams",
      "keepalive streams x c2",
      "keepalive streams x bytes of a keepalive stream",
      "doc.watch.stream",
      {
        id: "keepalive-stream",
        data: { bytes: each.live.likely },
      },
    );
  });
}

function estimateOf(
  input: ConnectionsInput,
  each: Each,
  component: "connections" | "streams",
  formula: string,
  observedFormula: string,
  document: ConstantId,
  because: Because,
): ComponentEstimate {
  const count = clean(input.count);
  return componentEstimate({
    component,
    kind: "retained",
    formula,
    observedFormula,
    count,
    bytesEach: exact(constant(document)),
    observed: multiply(count, each.observed),
    live: multiply(count, each.live),
    resident: multiply(count, each.resident),
    because,
    constants: [document, ...each.constants],
  });
}

function plainConnection({ grpc }: Build): Each {
  const live: ConstantId = `conn.plain.${grpc}`;
  const idle: ConstantId = `conn.plain-resident.${grpc}`;
  return connection(live, idle);
}

function tlsConnection(build: Build): Each {
  return connection(isOld(build) ? "conn.tls.old" : "conn.tls.new", "conn.tls-resident");
}

function connection(live: ConstantId, idle: ConstantId): Each {
  const bytes = constant(live);
  const touched = constant(idle);
  const [low, high] = [constant("conn.low"), constant("conn.high")];
  const resident = { low: touched * constant("conn.resident-low"), likely: touched, high: touched * constant("conn.resident-high") };
  return {
    live: widen(exact(bytes), low, high),
    resident,
    observed: { low: Math.min(resident.low, bytes * low), likely: bytes, high: Math.max(resident.high, bytes * high) },
    constants: [live, idle, "conn.low", "conn.high", "conn.resident-low", "conn.resident-high"],
  };
}

/** Measured with 128 slots; a channel of 1 024 has that many more. */
function stream(id: ConstantId, { watchSlots }: Build): Each {
  const further = (watchSlots - constant("watch.slots")) * constant("stream.slot");
  const bytes = constant(id) + further;
  const slots: readonly ConstantId[] = further > 0 ? ["stream.slot", "watch.slots-old"] : [];
  return held(bytes, "stream.high", [id, ...slots]);
}

function keepalive(bytes: number, constants: readonly ConstantId[]): Each {
  return held(bytes, "stream.keepalive-high", constants);
}

function held(bytes: number, highest: ConstantId, constants: readonly ConstantId[]): Each {
  const low = bytes * constant("stream.low");
  const idle = bytes * constant(highest === "stream.high" ? "stream.resident-low" : "stream.low");
  const high = bytes * constant(highest);
  return {
    live: { low, likely: bytes, high: bytes * constant("conn.high") },
    resident: { low: idle, likely: bytes * constant("gc.stack-headroom"), high },
    observed: { low: idle, likely: bytes, high },
    constants: [...constants, "stream.low", "stream.resident-low", highest, "gc.stack-headroom"],
  };
}

function generation({ grpc }: Build): "old" | "1.58" | "1.82" {
  switch (grpc) {
    case "1.7":
    case "1.23":
      return "old";
    case "1.58":
    case "1.82":
      return grpc;
  }
}

function isOld(build: Build): boolean {
  return generation(build) === "old";
}

function byTransport(plain: Each, tls: Each, isTls: boolean | undefined): Each {
  if (isTls !== undefined) return isTls ? tls : plain;
  return {
    live: cover(plain.live, tls.live),
    resident: cover(plain.resident, tls.resident),
    observed: cover(plain.observed, tls.observed),
    constants: [...plain.constants, ...tls.constants],
  };
}
