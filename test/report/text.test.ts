import { describe, expect, it } from "vitest";
import type { Overrun } from "../../server/src/report/budgets";
import { callsStylish } from "../../server/src/report/calls";
import { frameLines } from "../../server/src/report/frame";
import { lintStylish } from "../../server/src/report/stylish";
import { whyStylish } from "../../server/src/report/why";
import { lintRun, plain } from "./lint-sample";
import { rewrite, run } from "./sample";

describe("lintStylish", () => {
  it("prints findings by file, the cost first, with the code; then the sum and what was skipped", () => {
    expect(lintStylish(lintRun, plain)).toBe(`src/old.go
  3:1  info     v2-api
       the v2 API

src/status.go
  41:7  error    ≈ 9.8 GiB growing (5.2–110 GiB)  hot-rewrite
        "/status" is rewritten 1 per 5 s
        raft-log 5 000 x 2 MiB; grows 1.4 GiB an hour up to 205 GiB after 6 d 2 h; hours assumed
          40 |     for range time.Tick(5 * time.Second) {
          41 |         kvs.Put(ctx, "/status", state)
             |             ^^^

2 findings (1 error, 0 warnings, 1 info). 12 files analysed of 340.
≈ 9.8 GiB by the documents, likely 10 GiB (5.2–110 GiB observed), all together
1 file skipped:
  gen/x.go: generated code
`);
  });
  it("breaks lines to the width of the terminal, and leaves the code out when told", () => {
    const text = lintStylish({ ...lintRun, findings: [rewrite] }, { ...plain, width: 50, frames: false, bare: true });
    expect(text).toBe(`src/status.go
  41:7  error    ≈ 9.8 GiB growing (5.2–110 GiB)  hot-rewrite
        "/status" is rewritten 1 per 5 s
        raft-log 5 000 x 2 MiB; grows 1.4 GiB an
        hour up to 205 GiB after 6 d 2 h; hours
        assumed
`);
  });
  it("says so when there is nothing", () => {
    const nothing = { ...lintRun, findings: [], skipped: [], analysed: 1 };
    expect(lintStylish(nothing, plain)).toBe("No findings. 1 file analysed of 340.\n");
    expect(lintStylish({ ...nothing, known: { name: "b.json", findings: 2, stale: [] } }, plain)).toBe(
      "No new findings. 1 file analysed of 340.\n2 findings known to b.json.\n",
    );
  });
  it("names the budget that is passed, and the line to change", () => {
    const overrun: Overrun = {
      what: "raft-log",
      cost: 10 * 1024 ** 3,
      limit: 1024 ** 3,
      limitWords: "1 GiB",
      source: "budgets.components at etcd-lint.json:4",
      findings: 2,
      dearest: { file: "src/status.go", line: 41, column: 7, rule: "hot-rewrite", cost: 9 * 1024 ** 3 },
    };
    expect(lintStylish({ ...lintRun, overruns: [overrun] }, plain)).toContain(
      "over budget: raft-log: the likely cost of 2 findings is 10 GiB, the limit is 1 GiB (budgets.components at etcd-lint.json:4); change src/status.go:41:7 (hot-rewrite, 9 GiB)\n",
    );
  });
  it("says that a run was interrupted", () => {
    expect(lintStylish({ ...lintRun, partial: { done: 7, of: 12 } }, plain)).toContain(
      "\nInterrupted: 7 of 12 files analysed; what follows is partial.\n2 findings",
    );
  });
  it("names stale entries of the baseline", () => {
    const text = lintStylish({ ...lintRun, known: { name: "b.json", findings: 0, stale: ["a.go: long-key in F"] } }, plain);
    expect(text).toContain("2 new findings (1 error");
    expect(text).toContain("1 entry of b.json no longer found; --prune takes them out:\n  a.go: long-key in F\n");
  });
  it("counts skipped files that it does not name", () => {
    const skipped = Array.from({ length: 25 }, (_, at) => ({ file: `f${at}.go`, reason: "generated code" }));
    const text = lintStylish({ ...lintRun, skipped }, plain);
    expect(text).toContain("f19.go");
    expect(text).not.toContain("f20.go");
    expect(text).toContain("and 5 more");
  });
  it("counts findings over the cap, and shows no code in long lists", () => {
    const findings = Array.from({ length: 101 }, (_, at) => ({ ...rewrite, fingerprint: String(at) }));
    const capped = lintStylish({ ...lintRun, findings }, { ...plain, maxFindings: 2 });
    expect(capped.match(/41:7/g)).toHaveLength(2);
    expect(capped).toContain("and 99 more findings: --max-findings shows more, --format json has all");
    expect(lintStylish({ ...lintRun, findings }, plain)).not.toContain("41 |");
  });
  it("does not let a program's text reach the terminal as control codes", () => {
    const textOf = () => `${"\n".repeat(40)}// a wide \u001b]0;x line\r\n`;
    const text = lintStylish({ ...lintRun, textOf, findings: [{ ...rewrite, message: "\u001b[2J\n" }] }, plain);
    expect(text).toContain("\\x1b[2J\\x0a");
    expect(text).toContain("41 | // a wide \\x1b]0;x line");
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\r");
  });
  it("colours only when asked", () => {
    expect(lintStylish(lintRun, { ...plain, colours: true })).toContain("\u001b[31m");
    expect(lintStylish(lintRun, plain)).not.toContain("\u001b");
  });
});

describe("frameLines", () => {
  const range = (line: number, column: number, endLine: number, endColumn: number) => ({ line, column, endLine, endColumn });
  it("marks a place of several lines to the end of the first", () =>
    expect(frameLines("a(\n  b)\n", range(1, 1, 2, 4))).toEqual(["1 | a(", "  | ^^"]));
  it("cuts a long line around the place", () => {
    const frame = frameLines(`${"x".repeat(300)}put${"y".repeat(300)}`, range(1, 301, 1, 304)) ?? [];
    expect(frame[0]).toBe(`1 | …${"x".repeat(40)}put${"y".repeat(67)}…`);
    expect(frame[1]).toBe(`  | ${" ".repeat(41)}^^^`);
  });
  it.each([range(9, 1, 9, 2), range(1, 50, 1, 51)])("gives nothing for a place that the text no longer has", (place) =>
    expect(frameLines("a\nb\n", place)).toBeUndefined(),
  );
});

describe("callsStylish", () => {
  it("prints each call with key, options and facts", () => {
    expect(callsStylish(run, plain)).toBe(`src/list.go
  9:12  range  clientv3 KV.Get  "/jobs/{}"  prefix  limit=100
      trigger handler, rate 10/s (1/s–100/s) (assumed), keys 10 000 (0–unbounded) (partly assumed)

1 call in 1 of 340 files
skipped gen/x.go: generated code
`);
  });
});

describe("whyStylish", () => {
  it("unfolds a finding to n x each and to the source of each input", () => {
    expect(whyStylish(run, "src/status.go", 41, plain)).toBe(`src/status.go:41:7  error  hot-rewrite
  "/status" is rewritten 1 per 5 s
  src/status.go:39:2: runs on this ticker

  component        formula                  count                  bytes each  by the documents  observed
  raft-log         entries x (value + key)  5 000 (5 000–105 000)  2 MiB       9.8 GiB           5.2–110 GiB
  total (growing)                                                              9.8 GiB           5.2–110 GiB
  grows 1.4 GiB an hour up to 205 GiB after 6 d 2 h

  input  value                basis    because
  value  2 MiB                known    buffer of 2 MiB at src/status.go:20
  rate   1 per 5 s            known    ticker 5 s at src/status.go:39
  hours  12 h (12 h–forever)  assumed  profile: hoursKept 12 (medium preset)
`);
  });
  it("shows the facts of a call without a finding", () => {
    expect(whyStylish(run, "src/list.go", 9, plain)).toContain("range  clientv3 KV.Get\n  no finding");
  });
  it("knows nothing of other lines", () => expect(whyStylish(run, "src/list.go", 10, plain)).toBeUndefined());
});
