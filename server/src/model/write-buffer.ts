import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, atMost, clean, exact, mapMonotone, multiply, scale } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate } from "./types";
import type { VersionProfile } from "./version";

export interface WriteBufferInput {
  /** Writes of the last large batch: those between two commits, every 100 ms or 10 000 operations. */
  readonly writes: Amount;
  readonly keyBytes: Amount;
  readonly valueBytes: Amount;
  readonly profile: VersionProfile;
}

/**
 * Key-values of the last batch that the buffers in front of the database still point at, and the slots of the buffers, which keep the size they once had.
 * A commit that writes nothing of a bucket (a compaction is one) drops its buffer.
 * Document: none. Observed: writes x (size class of the record + revision key) + 48 x slots; from 3.4.24 on a read keeps a second array of slots.
 */
export function writeBuffer(input: WriteBufferInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => bufferOf(input, build));
}

function bufferOf(input: WriteBufferInput, { readBuffer }: Build): ComponentEstimate {
  const writes = atMost(clean(input.writes), constant("buffer.batch-limit"));
  const record = add(clean(input.keyBytes), clean(input.valueBytes), exact(constant("buffer.record-fields")));
  const each = add(sizeClassOf(record), exact(constant("buffer.revision-key")));
  const slotArrays = mapMonotone(writes, (n) => (slots(n) + (readBuffer === "shared" ? slots(n) / 2 : 0)) * constant("buffer.slot"));
  const first = constant("buffer.buckets") * constant("buffer.first-slots") * constant("buffer.slot");
  const live = add(multiply(writes, each), slotArrays, exact(first));
  return componentEstimate({
    component: "write-buffer",
    kind: "retained",
    formula: "not in the documents",
    observedFormula: "writes of a batch x (size class of the record + revision key) + 48 x slots",
    count: writes,
    bytesEach: exact(0),
    observed: { ...scale(live, constant("gc.headroom")), likely: live.likely, low: live.low },
    live,
    because: { id: "not-documented", data: {} },
    constants: [
      "buffer.batch-limit",
      "buffer.record-fields",
      "buffer.revision-key",
      "buffer.slot",
      "buffer.first-slots",
      "buffer.buckets",
      "gc.headroom",
    ],
  });
}

/** Slots of a buffer beyond its first: it grows by a half whenever it is full. */
function slots(writes: number): number {
  const first = constant("buffer.first-slots");
  if (!Number.isFinite(writes)) return writes;
  let size = first;
  while (size <= writes) size = Math.floor((3 * size) / 2);
  return size - first;
}
