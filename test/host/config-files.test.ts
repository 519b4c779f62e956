import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { type ConfigFilesOptions, configFiles } from "../../server/src/host/config-files";
import { makeTree } from "../support/tree";

async function configAt(files: Record<string, string>, file: string, options: Partial<ConfigFilesOptions> = {}) {
  const root = makeTree(files);
  const settings = configFiles({ root, flags: {}, ...options });
  await settings.prepare([path.dirname(path.join(root, file))]);
  return { root, settings, config: settings.config(path.join(root, file)) };
}

describe("discovery", () => {
  it("merges the files above, nearest first", async () => {
    const { config } = await configAt(
      { "etcd-lint.json": '{ "tests": "off", "etcd": { "version": "3.4" } }', "a/.etcd-lint.json": '{ "tests": "same" }' },
      "a/b/c.go",
    );
    expect(config).toMatchObject({ tests: "same", etcdVersion: "3.4", files: ["a/.etcd-lint.json", "etcd-lint.json"] });
  });
  it("stops at a file that says root", async () => {
    const { config } = await configAt({ "etcd-lint.json": '{ "tests": "same" }', "a/etcd-lint.json": '{ "root": true }' }, "a/c.go");
    expect(config).toMatchObject({ tests: "off", files: ["a/etcd-lint.json"] });
  });
  it("stops at the top of a repository", async () => {
    const { config } = await configAt({ "etcd-lint.json": '{ "tests": "same" }', "sub/.git/HEAD": "", "sub/a.go": "" }, "sub/a.go");
    expect(config.tests).toBe("off");
  });
  it("uses only the file it is told to use", async () => {
    const root = makeTree({ "etcd-lint.json": '{ "tests": "off" }', "ci.json": '{ "tests": "same" }' });
    const settings = configFiles({ root, flags: { etcdVersion: "3.6" }, only: path.join(root, "ci.json") });
    await settings.prepare([root]);
    expect(settings.config(path.join(root, "deep/a.go"))).toMatchObject({ tests: "same", etcdVersion: "3.6", files: ["ci.json"] });
  });
});

describe("extends", () => {
  it("starts from other files and presets; later ones and the file itself win", async () => {
    const { config, settings } = await configAt(
      {
        "shared/a.json": '{ "profile": { "valueBytes": 1, "keyBytes": 1, "stringBytes": 1 } }',
        "shared/b.json": '{ "extends": "large", "profile": { "keyBytes": 2, "stringBytes": 2 } }',
        "etcd-lint.json": '{ "extends": ["shared/a.json", "./shared/b.json"], "profile": { "stringBytes": 3 } }',
      },
      "x.go",
    );
    expect(config.profile).toMatchObject({ valueBytes: 1, keyBytes: 2, stringBytes: 3, members: 5 });
    expect(config.profileSources.set).toEqual({
      valueBytes: "shared/a.json:1",
      keyBytes: "shared/b.json:1",
      stringBytes: "etcd-lint.json:1",
    });
    expect(settings.problems()).toEqual([]);
  });
  it("says what is wrong with an entry, at the entry", async () => {
    const text = '{ "extends": ["gone.json", "etcd-lint.json"] }';
    const { settings } = await configAt({ "etcd-lint.json": text }, "x.go");
    expect(settings.problems().flatMap(({ problems }) => problems.map((one) => [text.slice(one.start, one.end), one.message]))).toEqual([
      ['"gone.json"', 'extends: cannot use "gone.json": it does not exist'],
      ['"etcd-lint.json"', 'extends: "etcd-lint.json" leads back to itself'],
    ]);
  });
});

describe("a broken file", () => {
  it("is a problem, and counts as it was when it was last good", async () => {
    const { root, settings, config } = await configAt({ "etcd-lint.json": '{ "tests": "off" }' }, "x.go");
    expect(config.tests).toBe("off");
    writeFileSync(path.join(root, "etcd-lint.json"), '{ "tests": "of" }');
    settings.reset(new Map());
    await settings.prepare([root]);
    expect(settings.config(path.join(root, "x.go")).tests).toBe("off");
    expect(settings.problems()).toMatchObject([
      {
        file: path.join(root, "etcd-lint.json"),
        problems: [{ message: 'tests: expected one of "quiet", "same", "off". Did you mean "off"?' }],
      },
    ]);
  });
  it("counts not at all when it never was good", async () => {
    const { config, settings } = await configAt({ "etcd-lint.json": "{" }, "x.go");
    expect(config.files).toEqual([]);
    expect(settings.problems()).toHaveLength(1);
  });
  it("is read from the editor when it is open there", async () => {
    const { root, settings } = await configAt({ "etcd-lint.json": "{" }, "x.go");
    settings.reset(new Map([[path.join(root, "etcd-lint.json"), '{ "tests": "same" }']]));
    await settings.prepare([root]);
    expect(settings.config(path.join(root, "x.go")).tests).toBe("same");
    expect(settings.problems()).toEqual([]);
  });
});
