import { expect, test } from "vitest";
import type { Diagnostic } from "vscode-languageserver";
import { ClosedFilesCap } from "../../server/src/lsp/outlet";

const zero = { line: 0, character: 0 };
const problems = (count: number): Diagnostic[] => Array.from({ length: count }, () => ({ range: { start: zero, end: zero }, message: "" }));

test("problems of closed files are shown up to the cap, and the rest is counted", () => {
  const cap = new ClosedFilesCap(5);
  expect(cap.take("a", problems(3), false)).toHaveLength(3);
  expect(cap.take("b", problems(4), false)).toHaveLength(2);
  expect(cap.held).toBe(2);
});

test("open documents are always shown in full, and make room", () => {
  const cap = new ClosedFilesCap(5);
  cap.take("a", problems(5), false);
  expect(cap.take("b", problems(9), true)).toHaveLength(9);
  expect(cap.take("c", problems(1), false)).toHaveLength(0);
  cap.take("a", problems(5), true);
  expect(cap.take("c", problems(1), false)).toHaveLength(1);
  expect(cap.held).toBe(0);
});
