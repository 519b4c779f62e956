/** The package as its users get it: packed, installed without a network, imported as ESM and CommonJS, and checked by a compiler. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import type * as own from "../../server/src/cli/api";
import type * as published from "../../types/index";
import { makeTree } from "../support/tree";

const built = path.resolve("node_modules/.cache/etcd-lint/package");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** What the declarations promise is what the code gives; the compiler checks it. */
const promised = {
  report: (report: own.Report): published.Report => report,
  options: (options: published.LintOptions): own.ApiOptions => options,
};

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.mjs", built], { stdio: "inherit" });
  for (const name of ["package.json", "docs", "schema", "types", "README.md", "LICENSE"]) {
    cpSync(name, path.join(built, name), { recursive: true });
  }
});

const go = `package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

func All(ctx context.Context, kv clientv3.KV) {
	kv.Get(ctx, "/items/", clientv3.WithPrefix())
}
`;

function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  expect({ args, status, stderr: status === 0 ? "" : stderr + stdout }).toEqual({ args, status: 0, stderr: "" });
  return stdout;
}

describe("the packed package", () => {
  it("is installed without a network, imported both ways, typed, and gives what the command line prints", () => {
    const cwd = makeTree({
      "package.json": '{ "name": "consumer", "private": true }',
      "app/store.go": go,
      "run.mjs": `import { lint, render, formats, EtcdLintError } from "etcd-lint";
const report = await lint("app");
const sarif = JSON.parse(render(report, "sarif"));
let refused;
try { await lint(["missing"]); } catch (error) { refused = error instanceof EtcdLintError && error.message; }
console.log(JSON.stringify({ report, formats, sarif: sarif.version, refused }));`,
      "run.cjs": `const { lint } = require("etcd-lint");
lint(["app"], { rules: { "unbounded-range": "off" } }).then((report) => console.log(JSON.stringify(report)));`,
      "typed.ts": `import { lint, type Finding, type Report } from "etcd-lint";
export const rules = async (): Promise<string[]> => { const report: Report = await lint(["."], { etcdVersion: "3.5" }); return report.findings.map((one: Finding) => one.rule); };
// @ts-expect-error there is no such severity
void lint(["."], { rules: { "long-key": "loud" } });`,
    });
    run(npm, ["pack", "--ignore-scripts", "--offline", "--pack-destination", cwd, "--silent"], built);
    const archive = readdirSync(cwd).find((name) => name.endsWith(".tgz")) ?? "";
    run(npm, ["install", `./${archive}`, "--ignore-scripts", "--offline", "--no-audit", "--no-fund", "--silent"], cwd);

    const printed = JSON.parse(run(process.execPath, ["run.mjs"], cwd));
    expect(printed.report.version).toBe(1);
    expect(printed.report.findings).toContainEqual(expect.objectContaining({ rule: "unbounded-range", file: "app/store.go", line: 10 }));
    expect(printed.sarif).toBe("2.1.0");
    expect(printed.formats).toContain("checkstyle");
    expect(printed.refused).toBe(`cannot lint ${realpathSync(cwd)}/missing: it does not exist`);
    const valid = new Ajv({ strict: false }).compile(JSON.parse(readFileSync("schema/report.schema.json", "utf8")));
    expect(valid(printed.report) ? [] : valid.errors).toEqual([]);
    const cli = run(process.execPath, ["node_modules/etcd-lint/dist/cli.cjs", "app", "--format", "json", "--fail-on", "never"], cwd);
    expect(promised.report(printed.report)).toEqual(JSON.parse(cli));

    const fromCommonJs = JSON.parse(run(process.execPath, ["run.cjs"], cwd));
    expect(fromCommonJs.findings.map(({ rule }: { rule: string }) => rule)).not.toContain("unbounded-range");

    const tsc = path.resolve("node_modules/typescript/bin/tsc");
    for (const module of ["nodenext", "node16"]) {
      const flags = ["--noEmit", "--strict", "--target", "es2022", "--module", module, "typed.ts"];
      run(process.execPath, [tsc, ...flags], cwd);
    }
  }, 60_000);
});
