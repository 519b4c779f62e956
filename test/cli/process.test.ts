/** The command line as a process: built, run, its exit code and streams read. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseConfig } from "../../server/src/config/parse";
import { makeTree } from "../support/tree";

/** Built apart, so that nothing else is built over it meanwhile. */
const built = path.resolve("node_modules/.cache/etcd-lint/cli");
const cli = path.join(built, "dist/cli.cjs");

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.mjs", built], { stdio: "inherit" });
});

function etcdLint(args: readonly string[], cwd = ".", env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

const go = `package store

import (
	"context"
	"strings"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
)

var state = strings.Repeat("x", 2*1024*1024)

func Report(ctx context.Context, kv clientv3.KV) {
	for range time.Tick(5 * time.Second) {
		kv.Put(ctx, "/status", state)
	}
}
`;

describe("lint", () => {
  it("prints findings with their cost, and exits by the fail level", () => {
    const cwd = makeTree({ "store.go": go });
    const { status, stdout, stderr } = etcdLint([], cwd);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^store\.go\n +15:\d+ {2}error {4}≈ 9\.8 GiB growing /);
    expect(stdout).toMatch(/ 15 \| {9}kv\.Put\(ctx, "\/status", state\)\n +\| {12}\^\^\^\n/);
    expect(stdout).toContain("≈ 9.8 GiB");
    expect(status).toBe(1);
    expect(etcdLint(["--fail-on", "never"], cwd).status).toBe(0);
    expect(etcdLint(["lint", ".", "--fail-on", "info", "--quiet"], cwd)).toMatchObject({ status: 1 });
  });
  it("is clean where nothing is wrong", () => {
    const cwd = makeTree({ "a.go": "package a", "b.ts": "export {}" });
    expect(etcdLint(["."], cwd)).toEqual({ status: 0, stdout: "No findings. 0 files analysed of 2.\n", stderr: "" });
  });
  it("prints one JSON document", () => {
    const { stdout } = etcdLint(["--format", "json"], makeTree({ "store.go": go }));
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, skipped: [] });
    expect(JSON.parse(stdout).findings).toContainEqual(expect.objectContaining({ file: "store.go", line: 15, severity: "error" }));
  });
  it("ends with 3 when the budget is passed, whatever the fail level", () => {
    const cwd = makeTree({ "store.go": go, "etcd-lint.json": '{ "thresholds": { "budget": "1GiB" } }' });
    const { status, stdout } = etcdLint(["--fail-on", "never"], cwd);
    expect(status).toBe(3);
    expect(stdout).toMatch(
      /^over budget: all findings together: the likely cost.* the limit is 1 GiB \(thresholds\.budget\); change store\.go:15:\d+ \(large-value, /m,
    );
  });
  it("reports an unknown rule in the settings, and cannot run with broken ones", () => {
    const unknown = etcdLint(["--fail-on", "warning"], makeTree({ "etcd-lint.json": '{ "rules": { "long-kee": "off" } }' }));
    expect(unknown.status).toBe(1);
    expect(unknown.stdout).toMatch(/warning {2}bad-config\n +there is no rule "long-kee"\. Did you mean "long-key"\?\n/);
    const broken = etcdLint([], makeTree({ "etcd-lint.json": '{\n  "tests": 1\n}' }));
    expect(broken).toEqual({
      status: 2,
      stdout: "",
      stderr: 'etcd-lint: etcd-lint.json:2:12: tests: expected one of "quiet", "same", "off".\n',
    });
  });
  it("stops quietly when its reader goes away", async () => {
    const cwd = makeTree(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`s${at}/store.go`, go])));
    const child = spawn(process.execPath, [cli, "--format", "json"], { cwd });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    await new Promise((resolve) => child.on("close", resolve));
    expect(stderr).toBe("");
  });
});

describe("calls and why", () => {
  it("lists calls with facts", () => {
    const cwd = makeTree({ "store.go": go });
    expect(etcdLint(["calls", "store.go"], cwd).stdout).toMatch(/15:\d+ {2}put {2}\S+ KV\.Put {2}"\/status"/);
    expect(JSON.parse(etcdLint(["calls", ".", "--format", "json"], cwd).stdout).calls[0]).toMatchObject({
      operation: "put",
      key: "/status",
    });
  });
  it("unfolds a number", () => {
    const { status, stdout } = etcdLint(["why", "store.go:15"], makeTree({ "store.go": go }));
    expect(status).toBe(0);
    expect(stdout).toContain("entries x (value + key)");
    expect(stdout).toMatch(/value +2 MiB +known .* at store\.go:11/);
    expect(stdout).toMatch(/rate +1 per 5 s +known .* at store\.go:14/);
  });
  it("says where there is something, when there is nothing on the line", () => {
    const { status, stderr } = etcdLint(["why", "store.go:1"], makeTree({ "store.go": go }));
    expect(status).toBe(2);
    expect(stderr).toBe("etcd-lint: no finding and no etcd call at store.go:1; lines with etcd calls: 15\n");
  });
});

describe("explain and init", () => {
  it("prints a rule's page without markup", () => {
    const { status, stdout } = etcdLint(["explain", "hot-rewrite"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^hot-rewrite\n/);
    expect(stdout).not.toContain("```");
  });
  it("lists the rules", () => expect(etcdLint(["explain"]).stdout).toMatch(/^unbounded-range +A /m));
  it("writes settings that are right, once", () => {
    const cwd = makeTree({});
    expect(etcdLint(["init"], cwd)).toMatchObject({ status: 0, stdout: "wrote etcd-lint.json\n" });
    const text = readFileSync(path.join(cwd, "etcd-lint.json"), "utf8");
    expect(parseConfig(text, []).problems).toEqual([]);
    // Every line that is only proposed is right too.
    const all = text.replace(/^( *)\/\/ (["{])/gm, "$1$2");
    expect(parseConfig(all, []).problems).toEqual([]);
    expect(parseConfig(all, []).document?.overrides).toHaveLength(1);
    expect(parseConfig(all, []).document?.budgets).toHaveLength(2);
    expect(etcdLint(["init"], cwd)).toMatchObject({ status: 2, stderr: "etcd-lint: etcd-lint.json is there already\n" });
    expect(readFileSync(path.join(cwd, "etcd-lint.json"), "utf8")).toBe(text);
  });
});

describe("arguments", () => {
  it.each<[string[], string | RegExp]>([
    [["--frmat", "json"], "etcd-lint: unknown option '--frmat' (Did you mean --format?)\n"],
    [["--format", "xml"], /^etcd-lint: there is no format "xml"\. There are stylish, unix, json, /],
    [["explian"], /^etcd-lint: cannot lint .*explian: it does not exist Did you mean "explain"\?\n$/],
    [["gone/"], /^etcd-lint: cannot lint .*gone: it does not exist\n$/],
    [["why"], "etcd-lint: missing required argument 'file:line'\n"],
    [["why", "store.go"], 'etcd-lint: expected FILE:LINE, as in src/store.go:12, not "store.go"\n'],
    [["--etcd-version", "new"], /Expected a version such as 3\.5/],
    [["--config", "gone.json"], /^etcd-lint: gone\.json:1:1: it does not exist\n$/],
    [["explain", "hot-rewrit"], 'etcd-lint: there is no rule "hot-rewrit". Did you mean "hot-rewrite"?\n'],
  ])("%j cannot run: one clear line", (args, expected) => {
    const { status, stdout, stderr } = etcdLint(args, makeTree({}));
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.split("\n")).toHaveLength(2);
    if (typeof expected === "string") expect(stderr).toBe(expected);
    else expect(stderr).toMatch(expected);
  });

  it("gives help and version", () => {
    const version: string = JSON.parse(readFileSync("package.json", "utf8")).version;
    for (const flag of ["--version", "-V"]) expect(etcdLint([flag])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
    expect(etcdLint(["--help"])).toMatchObject({ status: 0, stderr: "" });
    expect(etcdLint(["lint", "--help"]).stdout).toContain("--fail-on <level>");
  });

  it("colours only when asked", () => {
    const cwd = makeTree({ "store.go": go });
    expect(etcdLint([], cwd).stdout).not.toContain("\u001b");
    expect(etcdLint([], cwd, { FORCE_COLOR: "1" }).stdout).toContain("\u001b[");
    expect(etcdLint(["--no-color"], cwd, { FORCE_COLOR: "1" }).stdout).not.toContain("\u001b");
    expect(etcdLint([], cwd, { FORCE_COLOR: "1", NO_COLOR: "1" }).stdout).not.toContain("\u001b");
  });
});
