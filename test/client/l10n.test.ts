import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

type Texts = Readonly<Record<string, string>>;

const read = (file: string): Texts => JSON.parse(readFileSync(file, "utf8"));
const english = read("package.nls.json");
const chinese = read("package.nls.zh-cn.json");
const bundle = read("l10n/bundle.l10n.zh-cn.json");
const manifest = readFileSync("package.json", "utf8");

/** What must be the same in every language: placeholders, and the commands that links run. */
const fixedParts = (text: string): readonly string[] => (text.match(/\{\d\}|\(command:[^)]+\)/g) ?? []).sort();

test("the manifest's texts are there in both languages, and no others", () => {
  const used = [...new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? ""))].sort();
  expect(used.length).toBeGreaterThan(30);
  expect(Object.keys(english).sort()).toEqual(used);
  expect(Object.keys(chinese).sort()).toEqual(used);
});

test("the client's texts are translated, and nothing else is", () => {
  const sources = readdirSync("client/src", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(path.join("client/src", name), "utf8"));
  const used = new Set(sources.flatMap((text) => [...text.matchAll(/\bt\(\s*"([^"]+)"/g)].map(([, words]) => words ?? "")));
  expect(used.size).toBeGreaterThan(10);
  expect(Object.keys(bundle).sort()).toEqual([...used].sort());
});

test("translations keep placeholders and commands", () => {
  for (const [key, text] of Object.entries(english)) expect(fixedParts(chinese[key] ?? ""), key).toEqual(fixedParts(text));
  for (const [text, translated] of Object.entries(bundle)) expect(fixedParts(translated), text).toEqual(fixedParts(text));
});

test("translations and walkthrough pages are packed", () => {
  const { files, contributes, l10n } = JSON.parse(manifest);
  expect(l10n).toBe("./l10n");
  expect(files).toEqual(expect.arrayContaining(["l10n/*.json", "package.nls.json", "package.nls.zh-cn.json", "docs/walkthrough/*.md"]));
  for (const { steps } of contributes.walkthroughs) {
    for (const { media } of steps) expect(readFileSync(media.markdown, "utf8")).toMatch(/^# /);
  }
});
