/** A run written by hand: 2 MiB rewritten every 5 s, and a finding without an estimate. */
import type { CallRow, Finding } from "../../server/src/engine/types";
import type { Run } from "../../server/src/report/types";

const mib = 1024 ** 2;

export const rewrite: Finding = {
  rule: "hot-rewrite",
  severity: "error",
  file: "src/status.go",
  line: 41,
  column: 7,
  endLine: 41,
  endColumn: 10,
  span: { start: 900, end: 903 },
  message: '"/status" is rewritten 1 per 5 s',
  call: { library: "clientv3", operation: "put" },
  estimate: {
    kind: "growing",
    document: 5000 * (2 * mib + 7),
    low: 5.2 * 1024 ** 3,
    likely: 10 * 1024 ** 3,
    high: 110 * 1024 ** 3,
    perHour: 720 * (2 * mib + 7),
    ceiling: 105_000 * (2 * mib + 7),
    components: [
      {
        component: "raft-log",
        kind: "growing",
        formula: "entries x (value + key)",
        count: { low: 5000, likely: 5000, high: 105_000 },
        bytesEach: { low: 2 * mib, likely: 2 * mib + 7, high: 2 * mib + 7 },
        document: 5000 * (2 * mib + 7),
        low: 5.2 * 1024 ** 3,
        likely: 10 * 1024 ** 3,
        high: 110 * 1024 ** 3,
        live: { low: 5.2 * 1024 ** 3, likely: 10 * 1024 ** 3, high: 52 * 1024 ** 3 },
        resident: { low: 5.2 * 1024 ** 3, likely: 10 * 1024 ** 3, high: 52 * 1024 ** 3 },
        file: { low: 0, likely: 0, high: 0 },
        constants: [],
      },
    ],
  },
  inputs: [
    {
      name: "value",
      low: 2 * mib,
      likely: 2 * mib,
      high: 2 * mib,
      unit: "bytes",
      basis: "known",
      because: [
        { source: "literal", id: "sized-buffer", data: { bytes: 2 * mib }, place: { file: "src/status.go", span: { start: 30, end: 40 } } },
      ],
    },
    {
      name: "rate",
      low: 0.2,
      likely: 0.2,
      high: 0.2,
      unit: "per-second",
      basis: "known",
      because: [{ source: "ticker", id: "ticker", data: { seconds: 5 }, place: { file: "src/status.go", span: { start: 50, end: 60 } } }],
    },
    {
      name: "hours",
      low: 12,
      likely: 12,
      high: Number.POSITIVE_INFINITY,
      unit: "hours",
      basis: "assumed",
      because: [{ source: "profile", id: "profile", data: { name: "hoursKept", value: 12, preset: "medium" } }],
    },
  ],
  related: [{ file: "src/status.go", line: 39, column: 2, message: "runs on this ticker" }],
  fixes: [],
  fingerprint: "abc",
};

export const unpriced: Finding = {
  rule: "v2-api",
  severity: "info",
  file: "src/old.go",
  line: 3,
  column: 1,
  endLine: 3,
  endColumn: 5,
  span: { start: 20, end: 24 },
  message: "the v2 API",
  inputs: [],
  related: [],
  fixes: [{ title: "x", safe: true, edits: [] }],
  fingerprint: "def",
};

export const row: CallRow = {
  library: "clientv3",
  operation: "range",
  method: "KV.Get",
  file: "src/list.go",
  line: 9,
  column: 12,
  key: "/jobs/{}",
  options: { prefix: "always", limit: "100" },
  facts: {
    trigger: "handler",
    rate: { low: 1, likely: 10, high: 100, basis: "assumed", because: ["request handler list"] },
    keys: { low: 0, likely: 10_000, high: null, basis: "partly", because: [] },
  },
};

export const run: Run = {
  findings: [unpriced, rewrite],
  calls: [row],
  skipped: [{ file: "gen/x.go", reason: "generated code" }],
  seen: 340,
  analysed: 12,
  lineOf: ({ file, span }) => (file === "src/status.go" ? (span.start === 30 ? 20 : 39) : undefined),
};
