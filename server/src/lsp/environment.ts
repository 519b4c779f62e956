/** Everything outside of the protocol that the server is given: engine, disk, clock. Tests give their own. */
import type { Session } from "../engine/session";
import type { Disk } from "../host/disk";
import type { ParseLimits } from "../syntax/parser";
import type { CalibrateAnswer, CalibrateParams } from "./protocol";

export interface Environment {
  readonly version: string;
  createSession(): Session;
  createDisk(root: string): Disk;
  /** True when a text of this language may use an etcd client. */
  canMatter(text: string, languageId: string, path: string): boolean;
  /** Text of a file (absolute) on disk; undefined when it cannot be read. */
  readText(file: string): string | undefined;
  limits(): ParseLimits;
  now(): number;
  /** Project folder of a document outside every workspace folder. */
  looseRoot(file: string): string;
  /** Owners of files (absolute) of a project, for budgets by owner; left out where nothing can read them. */
  ownersIn?(root: string): (file: string) => readonly string[];
  /** Reads the etcd that a person named; the only use of the network. */
  calibrate(params: CalibrateParams): Promise<CalibrateAnswer>;
}
