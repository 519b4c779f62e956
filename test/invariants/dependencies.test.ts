/** docs/dependencies.md has a sentence for each dependency, and the package needs none at run time. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const manifest: { dependencies?: object; devDependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync("package.json", "utf8"),
);
const page = readFileSync("docs/dependencies.md", "utf8");
const named = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));

it("names each dependency once, and no other", () => {
  expect([...named].sort()).toEqual(Object.keys(manifest.devDependencies).sort());
});

it("ships without dependencies, and pins those it builds with", () => {
  expect(manifest.dependencies).toBeUndefined();
  for (const version of Object.values(manifest.devDependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});
