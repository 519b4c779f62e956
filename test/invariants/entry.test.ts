/** The entry of the command line stays thin. */
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, statSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, it } from "vitest";
import { makeTree } from "../support/tree";

/** Built apart, so that nothing else is built over it meanwhile. */
const built = path.resolve("node_modules/.cache/etcd-lint/entry");
const entry = path.join(built, "dist/cli.cjs");

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.mjs", built], { stdio: "inherit" });
});

it("answers --version without any other bundle, grammar or page", () => {
  const root = makeTree({ "dist/x": "" });
  copyFileSync(entry, path.join(root, "dist/cli.cjs"));
  copyFileSync("package.json", path.join(root, "package.json"));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(root, "dist/cli.cjs"), ...args], { encoding: "utf8", cwd: root });
  expect(run("--version")).toMatchObject({ status: 0, stderr: "", stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect(run("--help")).toMatchObject({ status: 0, stderr: "" });
  expect(run("lint", ".").status).toBe(2);
});

it("is small: neither the schema library nor a grammar got into it", () => {
  expect(statSync(entry).size).toBeLessThan(80 * 1024);
});
