import path from "node:path";
import { expect, test } from "vitest";
import { moduleFile } from "../../server/src/host/module-files";
import { makeTree } from "../support/tree";

test("a specifier that names a file of another kind means no module", () => {
  const root = makeTree({ "src/page.html": "<p/>", "src/a.ts": "", "src/b/index.ts": "" });
  const from = path.join(root, "src/a.ts");
  expect(moduleFile("./page.html", from, root, [])).toBeUndefined();
  expect(moduleFile("./page.html/deeper", from, root, [])).toBeUndefined();
  expect(moduleFile("./b", from, root, [])).toBe(path.join(root, "src/b/index.ts"));
});
