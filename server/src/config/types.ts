/** The resolved configuration of one file: plain data, every field present. `config/schema.ts` is the one definition it is parsed from. */

export type Severity = "off" | "info" | "warning" | "error";

/** The load a project is expected to see, where the code does not say it. Bytes, entries, per second, hours. */
export interface Profile {
  readonly keysUnderPrefix: number;
  readonly keysTotal: number;
  readonly keyBytes: number;
  readonly valueBytes: number;
  /** Bytes of one element of a collection of unknown size, and how many elements it has. */
  readonly collectionEntries: number;
  readonly stringBytes: number;
  readonly fileBytes: number;
  readonly requestBodyBytes: number;
  readonly requestsPerSecond: number;
  readonly eventsPerSecond: number;
  readonly concurrentRequests: number;
  readonly connections: number;
  readonly members: number;
  readonly hoursKept: number;
  readonly tls: boolean;
}

/** Which profile values a person set (by file or comment), and where; the rest are the preset's. */
export interface ProfileSources {
  readonly preset: "small" | "medium" | "large";
  readonly set: Partial<Readonly<Record<keyof Profile, string>>>;
}

export interface Thresholds {
  /** Bytes. Estimates under `hideBelow` are not shown; over `warnAt` they warn; over `failAt` they are errors. undefined = no limit. */
  readonly hideBelow: number;
  readonly warnAt?: number;
  readonly failAt?: number;
  /** Bytes that all findings of the run may cost together; passing it ends the run with exit code 3. */
  readonly budget?: number;
  /** Key length in bytes from which `long-key` speaks. */
  readonly longKeyBytes: number;
  readonly maxTxnOps: number;
}

/** A limit on what findings cost together, in bytes of the likely cost; bytes an hour for `growth`. */
export interface Budget {
  readonly scope: "total" | "growth" | "finding" | "component" | "files" | "owner";
  /** Component, glob or owner; empty for the scopes that have no parts. */
  readonly name: string;
  /** Folder that the glob starts from. */
  readonly base: string;
  readonly max?: number;
  /** How much may be added to what is compared with: bytes, and a share of the former cost. */
  readonly increase?: number;
  readonly increaseShare?: number;
  /** Where it is set: `etcd-lint.json:12`. */
  readonly source: string;
}

export interface Config {
  /** `3.4`, `3.5.9` ... */
  readonly etcdVersion: string;
  readonly etcdVersionSource: "config" | "project" | "default";
  readonly profile: Profile;
  readonly profileSources: ProfileSources;
  /** Per prefix of keys: overrides of the profile for keys that start with it. */
  readonly prefixes: readonly { readonly prefix: string; readonly profile: Partial<Profile> }[];
  readonly rules: Readonly<Record<string, Severity>>;
  readonly thresholds: Thresholds;
  /** Globs of files left out, relative to the folder of the file that says them. */
  readonly ignore: readonly { readonly base: string; readonly glob: string }[];
  /** `off` leaves test code out; `quiet` lowers findings in it to information and drops them under `warnAt`; `same` treats it as other code. */
  readonly tests: "quiet" | "same" | "off";
  /** What is known of the server outside the code. */
  readonly server: { readonly autoCompaction?: string };
  /** What findings may cost together, by part of the run. */
  readonly budgets: readonly Budget[];
  /** Rules that comments cannot disable. */
  readonly locked: readonly string[];
  /** Config files that took part, nearest first (project relative). */
  readonly files: readonly string[];
}
