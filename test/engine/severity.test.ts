import { describe, expect, test } from "vitest";
import { defaultConfig } from "../../server/src/config/defaults";
import type { Config } from "../../server/src/config/types";
import { hash, normalise } from "../../server/src/engine/fingerprint";
import { renderMessage } from "../../server/src/engine/messages";
import { decidingBytes, severityOf } from "../../server/src/engine/severity";
import type { Estimate } from "../../server/src/model/types";
import type { FindingDraft } from "../../server/src/rules/types";

const MiB = 1024 * 1024;
const config: Config = {
  ...defaultConfig,
  rules: {},
  thresholds: { ...defaultConfig.thresholds, hideBelow: MiB, warnAt: 100 * MiB, failAt: 1024 * MiB },
};
const estimate = (likely: number): Estimate => ({ kind: "retained", document: likely, low: likely, likely, high: likely, components: [] });
const draft = (likely: number | undefined, confidence: FindingDraft["confidence"] = "certain"): FindingDraft => ({
  messageId: "m",
  data: {},
  at: { file: "a.go", span: { start: 0, end: 1 } },
  inputs: [],
  related: [],
  fixes: [],
  confidence,
  ...(likely === undefined ? {} : { estimate: estimate(likely) }),
});
const graded = (one: FindingDraft, with_: Config = config, inTest = false) => severityOf("unbounded-range", one, with_, inTest);

describe("the ladder", () => {
  test("hidden under the floor, information, warning, error", () => {
    expect(graded(draft(MiB - 1))).toBeUndefined();
    expect(graded(draft(MiB))).toBe("info");
    expect(graded(draft(100 * MiB))).toBe("warning");
    expect(graded(draft(1024 * MiB))).toBe("error");
  });

  test("with no limit configured it is information", () => {
    const { warnAt: _, failAt: __, ...thresholds } = config.thresholds;
    expect(graded(draft(1e12), { ...config, thresholds })).toBe("info");
  });

  test("load that nobody stated informs and no more; an inferred step does not fail a build", () => {
    expect(graded(draft(1e12, "assumed"))).toBe("info");
    expect(graded(draft(1e12, "likely"))).toBe("warning");
  });

  test("an unknown cost is information, never hidden", () => {
    expect(graded(draft(undefined))).toBe("info");
  });

  test("a configured severity wins over the ladder, not over the floor", () => {
    const strict = { ...config, rules: { "unbounded-range": "error" } } as const;
    expect(graded(draft(2 * MiB, "assumed"), strict)).toBe("error");
    expect(graded(draft(10), strict)).toBeUndefined();
    expect(graded(draft(1e12), { ...config, rules: { "unbounded-range": "off" } })).toBeUndefined();
  });

  test("test code is quieter by default", () => {
    const quiet = { ...config, tests: "quiet" } as const;
    expect(graded(draft(1e12), config, true)).toBeUndefined();
    expect(graded(draft(50 * MiB), quiet, true)).toBeUndefined();
    expect(graded(draft(500 * MiB), quiet, true)).toBe("info");
    expect(graded(draft(500 * MiB), { ...config, tests: "same" }, true)).toBe("warning");
    expect(graded(draft(1e12), { ...config, tests: "off" }, true)).toBeUndefined();
  });

  test("growth counts as a day of it, up to its ceiling", () => {
    const growing = { ...estimate(10), kind: "growing", perHour: 100 } as const;
    expect(decidingBytes(growing)).toBe(2400);
    expect(decidingBytes({ ...growing, ceiling: 1000 })).toBe(1000);
  });
});

test("messages are filled with numbers that have units", () => {
  expect(
    renderMessage("{key} holds {size} for {time}, {n} times, {missing}", {
      key: "/a",
      size: { bytes: 2 * MiB },
      time: { seconds: 5 },
      n: { count: 5000 },
    }),
  ).toBe("/a holds 2 MiB for 5 s, 5 000 times, {missing}");
});

describe("fingerprints", () => {
  test("FNV-1a test vectors of its authors", () => {
    expect(hash("")).toBe("cbf29ce484222325");
    expect(hash("a")).toBe("af63dc4c8601ec8c");
    expect(hash("foobar")).toBe("85944171f73967e8");
  });

  test("white space and a trailing comma do not change the call", () => {
    expect(normalise("c.Get(\n\tctx,\n\tkey,\n)")).toBe(normalise("c.Get(ctx, key)"));
  });
});
