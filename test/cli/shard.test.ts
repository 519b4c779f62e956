/** Shards merged are the run: byte for byte, in every format, with budgets and baselines. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { run } from "../../server/src/cli/program";
import { formatNames } from "../../server/src/report/format-names";
import { readShard, writable } from "../../server/src/report/shard";
import { generateTree } from "../bench/monorepo/tree";
import { makeTree } from "../support/tree";

async function etcdLint(cwd: string, ...args: string[]) {
  let [out, err] = ["", ""];
  const io = {
    cwd,
    colours: false,
    watched: false,
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  return { code: await run(args, io, "0"), out, err };
}

async function shards(cwd: string, count: number, ...args: string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (let index = 1; index <= count; index += 1) {
    const file = `shard-${count}-${index}.json`;
    const { code, err } = await etcdLint(cwd, ...args, "--shard", `${index}/${count}`, "--format", `json=${file}`);
    expect({ err, ran: code === 0 || code === 1 }).toEqual({ err: "", ran: true });
    files.push(file);
  }
  return files;
}

const findingsIn = (cwd: string, file: string): readonly { readonly rule: string }[] =>
  JSON.parse(readFileSync(path.join(cwd, file), "utf8")).findings;

/** A tree with all that a report can have: several languages, manifests, a skipped file, broken comments, a setting nobody knows. */
function tree(): string {
  const cwd = makeTree({
    "etcd-lint.json": '{ "rules": { "long-kee": "off" }, "budgets": { "total": "1MiB" } }',
    "odd/broken.go": `// etcd-lint-disable-next-line large-value\npackage odd\n\nimport _ "go.etcd.io/etcd/client/v3"\n`,
    "odd/min.js": `import "etcd3";${"x".repeat(3 * 1024 * 1024)}`,
  });
  cpSync("examples", path.join(cwd, "examples"), { recursive: true });
  return cwd;
}

describe("shards", () => {
  it("merged are the run, in every format, with the same exit code", async () => {
    const cwd = tree();
    for (const count of [1, 3, 8]) {
      const files = await shards(cwd, count);
      for (const format of formatNames) {
        const whole = await etcdLint(cwd, "--format", format);
        expect(whole.code).toBe(3);
        // The order in which the reports are named does not matter.
        expect(await etcdLint(cwd, "merge", ...[...files].reverse(), "--format", format)).toEqual(whole);
      }
    }
  }, 120_000);
  it("have each finding once, those about the whole project too, and more than one share has some", async () => {
    const cwd = makeTree({});
    mkdirSync(path.join(cwd, "mono"));
    const { withEtcd } = generateTree(path.join(cwd, "mono"), { files: 600, percent: 60 });
    expect(withEtcd).toBeGreaterThan(4);
    const files = await shards(cwd, 4);
    const all = files.flatMap((file) => findingsIn(cwd, file));
    const whole = JSON.parse((await etcdLint(cwd, "--format", "json")).out);
    expect(all).toHaveLength(whole.findings.length);
    expect(files.filter((file) => findingsIn(cwd, file).length > 0).length).toBeGreaterThan(1);
    const ofRule = (list: readonly { readonly rule: string }[], rule: string) => list.filter((one) => one.rule === rule).length;
    expect(ofRule(all, "missing-compaction")).toBe(ofRule(whole.findings, "missing-compaction"));
    expect(ofRule(all, "missing-compaction")).toBeGreaterThan(0);
    expect(JSON.parse((await etcdLint(cwd, "merge", ...files, "--format", "json")).out)).toEqual(whole);
  }, 120_000);
  it("know a baseline, and leave what it knows to it", async () => {
    const cwd = tree();
    await etcdLint(cwd, "--baseline", "known.json", "--update-baseline");
    const entries = JSON.parse(readFileSync(path.join(cwd, "known.json"), "utf8"));
    entries.findings.splice(0, 2);
    writeFileSync(path.join(cwd, "known.json"), JSON.stringify(entries));
    const whole = await etcdLint(cwd, "--baseline", "known.json");
    expect(await etcdLint(cwd, "merge", ...(await shards(cwd, 3, "--baseline", "known.json")))).toEqual(whole);
  }, 60_000);
  it("give reports that the schema describes, also with --quiet", async () => {
    const cwd = tree();
    const valid = new Ajv({ strict: false }).compile(JSON.parse(readFileSync("schema/report.schema.json", "utf8")));
    const [file = ""] = await shards(cwd, 2);
    expect(valid(JSON.parse(readFileSync(path.join(cwd, file), "utf8"))) ? [] : valid.errors).toEqual([]);
    const files = await shards(cwd, 2, "--quiet");
    expect(await etcdLint(cwd, "merge", ...files, "--format", "unix")).toEqual(await etcdLint(cwd, "--format", "unix"));
  }, 60_000);
});

describe("merge refuses", () => {
  const refused = async (cwd: string, ...args: string[]): Promise<string> => {
    const { code, out, err } = await etcdLint(cwd, ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    return err;
  };
  it("what is not one run", async () => {
    const cwd = tree();
    const [one = "", two = "", three = ""] = await shards(cwd, 3);
    const [half = ""] = await shards(cwd, 2);
    expect(await refused(cwd, "merge", one, three)).toBe("etcd-lint: shard 2 of 3 is missing\n");
    expect(await refused(cwd, "merge", one, two, two)).toBe(`etcd-lint: ${two} and ${two} are both shard 2\n`);
    expect(await refused(cwd, "merge", one, half)).toBe(`etcd-lint: ${one} is one of 3 shards, ${half} one of 2\n`);
    writeFileSync(path.join(cwd, "examples/go/devices/more.go"), 'package devices\n\nimport _ "go.etcd.io/etcd/client/v3"\n');
    await etcdLint(cwd, "--shard", "2/3", "--format", `json=${two}`);
    expect(await refused(cwd, "merge", one, two, three)).toMatch(
      /are no shards of one run: the code, the options or the version differ\n$/,
    );
  }, 60_000);
  it("files that are no shards, with their names", async () => {
    const cwd = makeTree({
      "a.json": "{",
      "b.json": "[]",
      "d.json": '{ "version": 1, "shard": { "index": 1, "of": 1, "findings": [3] } }',
    });
    await etcdLint(cwd, "--format", "json=c.json");
    expect(await refused(cwd, "merge", "a.json")).toMatch(/^etcd-lint: a\.json is not JSON: /);
    expect(await refused(cwd, "merge", "b.json")).toBe("etcd-lint: b.json is no report of etcd-lint, version 1\n");
    expect(await refused(cwd, "merge", "c.json")).toBe(
      "etcd-lint: c.json is no report of a shard: write it with --shard I/N --format json\n",
    );
    expect(await refused(cwd, "merge", "d.json")).toBe("etcd-lint: d.json has a shard that cannot be read\n");
    expect(await refused(cwd, "merge", "gone.json")).toMatch(/^etcd-lint: gone\.json cannot be read: /);
    expect(await refused(cwd, "merge")).toMatch(/missing required argument/);
  });
  it("shares that are none, and options that a share has no part in", async () => {
    const cwd = makeTree({});
    for (const share of ["0/2", "3/2", "1", "a/b", "1/2/3", "-1/2"]) {
      expect(await refused(cwd, `--shard=${share}`)).toContain("Expected I/N, the I-th of N shares, as in 2/4.");
    }
    expect(await refused(cwd, "--shard", "1/2", "--fix")).toBe("etcd-lint: --shard and --fix exclude each other\n");
    expect(await refused(cwd, "--shard", "1/2", "--staged")).toBe("etcd-lint: --shard and --staged exclude each other\n");
  });
});

describe("numbers without a bound", () => {
  it("come through JSON as they were", () => {
    const finding = { file: "a.go", low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, likely: 3 };
    const shard = { index: 1, of: 1, digest: "x", common: {}, findings: [[0, finding]], skipped: [], lines: {} };
    expect(readShard(JSON.parse(JSON.stringify({ version: 1, shard: writable(shard) })))).toEqual(shard);
  });
});
