import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { rules } from "../../server/src/rules";

const folder = path.resolve(__dirname, "../../docs/rules");
const sections = [
  "What it finds",
  "Why it costs memory",
  "The arithmetic",
  "Bad and good",
  "When it stays quiet",
  "How to set it",
  "How to disable it",
];

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const page = () => readFileSync(path.join(folder, `${id}.md`), "utf8");

  it("has a page with all sections in order", () => {
    const headings = [...page().matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(sections);
    expect(page().startsWith(`# ${id}\n`)).toBe(true);
    expect(page()).toContain(`etcd-lint-disable-next-line ${id} --`);
  });

  it("shows both languages, or says why one cannot", () => {
    const shown = page().split("## Bad and good")[1]?.split("\n## ")[0] ?? "";
    const [, go, ts] = shown.split("\n### ");
    expect(go?.startsWith("Go\n")).toBe(true);
    expect(ts?.startsWith("TypeScript\n")).toBe(true);
    for (const part of [go, ts]) expect(part?.trim().split("\n").length).toBeGreaterThan(2);
  });

  it("links only to pages of rules that exist", () => {
    const ids = rules.map((one) => one.id as string);
    for (const [, to] of page().matchAll(/\]\(([\w-]+)\.md\)/g)) expect(ids).toContain(to);
  });

  it("has a summary that ends without a full stop", () => {
    expect(rule.summary).toMatch(/^[A-Z].*[^.]$/);
  });
});
