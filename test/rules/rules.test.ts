import { describe, expect, it } from "vitest";
import { analyse, openConfig } from "./analyse";
import { type Fixture, fixtures } from "./fixtures";

/** Findings as `file:line rule`, so that a difference reads like a list of squiggles. */
const place = (file: string, line: number, rule: string) => `${file}:${line} ${rule}`;

function configOf(fixture: Fixture): typeof openConfig {
  return fixture.rule === "missing-compaction" ? { ...openConfig, server: {} } : openConfig;
}

describe.each(fixtures().map((fixture) => [fixture.name, fixture] as const))("%s", (_, fixture) => {
  it("gives the findings that its lines want, and no other", async () => {
    const findings = await analyse(fixture.files, configOf(fixture));
    const wanted = fixture.files.flatMap((file) => file.wants.map((want) => place(file.path, want.line, want.rule)));
    expect(findings.map((finding) => place(finding.file, finding.line, finding.rule)).sort()).toEqual([...wanted].sort());

    for (const file of fixture.files) {
      for (const want of file.wants) {
        const finding = findings.find((one) => one.file === file.path && one.line === want.line && one.rule === want.rule);
        if (want.severity) expect(finding?.severity).toBe(want.severity);
        if (want.document !== undefined) expect(finding?.estimate?.document).toBe(want.document);
        if (want.likelyAtLeast !== undefined) expect(finding?.estimate?.likely).toBeGreaterThanOrEqual(want.likelyAtLeast);
        expect(finding?.message).not.toMatch(/[{}]\w|undefined|NaN/);
      }
    }
  });

  it("marks its near misses with the rule that must stay quiet", () => {
    const marks = fixture.files.flatMap((file) => [...file.wants.map((want) => want.rule), ...file.oks.map((ok) => ok.rule)]);
    expect(marks).toContain(fixture.rule);
  });
});

it("every rule has a fixture in which it speaks and one in which it does not", () => {
  const all = fixtures();
  for (const rule of new Set(all.map((fixture) => fixture.rule))) {
    const files = all.filter((fixture) => fixture.rule === rule).flatMap((fixture) => fixture.files);
    expect(
      files.some((file) => file.wants.some((want) => want.rule === rule)),
      rule,
    ).toBe(true);
    expect(
      files.some((file) => file.oks.some((ok) => ok.rule === rule)),
      rule,
    ).toBe(true);
  }
});
