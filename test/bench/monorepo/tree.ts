/** A generated monorepo: services in Go, TypeScript and Python, most of them without etcd. The same numbers give the same tree. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface TreeSize {
  /** All files together. */
  readonly files: number;
  /** Of a hundred packages, those that call etcd. */
  readonly percent: number;
}

/** Files of one package: enough that the tree has thousands of packages. */
const filesPerPackage = 50;

type Kind = "go" | "ts" | "py";

/** Writes the tree and gives its numbers of files and of packages with etcd. */
export function generateTree(root: string, { files, percent }: TreeSize): { readonly files: number; readonly withEtcd: number } {
  const packages = Math.ceil(files / filesPerPackage);
  let written = 0;
  let withEtcd = 0;
  for (let at = 0; at < packages; at += 1) {
    const kind: Kind = (["go", "ts", "py"] as const)[at % 3] ?? "go";
    const usesEtcd = (at * 37) % 100 < percent;
    if (usesEtcd) withEtcd += 1;
    const texts = packageFiles(kind, at, usesEtcd, Math.min(filesPerPackage, files - written));
    for (const [name, text] of Object.entries(texts)) {
      const file = path.join(root, `team${at % 40}`, `service${at}`, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
      written += 1;
    }
  }
  return { files: written, withEtcd };
}

function packageFiles(kind: Kind, at: number, usesEtcd: boolean, count: number): Readonly<Record<string, string>> {
  const manifest = kind === "go" ? "go.mod" : kind === "ts" ? "package.json" : "pyproject.toml";
  const text = kind === "go" ? `module example.com/service${at}\n\ngo 1.22\n` : kind === "ts" ? `{ "name": "@mono/service${at}" }\n` : "";
  const files: Record<string, string> = { [manifest]: text };
  if (usesEtcd) files[`store/store.${kind}`] = etcdFile[kind](at);
  if (usesEtcd && at % 2 === 0) files[`deploy/etcd.yaml`] = deployment(at);
  for (let n = 0; Object.keys(files).length < count; n += 1) files[`lib${n % 7}/part${n}.${kind}`] = plainFile[kind](at, n);
  return files;
}

const etcdFile: Readonly<Record<Kind, (at: number) => string>> = {
  go: (at) => `package store

import (
	"context"
	"strings"
	"time"

	clientv3 "go.etcd.io/etcd/client/v3"
)

var state = strings.Repeat("x", ${(at % 9) + 1}*256*1024)

func Report(ctx context.Context, cli *clientv3.Client) {
	for range time.Tick(5 * time.Second) {
		cli.Put(ctx, "/service${at}/status", state)
	}
}

func All(ctx context.Context, cli *clientv3.Client) (*clientv3.GetResponse, error) {
	return cli.Get(ctx, "/service${at}/items/", clientv3.WithPrefix())
}
`,
  ts: (at) => `import { Etcd3 } from "etcd3";

const client = new Etcd3();

export async function all() {
  return client.getAll().prefix("/service${at}/items/").strings();
}

export function start() {
  setInterval(() => client.put("/service${at}/status").value("x".repeat(${(at % 9) + 1} * 256 * 1024)), 5000);
}
`,
  py: (at) => `import time
import etcd3

client = etcd3.client()


def report():
    while True:
        client.put("/service${at}/status", "x" * (${(at % 9) + 1} * 256 * 1024))
        time.sleep(5)


def everything():
    return list(client.get_prefix("/service${at}/items/"))
`,
};

const plainFile: Readonly<Record<Kind, (at: number, n: number) => string>> = {
  go: (at, n) =>
    `package lib${n % 7}\n\nimport "fmt"\n\n${lines(40, (i) => `// Step${n}x${i} of service ${at}.\nfunc Step${n}x${i}(a int) string {\n\treturn fmt.Sprintf("%d of ${at}", a+${i})\n}\n`)}`,
  ts: (at, n) =>
    `import { readFile } from "node:fs/promises";\n\n${lines(40, (i) => `export async function step${n}x${i}(a: string): Promise<number> {\n  return (await readFile(a)).length + ${at + i};\n}\n`)}`,
  py: (at, n) =>
    `import json\n\n\n${lines(40, (i) => `def step${n}x${i}(a):\n    """Step ${i} of service ${at}."""\n    return json.dumps({"a": a, "n": ${i}})\n\n`)}`,
};

function lines(count: number, line: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => line(at)).join("\n");
}

function deployment(at: number): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: etcd-${at}
spec:
  containers:
    - name: etcd
      image: quay.io/coreos/etcd:v3.5.9
      command: ["etcd", "--name=etcd-${at}", "--data-dir=/var/lib/etcd", "--listen-client-urls=http://0.0.0.0:2379", "--advertise-client-urls=http://etcd-${at}:2379"]
`;
}
