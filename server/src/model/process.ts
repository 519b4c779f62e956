import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { type ConstantId, constant } from "./constants";
import { overBuilds } from "./over-builds";
import { exact } from "./quantity";
import type { ComponentEstimate } from "./types";
import type { VersionProfile } from "./version";

/**
 * An idle member without data: live heap, what the runtime and the smallest heap goal (4 MiB) add to it, and the pages of the program. Document: none.
 * Observed: measured.
 */
export function processBase({ profile }: { readonly profile: VersionProfile }): ComponentEstimate {
  return overBuilds(profile, idle);
}

function idle({ line }: Build): ComponentEstimate {
  const ids = [`process.live.${line}`, `process.anonymous.${line}`, `process.file.${line}`] as const satisfies readonly ConstantId[];
  const [live, anonymous, file] = [constant(ids[0]), constant(ids[1]), constant(ids[2])];
  const high = constant("process.anonymous-high");
  return componentEstimate({
    component: "process",
    kind: "retained",
    formula: "not in the documents",
    observedFormula: "an idle member: heap, runtime, pages of the program",
    count: exact(1),
    bytesEach: exact(0),
    observed: { low: live * constant("process.live-low") + file, likely: anonymous + file, high: high + file },
    live: { low: live * constant("process.live-low"), likely: live, high: live * constant("process.live-high") },
    resident: { low: anonymous * 0.9, likely: anonymous, high },
    file: exact(file),
    because: { id: "not-documented", data: {} },
    constants: [...ids, "process.live-low", "process.live-high", "process.anonymous-high"],
  });
}
