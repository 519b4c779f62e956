import fc from "fast-check";
import { expect, test } from "vitest";
import { TextDocument } from "vscode-languageserver-textdocument";
import { applyChanges } from "../../server/src/lsp/text-sync";

const at = (line: number, character: number) => ({ line, character });

test("a change within a line says where it was in offsets and in rows", () => {
  const { text, edits } = applyChanges("one\ntwo three\n", [{ range: { start: at(1, 4), end: at(1, 9) }, text: "2\n3" }]);
  expect(text).toBe("one\ntwo 2\n3\n");
  expect(edits).toEqual([
    {
      startIndex: 8,
      oldEndIndex: 13,
      newEndIndex: 11,
      startPosition: { row: 1, column: 4 },
      oldEndPosition: { row: 1, column: 9 },
      newEndPosition: { row: 2, column: 1 },
    },
  ]);
});

test("each change is on the text that the one before left", () => {
  const { text } = applyChanges("abc", [
    { range: { start: at(0, 0), end: at(0, 0) }, text: "x" },
    { range: { start: at(0, 1), end: at(0, 2) }, text: "" },
  ]);
  expect(text).toBe("xbc");
});

test("columns are UTF-16 code units", () => {
  const { text, edits } = applyChanges("😀b", [{ range: { start: at(0, 2), end: at(0, 3) }, text: "c" }]);
  expect(text).toBe("😀c");
  expect(edits?.[0]?.startIndex).toBe(2);
});

test("a change without a range replaces everything and leaves nothing for the parser to reuse", () => {
  expect(applyChanges("abc", [{ range: { start: at(0, 0), end: at(0, 1) }, text: "" }, { text: "new" }])).toEqual({
    text: "new",
    edits: undefined,
  });
});

test("a range outside the text is clamped, a reversed one deletes nothing", () => {
  expect(applyChanges("ab", [{ range: { start: at(7, 0), end: at(9, 9) }, text: "!" }]).text).toBe("ab!");
  expect(applyChanges("abc", [{ range: { start: at(0, 2), end: at(0, 1) }, text: "!" }]).text).toBe("ab!c");
});

test("agrees with the protocol's own document on any sequence of changes", () => {
  const position = fc.record({ line: fc.nat(6), character: fc.nat(12) });
  const change = fc
    .tuple(position, position, fc.string({ unit: fc.constantFrom("a", "\n", "\r\n", "é", "😀", "\t") }))
    .map(([a, b, text]) => {
      const ordered = a.line < b.line || (a.line === b.line && a.character <= b.character) ? [a, b] : [b, a];
      return { range: { start: ordered[0] ?? a, end: ordered[1] ?? b }, text };
    });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      const start = "first\nsecond line\r\n\nlast";
      // A new document each time: the one kept over several changes loses count of its lines after a range past the last one.
      const reference = changes.reduce(
        (former, one) => TextDocument.update(TextDocument.create("file:///a", "go", 1, former), [one], 2).getText(),
        start,
      );
      const { text, edits } = applyChanges(start, changes);
      expect(text).toBe(reference);
      let replayed = start;
      for (const [index, edit] of (edits ?? []).entries())
        replayed = replayed.slice(0, edit.startIndex) + (changes[index]?.text ?? "") + replayed.slice(edit.oldEndIndex);
      expect(replayed).toBe(text);
    }),
  );
});
