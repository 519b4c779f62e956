/** Runs that are ended early, watched, or whose surroundings fail. */
import { execFileSync, spawn } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Io } from "../../server/src/cli/io";
import { run } from "../../server/src/cli/program";
import { progressLine } from "../../server/src/cli/progress";
import { writeProblem, writeWhole } from "../../server/src/host/atomic-write";
import { sourceTexts } from "../../server/src/host/source-text";
import { makeTree } from "../support/tree";

const go = readFileSync("test/cli/scenarios/files/store.go", "utf8");

function ioIn(cwd: string, more: Partial<Io> = {}) {
  const printed = { out: "", err: "" };
  const io: Io = {
    cwd,
    colours: false,
    watched: false,
    out: (text) => {
      printed.out += text;
    },
    err: (text) => {
      printed.err += text;
    },
    ...more,
  };
  return { io, printed };
}

describe("an interrupted run", () => {
  const tree = { "a.go": go, "b.go": go };
  it("says that its result is partial, and ends with 130", async () => {
    const { io, printed } = ioIn(makeTree(tree), { interrupt: () => AbortSignal.abort() });
    expect(await run([], io, "0")).toBe(130);
    expect(printed.out).toBe("Interrupted: 0 of 2 files analysed; what follows is partial.\nNo findings. 0 files analysed of 2.\n");
  });
  it("says so in every format that has a place for it", async () => {
    const cwd = makeTree(tree);
    const formats = ["json", "jsonl", "sarif", "markdown", "html", "agent"];
    const { io } = ioIn(cwd, { interrupt: () => AbortSignal.abort() });
    await run(
      formats.flatMap((format) => ["--format", `${format}=${format}.txt`]),
      io,
      "0",
    );
    const said = /"partial"|"executionSuccessful": false|interrupted/i;
    for (const format of formats) expect(readFileSync(path.join(cwd, `${format}.txt`), "utf8")).toMatch(said);
  });
  it("leaves the baseline as it is", async () => {
    const cwd = makeTree(tree);
    const { io, printed } = ioIn(cwd, { interrupt: () => AbortSignal.abort() });
    expect(await run(["--baseline", "b.json", "--update-baseline"], io, "0")).toBe(2);
    expect(printed.err).toBe("etcd-lint: interrupted: the baseline was left as it is\n");
    expect(readdirSync(cwd)).not.toContain("b.json");
  });

  it("gets there by a signal", async () => {
    const built = path.resolve("node_modules/.cache/etcd-lint/robust");
    execFileSync(process.execPath, ["esbuild.mjs", built], { stdio: "inherit" });
    const child = spawn(process.execPath, [path.join(built, "dist/cli.cjs"), "--stdin-filename", "a.go"], { cwd: makeTree({}) });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    // More than a pipe holds: once it is taken, the command line is up and reads.
    await new Promise((resolve) => child.stdin.write(`${go}// ${"x".repeat(1_000_000)}\n`, resolve));
    child.kill("SIGINT");
    await new Promise((resolve) => child.stderr.once("data", resolve));
    child.stdin.end();
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(err).toBe("etcd-lint: interrupted; reporting what was analysed so far, interrupt again to stop at once\n");
    expect(out).toMatch(/^Interrupted: 0 of 1 file analysed; what follows is partial\.\n/);
    expect(code).toBe(130);
  });
});

describe("progress", () => {
  const shown = (watched: boolean, times: readonly number[]) => {
    const { io, printed } = ioIn(".", { watched });
    const clock = [...times];
    const line = progressLine(io, () => clock.shift() ?? 0);
    for (let done = 1; done < times.length; done++) line.show({ done, of: 9 });
    line.end();
    return printed.err;
  };
  it("is shown after a second, ten times a second at most, and taken away", () =>
    expect(shown(true, [0, 500, 1_000, 1_050, 1_100])).toBe(
      "\r\u001b[2Kanalysing 2 of 9 files\r\u001b[2Kanalysing 4 of 9 files\r\u001b[2K",
    ));
  it("is not shown in a short run, nor where nobody watches", () => {
    expect(shown(true, [0, 500, 999])).toBe("");
    expect(shown(false, [0, 5_000, 9_000])).toBe("");
  });
});

describe("writeWhole", () => {
  it("replaces a file as a whole, keeps its permissions, and writes through a link", () => {
    const root = makeTree({ "real.txt": "old" });
    symlinkSync("real.txt", path.join(root, "link.txt"));
    execFileSync("chmod", ["640", path.join(root, "real.txt")]);
    writeWhole(path.join(root, "link.txt"), "new");
    expect(readFileSync(path.join(root, "real.txt"), "utf8")).toBe("new");
    expect(statSync(path.join(root, "real.txt")).mode & 0o777).toBe(0o640);
    expect(lstatSync(path.join(root, "link.txt")).isSymbolicLink()).toBe(true);
    expect(readdirSync(root).sort()).toEqual([".git", "link.txt", "real.txt"]);
  });
  it("makes the folders on the way", () => {
    const root = makeTree({});
    writeWhole(path.join(root, "a/b/c.txt"), "x");
    expect(readFileSync(path.join(root, "a/b/c.txt"), "utf8")).toBe("x");
  });
  it("leaves nothing behind when it fails", () => {
    const root = makeTree({});
    mkdirSync(path.join(root, "folder"));
    expect(() => writeWhole(path.join(root, "folder"), "x")).toThrow();
    expect(readdirSync(root).sort()).toEqual([".git", "folder"]);
  });
  it.each([
    ["EROFS", "the file system is read-only"],
    ["ENOSPC", "the disk is full"],
    ["EACCES", "no permission to write it"],
    ["EISDIR", "it is a folder"],
    ["EIO", "it cannot be written (EIO)"],
  ])("%s has words", (code, words) => expect(writeProblem(Object.assign(new Error(), { code }))).toBe(words));
});

it("a file that vanishes after it was linted has no code to show, and that is all", () => {
  const root = makeTree({ "a.go": go });
  const texts = sourceTexts(root);
  rmSync(path.join(root, "a.go"));
  expect(texts("a.go")).toBeUndefined();
});
