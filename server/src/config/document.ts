/** A parsed settings file: plain data, before it is merged with others. */
import type { PresetName } from "./defaults";
import type { Budget, Profile, Severity } from "./types";

/** Thresholds as set; null takes a limit away. */
export interface ThresholdSettings {
  readonly hideBelow?: number;
  readonly warnAt?: number | null;
  readonly failAt?: number | null;
  readonly budget?: number | null;
  readonly longKeyBytes?: number;
  readonly maxTxnOps?: number;
}

/** Settings for all files, or for those that an override names. */
export interface ConfigPart {
  readonly etcdVersion?: string;
  readonly preset?: PresetName;
  readonly profile: Partial<Profile>;
  /** Line (from 1) that sets each profile value. */
  readonly profileLines: Partial<Readonly<Record<keyof Profile, number>>>;
  readonly prefixes: readonly { readonly prefix: string; readonly profile: Partial<Profile> }[];
  readonly rules: Readonly<Record<string, Severity>>;
  readonly thresholds: ThresholdSettings;
  readonly tests?: "quiet" | "same" | "off";
  readonly autoCompaction?: string;
  readonly locked: readonly string[];
}

/** A budget as a file sets it; without limits it takes away one from another file. */
export type BudgetSetting = Omit<Budget, "base" | "source"> & { readonly line: number };

export interface ConfigDocument extends ConfigPart {
  readonly root: boolean;
  readonly extends: readonly string[];
  readonly ignore: readonly string[];
  readonly budgets: readonly BudgetSetting[];
  readonly overrides: readonly (ConfigPart & { readonly files: readonly string[] })[];
}

/** Something wrong in a settings file, with the UTF-16 range that it is about. */
export interface ConfigProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** An error makes the file unusable; a warning is about one entry, which is left out. */
  readonly severity: "error" | "warning";
}

export interface ParsedConfig {
  /** undefined when any problem is an error. */
  readonly document?: ConfigDocument;
  readonly problems: readonly ConfigProblem[];
}
