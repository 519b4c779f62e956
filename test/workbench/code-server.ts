/** Starts the real workbench (see install.sh) over a folder, for a browser to look at. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";

export interface CodeServer {
  readonly url: string;
  stop(): Promise<void>;
}

export interface CodeServerOptions {
  /** The cache folder that install.sh printed. */
  readonly installed: string;
  readonly userData: string;
  readonly extensions: string;
}

const startMilliseconds = 60_000;

function entry(installed: string): string {
  return path.join(installed, "node_modules/code-server/out/node/entry.js");
}

/** Installs a VSIX the way a person does. */
export function installExtension(vsix: string, { installed, userData, extensions }: CodeServerOptions): void {
  const args = [entry(installed), "--install-extension", vsix, "--extensions-dir", extensions, "--user-data-dir", userData, "--force"];
  execFileSync(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
}

export async function startCodeServer({ installed, userData, extensions }: CodeServerOptions): Promise<CodeServer> {
  const port = await freePort();
  const args = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--user-data-dir", userData, "--extensions-dir", extensions];
  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override"];
  const server = spawn(process.execPath, [entry(installed), ...args, ...quiet], { stdio: ["ignore", "pipe", "pipe"], detached: true });
  await untilListening(server);
  return { url: `http://127.0.0.1:${port}/`, stop: () => stop(server) };
}

function untilListening(server: ChildProcess): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`code-server did not start in ${startMilliseconds} ms:\n${said}`)), startMilliseconds);
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      if (!said.includes("HTTP server listening")) return;
      clearTimeout(timer);
      resolve();
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`code-server ended with ${code}:\n${said}`));
    });
  });
}

/** Ends the server with its children: it forks, and the extension host is a process of its own. */
function stop(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.pid === undefined) return resolve();
    server.once("exit", () => resolve());
    process.kill(-server.pid, "SIGTERM");
    setTimeout(() => {
      if (server.exitCode === null && server.pid !== undefined) process.kill(-server.pid, "SIGKILL");
    }, 5000).unref();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}
