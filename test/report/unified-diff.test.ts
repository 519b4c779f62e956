import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replaced, replacementsIn } from "../../server/src/engine/edits";
import { unifiedDiff } from "../../server/src/report/unified-diff";

/** What `patch` makes of a text: written from the description of the format (https://www.gnu.org/software/diffutils, Detailed Unified). */
function patched(before: string, diff: string): string {
  const source = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out: string[] = [];
  let at = 0;
  const lines = diff.split(/(?<=\n)/).slice(2);
  for (const [index, line] of lines.entries()) {
    const hunk = /^@@ -(\d+),(\d+) \+\d+,\d+ @@/.exec(line);
    const content = lines[index + 1]?.startsWith("\\ No newline") ? line.slice(1).replace(/\n$/, "") : line.slice(1);
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === "0" ? 0 : 1);
      out.push(...source.slice(at, start));
      at = start;
    } else if (line.startsWith("+")) out.push(content);
    else if (line.startsWith("-") || line.startsWith(" ")) {
      expect(source[at]).toBe(content);
      if (line.startsWith(" ")) out.push(content);
      at += 1;
    }
  }
  return [...out, ...source.slice(at)].join("");
}

describe("unifiedDiff", () => {
  it("shows three lines around each change", () => {
    const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    expect(unifiedDiff([{ file: "a", before, after: before.replace("5\n", "five\nfive\n") }])).toBe(
      "--- a/a\n+++ b/a\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+five\n 6\n 7\n 8\n",
    );
  });
  it("is empty when nothing changes", () => expect(unifiedDiff([{ file: "a", before: "x", after: "x" }])).toBe(""));
  it("says where the end of the file has no newline", () =>
    expect(unifiedDiff([{ file: "a", before: "x", after: "y\n" }])).toBe(
      "--- a/a\n+++ b/a\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n",
    ));
  it("takes one text to the other, whatever they are", () => {
    const text = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "d\r\n"), { maxLength: 30 }).map((lines) => lines.join(""));
    const ending = fc.constantFrom("", "e", "f");
    fc.assert(
      fc.property(text, ending, text, ending, (a, endA, b, endB) => {
        const [before, after] = [a + endA, b + endB];
        const diff = unifiedDiff([{ file: "x", before, after }]);
        expect(diff === "" ? before : patched(before, diff)).toBe(after);
      }),
    );
  });
});

describe("replacementsIn", () => {
  const edit = (line: number, column: number, endColumn: number, text: string) => ({
    file: "a",
    range: { line, column, endLine: line, endColumn },
    text,
  });
  it("gives edits in order, as offsets", () => {
    const text = "one\r\ntwo\r\n";
    const replacements = replacementsIn("a", text, { edits: [edit(2, 1, 4, "2"), edit(1, 4, 4, "!")] });
    expect(replacements).toEqual([
      { start: 3, end: 3, text: "!" },
      { start: 5, end: 8, text: "2" },
    ]);
    expect(replaced(text, replacements ?? [])).toBe("one!\r\n2\r\n");
  });
  it("refuses edits that overlap", () =>
    expect(replacementsIn("a", "abcdef", { edits: [edit(1, 1, 4, ""), edit(1, 3, 5, "")] })).toBeUndefined());
});
