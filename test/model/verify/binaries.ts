/** The programs the verification needs: an etcd server of each line and the load client, from the machine or built into the cache. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import type { VersionLine } from "../../../server/src/model";

export type Line = Exclude<VersionLine, "3.3">;
export const LINES: readonly Line[] = ["3.4", "3.5", "3.6", "3.7"];

export interface ServerBinary {
  readonly line: Line;
  readonly path: string;
  /** As the server says it, e.g. `3.5.33`. */
  readonly version: string;
  /** Go release it was built with, e.g. `go1.26.8`. */
  readonly go: string;
}

/** `skipped` says why a line cannot be tried here. */
export type Found = ServerBinary | { readonly line: Line; readonly skipped: string };

const here = path.resolve("test/model/verify");

export function cacheFolder(): string {
  const folder = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "etcd-lint", "model");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The server of a line: 3.4 as Debian packs it, later lines from their Go modules. Builds where `build` allows it, the cache has none and the deadline is far. */
export function serverOf(line: Line, build: boolean, deadline: number): Found {
  try {
    const file = line === "3.4" ? debianServer(build) : builtFrom(path.join(here, "servers", line), `etcd-${line}`, build, deadline);
    return typeof file === "string" ? described(line, file) : { line, ...file };
  } catch (error) {
    return { line, skipped: reasonOf(error) };
  }
}

/** The load client, or why there is none. */
export function loadClient(build: boolean, deadline: number): string | { readonly skipped: string } {
  try {
    return builtFrom(path.join(here, "load"), "load", build, deadline);
  } catch (error) {
    return { skipped: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n").slice(0, 2).join(" ");
}

function described(line: Line, file: string): Found {
  const text = execFileSync(file, ["--version"], { encoding: "utf8" });
  const version = /etcd Version: (\S+)/.exec(text)?.[1];
  const go = /Go Version: (\S+)/.exec(text)?.[1] ?? "unknown";
  if (version === undefined || !version.startsWith(`${line}.`)) return { line, skipped: `${file} is not an etcd ${line}` };
  return { line, path: file, version, go };
}

/** Milliseconds under which building a server is not begun. */
const BUILD_AND_RUN = 60_000;

/** Builds a Go module of ours; the name in the cache carries a digest of its sources, so that a changed pin is built again. */
function builtFrom(folder: string, name: string, build: boolean, deadline: number): string | { readonly skipped: string } {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(path.join(folder, file)));
  const target = path.join(cacheFolder(), `${name}-${hash.digest("hex").slice(0, 12)}`);
  if (existsSync(target)) return target;
  if (!build) return { skipped: "not in the cache, and building was not asked for" };
  try {
    execFileSync("go", ["version"], { stdio: "ignore" });
  } catch {
    return { skipped: "Go is not installed" };
  }
  const timeout = Math.min(600_000, deadline - Date.now());
  if (timeout < BUILD_AND_RUN) return { skipped: "not in the cache, and too little time is left to build it" };
  console.log(`building ${path.relative(".", folder)} ...`);
  execFileSync("go", ["build", "-trimpath", "-o", `${target}.new`, "."], { cwd: folder, stdio: ["ignore", "ignore", "pipe"], timeout });
  renameSync(`${target}.new`, target);
  return target;
}

/** An etcd 3.4 on the PATH, else the program out of Debian's package, unpacked into the cache and not installed. */
function debianServer(build: boolean): string | { readonly skipped: string } {
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(folder, "etcd");
    if (existsSync(file) && /etcd Version: 3\.4\./.test(execFileSync(file, ["--version"], { encoding: "utf8" }))) return file;
  }
  const target = path.join(cacheFolder(), "etcd-3.4-debian");
  if (existsSync(target)) return target;
  if (!build) return { skipped: "not in the cache, and downloading was not asked for" };
  const folder = mkdtempSync(path.join(tmpdir(), "etcd-lint-deb-"));
  try {
    execFileSync("apt-get", ["download", "-qq", "etcd-server"], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    const [deb] = readdirSync(folder);
    if (deb === undefined) return { skipped: "apt-get download gave nothing" };
    execFileSync("dpkg-deb", ["-x", deb, "x"], { cwd: folder });
    execFileSync("cp", [path.join(folder, "x/usr/bin/etcd"), `${target}.new`]);
    renameSync(`${target}.new`, target);
    return target;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
