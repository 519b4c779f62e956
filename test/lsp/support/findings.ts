/** A finding to start from, so that a test says only what it is about. */
import type { Finding } from "../../../server/src/engine/types";
import type { Estimate } from "../../../server/src/model/types";

const MiB = 1024 ** 2;
const exactly = (value: number) => ({ low: value, likely: value, high: value });

/** 5 000 entries x 2 MiB, growing 1.4 GiB an hour. */
export const estimate: Estimate = {
  kind: "growing",
  document: 5000 * 2 * MiB,
  low: 5000 * 2 * MiB,
  likely: 5000 * 2 * MiB,
  high: 105_000 * 2 * MiB,
  perHour: 720 * 2 * MiB,
  ceiling: 5000 * 2 * MiB,
  components: [
    {
      component: "raft-log",
      kind: "growing",
      formula: "entries x (value + key)",
      count: { low: 5000, likely: 5000, high: 105_000 },
      bytesEach: exactly(2 * MiB),
      document: 5000 * 2 * MiB,
      low: 5000 * 2 * MiB,
      likely: 5000 * 2 * MiB,
      high: 105_000 * 2 * MiB,
      live: { low: 5000 * 2 * MiB, likely: 5000 * 2 * MiB, high: 105_000 * 2 * MiB },
      resident: { low: 5000 * 2 * MiB, likely: 5000 * 2 * MiB, high: 105_000 * 2 * MiB },
      file: exactly(0),
      constants: [],
    },
  ],
};

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: "hot-rewrite",
    severity: "warning",
    file: "pkg/status.go",
    span: { start: 100, end: 120 },
    line: 4,
    column: 2,
    endLine: 4,
    endColumn: 22,
    message: "writes the same key every 5 s",
    estimate,
    inputs: [],
    related: [],
    fixes: [],
    fingerprint: "f1",
    ...changes,
  };
}
