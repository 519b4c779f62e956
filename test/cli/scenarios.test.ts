/**
 * Scenarios: text files with a session at the command line and the files that it starts with. A line `$ command` is run by bash in the folder
 * of the scenario; below it stands what it prints, the error stream's lines behind `! `, and the exit code as `[1]` when it is not 0. `‹*›`
 * stands for any text in a line, a line `…` for any lines. `-- name --` begins a file, in which `‹cr›` is that character; `-- name < other --` is a
 * copy of `files/other`. Commands that print what changes with the model are told by `‹*›` there: the numbers have tests of their own.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { makeTree } from "../support/tree";

const folder = "test/cli/scenarios";
/** Built apart, so that nothing else is built over it meanwhile. */
const built = path.resolve("node_modules/.cache/etcd-lint/scenarios");
const bin = path.join(built, "bin");

const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const canRun = process.platform !== "win32" && has("bash", "--version");
const hasGit = has("git", "--version");

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.mjs", built], { stdio: "inherit" });
  mkdirSync(bin, { recursive: true });
  const script = path.join(bin, "etcd-lint");
  writeFileSync(script, `#!/bin/sh\nexec "${process.execPath}" "${path.join(built, "dist/cli.cjs")}" "$@"\n`);
  chmodSync(script, 0o755);
});

interface Step {
  readonly command: string;
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly code: number;
}

interface Scenario {
  readonly title: string;
  readonly needsGit: boolean;
  readonly steps: readonly Step[];
  readonly files: Readonly<Record<string, string>>;
}

function parseScenario(text: string): Scenario {
  const [session = "", ...parts] = text.split(/^-- (.+) --\n/m);
  const files: Record<string, string> = {};
  for (let at = 0; at < parts.length; at += 2) {
    const [name = "", source] = (parts[at] ?? "").split(" < ");
    const content = source === undefined ? (parts[at + 1] ?? "") : readFileSync(path.join(folder, "files", source), "utf8");
    files[name] = content.replaceAll("‹cr›", "\r");
  }
  const [head = "", ...blocks] = session.split(/^\$ /m);
  const title = head
    .split("\n")
    .filter((line) => line.startsWith("# "))
    .map((line) => line.slice(2))
    .join(" ");
  const steps = blocks.map((block): Step => {
    const [command = "", ...rest] = block.replace(/\n+$/, "").split("\n");
    const printed = rest.filter((line) => !line.startsWith("# "));
    const code = printed.map((line) => /^\[(\d+)\]$/.exec(line)?.[1]).find((found) => found !== undefined);
    return {
      command,
      out: printed.filter((line) => !line.startsWith("! ") && !/^\[\d+\]$/.test(line)),
      err: printed.filter((line) => line.startsWith("! ")).map((line) => line.slice(2)),
      code: Number(code ?? 0),
    };
  });
  return { title, needsGit: /^\$ .*\bgit\b/m.test(session), steps, files };
}

/** The printed lines, with those that a wildcard stands for written as the wildcard, so that a difference reads well. */
function like(printed: string, expected: readonly string[]): readonly string[] {
  const lines = printed === "" ? [] : printed.replace(/\n$/, "").split("\n");
  const folded: string[] = [];
  let at = 0;
  for (const [index, wanted] of expected.entries()) {
    if (wanted === "…") {
      const next = expected[index + 1];
      if (next === undefined) at = lines.length;
      while (at < lines.length && next !== undefined && !matches(lines[at] ?? "", next)) at += 1;
      folded.push(wanted);
    } else if (at < lines.length) {
      folded.push(matches(lines[at] ?? "", wanted) ? wanted : (lines[at] ?? ""));
      at += 1;
    }
  }
  return [...folded, ...lines.slice(at)];
}

function matches(line: string, wanted: string): boolean {
  const pattern = wanted
    .split("‹*›")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(line);
}

const environment = {
  PATH: `${bin}${path.delimiter}${process.env.PATH}`,
  HOME: "/nonexistent",
  LC_ALL: "C.UTF-8",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
  GIT_CONFIG_COUNT: "1",
  GIT_CONFIG_KEY_0: "init.defaultBranch",
  GIT_CONFIG_VALUE_0: "main",
};

const names = readdirSync(folder).filter((name) => name.endsWith(".txt"));
if (!canRun) console.warn("SKIPPED: scenarios of the command line, since bash is not here");
if (!hasGit) console.warn("SKIPPED: scenarios of the command line that need git, since git is not here");

describe.skipIf(!canRun)("scenarios", () => {
  it("are there", () => expect(names.length).toBeGreaterThan(30));
  describe.each(names)("%s", (name) => {
    const scenario = parseScenario(readFileSync(path.join(folder, name), "utf8"));
    it.skipIf(scenario.needsGit && !hasGit)(scenario.title, () => {
      expect(scenario.steps.length).toBeGreaterThan(0);
      const cwd = makeTree(scenario.files);
      // A folder for the repository's data that git did not make would be none; git makes its own.
      if (scenario.needsGit) rmSync(path.join(cwd, ".git"), { recursive: true });
      for (const { command, out, err, code } of scenario.steps) {
        const { status, stdout, stderr } = spawnSync("bash", ["-c", command], { cwd, encoding: "utf8", env: environment });
        expect({ command, out: like(stdout, out), err: like(stderr, err), code: status }).toEqual({ command, out, err, code });
      }
    });
  });
});
