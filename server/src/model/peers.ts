import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { type ConstantId, constant } from "./constants";
import { overBuilds } from "./over-builds";
import { clean, exact, scale, widen } from "./quantity";
import type { Amount, ComponentEstimate } from "./types";
import type { VersionProfile } from "./version";

export interface PeersInput {
  /** Other members of the cluster: members - 1. */
  readonly peers: Amount;
  readonly profile: VersionProfile;
}

/**
 * Buffers towards the other members: four channels of 4 096 messages and two codec buffers of 1 MiB, made up front and hardly touched, so that little of them
 * is resident while the cluster is idle. Document: none. Observed: peers x (4 x 4 096 x message + 2 x 1 MiB + 250 kB), live.
 */
export function peers(input: PeersInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => peersOf(input, build));
}

function peersOf(input: PeersInput, { line }: Build): ComponentEstimate {
  const count = clean(input.peers);
  const message: ConstantId = `peer.message.${line}`;
  const channels = constant("peer.channels") * constant("peer.channel-slots") * constant(message);
  const live = scale(count, channels + 2 * constant("peer.codec") + constant("peer.rest"));
  return componentEstimate({
    component: "peers",
    kind: "retained",
    formula: "not in the documents",
    observedFormula: "peers x (4 x 4096 x message + 2 x 1 MiB + 250 kB)",
    count,
    bytesEach: exact(0),
    observed: widen(live, constant("peer.low"), constant("peer.high")),
    live: widen(live, constant("peer.low"), constant("peer.high")),
    resident: widen(scale(live, constant("peer.touched")), constant("peer.resident-low"), constant("peer.resident-high")),
    because: { id: "not-documented", data: {} },
    constants: [
      "peer.channels",
      "peer.channel-slots",
      message,
      "peer.codec",
      "peer.rest",
      "peer.touched",
      "peer.resident-low",
      "peer.resident-high",
      "peer.low",
      "peer.high",
    ],
  });
}
