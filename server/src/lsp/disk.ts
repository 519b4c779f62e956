/** What a project of the server needs from the disk. `disk-host.ts` gives it from the host; tests give a fake. Paths are relative, with `/`. */
import type { ConfigProblem } from "../config/document";
import type { Config } from "../config/types";
import type { Skipped, SourceFile } from "../engine/types";
import type { MissingName, PackageRoot } from "../resolve/types";

export interface DiskScan {
  /** Files that can matter. */
  readonly files: readonly SourceFile[];
  readonly skipped: readonly Skipped[];
}

/** Problems of one settings file. */
export interface ConfigFileProblems {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
  readonly problems: readonly ConfigProblem[];
}

export interface Disk {
  /** Walks the whole project. */
  scan(): Promise<DiskScan>;
  /** The file as it is now; undefined when it is gone, left out by settings or ignore files, or cannot matter. */
  read(path: string): Promise<SourceFile | undefined>;
  /** True when ignore files, settings or conventions leave the path out; an open document is treated like a closed one. */
  ignored(path: string): Promise<boolean>;
  /** Files that may declare the missing names. */
  companions(missing: readonly MissingName[]): Promise<readonly SourceFile[]>;
  packageRoots(): Promise<readonly PackageRoot[]>;
  /** Settings of a file, from what the last `reload` read. A broken settings file counts as it was when it was last good. */
  config(path: string): Config;
  /** Reads the settings and ignore files again; `unsaved` has the text of settings files open in the editor, by absolute path. */
  reload(unsaved: ReadonlyMap<string, string>): Promise<void>;
  configProblems(): readonly ConfigFileProblems[];
}

/** True for the names a settings file may have. */
export function isConfigFile(path: string): boolean {
  return /(^|[/\\])\.?etcd-lint\.json$/.test(path);
}
