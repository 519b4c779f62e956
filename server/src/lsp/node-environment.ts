/** The environment of the server that ships: the real engine, disk and clock. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { canMatter, createSession } from "../engine/session";
import { createDisk } from "../host/disk";
import { installationFolder, loadGrammar } from "../host/installation";
import { ownersIn } from "../host/owners";
import { projectFolder } from "../host/paths";
import { createParser } from "../syntax/parser";
import { calibrateFolder } from "./calibration";
import type { Environment } from "./environment";

/** Milliseconds that one parse may take; a file that needs more is said to be skipped. */
const parseMilliseconds = 2000;

export function createEnvironment(): Environment {
  const parser = createParser(loadGrammar);
  return {
    version: installedVersion(),
    createSession: () => createSession(parser),
    createDisk: (root) => createDisk({ root }),
    canMatter,
    readText,
    limits() {
      const end = performance.now() + parseMilliseconds;
      return { shouldStop: () => performance.now() > end };
    },
    now: () => performance.now(),
    looseRoot: (file) => projectFolder(path.dirname(file)),
    ownersIn,
    calibrate: (params) => calibrateFolder(params, new Date().toISOString().slice(0, "2026-01-31".length)),
  };
}

function installedVersion(): string {
  try {
    const manifest: { version?: unknown } = JSON.parse(readFileSync(path.join(installationFolder(), "package.json"), "utf8"));
    return String(manifest.version ?? "");
  } catch {
    return "";
  }
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
