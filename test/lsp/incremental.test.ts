/** Editing step by step must come to the same as reading the last text: a parser that was told a wrong place keeps stale parts of its tree. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultConfig } from "../../server/src/config/defaults";
import { createSession, type Session } from "../../server/src/engine/session";
import { applyChanges } from "../../server/src/lsp/text-sync";
import { lineIndex, positionAt } from "../../server/src/text/span";
import { parser } from "../support/parser";

const pieces = [
  "",
  " ",
  "\n",
  "x",
  "{",
  "}",
  "(",
  '"',
  "`",
  "/*",
  "😀",
  "clientv3.WithPrefix()",
  ", clientv3.WithLimit(10)",
  '.prefix("/a/")',
  "\n}\n\nfunc g() {\n",
];

/** Places are parts of the whole, so that shrinking keeps them inside the text. */
const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(40), text: fc.constantFrom(...pieces) });

async function outcome(session: Session): Promise<unknown> {
  const { findings, calls, skipped } = session.analyse({ packageRoots: [], config: () => defaultConfig });
  return { findings, calls, skipped };
}

test.each(["test/workbench/fixtures/project/sessions.go", "test/workbench/fixtures/project/sessions.ts"])("%s", async (file) => {
  const start = readFileSync(file, "utf8");
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
      const edited = createSession(parser);
      await edited.edit({ path: file, text: start }, []);
      let text = start;
      for (const { at, length, text: inserted } of changes) {
        const from = Math.floor(at * text.length);
        const index = lineIndex(text);
        const place = (offset: number) => {
          const { line, column } = positionAt(index, offset);
          return { line, character: column };
        };
        const step = applyChanges(text, [{ range: { start: place(from), end: place(from + length) }, text: inserted }]);
        text = step.text;
        await edited.edit({ path: file, text }, step.edits ?? []);
      }
      const fresh = createSession(parser);
      await fresh.update({ path: file, text });
      try {
        expect(await outcome(edited)).toEqual(await outcome(fresh));
      } finally {
        edited.dispose();
        fresh.dispose();
      }
    }),
    { numRuns: 150 },
  );
});
