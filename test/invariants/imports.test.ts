/** The import directions hold, and the check would notice if they did not. */
import { spawnSync } from "node:child_process";
import { copyFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { makeTree } from "../support/tree";

const cruise = (cwd: string, ...folders: string[]) => {
  const { status, stdout } = spawnSync(
    path.resolve("node_modules/.bin/depcruise"),
    ["--config", ".dependency-cruiser.cjs", "--output-type", "err", ...folders],
    { cwd, encoding: "utf8" },
  );
  return { status, stdout };
};

it("imports run one way", () => {
  const { status, stdout } = cruise(".", "server/src", "client/src");
  expect(stdout).toContain("no dependency violations found");
  expect(status).toBe(0);
});

const wrong: readonly (readonly [rule: string, file: string, target: string])[] = [
  ["imports-of-text", "text/a.ts", "../engine/b"],
  ["imports-of-rules", "rules/a.ts", "../lower/b"],
  ["imports-of-cli", "cli/a.ts", "../lsp/b"],
  ["imports-of-lsp", "lsp/a.ts", "../cli/b"],
  ["pure-folders-need-no-node", "engine/a.ts", "node:fs"],
  ["trees-stay-in-syntax-and-lower", "infer/a.ts", "web-tree-sitter"],
  ["protocol-stays-in-lsp", "host/a.ts", "vscode-languageserver"],
];

it("every wrong direction is found out", () => {
  const folders = ["engine", "lower", "lsp", "cli"];
  const root = makeTree({
    ...Object.fromEntries(folders.map((folder) => [`server/src/${folder}/b.ts`, "export {};\n"])),
    ...Object.fromEntries(wrong.map(([, file, target]) => [`server/src/${file}`, `import "${target}";\n`])),
    "tsconfig.json": "{}",
  });
  copyFileSync(".dependency-cruiser.cjs", path.join(root, ".dependency-cruiser.cjs"));
  symlinkSync(path.resolve("node_modules"), path.join(root, "node_modules"));
  const { status, stdout } = cruise(root, "server/src");
  for (const [rule, file] of wrong) expect(stdout).toContain(`error ${rule}: server/src/${file}`);
  expect(status).not.toBe(0);
});
