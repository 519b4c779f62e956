/** What other platforms run: the scripts of the action with the real command line and a gh that only writes down, and the hooks by pre-commit. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse, parseDocument } from "yaml";
import { makeTree } from "../support/tree";

const built = path.resolve("node_modules/.cache/etcd-lint/integrations");
const bin = path.join(built, "bin");
const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const canRun = process.platform !== "win32" && has("bash", "--version") && has("git", "--version");
if (!canRun) console.warn("SKIPPED: the scripts of the action and the hooks, since bash or git is not here");

/** pre-commit of PyPI in a folder of its own; undefined where it cannot be had. */
function preCommit(): string | undefined {
  const folder = path.resolve("node_modules/.cache/etcd-lint/pre-commit-4.7.0");
  const program = path.join(folder, "bin/pre-commit");
  if (has(program, "--version")) return program;
  rmSync(folder, { recursive: true, force: true });
  if (!has("python3", "-m", "venv", folder)) return undefined;
  const options = ["install", "--quiet", "--disable-pip-version-check", "--timeout", "20", "--retries", "1", "pre-commit==4.7.0"];
  spawnSync(path.join(folder, "bin/pip"), options, { timeout: 120_000 });
  return has(program, "--version") ? program : undefined;
}

function executable(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.mjs", built], { stdio: "inherit" });
  executable(path.join(bin, "etcd-lint"), `#!/bin/sh\nexec "${process.execPath}" "${path.join(built, "dist/cli.cjs")}" "$@"\n`);
});

const clean = "package store\n";
const costly = `package store

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

const identity = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
  LC_ALL: "C.UTF-8",
};

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8", env: { ...process.env, ...identity } }).trim();
}

/** A repository whose last commit is clean, with a costly file in the working tree. */
function repository(more: Readonly<Record<string, string>> = {}): { readonly cwd: string; readonly base: string } {
  const cwd = makeTree({ "store.go": clean, ".gitignore": "node_modules\nrunner\n", ...more });
  rmSync(path.join(cwd, ".git"), { recursive: true });
  git(cwd, "init", "--quiet", "--initial-branch=main");
  git(cwd, "add", ".");
  git(cwd, "commit", "--quiet", "--message=base");
  writeFileSync(path.join(cwd, "store.go"), costly);
  return { cwd, base: git(cwd, "rev-parse", "HEAD") };
}

function script(name: string, cwd: string, env: Readonly<Record<string, string>>) {
  const runner = path.join(cwd, "runner");
  mkdirSync(runner, { recursive: true });
  const output = path.join(runner, "output");
  writeFileSync(output, "");
  const { status, stdout, stderr } = spawnSync(path.resolve("scripts/action", name), {
    cwd,
    encoding: "utf8",
    env: {
      PATH: process.env.PATH,
      ...identity,
      RUNNER_TEMP: runner,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: path.join(runner, "summary"),
      ...env,
    },
  });
  const outputs = Object.fromEntries(
    readFileSync(output, "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.split("=") as [string, string]),
  );
  return { status, stdout, stderr, outputs };
}

describe.skipIf(!canRun)("the action", () => {
  const action = parse(readFileSync("action.yml", "utf8"));

  it("uses inputs and scripts that there are", () => {
    const text = readFileSync("action.yml", "utf8");
    const used = [...text.matchAll(/inputs\.([a-z-]+)/g)].map(([, name]) => name ?? "");
    expect(new Set(used)).toEqual(new Set(Object.keys(action.inputs)));
    const scripts = [...text.matchAll(/GITHUB_ACTION_PATH\/([\w./-]+)/g)].map(([, file]) => file ?? "");
    expect(scripts.length).toBe(2);
    for (const file of scripts) expect(existsSync(file)).toBe(true);
    // What comes from outside reaches a shell as the value of a variable only.
    for (const step of action.runs.steps) expect(step.run ?? "").not.toContain("${{");
  });
  it("lints what is new, by the version that the project has, and gives the code to a later step", () => {
    const { cwd, base } = repository();
    executable(path.join(cwd, "node_modules/.bin/etcd-lint"), `#!/bin/sh\nexec ${path.join(bin, "etcd-lint")} "$@"\n`);
    const env = {
      ETCD_LINT_PATHS: "store.go",
      ETCD_LINT_ARGS: "--rule long-key=off  --fail-on\nwarning",
      ETCD_LINT_SINCE: "auto",
      ETCD_LINT_BASE: base,
    };
    const { status, stdout, stderr, outputs } = script("lint.sh", cwd, { ...env, ETCD_LINT_COMMENT: "true" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^::error file=store\.go,line=15,/m);
    expect(outputs["exit-code"]).toBe("1");
    const sarif = JSON.parse(readFileSync(outputs["sarif-file"] ?? "", "utf8"));
    expect(sarif.runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain("large-value");
    const comment = readFileSync(outputs["comment-file"] ?? "", "utf8");
    expect(comment).toMatch(/^<!-- etcd-lint -->\n/);
    expect(comment).toContain("large-value");
    expect(readFileSync(path.join(cwd, "runner/summary"), "utf8")).toBe(comment);
  });
  it("is clean where nothing is new, and cannot run with broken options", () => {
    const { cwd, base } = repository();
    git(cwd, "commit", "--quiet", "--all", "--message=costly");
    const env = { ETCD_LINT_COMMAND: path.join(bin, "etcd-lint") };
    const head = git(cwd, "rev-parse", "HEAD");
    expect(script("lint.sh", cwd, { ...env, ETCD_LINT_SINCE: "auto", ETCD_LINT_BASE: head }).outputs["exit-code"]).toBe("0");
    expect(script("lint.sh", cwd, { ...env, ETCD_LINT_SINCE: base }).outputs["exit-code"]).toBe("1");
    // Not a pull request: everything is shown.
    expect(script("lint.sh", cwd, { ...env, ETCD_LINT_SINCE: "auto" }).outputs["exit-code"]).toBe("1");
    const broken = script("lint.sh", cwd, { ...env, ETCD_LINT_ARGS: "--no-such-option $(touch made) `touch made`" });
    expect(broken.outputs).toEqual({ "exit-code": "2" });
    expect(existsSync(path.join(cwd, "made"))).toBe(false);
  });
  it("updates its own comment, and writes one where there is none", () => {
    const cwd = makeTree({ "comment.md": "<!-- etcd-lint -->\n" });
    const gh = path.join(cwd, "tools/gh");
    const log = path.join(cwd, "gh.log");
    const env = {
      GITHUB_REPOSITORY: "o/r",
      ETCD_LINT_COMMENT_FILE: path.join(cwd, "comment.md"),
      PATH: `${path.dirname(gh)}:${process.env.PATH}`,
    };
    const comment = (listed: string, pull: string): string => {
      writeFileSync(log, "");
      executable(gh, `#!/bin/sh\nif [ "$1" = api ] && [ "$2" = --method ]; then echo "$@" >>${log}; else printf '${listed}'; fi\n`);
      expect(script("comment.sh", cwd, { ...env, ETCD_LINT_PULL_REQUEST: pull }).status).toBe(0);
      return readFileSync(log, "utf8");
    };
    const body = `--field body=@${path.join(cwd, "comment.md")}\n`;
    expect(comment("", "7")).toBe(`api --method POST repos/o/r/issues/7/comments ${body}`);
    expect(comment("41\\n42\\n", "7")).toBe(`api --method PATCH repos/o/r/issues/comments/41 ${body}`);
    expect(comment("41\\n", "")).toBe("");
  });
});

describe.skipIf(!canRun)(
  "pre-commit",
  () => {
    const program = canRun ? preCommit() : undefined;
    if (canRun && !program) console.warn("SKIPPED: the hooks by pre-commit, since pip cannot install it here");

    it.skipIf(!program)(
      "takes the hooks from a git remote, and stops a commit that costs",
      () => {
        if (!program) return;
        const remote = makeTree({ ".pre-commit-hooks.yaml": readFileSync(".pre-commit-hooks.yaml", "utf8") });
        rmSync(path.join(remote, ".git"), { recursive: true });
        git(remote, "init", "--quiet", "--initial-branch=main");
        git(remote, "add", ".");
        git(remote, "commit", "--quiet", "--message=hooks");
        git(remote, "tag", "v1");
        const config = `repos:\n  - repo: ${remote}\n    rev: v1\n    hooks:\n      - id: etcd-lint-system\n`;
        const { cwd } = repository({ ".pre-commit-config.yaml": config });
        const env = {
          ...process.env,
          ...identity,
          PATH: `${bin}:${process.env.PATH}`,
          PRE_COMMIT_HOME: path.join(cwd, "runner"),
          HOME: cwd,
        };
        const call = (command: string, ...args: string[]) => {
          const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env });
          return { status, text: stdout + stderr };
        };
        expect(call(program, "validate-manifest", path.join(remote, ".pre-commit-hooks.yaml"))).toEqual({ status: 0, text: "" });
        expect(call(program, "install").status).toBe(0);
        git(cwd, "add", ".");
        const refused = call("git", "commit", "--quiet", "--message=costly");
        expect(refused.status).toBe(1);
        expect(refused.text).toMatch(/etcd-lint \(already installed\)\.+Failed/);
        expect(refused.text).toContain("large-value");
        writeFileSync(path.join(cwd, "store.go"), "package store\n\nvar x = 1\n");
        git(cwd, "add", ".");
        const taken = call("git", "commit", "--quiet", "--message=cheap");
        expect(taken.text).toMatch(/etcd-lint \(already installed\)\.+Passed/);
        expect(taken.status).toBe(0);
      },
      180_000,
    );
    it("runs nothing but what the package has", () => {
      for (const { entry } of parse(readFileSync(".pre-commit-hooks.yaml", "utf8"))) expect(entry).toBe("etcd-lint --staged");
      expect(Object.keys(JSON.parse(readFileSync("package.json", "utf8")).bin)).toEqual(["etcd-lint"]);
    });
  },
  200_000,
);

describe.skipIf(!canRun)("the template for GitLab", () => {
  it("runs by a shell, with an npx that only passes on", () => {
    const document = parseDocument(readFileSync("templates/gitlab-ci.yml", "utf8"));
    expect(document.errors).toEqual([]);
    const job = document.toJS()["etcd-lint"];
    const { cwd, base } = repository();
    executable(
      path.join(cwd, "runner/npx"),
      `#!/bin/sh\n[ "$1 $2" = "--yes etcd-lint@0.1.0" ] || exit 9\nshift 2\nexec ${path.join(bin, "etcd-lint")} "$@"\n`,
    );
    const env = {
      PATH: `${path.join(cwd, "runner")}:${process.env.PATH}`,
      ...identity,
      ...job.variables,
      GIT_DEPTH: "0",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
    };
    const { status, stdout } = spawnSync("bash", ["-e", "-c", job.script.join("\n")], { cwd, encoding: "utf8", env });
    expect(stdout).toContain("large-value");
    expect(status).toBe(1);
    const { codequality, junit } = job.artifacts.reports;
    expect(JSON.parse(readFileSync(path.join(cwd, codequality), "utf8"))).not.toEqual([]);
    expect(readFileSync(path.join(cwd, junit), "utf8")).toContain("<failure");
  });
});
