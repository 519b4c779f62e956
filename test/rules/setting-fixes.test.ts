import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../server/src/config/defaults";
import { createSession } from "../../server/src/engine/session";
import { lineIndex, offsetAt } from "../../server/src/text/span";
import { parser } from "../support/parser";

/** The text after the fix of the rule's first finding. */
async function fixed(rule: string, path: string, text: string): Promise<string | undefined> {
  const session = createSession(parser);
  await session.update({ path, text });
  const { findings } = session.analyse({ packageRoots: [], config: () => defaultConfig });
  session.dispose();
  const fix = findings.find((finding) => finding.rule === rule)?.fixes[0];
  if (!fix) return undefined;
  const index = lineIndex(text);
  const at = (line: number, column: number) => offsetAt(index, { line: line - 1, column: column - 1 });
  // From the end, so that places stay where they are; of equal places the first comes first.
  return [...fix.edits]
    .map((edit, order) => ({ edit, order, start: at(edit.range.line, edit.range.column) }))
    .sort((a, b) => b.start - a.start || b.order - a.order)
    .reduce((now, { edit, start }) => now.slice(0, start) + edit.text + now.slice(at(edit.range.endLine, edit.range.endColumn)), text);
}

describe("fixes of server settings, in the file's own style", () => {
  it("adds an item to a list of arguments", async () => {
    const pod = (last: string) => `spec:
  containers:
    - name: etcd
      image: quay.io/coreos/etcd:v3.5.21
      command:
        - etcd
        - --data-dir=/data${last}
`;
    expect(await fixed("missing-compaction", "pod.yaml", pod(""))).toBe(pod("\n        - --auto-compaction-retention=1h"));
  });

  it("adds a word to a list in brackets", async () => {
    const before = 'services:\n  etcd:\n    image: quay.io/coreos/etcd:v3.5.21\n    command: ["etcd", "--data-dir=/data"]\n';
    expect(await fixed("missing-compaction", "compose.yml", before)).toBe(
      before.replace('"--data-dir=/data"', '"--data-dir=/data", "--auto-compaction-retention=1h"'),
    );
  });

  it("adds a variable to an environment", async () => {
    const before = 'services:\n  etcd:\n    image: quay.io/coreos/etcd:v3.5.21\n    environment:\n      ETCD_DATA_DIR: "/data"\n';
    expect(await fixed("missing-compaction", "compose.yml", before)).toBe(
      before.replace('      ETCD_DATA_DIR: "/data"', '      ETCD_AUTO_COMPACTION_RETENTION: "1h"\n      ETCD_DATA_DIR: "/data"'),
    );
  });

  it("adds keys to a configuration file, with the mode that it needs up to 3.5", async () => {
    const before = "name: node1\nlisten-client-urls: http://etcd:2379\n";
    expect(await fixed("missing-compaction", "etcd.conf.yml", before)).toBe(
      `auto-compaction-mode: periodic\nauto-compaction-retention: 1h\n${before}`,
    );
  });

  it("adds a flag to a unit and a line to an environment file", async () => {
    const unit = "[Service]\nExecStart=/usr/bin/etcd --data-dir=/var/lib/etcd\n";
    expect(await fixed("missing-compaction", "etcd.service", unit)).toBe(
      "[Service]\nExecStart=/usr/bin/etcd --data-dir=/var/lib/etcd \\\n  --auto-compaction-retention=1h\n",
    );
    const env = "ETCD_DATA_DIR=/var/lib/etcd\nETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379\n";
    expect(await fixed("missing-compaction", "etcd.env", env)).toBe(`ETCD_AUTO_COMPACTION_RETENTION=1h\n${env}`);
  });

  it("replaces a value, whatever quotes it", async () => {
    const compose = (value: string) =>
      `services:\n  etcd:\n    image: quay.io/coreos/etcd:v3.5.21\n    command: etcd --auto-compaction-retention=${value}\n`;
    expect(await fixed("missing-compaction", "compose.yml", compose("0"))).toBe(compose("1h"));
    const helm = (value: string) => `etcd:\n  autoCompactionMode: revision\n  autoCompactionRetention: "${value}"\n`;
    expect(await fixed("missing-compaction", "values.yaml", helm("0"))).toBe(helm("10000"));
    const count = (value: string) => `ETCD_DATA_DIR=/d\nETCD_AUTO_COMPACTION_RETENTION=1\nETCD_SNAPSHOT_COUNT="${value}"\n`;
    expect(await fixed("snapshot-count", "etcd.env", count("100000"))).toBe(count("10000"));
  });

  it("raises a version that stands alone", async () => {
    const compose = (tag: string) =>
      `services:\n  etcd:\n    image: quay.io/coreos/etcd:${tag}\n    command: etcd --auto-compaction-retention=1\n`;
    expect(await fixed("buggy-version", "compose.yml", compose("v3.5.4"))).toBe(compose("v3.5.17"));
  });
});
