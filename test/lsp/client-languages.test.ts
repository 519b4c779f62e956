import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languageIds } from "../../client/src/languages";
import { languages } from "../../server/src/lower";

test("the client and the manifest know the server's languages", () => {
  const ids = languages.map(({ id }) => id).sort();
  expect([...languageIds].sort()).toEqual(ids);
  const { activationEvents } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(activationEvents.filter((event: string) => event.startsWith("onLanguage:")).sort()).toEqual(ids.map((id) => `onLanguage:${id}`));
});
