import { expect, test } from "vitest";
import { badgeOf, magnitude, marksOf } from "../../client/src/costs/marks";
import { english, MiB, part, row } from "./costs";

const GiB = 1024 * MiB;

test("a size in two characters", () => {
  expect([0, 9, 10, 1023, 1024, 9 * MiB, 10 * MiB, 9.4 * GiB, 9.6 * GiB, 900 * GiB, 2048 * GiB].map(magnitude)).toEqual([
    "0B",
    "9B",
    "B+",
    "B+",
    "1K",
    "9M",
    "M+",
    "9G",
    "G+",
    "G+",
    "2T",
  ]);
});

test("a file with information only has no badge", () => {
  expect(badgeOf([row("1", { parts: [part("range", GiB)] })], english)).toBeUndefined();
});

test("the badge is of the warnings and errors alone, in the worst severity", () => {
  const rows = [
    row("1", { severity: "info", parts: [part("range", 500 * GiB)] }),
    row("2", { severity: "warning", parts: [part("range", GiB, { id: "2", document: 0, high: 2 * GiB })] }),
    row("3", { severity: "error", parts: [part("range", 2 * GiB, { id: "3", document: 0, high: 4 * GiB })] }),
  ];
  expect(badgeOf(rows, english)).toEqual({ text: "3G", severity: "error", tooltip: "etcd: 2 findings. Likely 3 GiB, observed 3–6 GiB." });
});

test("a warning whose cost is unknown is marked, and not as 0", () => {
  expect(badgeOf([row("1", { severity: "warning" })], english)).toEqual({
    text: "!",
    severity: "warning",
    tooltip: "etcd: 1 finding. The cost is not estimated.",
  });
});

test("lines are marked from a cost on; warnings and errors always, unknown costs by severity alone", () => {
  const rows = [
    row("cheap", { parts: [part("range", 99 * MiB)] }),
    row("dear", { parts: [part("range", 60 * MiB), part("raft-log", 40 * MiB)] }),
    row("unknown"),
    row("warned", { severity: "warning" }),
  ];
  expect(marksOf(rows, 100 * MiB).map(({ id }) => id)).toEqual(["dear", "warned"]);
});
