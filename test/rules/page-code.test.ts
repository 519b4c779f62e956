import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { analyse, openConfig } from "./analyse";

const folder = path.resolve(__dirname, "../../docs/rules");

interface Block {
  readonly name: string;
  readonly rule: string;
  readonly file: string;
  readonly kind: "bad" | "good";
  readonly text: string;
}

const blocks: readonly Block[] = readdirSync(folder).flatMap((page) => {
  const rule = page.replace(/\.md$/, "");
  const fences = readFileSync(path.join(folder, page), "utf8").matchAll(/^```(go|ts|py|java|rs|yaml) (bad|good)\n([\s\S]*?)^```$/gm);
  return [...fences].map(([, language, kind, text]) => ({
    name: `${rule}: ${language} ${kind}`,
    rule,
    file: `page.${language}`,
    kind: kind === "bad" ? ("bad" as const) : ("good" as const),
    text: text ?? "",
  }));
});

describe("the code on the pages", () => {
  it.each(blocks.map((block) => [block.name, block] as const))("%s", async (_, { rule, file, kind, text }) => {
    const config = rule === "missing-compaction" ? { ...openConfig, server: {} } : openConfig;
    const findings = await analyse([{ path: file, text }], config);
    const ids = findings.map((finding) => finding.rule as string);
    if (kind === "bad") expect(ids).toContain(rule);
    else expect(ids).not.toContain(rule);
  });

  it("is there for every rule", () => {
    for (const rule of new Set(blocks.map((block) => block.rule))) {
      expect(blocks.filter((block) => block.rule === rule).map((block) => block.kind)).toEqual(expect.arrayContaining(["bad", "good"]));
    }
    expect(new Set(blocks.map((block) => block.rule)).size).toBe(readdirSync(folder).length);
  });
});
