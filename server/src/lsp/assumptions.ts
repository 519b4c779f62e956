/** The assumption comment: `// etcd-lint: value=2MiB keys=100000 rate=1/5s`, which tells the estimate of the next call what the code does not say. */
import { assumptionParsers } from "../engine/control-comments";
import type { Finding } from "../engine/types";
import type { EstimateInput } from "../rules/types";

const byteUnits: readonly (readonly [string, number])[] = [
  ["GiB", 1024 ** 3],
  ["MiB", 1024 ** 2],
  ["KiB", 1024],
];

/** A number as the comment's grammar reads it back: no spaces, exact binary units only. */
export function commentValue({ likely, unit }: Pick<EstimateInput, "likely" | "unit">): string {
  switch (unit) {
    case "bytes": {
      const whole = Math.round(likely);
      const fitting = byteUnits.find(([, size]) => whole >= size && (whole / size) % 1 === 0);
      return fitting ? `${whole / fitting[1]}${fitting[0]}` : `${whole}`;
    }
    case "per-second":
      return likely >= 1 || likely <= 0 ? `${trim(likely)}/s` : `1/${trim(1 / likely)}s`;
    case "seconds":
      return `${trim(likely)}s`;
    case "hours":
      return `${trim(likely)}h`;
    case "entries":
    case "count":
      return `${Math.round(likely)}`;
  }
}

function trim(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The inputs of a finding that were assumed and that a comment can say better, each once; others can only be set in etcd-lint.json. */
export function sayable(finding: Finding): readonly EstimateInput[] {
  const seen = new Set<string>();
  return finding.inputs.filter(({ name, basis, likely }) => {
    if (basis !== "assumed" || !Object.hasOwn(assumptionParsers, name) || seen.has(name) || !Number.isFinite(likely)) return false;
    seen.add(name);
    return true;
  });
}

/** `etcd-lint: keys=10000 value=1KiB`, without the language's comment marker; undefined when nothing was assumed. */
export function assumptionText(finding: Finding): string | undefined {
  const inputs = sayable(finding);
  if (inputs.length === 0) return undefined;
  return `etcd-lint: ${inputs.map((input) => `${input.name}=${commentValue(input)}`).join(" ")}`;
}
