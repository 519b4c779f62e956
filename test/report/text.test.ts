import { describe, expect, it } from "vitest";
import { callsStylish } from "../../server/src/report/calls";
import { lintStylish } from "../../server/src/report/stylish";
import { whyStylish } from "../../server/src/report/why";
import { rewrite, run } from "./sample";

const plain = { colours: false };

describe("lintStylish", () => {
  it("prints findings by file with their cost, then the sum and what was skipped", () => {
    expect(lintStylish(run, plain)).toBe(`src/old.go
  3:1  info     the v2 API  v2-api

src/status.go
  41:7  error    "/status" is rewritten 1 per 5 s  hot-rewrite
        ≈ 9.8 GiB growing (5.2–110 GiB): raft-log 5 000 x 2 MiB; grows 1.4 GiB an hour up to 205 GiB after 6 d 2 h; hours assumed

2 findings (1 error, 0 warnings, 1 info). 12 files analysed of 340.
≈ 9.8 GiB by the documents, 5.2–110 GiB observed, all together
1 file skipped:
  gen/x.go: generated code
`);
  });
  it("says so when there is nothing", () => {
    expect(lintStylish({ ...run, findings: [], skipped: [], analysed: 1 }, plain)).toBe("No findings. 1 file analysed of 340.\n");
  });
  it("says that the budget is passed", () => {
    expect(lintStylish({ ...run, budget: 1024 ** 3 }, plain)).toContain("over the budget of 1 GiB: the likely cost is 10 GiB");
  });
  it("counts skipped files that it does not name", () => {
    const skipped = Array.from({ length: 25 }, (_, at) => ({ file: `f${at}.go`, reason: "generated code" }));
    const text = lintStylish({ ...run, skipped }, plain);
    expect(text).toContain("f19.go");
    expect(text).not.toContain("f20.go");
    expect(text).toContain("and 5 more");
  });
  it("does not let a program's text reach the terminal as control codes", () => {
    const text = lintStylish({ ...run, findings: [{ ...rewrite, message: "\u001b[2J\n" }] }, plain);
    expect(text).toContain("\\x1b[2J\\x0a");
    expect(text).not.toContain("\u001b");
  });
  it("colours only when asked", () => {
    expect(lintStylish(run, { colours: true })).toContain("\u001b[31m");
    expect(lintStylish(run, plain)).not.toContain("\u001b");
  });
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
