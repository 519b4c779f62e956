import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { callsStylish } from "../../server/src/report/calls";
import { callsJson, lintJson } from "../../server/src/report/json";
import { lintRun } from "./lint-sample";
import { rewrite, run } from "./sample";

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
const reportSchema = ajv.compile(JSON.parse(readFileSync("schema/report.schema.json", "utf8")));
const callsSchema = ajv.compile(JSON.parse(readFileSync("schema/calls.schema.json", "utf8")));

const overrun = {
  what: "all findings together",
  cost: 10_737_418_240,
  limit: 1024,
  source: "thresholds.budget",
  findings: 1,
  dearest: { file: "src/status.go", line: 41, column: 7, rule: "hot-rewrite", cost: 10_737_418_240 },
};

describe("lintJson", () => {
  const json = JSON.parse(lintJson(lintRun));

  it("keeps to the schema", () => {
    reportSchema(json);
    expect(reportSchema.errors).toBeNull();
  });

  it("gives the finding, its estimate in whole bytes and the source of each input", () => {
    expect(json.version).toBe(1);
    expect(json.findings[1]).toEqual({
      rule: "hot-rewrite",
      severity: "error",
      file: "src/status.go",
      line: 41,
      column: 7,
      endLine: 41,
      endColumn: 10,
      message: '"/status" is rewritten 1 per 5 s',
      call: { library: "clientv3", operation: "put" },
      estimate: {
        kind: "growing",
        document: 10_485_795_000,
        low: 5_583_457_485,
        likely: 10_737_418_240,
        high: 118_111_600_640,
        perHour: 1_509_954_480,
        ceiling: 220_201_695_000,
        components: [
          {
            component: "raft-log",
            formula: "entries x (value + key)",
            count: 5000,
            bytesEach: 2_097_159,
            document: 10_485_795_000,
            low: 5_583_457_485,
            likely: 10_737_418_240,
            high: 118_111_600_640,
          },
        ],
        assumptions: [
          { name: "value", value: 2_097_152, unit: "bytes", basis: "known", source: "buffer of 2 MiB at src/status.go:20" },
          { name: "rate", value: 0.2, unit: "per-second", basis: "known", source: "ticker 5 s at src/status.go:39" },
          { name: "hours", value: 12, unit: "hours", basis: "assumed", source: "profile: hoursKept 12 (medium preset)" },
        ],
      },
      related: [{ file: "src/status.go", line: 39, column: 2, message: "runs on this ticker" }],
      fixable: false,
      fingerprint: "abc",
    });
    expect(json.findings[0]).toMatchObject({ rule: "v2-api", fixable: true });
    expect(json.findings[0]).not.toHaveProperty("estimate");
  });

  it("sums up", () => {
    expect(json.summary).toMatchObject({ files: 340, analysed: 12, skipped: 1, findings: 2, errors: 1, warnings: 0, infos: 1 });
    expect(json.summary.total.document).toBe(10_485_795_000);
    expect(json.skipped).toEqual([{ file: "gen/x.go", reason: "generated code" }]);
  });

  it("counts a component that two rules price once, by the dearer one", () => {
    const cheaper = {
      ...rewrite,
      rule: "large-value" as const,
      estimate: rewrite.estimate && {
        ...rewrite.estimate,
        components: rewrite.estimate.components.map((part) => ({ ...part, document: 1, likely: 1 })),
      },
    };
    const { total } = JSON.parse(lintJson({ ...lintRun, findings: [cheaper as typeof rewrite, rewrite] })).summary;
    expect(total.document).toBe(10_485_795_000);
  });

  it("says null where there is no bound, and whether the budget holds", () => {
    const endless = { ...rewrite, estimate: rewrite.estimate && { ...rewrite.estimate, high: Number.POSITIVE_INFINITY } } as typeof rewrite;
    const parsed = JSON.parse(lintJson({ ...lintRun, findings: [endless], budget: 1024, overruns: [{ ...overrun, limitWords: "1 KiB" }] }));
    expect(parsed.findings[0].estimate.high).toBeNull();
    expect(parsed.summary).toMatchObject({ budget: 1024, overBudget: true, overruns: [overrun] });
    reportSchema(parsed);
    expect(reportSchema.errors).toBeNull();
  });
});

describe("lintJson with all that may be said", () => {
  it("keeps to the schema", () => {
    const known = { name: "b.json", findings: 3, stale: ["a.go: long-key in F"] };
    const parsed = JSON.parse(lintJson({ ...lintRun, known, partial: { done: 3, of: 9 }, notes: ["a note"] }));
    reportSchema(parsed);
    expect(reportSchema.errors).toBeNull();
    expect(parsed.summary).toMatchObject({ known, partial: { analysed: 3, of: 9 }, notes: ["a note"] });
  });
});

describe("callsJson", () => {
  it("keeps to the schema and gives every call with its facts", () => {
    const json = JSON.parse(callsJson(run));
    callsSchema(json);
    expect(callsSchema.errors).toBeNull();
    expect(json.calls).toEqual(run.calls);
    expect(json.summary).toEqual({ files: 340, analysed: 12, skipped: 1, calls: 1 });
  });

  it("says through which functions a place makes the call", () => {
    const through = ["Store.Save", "Store.put"];
    const json = JSON.parse(callsJson({ ...run, calls: run.calls.map((call) => ({ ...call, through })) }));
    callsSchema(json);
    expect(callsSchema.errors).toBeNull();
    expect(json.calls[0].through).toEqual(through);
    expect(callsStylish({ ...run, calls: run.calls.map((call) => ({ ...call, through })) }, { colours: false })).toContain(
      "through Store.Save > Store.put",
    );
  });
});

describe("the schemas", () => {
  it("refuse what is not in the contract", () => {
    expect(reportSchema({ version: 2, findings: [], summary: {}, skipped: [] })).toBe(false);
    expect(callsSchema({ version: 1, calls: [{ operation: "put" }], summary: {}, skipped: [] })).toBe(false);
  });
});
