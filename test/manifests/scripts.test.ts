import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../server/src/config/defaults";
import { createSession } from "../../server/src/engine/session";
import type { CallRow } from "../../server/src/engine/types";
import { parser } from "../support/parser";

async function calls(path: string, text: string): Promise<readonly CallRow[]> {
  const session = createSession(parser);
  try {
    await session.update({ path, text });
    return session.analyse({ packageRoots: [], config: () => defaultConfig }).calls;
  } finally {
    session.dispose();
  }
}

const brief = ({ operation, key, line, options }: CallRow) => ({ operation, key, line, options });

describe("etcdctl in scripts", () => {
  it("reads commands, flags before and behind the key, and abbreviations", async () => {
    const rows = await calls(
      "backup.sh",
      `#!/bin/sh
etcdctl --endpoints=$HOST get --prefix /jobs/ --limit=5
ETCDCTL_API=3 /usr/local/bin/etcdctl put "/config/$NAME" "$(cat file)"
$ETCDCTL compact "$REVISION"
kubectl exec etcd-0 -- etcdctl defr
etcdctl get a z --keys-only
sudo etcdctl lease grant 60
etcdctl endpoint health
echo etcdctl
`,
    );
    expect(rows.map(({ operation, line }) => [line, operation])).toEqual([
      [2, "range"],
      [3, "put"],
      [4, "compact"],
      [5, "defragment"],
      [6, "range"],
      [7, "lease-grant"],
    ]);
    expect(rows[0]).toMatchObject({ key: "/jobs/", options: { prefix: "--prefix", limit: "5" } });
    expect(rows[1]?.key).toBe("/config/{}");
    expect(rows[4]?.options).toMatchObject({ "keys-only": "--keys-only" });
  });

  it("reads the grammar of version 2 where a script says so", async () => {
    const rows = await calls("old.sh", "export ETCDCTL_API=2\netcdctl ls --recursive /jobs\netcdctl set /jobs/1 x\n");
    expect(rows.map(({ library, operation }) => [library, operation])).toEqual([
      ["etcdctl-v2", "range"],
      ["etcdctl-v2", "put"],
    ]);
  });

  it("reads calls of the JSON gateway, keys in base64", async () => {
    const rows = await calls(
      "probe.sh",
      `# Asks etcd.
curl -L http://localhost:2379/v3/kv/range -X POST -d '{"key": "L2pvYnMv", "range_end": "L2pvYnMw", "limit": 10}'
curl http://localhost:2379/v3beta/kv/put -d "{\\"key\\": \\"$KEY\\"}"
curl http://localhost:8080/health
`,
    );
    expect(rows.map(brief)).toMatchObject([
      { operation: "range", key: "/jobs/", line: 2, options: { limit: "10" } },
      { operation: "put", line: 3 },
    ]);
  });

  it("knows how often a loop that sleeps runs", async () => {
    const [row] = await calls("beat.sh", "while true; do\n  etcdctl put /beat $(date)\n  sleep 2m\ndone\n");
    expect(row?.facts.rate).toMatchObject({ likely: 1 / 120 });
  });

  it("finds calls in manifests, Makefiles and tasks", async () => {
    const manifest = `
apiVersion: batch/v1
kind: CronJob
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: list
              image: quay.io/coreos/etcd:v3.5.21
              command: [etcdctl, get, --prefix, /jobs/]
            - name: compact
              image: quay.io/coreos/etcd:v3.5.21
              command: [sh, -c, "etcdctl compaction $(cat /rev)"]
`;
    expect((await calls("job.yaml", manifest)).map(({ operation }) => operation).sort()).toEqual(["compact", "range"]);
    expect((await calls("Makefile", "list:\n\t@$(ETCDCTL) get --prefix /jobs/\n")).map(({ operation }) => operation)).toEqual(["range"]);
    const tasks = "- name: list\n  shell: etcdctl get / --prefix --keys-only\n  register: keys\n";
    expect((await calls("tasks.yml", tasks)).map(({ operation }) => operation)).toEqual(["range"]);
  });
});
