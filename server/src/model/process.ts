/** The process itself, and what stands between live heap and resident memory. */
import { componentEstimate } from "./component";
import { constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, exact } from "./quantity";
import type { ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

/** An idle member without data: live heap, stacks and runtime, and the pages of the program. Document: none. */
export function processBase({ profile }: { readonly profile: VersionProfile }): ComponentEstimate {
  const live = exact(constant("process.live"));
  const file = exact(constant("process.file"));
  return overBuilds(profile, () =>
    componentEstimate({
      component: "process",
      kind: "retained",
      formula: "not in the documents",
      observedFormula: "an idle member",
      count: exact(1),
      bytesEach: exact(0),
      observed: {
        low: constant("process.live") + constant("process.file"),
        likely: constant("process.resident"),
        high: constant("process.high"),
      },
      live,
      file,
      because: { id: "not-documented", data: {} },
      constants: ["process.live", "process.file", "process.resident", "process.high"],
    }),
  );
}

/**
 * Anonymous resident memory of a live heap with what passes on top. Go collects when the heap has reached twice what was live (GOGC=100, which etcd
 * leaves alone), and gives pages back slowly: right after load about twice the live bytes are resident, minutes later little more than the live ones.
 * In: live bytes and the peak of transient components. Out: bytes.
 */
export function residentHeap(live: Quantity, passing: Quantity): Quantity {
  const factor: Quantity = {
    low: constant("gc.resident-low"),
    likely: constant("gc.resident"),
    high: constant("gc.headroom"),
  };
  return add(
    { low: live.low * factor.low, likely: live.likely * factor.likely, high: live.high * factor.high },
    { low: 0, likely: passing.likely, high: passing.high },
  );
}
