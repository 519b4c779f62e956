/** The Node API of etcd-lint. The shape of `Report` is that of `etcd-lint --format json`, version 1: schema/report.schema.json. */

/** Whole bytes; null stands for a number without a bound. */
export type Bytes = number | null;

/** By the documents' formula, and what real servers showed for the low, likely and high ends of the inputs. */
export interface Cost {
  document: Bytes;
  low: Bytes;
  likely: Bytes;
  high: Bytes;
}

export type Severity = "info" | "warning" | "error";

/** A place; lines and columns start at 1, columns count UTF-16 units. `file` is relative to the folder of the run, with `/`. */
export interface RelatedPlace {
  file: string;
  line: number;
  column: number;
  message: string;
}

export interface Component extends Cost {
  component: string;
  formula: string;
  count: number | null;
  bytesEach: number | null;
}

export interface Assumption {
  name: string;
  value: number | null;
  unit: string;
  /** known: the code says it; partly: some input assumed; assumed: from the profile or a default. */
  basis: "known" | "partly" | "assumed";
  source: string;
}

export interface Estimate extends Cost {
  /** retained stays until something frees it, transient lives as long as a request, growing rises per hour up to a ceiling. */
  kind: "retained" | "transient" | "growing";
  perHour?: Bytes;
  ceiling?: Bytes;
  components: Component[];
  assumptions: Assumption[];
}

export interface Finding {
  rule: string;
  severity: Severity;
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  message: string;
  call?: { library: string; operation: string };
  estimate?: Estimate;
  related: readonly RelatedPlace[];
  fixable: boolean;
  /** Stays the same when lines move. */
  fingerprint: string;
}

/** A budget of the settings that the findings pass. */
export interface Overrun {
  what: string;
  cost: Bytes;
  limit: Bytes;
  /** Where the limit is set. */
  source: string;
  findings: number;
  /** The line that costs most of it. */
  dearest?: { file: string; line: number; column: number; rule: string; cost: Bytes };
}

export interface Summary {
  files: number;
  analysed: number;
  skipped: number;
  findings: number;
  errors: number;
  warnings: number;
  infos: number;
  total: Cost;
  budget?: Bytes;
  overBudget?: boolean;
  overruns?: Overrun[];
  /** What a baseline or a former revision knew, and is not shown. */
  known?: { name: string; findings: number; stale: readonly string[] };
  /** The run was ended early: files analysed, of those that matter. */
  partial?: { analysed: number; of: number };
  notes?: readonly string[];
}

export interface Report {
  version: 1;
  findings: Finding[];
  summary: Summary;
  /** Files that could matter and could not be analysed. */
  skipped: { file: string; reason: string }[];
}

export interface LintOptions {
  /** Folder that paths start from; the working folder by default. */
  cwd?: string;
  /** Use this settings file and no other. */
  config?: string;
  /** Version of the etcd server, as in "3.5" or "3.4-3.6", over every settings file. */
  etcdVersion?: string;
  /** Severities of rules, over every settings file. */
  rules?: Readonly<Record<string, Severity | "off">>;
  /** Folder in which parsed files are kept for the next run; true = the user's cache folder. */
  cache?: string | true;
  /** Leave out the findings that this file knows. */
  baseline?: string;
  /** Only what is new since the branch left this revision. */
  since?: string;
  /** Ends the run early: what was read so far is analysed, and `summary.partial` is set. */
  signal?: AbortSignal;
}

export type FormatName =
  | "stylish"
  | "unix"
  | "json"
  | "jsonl"
  | "sarif"
  | "github"
  | "gitlab"
  | "junit"
  | "checkstyle"
  | "rdjson"
  | "markdown"
  | "html"
  | "agent";

/** A path that is not there, broken settings, no git where it is needed: what makes the command line exit with 2. */
export declare class EtcdLintError extends Error {
  readonly name: "EtcdLintError";
}

/** Lints files and folders; the working folder without any. Rejects with EtcdLintError when the run cannot start. */
export declare function lint(paths?: string | readonly string[], options?: LintOptions): Promise<Report>;

/** Every format that `render` writes. */
export declare const formats: readonly FormatName[];

/** Writes a report in another format. It must be the very object that `lint` gave. */
export declare function render(report: Report, format: FormatName): string;
