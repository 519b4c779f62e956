import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfig } from "../../server/src/config/parse";

const rules = ["large-value", "long-key"];
const parse = (text: string) => parseConfig(text, rules);

/** Problems as `the text they point at: message`. */
const problems = (text: string) => parse(text).problems.map(({ start, end, message }) => `${text.slice(start, end)}: ${message}`);

describe("a good file", () => {
  const { document, problems } = parse(`{
  // comments and trailing commas are fine
  "version": 1,
  "extends": "../base.json",
  "etcd": { "version": "v3.4.23" },
  "profile": {
    "preset": "large",
    "valueBytes": "2MiB",
    "requestsPerSecond": "1/5s",
    "hoursKept": "7d",
  },
  "prefixes": { "/jobs/": { "keysUnderPrefix": "100k" } },
  "rules": { "long-key": "off" },
  "thresholds": { "hideBelow": "10 KB", "warnAt": null, "longKey": 128, "budget": "4GiB" },
  "ignore": ["gen/**"],
  "overrides": [{ "files": "*_test.go", "tests": "same", "profile": "small" }],
  "server": { "autoCompaction": "1h" },
}`);

  it("has no problems", () => expect(problems).toEqual([]));
  it("gives plain numbers", () => {
    expect(document).toMatchObject({
      etcdVersion: "3.4.23",
      preset: "large",
      profile: { valueBytes: 2_097_152, requestsPerSecond: 0.2, hoursKept: 168 },
      prefixes: [{ prefix: "/jobs/", profile: { keysUnderPrefix: 100_000 } }],
      rules: { "long-key": "off" },
      thresholds: { hideBelow: 10_000, warnAt: null, longKeyBytes: 128, budget: 4 * 1024 ** 3 },
      extends: ["../base.json"],
      ignore: ["gen/**"],
      autoCompaction: "1h",
    });
    expect(document?.overrides).toMatchObject([{ files: ["*_test.go"], tests: "same", preset: "small" }]);
  });
  it("says which line sets a profile value", () =>
    expect(document?.profileLines).toEqual({ valueBytes: 8, requestsPerSecond: 9, hoursKept: 10 }));
});

describe("budgets", () => {
  const gib = 1024 ** 3;
  it("are sizes, increases, lists of both, or null, each with its line", () => {
    const { document, problems } = parse(`{
  "budgets": {
    "total": ["4GiB", "+10%", "+1MiB"],
    "growthPerHour": 1024,
    "finding": null,
    "components": { "raft-log": "1GiB" },
    "files": {
      "cmd/**": "+100MiB",
    },
    "owners": { "@a": "2GiB" },
  },
}`);
    expect(problems).toEqual([]);
    expect(document?.budgets).toEqual([
      { scope: "total", name: "", line: 3, max: 4 * gib, increaseShare: 0.1, increase: 1024 ** 2 },
      { scope: "growth", name: "", line: 4, max: 1024 },
      { scope: "finding", name: "", line: 5 },
      { scope: "component", name: "raft-log", line: 6, max: gib },
      { scope: "files", name: "cmd/**", line: 8, increase: 100 * 1024 ** 2 },
      { scope: "owner", name: "@a", line: 10, max: 2 * gib },
    ]);
  });
  it.each([
    [
      '{ "budgets": { "total": "+ten" } }',
      '"+ten": budgets.total: expected a size such as "4GiB", or an increase such as "+10%" or "+100MiB"',
    ],
    ['{ "budgets": { "totl": 1 } }', '"totl": budgets: unknown setting "totl". Did you mean "total"?'],
    [
      '{ "budgets": { "finding": "2M" } }',
      '"2M": budgets.finding: expected a size such as "4GiB", or an increase such as "+10%" or "+100MiB"',
    ],
  ])("%s", (text, message) => expect(problems(text)).toEqual([message]));
  it("refuses parts that etcd's memory does not have", () =>
    expect(parse('{ "budgets": { "components": { "raft": 1 } } }').document).toBeUndefined());
});

describe("locked rules", () => {
  it("are listed, for all files and for some", () => {
    const { document } = parse('{ "locked": ["large-value"], "overrides": [{ "files": "a", "locked": ["long-key"] }] }');
    expect(document?.locked).toEqual(["large-value"]);
    expect(document?.overrides[0]?.locked).toEqual(["long-key"]);
  });
  it("must exist", () =>
    expect(problems('{ "locked": ["long-kee"] }')).toEqual(['"long-kee": there is no rule "long-kee". Did you mean "long-key"?']));
});

describe("a bad file", () => {
  it("has no document", () => expect(parse('{ "version": 2 }').document).toBeUndefined());

  it.each([
    ['{ "profil": "large" }', ['"profil": unknown setting "profil". Did you mean "profile"?']],
    ['{ "profile": { "valueByte": 1 } }', ['"valueByte": profile: unknown setting "valueByte". Did you mean "valueBytes"?']],
    ['{ "overrides": [{ "files": "a", "rulez": {} }] }', ['"rulez": overrides.0: unknown setting "rulez". Did you mean "rules"?']],
    ['{ "prefixes": { "/a": { "key": 1 } } }', ['"key": prefixes./a: unknown setting "key".']],
    ['{ "profile": "larg" }', ['"larg": profile: expected one of "small", "medium", "large". Did you mean "large"?']],
    ['{ "profile": { "valueBytes": "2M" } }', ['"2M": profile.valueBytes: expected a size such as "2MiB", "1 KB" or a number of bytes']],
    ['{ "thresholds": { "warnAt": true } }', ['true: thresholds.warnAt: expected a size such as "2MiB", "1 KB" or a number of bytes']],
    ['{ "rules": { "long-key": "warn" } }', ['"warn": rules.long-key: expected one of "off", "info", "warning", "error".']],
    ['{ "etcd": { "version": "new" } }', ['"new": etcd.version: expected a version such as 3.5 or 3.4.23, or a range such as 3.4-3.6']],
    ["[]", ["[]: expected object"]],
  ])("%s", (text, expected) => expect(problems(text)).toEqual(expected));

  it("points at broken JSON", () => {
    const text = '{ "version": 1\n  "root": true }';
    expect(parse(text).problems[0]).toMatchObject({
      message: "not JSON: a comma is expected",
      start: text.indexOf('"root"'),
      severity: "error",
    });
  });
  it("calls an empty file broken", () => expect(parse("").problems).toHaveLength(1));
});

describe("an unknown rule", () => {
  it("is a warning and the rest is used", () => {
    const { document, problems } = parse('{ "rules": { "long-kee": "off", "large-value": "info" } }');
    expect(problems).toMatchObject([{ message: 'there is no rule "long-kee". Did you mean "long-key"?', severity: "warning" }]);
    expect(document?.rules["large-value"]).toBe("info");
  });
});

describe("whatever is in the file", () => {
  it("never throws, and every problem lies in the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.object().map((value) => JSON.stringify(value)),
        ),
        (text) => {
          const parsed = parse(text);
          if (!parsed.document) expect(parsed.problems.length).toBeGreaterThan(0);
          for (const { start, end } of parsed.problems) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(start).toBeLessThanOrEqual(end);
          }
        },
      ),
    );
  });
});
