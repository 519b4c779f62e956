import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { operations } from "../../server/src/calculator";
import { chart } from "../../server/src/report/chart";
import { modelJson } from "../../server/src/report/model-json";
import { modelText } from "../../server/src/report/model-text";
import { ask } from "../calculator/ask";

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync("schema/model.schema.json", "utf8")));

const examples: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  put: { value: "2MiB", every: "5s", hours: "12", members: "3" },
  txn: { operations: "200", value: "1KiB", rate: "10/s" },
  range: { keys: "100000", value: "1KiB", concurrent: "8" },
  count: { keys: "1M", etcd: "3.4" },
  watch: {
    connections: "2000",
    streams: "10000",
    watchers: "1000000",
    tls: "true",
    slow: "3",
    value: "1KiB",
    prevKv: "true",
    history: "5000",
  },
  keyspace: { keys: "1000000", key: "64", revisions: "10" },
  lease: { leases: "1000", keepalives: "10" },
  v2: { keys: "1000", value: "100" },
};

describe("JSON", () => {
  it.each(operations.map(({ name }) => name))("of %s keeps to the schema", (name) => {
    validate(JSON.parse(modelJson(ask(name, examples[name] ?? {}))));
    expect(validate.errors).toBeNull();
  });

  it("gives the formula, its factors and the sources of the constants", () => {
    const json = JSON.parse(modelJson(ask("watch", { connections: "1000", etcd: "3.4.23" })));
    expect(json.etcd).toEqual({ version: "3.4.23", line: "3.4", builds: ["3.4.19"] });
    expect(json.member.components[0]).toMatchObject({
      component: "connections",
      formula: "connections x c1",
      count: 1000,
      bytesEach: 17_000,
      document: 17_000_000,
    });
    expect(json.constants).toContainEqual(expect.objectContaining({ id: "doc.watch.connection", value: 17_000, unit: "bytes" }));
    const used = new Set(json.member.components.flatMap((component: { constants: string[] }) => component.constants));
    expect(json.constants.map(({ id }: { id: string }) => id).sort()).toEqual([...used].sort());
  });
});

describe("text", () => {
  it("shows both columns, both formulas, totals and growth", () => {
    const text = modelText(ask("put", examples.put ?? {}), { colours: false });
    expect(text).toContain("etcd 3.5 (any patch, most likely the newest): 2 MiB to one key, 1 per 5 s for 12 h, 8 640 writes");
    expect(text).toMatch(/^raft-log +5 000 \(5 000–8 640\) +2 MiB +9\.8 GiB +17 GiB /m);
    expect(text).toMatch(/^raft-log +entries x \(value \+ key\)\n +observed: entries x /m);
    expect(text).toMatch(/^all 3 members /m);
    expect(text).toMatch(/┤.*•/);
    expect(text).toMatch(/└─+\n +0 +12 h$/m);
    expect(text).toContain("Note: etcd refuses requests over 1.5 MiB");
    expect(text).not.toContain("\u001b");
  });

  it("says why the columns part", () => {
    const text = modelText(ask("count", { keys: "1M", etcd: "3.4.9" }), { colours: false });
    expect(text).toMatch(/^range: .{20,}$/m);
  });

  it("draws no growth of what does not grow", () => {
    expect(modelText(ask("keyspace", { keys: "10" }), { colours: false })).not.toContain("Growth");
  });
});

describe("chart", () => {
  const options = { rows: 3, columns: 3, label: String, ends: ["a", "b"] } as const;
  it("draws the band, the line in it and the documents' line", () => {
    const points = [
      { low: 0, likely: 0, high: 0, document: 0 },
      { low: 0, likely: 2, high: 4, document: 2 },
      { low: 2, likely: 2, high: 4, document: 0 },
    ];
    expect(chart(points, options)).toEqual(["4 ┤ ░░", "  │ ●•", "0 ┤●░─", "  └───", "   a b"]);
  });
  it("draws nothing of nothing", () => {
    const nothing = { low: 0, likely: 0, high: 0, document: 0 };
    expect(chart([nothing, nothing], options)).toEqual([]);
    expect(chart([nothing], options)).toEqual([]);
  });
  it("keeps to its height without a bound", () => {
    const lines = chart(
      [
        { low: 0, likely: 1, high: 1, document: 1 },
        { low: 0, likely: 1, high: Number.POSITIVE_INFINITY, document: 1 },
      ],
      options,
    );
    expect(lines).toHaveLength(5);
  });
});
