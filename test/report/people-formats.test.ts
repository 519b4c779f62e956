/** Markdown, HTML and the report for assistants. */
import { describe, expect, it } from "vitest";
import { lintAgent } from "../../server/src/report/agent";
import { compareRuns } from "../../server/src/report/compare";
import { lintHtml } from "../../server/src/report/html";
import { lintMarkdown } from "../../server/src/report/markdown";
import { hostileRun } from "./hostile-sample";
import { lintRun, plain } from "./lint-sample";
import { rewrite, unpriced } from "./sample";

const mib = 1024 ** 2;

describe("markdown", () => {
  it("has a hidden tag, the total, a table and the arithmetic to unfold", () => {
    expect(lintMarkdown(lintRun)).toBe(`<!-- etcd-lint -->
### etcd-lint: 2 findings (1 error, 0 warnings, 1 info), ≈ 9.8 GiB (5.2–110 GiB)

|  | cost | where | rule | what |
| --- | --- | --- | --- | --- |
| error | ≈ 9.8 GiB (5.2–110 GiB) | \`src/status.go:41\` | \`hot-rewrite\` | "/status" is rewritten 1 per 5 s |
| info |  | \`src/old.go:3\` | \`v2-api\` | the v2 API |

<details><summary><code>src/status.go:41</code> hot-rewrite: ≈ 9.8 GiB</summary>

| component | formula | count | bytes each | by the documents | observed |
| --- | --- | --- | --- | --- | --- |
| raft-log | entries x (value + key) | 5 000 (5 000–105 000) | 2 MiB | 9.8 GiB | 5.2–110 GiB |
| total (growing) |  |  |  | 9.8 GiB | 5.2–110 GiB |

grows 1.4 GiB an hour up to 205 GiB after 6 d 2 h

- value: known, buffer of 2 MiB at src/status.go:20
- rate: known, ticker 5 s at src/status.go:39
- hours: assumed, profile: hoursKept 12 (medium preset)

</details>

<details><summary>1 file skipped</summary>

- \`gen/x.go\`: generated code

</details>

<sub>12 files analysed of 340 by etcd-lint 1.2.3. ≈ is the documents' formula, in parentheses what real servers showed.</sub>
`);
  });

  it("shows the difference to another revision", () => {
    const cheaper = {
      ...rewrite,
      estimate: rewrite.estimate && {
        ...rewrite.estimate,
        likely: 1024 * mib,
        components: rewrite.estimate.components.map((part) => ({ ...part, likely: 1024 * mib })),
      },
    } as typeof rewrite;
    const comparison = compareRuns("main", [cheaper, unpriced], "HEAD", [rewrite]);
    const text = lintMarkdown({ ...lintRun, findings: [rewrite], skipped: [], comparison });
    expect(text).toContain("### etcd-lint: +9 GiB against `main`: 0 new, 1 changed, 1 gone\n");
    expect(text).toContain("| raft-log | 1 GiB | 10 GiB | +9 GiB |\n| **likely, all together** | 1 GiB | 10 GiB | +9 GiB |\n");
    expect(text).toContain('| changed | +9 GiB | 10 GiB | `src/status.go:41` | `hot-rewrite` | "/status" is rewritten 1 per 5 s |\n');
    expect(text).toContain("| gone | 0 | 0 B | `src/old.go:3` | `v2-api` | the v2 API |\n");
  });

  it("lets no text be markup, a mention or the end of a cell", () => {
    const text = lintMarkdown(hostileRun);
    expect(text).not.toMatch(/<b>|<\/script>|[^\\]\[a\]\(b\)|@team/);
    expect(text).toContain("&lt;b&gt;");
    for (const line of text.split("\n").filter((row) => row.startsWith("| warning"))) expect(line.split(/(?<!\\)\|/)).toHaveLength(7);
    expect(text.match(/<!--/g)).toHaveLength(1);
  });

  it("stays under what a comment may hold, and counts the rest", () => {
    const findings = Array.from({ length: 3_000 }, (_, at) => ({ ...rewrite, line: at + 1, fingerprint: String(at) }));
    const text = lintMarkdown({ ...lintRun, findings });
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("\nand 2 970 more\n");
    expect(text).toContain("\nand 2 980 more\n");
  });
});

describe("html", () => {
  it("is one page that loads nothing", () => {
    const page = lintHtml(hostileRun);
    expect(page).toMatch(/^<!doctype html>\n/);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/\b(?:src|href)\s*=|url\(|@import/);
  });
  it("has charts by component, rule, file and finding, and a row for each finding", () => {
    const page = lintHtml(lintRun);
    for (const caption of ["By part of etcd's memory", "By rule", "By file", "By finding"])
      expect(page).toContain(`<figcaption>${caption}</figcaption>`);
    expect(page).toContain("<title>src/status.go: likely 10 GiB, observed 5.2–110 GiB</title>");
    expect(page.match(/<tr><td class=/g)).toHaveLength(2);
    expect(page).toContain("kvs.Put(ctx, &quot;/status&quot;, state)");
  });
  it("lets no text be markup", () => {
    const page = lintHtml(hostileRun);
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page.match(/<\/script>/g)).toHaveLength(1);
    expect(page).not.toContain("<b>");
    expect(page).not.toMatch(/<!--/);
  });
  it("has no charts when nothing costs anything", () => {
    const page = lintHtml({ ...lintRun, findings: [unpriced] });
    expect(page).not.toContain("<svg");
    expect(page).toContain("<code>v2-api</code>");
  });
});

describe("agent", () => {
  it("says what, why, from where, and what to do", () => {
    const fixable = {
      ...rewrite,
      fixes: [{ title: "Write it when it changes", safe: false, edits: [{ file: rewrite.file, range: rewrite, text: "" }] }],
    };
    expect(
      lintAgent({ ...lintRun, findings: [unpriced, fixable] }, plain),
    ).toBe(`etcd-lint: 2 findings in 12 analysed files, likely 10 GiB (5.2–110 GiB) of etcd memory. Dearest first.

src/status.go:41:7 error hot-rewrite
  ≈ 9.8 GiB growing (5.2–110 GiB): "/status" is rewritten 1 per 5 s
  arithmetic: raft-log 5 000 x 2 MiB; grows 1.4 GiB an hour up to 205 GiB after 6 d 2 h; hours assumed
  input value = 2 MiB (known): buffer of 2 MiB at src/status.go:20
  input rate = 1 per 5 s (known): ticker 5 s at src/status.go:39
  input hours = 12 h (assumed): profile: hoursKept 12 (medium preset)
  see src/status.go:39: runs on this ticker
  fix (changes behaviour, etcd-lint --fix-unsafe): Write it when it changes

src/old.go:3:1 info v2-api
  the v2 API
  fix (by hand): x

Page of a rule: etcd-lint explain RULE. All numbers of a line: etcd-lint why FILE:LINE.

1 file skipped; --format json names them.
`);
  });
  it("asks for what was assumed, and counts what it leaves out", () => {
    const assumed = { ...rewrite, inputs: rewrite.inputs.map((input) => ({ ...input, basis: "assumed" as const })) };
    const text = lintAgent({ ...lintRun, findings: [assumed, unpriced] }, { ...plain, maxFindings: 1 });
    expect(text).toContain("  if you know better, state it in a comment before the call: etcd-lint: value=... rate=...\n");
    expect(text).toContain("\nand 1 more, all cheaper\n");
  });
});
