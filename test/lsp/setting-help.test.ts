import { describe, expect, it } from "vitest";
import { settingCompletions, settingHover } from "../../server/src/lsp/setting-help";

const configuration = `name: node1
listen-client-urls: http://0.0.0.0:2379
snapshot-count: 100000
auto-compaction-retention:
`;

const at = (text: string, needle: string, plus = 0) => {
  const before = text.slice(0, text.indexOf(needle) + plus).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
};
const words = (text: string, path: string, needle: string) => {
  const contents = settingHover(text, path, at(text, needle, 1))?.contents;
  return typeof contents === "object" && "value" in contents ? contents.value : undefined;
};

describe("hover", () => {
  it("says what a setting does and its default by version, at its name and its value", () => {
    for (const needle of ["snapshot-count", "100000"]) {
      expect(words(configuration, "etcd.conf.yml", needle)).toContain("3.5 `100000`, 3.6 `10000`");
    }
    expect(words(configuration, "etcd.conf.yml", "listen-client")).toBeUndefined();
  });

  it("knows flags and variables in other files, and the version beside them", () => {
    const compose = `services:
  etcd:
    image: quay.io/coreos/etcd:v3.6.10
    command: etcd --snapshot-count=5000
    environment:
      ETCD_QUOTA_BACKEND_BYTES: "0"
`;
    expect(words(compose, "compose.yml", "--snapshot-count")).toContain("Default in 3.6.10: `10000`");
    expect(words(compose, "compose.yml", "ETCD_QUOTA")).toContain("NOSPACE");
    expect(words("snapshot-count: 1\n", "other.yml", "snapshot")).toBeUndefined();
  });
});

describe("completion", () => {
  const labels = (text: string, path: string, position: { line: number; character: number }) =>
    settingCompletions(text, path, position).map(({ label, insertText }) => [label, insertText]);

  it("gives names that are not there yet", () => {
    const names = labels(`${configuration}q`, "etcd.conf.yml", { line: 4, character: 1 }).map(([label]) => label);
    expect(names).toContain("quota-backend-bytes");
    expect(names).not.toContain("snapshot-count");
  });

  it("gives values, a retention as the string that etcd wants", () => {
    const values = labels(configuration, "etcd.conf.yml", at(configuration, "retention:", 10));
    expect(values).toEqual([
      ["1h", "1h"],
      ["8h", "8h"],
      ["10000", '"10000"'],
    ]);
  });

  it("is silent in files of others", () => {
    expect(labels("replicas: 1\ns\n", "values.yaml", { line: 1, character: 1 })).toEqual([]);
    expect(labels(configuration, "etcd.sh", { line: 3, character: 0 })).toEqual([]);
  });
});
