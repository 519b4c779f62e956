/**
 * Lowered files on disk, so that a run parses only what changed since the last one. One pack a project; what a run does not use leaves it. A pack of
 * another build, or one that is damaged, counts as none. Settings are no part of the key: nothing that is kept depends on them.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { deserialize, serialize } from "node:v8";
import type { Summary, SummaryStore } from "../engine/types";
import { installedVersion } from "./installation";

export interface SummaryCache {
  readonly store: SummaryStore;
  /** Writes what this run used, when that differs from what was there. Never throws: a cache that cannot be written is no cache. */
  save(): void;
}

/** Where packs lie when nobody says: the user's folder for caches. */
export function defaultCacheFolder(): string {
  const base = process.env.XDG_CACHE_HOME;
  return path.join(base !== undefined && path.isAbsolute(base) ? base : path.join(homedir(), ".cache"), "etcd-lint");
}

/** The cache of the project at `root` (absolute) in a folder (absolute), which need not be there yet. */
export function openSummaryCache(folder: string, root: string): SummaryCache {
  const build = buildOf();
  const file = path.join(folder, `${digest(root).slice(0, 32)}.pack`);
  const former = readPack(file, build);
  const used = new Map<string, Uint8Array>();
  let isNew = false;
  const store: SummaryStore = {
    get(source, language) {
      const key = keyOf(source.path, source.text, language);
      const bytes = former.get(key);
      const module = bytes && summaryIn(bytes);
      if (!bytes || !module) return undefined;
      used.set(key, bytes);
      return module;
    },
    set(source, language, module) {
      isNew = true;
      used.set(keyOf(source.path, source.text, language), serialize(module));
    },
  };
  return {
    store,
    save() {
      if (!isNew && used.size === former.size) return;
      const temporary = `${file}.${process.pid}`;
      try {
        mkdirSync(folder, { recursive: true });
        const content = serialize(used);
        writeFileSync(temporary, Buffer.concat([header(build, content), content]), { mode: 0o600 });
        renameSync(temporary, file);
      } catch {
        remove(temporary);
      }
    },
  };
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never made.
  }
}

function keyOf(name: string, text: string, language: string): string {
  return digest(`${language}\0${name}\0${text}`);
}

function digest(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

const headerBytes = 64;

/** A digest over build and content, so that a pack of another build and a damaged one are told alike. */
function header(build: string, content: Uint8Array): Buffer {
  return Buffer.from(createHash("sha256").update(build).update("\0").update(content).digest("hex"), "latin1");
}

function readPack(file: string, build: string): ReadonlyMap<string, Uint8Array> {
  try {
    const bytes = readFileSync(file);
    const content = bytes.subarray(headerBytes);
    if (!header(build, content).equals(bytes.subarray(0, headerBytes))) return new Map();
    const entries: unknown = deserialize(content);
    return entries instanceof Map ? entries : new Map();
  } catch {
    return new Map();
  }
}

function summaryIn(bytes: Uint8Array): Summary | undefined {
  try {
    return deserialize(bytes);
  } catch {
    return undefined;
  }
}

/** This very build: another one may lower differently. The serialized form is the runtime's own. */
function buildOf(): string {
  const engine = path.join(__dirname, "engine.cjs");
  const bundle = existsSync(engine) ? digest(readFileSync(engine)) : "sources";
  return `${installedVersion()} ${bundle} v8 ${process.versions.v8}`;
}
