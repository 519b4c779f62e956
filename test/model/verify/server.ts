/** etcd servers on loopback in temporary folders. Whatever is started is stopped when this process ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ServerBinary } from "./binaries";

export interface ServerOptions {
  readonly snapshotCount?: number;
  readonly maxRequestBytes?: number;
  readonly tls?: boolean;
  readonly v2?: boolean;
  /** Default 1. */
  readonly members?: number;
}

export interface Member {
  readonly client: string;
  readonly pid: () => number;
}

export interface Cluster {
  readonly members: readonly Member[];
  /** Stops and starts every member on its data. */
  restart(): Promise<void>;
  /** Stops the members and copies the data of the first one. */
  saveTo(folder: string): Promise<void>;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();

function stopAll(): void {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
process.on("exit", stopAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => process.exit(130));
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "etcd-lint-model-"));
  folders.add(folder);
  return folder;
}

/** Bytes of an answer of the server's HTTP side; the connection is closed, so that it costs the server nothing afterwards. */
export function get(url: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const client = url.startsWith("https:") ? https : http;
    // The certificate is signed by the server itself (--auto-tls); it listens on loopback only.
    const request = client.get(url, { agent: false, rejectUnauthorized: false, timeout: 60_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        response.statusCode === 200 ? resolve(Buffer.concat(chunks)) : reject(new Error(`${url}: ${response.statusCode}`)),
      );
      response.on("error", reject);
    });
    request.on("timeout", () => request.destroy(new Error(`${url}: no answer`)));
    request.on("error", reject);
  });
}

export async function startCluster(binary: ServerBinary, options: ServerOptions, dataFrom?: string): Promise<Cluster> {
  const count = options.members ?? 1;
  const folder = temporaryFolder();
  const ports = await freePorts(count * 2);
  const scheme = options.tls === true ? "https" : "http";
  const plans = Array.from({ length: count }, (_, i) => ({
    name: `m${i}`,
    client: `${scheme}://127.0.0.1:${ports[2 * i]}`,
    peer: `http://127.0.0.1:${ports[2 * i + 1]}`,
    data: path.join(folder, `m${i}`),
  }));
  if (dataFrom !== undefined && plans[0] !== undefined) cpSync(dataFrom, plans[0].data, { recursive: true });
  const cluster = plans.map((plan) => `${plan.name}=${plan.peer}`).join(",");
  let children: ChildProcess[] = [];

  const start = async () => {
    children = plans.map((plan) => {
      const args = [
        ...["--name", plan.name, "--data-dir", plan.data, "--listen-client-urls", plan.client, "--advertise-client-urls", plan.client],
        ...["--listen-peer-urls", plan.peer, "--initial-advertise-peer-urls", plan.peer, "--initial-cluster", cluster],
        ...[
          "--enable-pprof",
          "--logger",
          "zap",
          "--log-level",
          "error",
          "--quota-backend-bytes",
          String(8 * 2 ** 30),
          "--max-txn-ops",
          "1000",
        ],
        ...(options.snapshotCount === undefined ? [] : ["--snapshot-count", String(options.snapshotCount)]),
        ...(options.maxRequestBytes === undefined ? [] : ["--max-request-bytes", String(options.maxRequestBytes)]),
        ...(options.tls === true ? ["--auto-tls"] : []),
        ...(options.v2 === true ? ["--enable-v2"] : []),
      ];
      const child = spawn(binary.path, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, GOGC: "100", GODEBUG: "" } });
      child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        if (process.env.VERIFY_LOG !== undefined) process.stderr.write(text);
      });
      running.add(child);
      child.on("exit", () => running.delete(child));
      return child;
    });
    for (const plan of plans) await healthy(plan.client, children);
  };
  const halt = async () => {
    await Promise.all(
      children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGTERM");
        const hard = setTimeout(() => child.kill("SIGKILL"), 20_000);
        await gone;
        clearTimeout(hard);
      }),
    );
  };

  await start();
  return {
    members: plans.map((plan, i) => ({ client: plan.client, pid: () => children[i]?.pid ?? 0 })),
    restart: async () => {
      await halt();
      await start();
    },
    saveTo: async (target) => {
      await halt();
      cpSync(plans[0]?.data ?? folder, target, { recursive: true });
    },
    stop: async () => {
      await halt();
      rmSync(folder, { recursive: true, force: true });
      folders.delete(folder);
    },
  };
}

async function healthy(client: string, children: readonly ChildProcess[]): Promise<void> {
  const until = Date.now() + 120_000;
  while (Date.now() < until) {
    if (children.some((child) => child.exitCode !== null)) throw new Error("etcd stopped while starting; VERIFY_LOG=1 shows why");
    const answer = await get(`${client}/health`).catch(() => undefined);
    if (answer?.includes('"true"')) return;
    await sleep(100);
  }
  throw new Error(`${client} is not healthy after two minutes`);
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<net.Server>((resolve, reject) => {
          const server = net.createServer();
          server.once("error", reject);
          server.listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  return Promise.all(
    servers.map((server) => {
      const address = server.address();
      return new Promise<number>((resolve) =>
        server.close(() => resolve(address !== null && typeof address === "object" ? address.port : 0)),
      );
    }),
  );
}
