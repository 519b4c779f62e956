/** The stored measurements of real servers against the model as it is now: a change of the model that leaves what was measured fails here. */
import { describe, expect, test } from "vitest";
import { judge } from "./verify/bars";
import { LINES } from "./verify/binaries";
import { evaluate } from "./verify/evaluate";
import { stored } from "./verify/results";
import { SCENARIOS } from "./verify/scenarios";
import { describe as described } from "./verify/text";

const known = LINES.flatMap((line) => stored(line) ?? []);

test("every line was measured, by at least twenty scenarios of three runs", () => {
  expect(known.map(({ line }) => line)).toEqual(LINES);
  for (const { scenarios } of known) {
    expect(Object.values(scenarios).filter((runs) => runs.length >= 3).length).toBeGreaterThanOrEqual(20);
  }
});

describe.each(known)("etcd $version", ({ line, version, scenarios }) => {
  const rows = SCENARIOS.flatMap((scenario) => evaluate(version, line, scenario, scenarios[scenario.id] ?? []));

  test("what was measured is what the scenarios expect", () => {
    expect(Object.keys(scenarios).filter((id) => !SCENARIOS.some((scenario) => scenario.id === id))).toEqual([]);
    expect(rows.length).toBeGreaterThanOrEqual(60);
  });

  test("every median inside its range, every likely value within 25 %, no range too wide", () => {
    expect(judge(rows).misses.map(described)).toEqual([]);
  });

  test("likely values within 10 % on average", () => {
    expect(judge(rows).average).toBeLessThanOrEqual(0.1);
  });
});
