/** The server under an editor: a thousand edits in a file of two thousand lines, a hover now and then, its memory before and after. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { Client, pulling } from "../lsp/support/client";
import { quantile } from "./measure";

export interface ServerFigures {
  readonly diagnosticsP50: number;
  readonly diagnosticsP95: number;
  readonly hoverP95: number;
  /** Bytes of resident memory after the first hundred edits, and by how much it grew until the last one; undefined where /proc has no say. */
  readonly resident?: number;
  readonly grown?: number;
}

const edits = 1_000;
const warmUp = 100;

/** A Go file with a costly call in every function of every thirty lines. */
function program(lines: number): string {
  const head = ["package store", "", "import (", '\t"context"', "", '\tclientv3 "go.etcd.io/etcd/client/v3"', ")", ""];
  const body: string[] = [];
  for (let at = 0; head.length + body.length < lines; at += 1) {
    body.push(`// List${at} reads everything under a prefix.`, `func List${at}(ctx context.Context, kv clientv3.KV) (int, error) {`);
    body.push(`\tresp, err := kv.Get(ctx, "/jobs/${at}/", clientv3.WithPrefix())`, "\tif err != nil {", "\t\treturn 0, err", "\t}");
    body.push("\ttotal := 0", "\tfor _, kv := range resp.Kvs {", "\t\ttotal += len(kv.Value)", "\t}");
    for (let step = 0; step < 14; step += 1) body.push(`\ttotal = total*${step + 2} + len("${at}-${step}")`);
    body.push("\treturn total, nil", "}", "");
  }
  return `${[...head, ...body].join("\n")}\n`;
}

/** Types into the file, one character at a time, and waits for the diagnostics of each version. The debounce is set to nothing. */
export async function measureServer(server: string): Promise<ServerFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), "etcd-lint-bench-"));
  const file = path.join(folder, "store.go");
  const text = program(2_000);
  writeFileSync(file, text);
  const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  const client = await Client.start(
    connection,
    { folders: [folder], capabilities: pulling, configuration: () => ({ delay: 0 }) },
    async () => void child.kill(),
  );
  try {
    const uri = await client.open(file, text);
    await client.pull(uri);
    return await type(client, uri, text, () => residentBytes(child.pid));
  } finally {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function type(client: Client, uri: string, text: string, resident: () => number | undefined): Promise<ServerFigures> {
  const line = text.split("\n").findIndex((one) => one.includes('len("20-3")'));
  const call = text.split("\n").findIndex((one) => one.includes('"/jobs/20/"'));
  const diagnostics: number[] = [];
  const hovers: number[] = [];
  let before: number | undefined;
  for (let edit = 0; edit < edits; edit += 1) {
    // A word is typed behind the statement and deleted again, so that the file keeps its length.
    const typed = edit % 20;
    const column = (text.split("\n")[line] ?? "").length + (typed < 10 ? typed : 20 - typed);
    const at = { line, character: column };
    const change =
      typed < 10
        ? { range: { start: at, end: at }, text: typed === 0 ? " " : "x" }
        : { range: { start: { line, character: column - 1 }, end: at }, text: "" };
    await client.change(uri, change);
    diagnostics.push(await milliseconds(() => client.pull(uri)));
    if (edit % 50 === 49) hovers.push(await milliseconds(() => client.hover(uri, { line: call, character: 18 })));
    if (edit === warmUp) before = resident();
  }
  const after = resident();
  return {
    diagnosticsP50: quantile(diagnostics.slice(warmUp), 0.5),
    diagnosticsP95: quantile(diagnostics.slice(warmUp), 0.95),
    hoverP95: quantile(hovers, 0.95),
    ...(before === undefined || after === undefined ? {} : { resident: before, grown: after - before }),
  };
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function residentBytes(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
