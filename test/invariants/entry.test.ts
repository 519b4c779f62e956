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

it("loads a format, and the commands around the settings, only when they are asked for", () => {
  const root = makeTree({ "a.go": "package a\n", "dist/x": "" });
  const dist = path.join(root, "dist");
  for (const name of ["cli.cjs", "analyse.cjs"]) copyFileSync(path.join(built, "dist", name), path.join(dist, name));
  copyFileSync("package.json", path.join(root, "package.json"));
  const run = (...args: string[]) => spawnSync(process.execPath, [path.join(dist, "cli.cjs"), ...args], { encoding: "utf8", cwd: root });
  expect(run()).toMatchObject({ status: 0, stderr: "" });
  expect(run("--format", "json")).toMatchObject({ status: 0, stderr: "" });
  expect(run("--format", "sarif").stderr).toContain("formats.cjs");
  expect(run("doctor").stderr).toContain("tools.cjs");
});

it("is small: neither the schema library nor a grammar got into it", () => {
  expect(statSync(entry).size).toBeLessThan(80 * 1024);
});
