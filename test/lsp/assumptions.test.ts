import fc from "fast-check";
import { expect, test } from "vitest";
import { assumptionParsers } from "../../server/src/engine/control-comments";
import { assumptionText, commentValue } from "../../server/src/lsp/assumptions";
import type { EstimateInput } from "../../server/src/rules/types";
import { finding } from "./support/findings";

const input = (name: string, changes: Partial<EstimateInput> = {}): EstimateInput => ({
  name,
  low: 1,
  likely: 10,
  high: 100,
  unit: "count",
  basis: "assumed",
  because: [],
  ...changes,
});

test.each([
  [2 * 1024 ** 2, "bytes", "2MiB"],
  [1536, "bytes", "1536"],
  [1024, "bytes", "1KiB"],
  [0.2, "per-second", "1/5s"],
  [10, "per-second", "10/s"],
  [3600, "seconds", "3600s"],
  [10_000, "entries", "10000"],
] as const)("%d %s in a comment is %s", (likely, unit, expected) => {
  expect(commentValue({ likely, unit })).toBe(expected);
});

test("the engine reads back what the comment says, within a percent", () => {
  const units = {
    value: "bytes",
    key: "bytes",
    keys: "entries",
    rate: "per-second",
    concurrent: "count",
    ttl: "seconds",
    connections: "count",
  } as const;
  expect(Object.keys(units).sort()).toEqual(Object.keys(assumptionParsers).sort());
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(units) as (keyof typeof units)[])),
      fc.double({ min: 1, max: 1e9, noNaN: true }),
      (name, likely) => {
        const read = assumptionParsers[name](commentValue({ likely, unit: units[name] }));
        expect(read).toBeDefined();
        expect(Math.abs((read ?? 0) - likely)).toBeLessThanOrEqual(Math.max(0.5, likely / 100));
      },
    ),
  );
  // Rates under one a second are said the other way round.
  fc.assert(
    fc.property(fc.double({ min: 1e-4, max: 1, noNaN: true }), (likely) => {
      const read = assumptionParsers.rate(commentValue({ likely, unit: "per-second" })) ?? 0;
      expect(Math.abs(read - likely)).toBeLessThanOrEqual(likely / 100);
    }),
  );
});

test("only what was assumed, and only once, and only what a comment can say", () => {
  const inputs = [
    input("keys"),
    input("keys"),
    input("value", { basis: "known" }),
    input("members"),
    input("concurrent", { likely: Number.POSITIVE_INFINITY }),
  ];
  expect(assumptionText(finding({ inputs }))).toBe("etcd-lint: keys=10");
  expect(assumptionText(finding({ inputs: [input("members")] }))).toBeUndefined();
});
