import { describe, expect, it } from "vitest";
import { languageOf } from "../../server/src/lower";
import { manifestNamed } from "../../server/src/manifests/kinds";
import { ruleOf } from "../../server/src/rules";
import { parser } from "../support/parser";
import { fixtures } from "./fixtures";

describe.each(fixtures().map((fixture) => [fixture.name, fixture] as const))("%s", (_, fixture) => {
  it("is code without syntax errors, about a rule that exists", async () => {
    expect(ruleOf(fixture.rule as Parameters<typeof ruleOf>[0]).id).toBe(fixture.rule);
    for (const file of fixture.files) {
      // A configuration file has no syntax of its own to break: its findings say whether it was read.
      if (!languageOf(file.path) && manifestNamed(file.path)) continue;
      const language = languageOf(file.path);
      if (!language) throw new Error(`no language for ${file.path}`);
      const module = await parser.with(language.grammar, file.text, (tree) => language.lower(tree, file.text, file.path));
      expect(module?.errors).toEqual([]);
    }
  });
});
