/** A server's environment without engine and disk: a finding for every line that says `COSTLY`, a crash for every text that says `CRASH`. */
import { defaultConfig } from "../../../server/src/config/defaults";
import type { Session } from "../../../server/src/engine/session";
import type { Finding, SourceFile } from "../../../server/src/engine/types";
import type { Disk } from "../../../server/src/host/disk";
import type { Environment } from "../../../server/src/lsp/environment";
import { finding } from "./findings";

export interface Fake {
  readonly environment: Environment;
  /** Files on the fake disk, by path relative to any root. */
  readonly disk: Map<string, string>;
  /** Texts in the order in which they were analysed. */
  readonly edited: string[];
  /** Set to make `analyse` throw. */
  broken: boolean;
  /** Set to change what is said of every file, whatever its text. */
  everywhere: boolean;
  /** Set to hold the next edits back until it resolves. */
  gate: Promise<void> | undefined;
}

export function fake(): Fake {
  const disk = new Map<string, string>();
  const edited: string[] = [];
  const state: Fake = {
    disk,
    edited,
    broken: false,
    everywhere: false,
    gate: undefined,
    environment: {
      version: "0",
      createSession: () => session(state),
      createDisk: () => fakeDisk(disk),
      canMatter: (text) => text.includes("etcd"),
      readText: () => undefined,
      limits: () => ({}),
      now: () => 0,
      calibrate: () => Promise.resolve({ kind: "failed", problem: "no network here" }),
      looseRoot: (file) => file.slice(0, file.lastIndexOf("/")),
    },
  };
  return state;
}

function session(state: Fake): Session {
  const files = new Map<string, SourceFile>();
  const keep = async (file: SourceFile): Promise<void> => {
    await state.gate;
    state.edited.push(file.text);
    if (file.text.includes("CRASH")) throw new Error(`crashed on ${file.path}`);
    files.set(file.path, file);
  };
  return {
    update: keep,
    edit: keep,
    close: () => undefined,
    remove: (path) => void files.delete(path),
    has: (path) => files.has(path),
    get paths() {
      return [...files.keys()];
    },
    missing: () => [],
    analyse() {
      if (state.broken) throw new Error("analyse broke");
      return { findings: [...files.values()].flatMap((file) => findingsOf(file, state.everywhere)), calls: [], inventory: [], skipped: [] };
    },
    skipped: [],
    dispose: () => files.clear(),
  };
}

function findingsOf({ path, text }: SourceFile, everywhere: boolean): Finding[] {
  return text.split("\n").flatMap((line, at) => {
    const column = line.indexOf("COSTLY");
    if (column < 0) return [];
    const place = { line: at + 1, column: column + 1, endLine: at + 1, endColumn: column + 7 };
    return [
      finding({
        ...place,
        file: path,
        fingerprint: `${path}:${at}`,
        holder: { name: "f", line: 1 },
        ...(everywhere ? { message: "everywhere" } : {}),
      }),
    ];
  });
}

function fakeDisk(files: ReadonlyMap<string, string>): Disk {
  const all = (): SourceFile[] => [...files].map(([path, text]) => ({ path, text }));
  return {
    scan: async () => ({ files: all().filter(({ text }) => text.includes("etcd")), skipped: [], seen: files.size }),
    readNamed: async () => ({ files: [], skipped: [], seen: 0 }),
    read: async (path) => all().find((file) => file.path === path),
    ignored: async () => false,
    companions: async () => [],
    mayUse: () => false,
    packageRoots: async () => [],
    config: () => defaultConfig,
    reload: async () => undefined,
    configProblems: () => [],
  };
}
