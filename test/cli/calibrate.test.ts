/** `etcd-lint calibrate` as a process, against an etcd of a few lines. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type FakeEtcd, fakeEtcd } from "../calibrate/fake-etcd";
import { fixtureFile } from "../calibrate/fixture";
import { makeTree } from "../support/tree";

/** Built apart, so that nothing else is built over it meanwhile. */
const built = path.resolve("node_modules/.cache/etcd-lint/calibrate");

beforeAll(() => {
  execFileSync(process.execPath, ["esbuild.mjs", built], { stdio: "inherit" });
});

/** Not `spawnSync`: the server that it talks to lives in this process. */
function calibrate(
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [path.join(built, "dist/cli.cjs"), "calibrate", ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (part) => {
    stdout += part;
  });
  child.stderr.on("data", (part) => {
    stderr += part;
  });
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, stdout, stderr })));
}

const go = `package store

import (
	"context"

	clientv3 "go.etcd.io/etcd/client/v3"
)

func Save(ctx context.Context, kv clientv3.KV, id, job string) {
	kv.Put(ctx, "/jobs/"+id, job)
}
`;

const server: FakeEtcd = { keys: Array.from({ length: 40 }, (_, at) => ({ key: `/jobs/${at}`, value: "x".repeat(500), version: 2 })) };
const settings = '{\n  // ours\n  "version": 1,\n}\n';

describe("etcd-lint calibrate", () => {
  it("shows the account and the changes, and writes nothing", async () => {
    const cwd = makeTree({ "store.go": go, "etcd-lint.json": settings });
    const { url } = await fakeEtcd(server);
    const { status, stdout, stderr } = await calibrate(cwd, ["--endpoint", url]);
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^\/jobs\/… +40 +8 B +500 B +2 +all$/m);
    expect(stdout).toContain('store.go:10 put "/jobs/{}"');
    expect(stdout).toContain("etcd-lint.json would change:");
    expect(stdout).toMatch(/Nothing was written; --write does\.\n$/);
    expect(readFileSync(path.join(cwd, "etcd-lint.json"), "utf8")).toBe(settings);
  });

  it("writes when it is told to, and keeps comments", async () => {
    const cwd = makeTree({ "store.go": go, "etcd-lint.json": settings });
    const { url } = await fakeEtcd(server);
    const { status, stdout } = await calibrate(cwd, ["--endpoint", url, "--write", "--yes"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/wrote etcd-lint\.json\n$/);
    const text = readFileSync(path.join(cwd, "etcd-lint.json"), "utf8");
    expect(text).toContain("// ours");
    expect(text).toMatch(new RegExp(`"calibrated": "\\d{4}-\\d\\d-\\d\\d ${url}"`));
    expect(text).toContain('"version": "3.4.23"');
    // A second look finds all of it there.
    expect((await calibrate(cwd, ["--endpoint", url])).stdout).toContain("etcd-lint.json says all of this already.");
  });

  it("makes a new settings file where there is none, and takes another by name", async () => {
    const { url } = await fakeEtcd(server);
    const cwd = makeTree({ "store.go": go, "other.json": "{}" });
    expect((await calibrate(cwd, ["--endpoint", url])).stdout).toContain("etcd-lint.json would be new:");
    await calibrate(cwd, ["--endpoint", url, "--config", "other.json", "--write", "--yes"]);
    expect(readFileSync(path.join(cwd, "other.json"), "utf8")).toContain('"/jobs/"');
    expect(existsSync(path.join(cwd, "etcd-lint.json"))).toBe(false);
  });

  it("prints JSON", async () => {
    const { url } = await fakeEtcd(server);
    const { stdout } = await calibrate(makeTree({ "store.go": go }), ["--endpoint", url, "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      etcd: "3.4.23",
      keys: [{ key: "/jobs/", keys: 40 }],
      settings: { written: false },
    });
  });

  it("takes user and password from the environment, and certificates from files", async () => {
    const { url } = await fakeEtcd({ ...server, tls: "client", user: ["root", "right"] });
    const cwd = makeTree({ "store.go": go });
    const files = ["--cacert", fixtureFile("ca.pem"), "--cert", fixtureFile("client.pem"), "--key", fixtureFile("client-key.pem")];
    const { status, stdout, stderr } = await calibrate(cwd, ["--endpoint", url, ...files, "--user", "root"], {
      ETCD_LINT_PASSWORD: "right",
    });
    expect(stderr).toBe("");
    expect(status).toBe(0);
    expect(stdout).not.toContain("right");
  });

  it("looks at prefixes that are named", async () => {
    const { url } = await fakeEtcd(server);
    const { stdout } = await calibrate(makeTree({ "a.txt": "" }), ["--endpoint", url, "--prefix", "/jobs/", "--prefix", "/none/"]);
    expect(stdout).toMatch(/^\/jobs\/… +40 /m);
    expect(stdout).not.toContain("/none/…");
  });

  it.each<[readonly string[], string | RegExp]>([
    [[], "etcd-lint: required option '--endpoint <url>' not specified\n"],
    [["--endpoint", "127.0.0.1:2379"], /needs its scheme, as in http:\/\/127\.0\.0\.1:2379\n$/],
    [["--endpoint", "http://127.0.0.1:1"], "etcd-lint: http://127.0.0.1:1 refused the connection: nothing listens there\n"],
    [["--endpoint", "http://127.0.0.1:1", "--yes"], /--yes answers the question of --write/],
    [["--endpoint", "http://127.0.0.1:1", "--write"], /there is nobody to ask; add --yes/],
    [["--endpoint", "http://127.0.0.1:1", "--user", "root"], /ETCD_LINT_PASSWORD, which is not set/],
    [["--endpoint", "http://127.0.0.1:1", "--user", "root:secret"], /--user takes the name alone/],
    [["--endpoint", "https://127.0.0.1:1", "--cacert", "gone.pem"], /cannot read gone\.pem: it does not exist/],
    [["--endpoint", "https://127.0.0.1:1", "--key", "k.pem"], /--key needs --cert/],
    [["--endpoint", "http://127.0.0.1:1", "--timeout", "soon"], /--timeout is a number of seconds/],
    [["gone/", "--endpoint", "http://127.0.0.1:1"], /does not exist/],
  ])("%j cannot run: one line and exit code 2", async (args, expected) => {
    const env = { ETCD_LINT_USER: undefined, ETCD_LINT_PASSWORD: undefined };
    const { status, stdout, stderr } = await calibrate(makeTree({}), args, env);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.split("\n")).toHaveLength(2);
    if (typeof expected === "string") expect(stderr).toBe(expected);
    else expect(stderr).toMatch(expected);
  });
});
