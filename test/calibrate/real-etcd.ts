/** A real etcd on the loopback interface, for one test. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

/** The binary's version, or undefined where there is none; then the tests that need it are skipped. */
export function installedEtcd(): string | undefined {
  try {
    return /etcd Version: (\S+)/.exec(execFileSync("etcd", ["--version"], { encoding: "utf8" }))?.[1];
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Starts one member and waits for it; it ends with the test. Gives its client address. */
export async function startEtcd(flags: readonly string[] = [], scheme: "http" | "https" = "http"): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "etcd-lint-etcd-"));
  const client = `${scheme}://127.0.0.1:${await freePort()}`;
  const peer = `http://127.0.0.1:${await freePort()}`;
  const member = ["--name", "m", "--data-dir", folder, "--listen-client-urls", client, "--advertise-client-urls", client];
  const cluster = ["--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", `m=${peer}`];
  const server = spawn("etcd", [...member, ...cluster, ...flags], { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  onTestFinished(async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  let log = "";
  await new Promise<void>((resolve, reject) => {
    server.stderr.on("data", (part: Buffer) => {
      log = (log + part.toString("utf8")).slice(-20_000);
      if (/ready to serve client requests|serving client (requests|traffic)|serving insecure client requests/.test(log)) resolve();
    });
    server.once("error", reject);
    server.once("close", () => reject(new Error(`etcd ended: ${log.slice(-2000)}`)));
  });
  return client;
}
