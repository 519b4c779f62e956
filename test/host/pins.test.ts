import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { isPinFile, pinnedIn, pinsIn } from "../../server/src/host/pins";

describe("which release a project installs", () => {
  it.each([
    ["etcd3==0.12.0\n", "etcd3", "0.12.0"],
    ["etcd3 >= 0.10  # the client\n", "etcd3", "0.10"],
    ["etcd3\n", "etcd3", ""],
    ["etcd3-py==0.1.6\n", "etcd3-py", "0.1.6"],
    ["Etcd3_Py==0.1.6\n", "etcd3-py", "0.1.6"],
    ["git+https://github.com/kragniz/python-etcd3.git#egg=etcd3\n", "etcd3", "git"],
    ["etcd3 @ git+https://github.com/kragniz/python-etcd3\n", "etcd3", "git"],
    ['[tool.poetry.dependencies]\netcd3 = "^0.12.0"\n', "etcd3", "0.12.0"],
    ['etcd3 = { version = "0.12.0", extras = [] }\n', "etcd3", "0.12.0"],
    ['etcd3 = {git = "https://github.com/kragniz/python-etcd3"}\n', "etcd3", "git"],
    ['dependencies = [\n  "aetcd>=1.0.0a4",\n]\n', "aetcd", "1.0.0"],
    ["install_requires=['python-etcd>=0.4.3', 'six']\n", "python-etcd", "0.4.3"],
    ['[[package]]\nname = "etcd3gw"\nversion = "2.7.0"\n', "etcd3gw", "2.7.0"],
    ['{"default": {"etcd3": {"hashes": [], "index": "pypi",\n "version": "==0.12.0"}}}', "etcd3", "0.12.0"],
  ])("%j", (text, name, version) => {
    expect(pinnedIn(text)).toEqual([{ name, version }]);
  });

  it("sees nothing in names that only contain one, and in comments", () => {
    expect(pinnedIn("my-etcd3-tools==1.0\nfoo/etcd3==1\n# etcd3==0.12.0\netcd3x==2\n")).toEqual([]);
  });
});

describe("files that say it", () => {
  let folder = "";
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("are known by their names", () => {
    const names = [
      "requirements.txt",
      "requirements-dev.txt",
      "test-requirements.txt",
      "constraints.txt",
      "pyproject.toml",
      "poetry.lock",
      "Pipfile.lock",
    ];
    expect(names.filter((name) => !isPinFile(name))).toEqual([]);
    expect(["notes.txt", "package.json", "lock.txt"].filter(isPinFile)).toEqual([]);
  });

  it("count for their folder, lock files before the rest", () => {
    folder = mkdtempSync(path.join(tmpdir(), "pins-"));
    mkdirSync(path.join(folder, "svc"));
    const write = (name: string, text: string): string => {
      writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    const files = [
      write("pyproject.toml", 'etcd3 = "*"\n'),
      write("poetry.lock", 'name = "etcd3"\nversion = "0.12.0"\n'),
      write("svc/requirements.txt", "etcd3-py\n"),
    ];
    expect(pinsIn(folder, files)).toEqual([
      { prefix: "etcd3", directory: "", installed: "0.12.0" },
      { prefix: "etcd3-py", directory: "svc", installed: "" },
    ]);
    expect(pinsIn(folder, [path.join(folder, "requirements.txt")])).toEqual([]);
  });
});
