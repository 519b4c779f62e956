/** The pages for people say what the code does. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultThresholds, presets } from "../../server/src/config/defaults";
import { parseConfig } from "../../server/src/config/parse";
import { configSchema } from "../../server/src/config/schema";
import { formatBytes, formatCount, formatPerSecond } from "../../server/src/text/format";

const page = readFileSync("docs/configuration.md", "utf8");
const rows = new Map(
  page
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, name = "", ...cells]) => [name.replaceAll("`", ""), cells] as const),
);

const words: Readonly<Record<string, (value: number) => string>> = {
  keyBytes: formatBytes,
  valueBytes: formatBytes,
  stringBytes: formatBytes,
  fileBytes: formatBytes,
  requestBodyBytes: formatBytes,
  requestsPerSecond: formatPerSecond,
  eventsPerSecond: formatPerSecond,
  hoursKept: (hours) => `${hours} h`,
};

describe("docs/configuration.md", () => {
  it("has a row for every setting", () => {
    for (const name of Object.keys(configSchema.shape).filter((name) => name !== "$schema")) {
      expect([...rows.keys()].some((row) => row === name || row.startsWith(`${name}.`))).toBe(true);
    }
  });

  it.each(Object.keys(presets.medium) as (keyof typeof presets.medium)[])("gives the presets of %s", (name) => {
    const expected = [presets.small, presets.medium, presets.large].map((preset) => {
      const value = preset[name];
      return typeof value === "boolean" ? (value ? "yes" : "no") : (words[name] ?? formatCount)(value);
    });
    expect(rows.get(name)?.slice(0, 3)).toEqual(expected);
  });

  it("gives the default thresholds", () => {
    const { hideBelow, warnAt = 0, failAt = 0, longKeyBytes, maxTxnOps } = defaultThresholds;
    expect(["hideBelow", "warnAt", "failAt", "longKey"].map((name) => rows.get(name)?.[0])).toEqual(
      [hideBelow, warnAt, failAt, longKeyBytes].map(formatBytes),
    );
    expect(rows.get("maxTxnOps")?.[0]).toBe(String(maxTxnOps));
  });

  it("has examples that are right", () => {
    const examples = [...page.matchAll(/```jsonc\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) expect(parseConfig(example, ["long-key", "large-value"]).problems).toEqual([]);
  });
});
