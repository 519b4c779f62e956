import { expect, test } from "vitest";
import { codeLenses } from "../../server/src/lsp/lens";
import { functionTotals } from "../../server/src/lsp/totals";
import { estimate, finding } from "./support/findings";

const holder = { name: "Sync", line: 2 };

test("one lens a function, naming its dearest call", () => {
  const cheap = { ...estimate, document: 1, low: 1, likely: 1, high: 1 };
  const small = {
    ...cheap,
    components: estimate.components.map((part) => ({ ...part, component: "watchers" as const, document: 1, low: 1, likely: 1, high: 1 })),
  };
  const lenses = codeLenses(
    [
      finding({ holder, line: 9, span: { start: 300, end: 310 }, rule: "watch-leak", estimate: small }),
      finding({ holder }),
      finding({ holder: { name: "Other", line: 20 }, line: 22 }),
      finding({ line: 30 }),
    ],
    "file:///w/a.go",
    true,
  );
  expect(lenses.map(({ range, command }) => [range.start.line, command?.title])).toEqual([
    [1, "etcd: about 9.8 GiB (9.8–205 GiB), most of it raft-log by hot-rewrite in line 4"],
    [19, "etcd: about 9.8 GiB (9.8–205 GiB), raft-log by hot-rewrite in line 22"],
  ]);
  expect(lenses[0]?.command).toMatchObject({ command: "etcd-lint.revealFinding", arguments: ["file:///w/a.go", 3, 1] });
});

test("two rules that price the same part of the same call count once", () => {
  const [total] = functionTotals([finding({ holder }), finding({ holder, rule: "large-value" })]);
  expect(total?.likely).toBe(estimate.likely);
});

test("calls at different places add up", () => {
  const [total] = functionTotals([finding({ holder }), finding({ holder, span: { start: 500, end: 510 } })]);
  expect(total?.document).toBe(2 * estimate.document);
});

test("a cost that is not estimated is not shown as nothing", () => {
  const { estimate: _estimate, ...rest } = finding({ holder });
  expect(codeLenses([rest], "file:///w/a.go", false)[0]?.command).toEqual({
    title: "etcd: cost not estimated, hot-rewrite in line 4",
    command: "",
  });
});
