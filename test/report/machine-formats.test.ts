/** Formats that programs read: each keeps to its schema, whatever stands in the code, and says what it should. */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { lintCheckstyle } from "../../server/src/report/checkstyle";
import { lintGithub } from "../../server/src/report/github";
import { lintGitlab } from "../../server/src/report/gitlab";
import { lintJson } from "../../server/src/report/json";
import { lintJsonLines } from "../../server/src/report/jsonl";
import { lintJunit } from "../../server/src/report/junit";
import { lintRdjson } from "../../server/src/report/rdjson";
import { lintSarif } from "../../server/src/report/sarif";
import type { LintRun } from "../../server/src/report/types";
import { lintUnix } from "../../server/src/report/unix";
import { hostileRun } from "./hostile-sample";
import { lintRun, plain } from "./lint-sample";
import { rewrite } from "./sample";

const schema = (name: string) => readFileSync(`test/report/schemas/${name}`, "utf8");

/** Ajv reads newer drafts; the words that SARIF's schema uses mean the same there. */
function sarifValidator() {
  const { $schema: _, id: __, ...rest } = JSON.parse(schema("sarif-2.1.0.json"));
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(rest);
}

const validators = {
  sarif: sarifValidator(),
  gitlab: new Ajv({ allErrors: true }).compile(JSON.parse(schema("gitlab.schema.json"))),
  rdjson: new Ajv({ allErrors: true }).compile(JSON.parse(schema("rdjson.schema.json"))),
};

const empty: LintRun = { ...lintRun, findings: [], skipped: [], failing: new Set() };
const runs: readonly [string, LintRun][] = [
  ["a run", lintRun],
  ["hostile texts", hostileRun],
  ["nothing", empty],
  ["an interrupted run", { ...lintRun, partial: { done: 1, of: 3 } }],
];

describe.each(runs)("with %s", (_, run) => {
  it.each([
    ["sarif", lintSarif(run)],
    ["gitlab", lintGitlab(run)],
    ["rdjson", lintRdjson(run)],
  ] as const)("%s keeps to its schema", (name, text) => {
    validators[name](JSON.parse(text));
    expect(validators[name].errors).toBeNull();
  });
  it.each([
    ["junit", lintJunit(run)],
    ["checkstyle", lintCheckstyle(run)],
  ])("%s is well-formed and keeps to its schema", async (name, contents) => {
    const { valid, errors } = await validateXML({ xml: [{ fileName: `${name}.xml`, contents }], schema: [schema(`${name}.xsd`)] });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });
  it("jsonl has one object a line, the same as json has", () => {
    const lines = lintJsonLines(run)
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const { findings, skipped, summary, version } = JSON.parse(lintJson(run));
    expect(lines).toEqual([
      ...findings.map((finding: object) => ({ type: "finding", ...finding })),
      ...skipped.map((one: object) => ({ type: "skipped", ...one })),
      { type: "summary", version, ...summary },
    ]);
  });
  it("unix and github have one line for each", () => {
    const count = run.findings.length;
    expect(lintUnix(run, plain).split("\n")).toHaveLength(count + 1);
    expect(lintGithub(run).split("\n")).toHaveLength(count + 1);
  });
});

describe("the schemas", () => {
  it("would notice", async () => {
    const sarif = JSON.parse(lintSarif(lintRun));
    sarif.runs[0].results[0].level = "fatal";
    expect(validators.sarif(sarif)).toBe(false);
    const xml = lintCheckstyle(lintRun).replace('severity="error"', 'severity="bad"');
    const { valid } = await validateXML({ xml: [{ fileName: "c.xml", contents: xml }], schema: [schema("checkstyle.xsd")] });
    expect(valid).toBe(false);
  });
});

describe("unix", () => {
  it("has place, cost, message, severity and rule", () =>
    expect(lintUnix(lintRun, plain)).toBe(
      'src/old.go:3:1: the v2 API [info/v2-api]\nsrc/status.go:41:7: ≈ 9.8 GiB growing (5.2–110 GiB): "/status" is rewritten 1 per 5 s [error/hot-rewrite]\n',
    ));
  it("counts what it does not print", () => expect(lintUnix(lintRun, { ...plain, maxFindings: 1 })).toMatch(/\netcd-lint: and 1 more\n$/));
});

describe("github", () => {
  it("writes workflow commands with their data escaped, from the top of the repository", () => {
    expect(lintGithub({ ...lintRun, findings: [rewrite], prefix: "services/a/" })).toBe(
      '::error file=services/a/src/status.go,line=41,endLine=41,col=7,endColumn=9,title=hot-rewrite ≈ 9.8 GiB growing (5.2–110 GiB)::"/status" is rewritten 1 per 5 s%0Araft-log 5 000 x 2 MiB; grows 1.4 GiB an hour up to 205 GiB after 6 d 2 h; hours assumed\n',
    );
    const warning = lintGithub(hostileRun)
      .split("\n")
      .find((line) => line.startsWith("::warning"));
    expect(warning).toMatch(/^::warning file=sub folder\/a b#c%3Ad%2C%2541\/<x>&"\.go,line=2,/);
    expect(warning).toContain("%250A :: , | ");
  });
  it("annotates the ten dearest of a severity and counts the others, since GitHub drops them without a word", () => {
    const findings = Array.from({ length: 13 }, (_, at) => ({
      ...rewrite,
      line: at + 1,
      endLine: at + 1,
      estimate: rewrite.estimate && { ...rewrite.estimate, likely: at },
    })) as (typeof rewrite)[];
    const lines = lintGithub({ ...lintRun, findings })
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(11);
    expect(lines[0]).toContain("line=13,");
    expect(lines[10]).toBe("etcd-lint: and 3 more of severity error, all cheaper, without an annotation");
  });
});

describe("gitlab", () => {
  it("gives every problem a fingerprint of its own", () => {
    const fingerprints = JSON.parse(lintGitlab(hostileRun)).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
    expect(fingerprints).toEqual(["def", "abc", "0123456789abcdef", "0123456789abcdef-2"]);
  });
  it("maps severities and puts the path from the top of the repository", () =>
    expect(JSON.parse(lintGitlab({ ...lintRun, prefix: "sub/" }))[1]).toEqual({
      description: '≈ 9.8 GiB growing (5.2–110 GiB): "/status" is rewritten 1 per 5 s',
      check_name: "hot-rewrite",
      fingerprint: "abc",
      severity: "critical",
      location: { path: "sub/src/status.go", lines: { begin: 41, end: 41 } },
    }));
});

describe("junit", () => {
  it("fails what is at or over the fail level, and passes the rest", () => {
    const xml = lintJunit(lintRun);
    expect(xml).toContain('<testsuites name="etcd-lint" tests="3" failures="1" errors="0" time="0">');
    expect(xml).toContain('<testsuite name="src/status.go" tests="1" failures="1" errors="0" skipped="0" time="0">');
    expect(xml).toContain(
      '<failure message="≈ 9.8 GiB growing (5.2–110 GiB): &quot;/status&quot; is rewritten 1 per 5 s" type="error.hot-rewrite">',
    );
    expect(xml).toContain('<testcase name="v2-api 3:1" classname="src/old.go" time="0">\n      <system-out>');
    expect(xml).toContain('<skipped message="generated code"/>');
  });
  it("is one passed test when there is nothing, since an empty report is an error to some", () =>
    expect(lintJunit(empty)).toContain('<testcase name="no finding in 12 analysed files" classname="etcd-lint" time="0"/>'));
});

describe("rdjson", () => {
  const { diagnostics } = JSON.parse(lintRdjson(hostileRun));
  it("counts columns in bytes of UTF-8", () => {
    // `var ö, y = 1, "😀"; kv.Get`: Get starts at unit 24; ö is 2 bytes, 😀 4 bytes in 2 units.
    expect(diagnostics[2].location.range).toEqual({ start: { line: 2, column: 27 }, end: { line: 2, column: 30 } });
  });
  it("makes one suggestion of the edits of a fix", () => {
    expect(diagnostics[2].suggestions).toEqual([
      { range: { start: { line: 2, column: 27 }, end: { line: 2, column: 45 } }, text: 'List(ctx, "/a", clientv3.WithLimit("<&>")' },
    ]);
    expect(diagnostics[1].suggestions).toBeUndefined();
  });
});

describe("sarif", () => {
  const { runs: sarifRuns } = JSON.parse(lintSarif({ ...hostileRun, known: { name: "b.json", findings: 1, stale: [] } }));
  const [{ tool, results, invocations }] = sarifRuns;
  it("has a table of rules with their pages", () => {
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["hot-rewrite", "unbounded-range", "v2-api"]);
    expect(tool.driver.rules[0]).toMatchObject({
      name: "HotRewrite",
      shortDescription: { text: "The same key rewritten." },
      help: { markdown: "# hot-rewrite\n\nThe same key rewritten.\n" },
    });
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });
  it("has level, place, fingerprint, estimate and related places", () => {
    expect(results[1]).toMatchObject({
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "sub%20folder/src/status.go", uriBaseId: "SRCROOT" },
            region: { startLine: 41, startColumn: 7, endLine: 41, endColumn: 10 },
          },
        },
      ],
      partialFingerprints: { "etcdLint/v1": "abc" },
      baselineState: "new",
      properties: { estimate: { kind: "growing", document: 10_485_795_000 } },
      relatedLocations: [
        { id: 1, physicalLocation: { region: { startLine: 39, startColumn: 2 } }, message: { text: "runs on this ticker" } },
      ],
    });
  });
  it("encodes what URIs reserve", () =>
    expect(results[2].locations[0].physicalLocation.artifactLocation.uri).toBe("sub%20folder/a%20b%23c%3Ad%2C%2541/%3Cx%3E%26%22.go"));
  it("has fixes as replacements, and none that edit nothing", () => {
    expect(results[2].fixes).toHaveLength(1);
    expect(results[2].fixes[0].artifactChanges[0].replacements).toEqual([
      {
        deletedRegion: { startLine: 2, startColumn: 39, endLine: 2, endColumn: 42 },
        insertedContent: { text: 'clientv3.WithLimit("<&>")' },
      },
      { deletedRegion: { startLine: 2, startColumn: 24, endLine: 2, endColumn: 27 }, insertedContent: { text: "List" } },
    ]);
  });
  it("says what was skipped, and whether the run ended early", () => {
    expect(invocations[0]).toMatchObject({ executionSuccessful: true, toolExecutionNotifications: [{ level: "warning" }] });
    expect(JSON.parse(lintSarif({ ...lintRun, partial: { done: 1, of: 2 } })).runs[0].invocations[0].executionSuccessful).toBe(false);
  });
});
