/** `etcd-lint model` as a process. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

/** Built apart, so that nothing else is built over it meanwhile. */
const built = path.resolve("node_modules/.cache/etcd-lint/model");

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.mjs", built], { stdio: "inherit" });
});

function model(line: string, env: NodeJS.ProcessEnv = {}) {
  const args = ["model", ...line.split(" ").filter((word) => word !== "")];
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(built, "dist/cli.cjs"), ...args], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

describe("etcd-lint model", () => {
  it("lists its operations, without and with help", () => {
    for (const line of ["", "--help", "help"]) {
      expect(model(line)).toMatchObject({ status: 0, stderr: "", stdout: expect.stringContaining("keyspace [options]") });
    }
    expect(model("put --help").stdout).toContain("--snapshot-count <count>");
  });

  it("prints every example of its page and of its help", () => {
    const page = readFileSync("docs/cli.md", "utf8");
    const lines = [
      ...page.matchAll(/^\$? ?etcd-lint model (\w+ --.*?)$/gm),
      ...model("").stdout.matchAll(/^ +etcd-lint model (\w+ --.*?)$/gm),
    ];
    expect(lines.length).toBeGreaterThanOrEqual(8);
    for (const [, line = ""] of lines) expect(model(line)).toMatchObject({ status: 0, stderr: "" });
  });

  it("prints JSON and colours only when asked", () => {
    const { stdout } = model("keyspace --keys 1000 --format json");
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, operation: "keyspace" });
    expect(model("keyspace --keys 1000").stdout).not.toContain("\u001b");
    expect(model("keyspace --keys 1000", { FORCE_COLOR: "1" }).stdout).toContain("\u001b[");
    expect(model("keyspace --keys 1000 --no-color", { FORCE_COLOR: "1" }).stdout).not.toContain("\u001b");
  });

  it.each([
    ["pit", 'etcd-lint: there is no operation "pit"; there are put, txn, range, count, watch, keyspace, lease, v2. Did you mean "put"?\n'],
    ["put --valu 3", "etcd-lint: unknown option '--valu' (Did you mean --value?)\n"],
    ["put --value 1KiB --times -3", "etcd-lint: --times: it cannot be negative, as -3 is\n"],
    ["put --value 1KiB --times 3 more", /^etcd-lint: too many arguments/],
    ["keyspace --keys 5 --format xml", /Allowed choices are stylish, json/],
  ])("refuses %s in one line", (line, expected) => {
    const { status, stdout, stderr } = model(line);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.split("\n")).toHaveLength(2);
    if (typeof expected === "string") expect(stderr).toBe(expected);
    else expect(stderr).toMatch(expected);
  });
});
