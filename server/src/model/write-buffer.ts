import { componentEstimate } from "./component";
import { constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, atMost, clean, exact, multiply } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate } from "./types";
import type { VersionProfile } from "./version";

export interface WriteBufferInput {
  /** Writes between two commits: at most 10 000, and what comes in 100 ms. */
  readonly writes: Amount;
  readonly keyBytes: Amount;
  readonly valueBytes: Amount;
  readonly profile: VersionProfile;
}

/**
 * Key-values of the last batches that the buffers in front of the database still point at.
 * Document: none. Observed: writes x (stored record + slot), for the open batch and for the read buffer's slots of the batch before.
 */
export function writeBuffer(input: WriteBufferInput): ComponentEstimate {
  const writes = atMost(clean(input.writes), constant("buffer.batch-limit"));
  const record = add(clean(input.keyBytes), clean(input.valueBytes), exact(constant("buffer.record-fields")));
  const each = add(sizeClassOf(record), exact(constant("buffer.slot")));
  const live = multiply(writes, each);
  return overBuilds(input.profile, () =>
    componentEstimate({
      component: "write-buffer",
      kind: "retained",
      formula: "not in the documents",
      observedFormula: "writes of a batch x (size class of the record + slot)",
      count: writes,
      bytesEach: exact(0),
      observed: { low: live.low, likely: live.likely, high: live.high * constant("gc.headroom") },
      live,
      because: { id: "not-documented", data: {} },
      constants: ["buffer.batch-limit", "buffer.record-fields", "buffer.slot", "gc.headroom"],
    }),
  );
}
