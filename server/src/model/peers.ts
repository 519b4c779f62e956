import { componentEstimate } from "./component";
import { constant } from "./constants";
import { overBuilds } from "./over-builds";
import { clean, exact, scale } from "./quantity";
import type { Amount, ComponentEstimate } from "./types";
import type { VersionProfile } from "./version";

export interface PeersInput {
  /** Other members of the cluster: members - 1. */
  readonly peers: Amount;
  readonly profile: VersionProfile;
}

/**
 * Buffers towards the other members: message channels and codec buffers, mostly never touched and so hardly resident while the cluster is idle.
 * Document: none. Observed: peers x bytes of a peer.
 */
export function peers(input: PeersInput): ComponentEstimate {
  const count = clean(input.peers);
  const live = scale(count, constant("peer.each"));
  return overBuilds(input.profile, () =>
    componentEstimate({
      component: "peers",
      kind: "retained",
      formula: "not in the documents",
      observedFormula: "peers x bytes of a peer",
      count,
      bytesEach: exact(0),
      observed: { low: live.low * constant("peer.low"), likely: live.likely, high: live.high * constant("peer.high") },
      live,
      because: { id: "not-documented", data: {} },
      constants: ["peer.each", "peer.low", "peer.high"],
    }),
  );
}
