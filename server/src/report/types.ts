/** What renderers take: the plain data of one run. */
import type { CallRow, Finding, Skipped } from "../engine/types";
import type { Place } from "../text/span";
import type { Overrun } from "./budgets";
import type { Comparison } from "./compare";
import type { ShardData } from "./shard";

export interface Run {
  readonly findings: readonly Finding[];
  readonly calls: readonly CallRow[];
  readonly skipped: readonly Skipped[];
  /** Files looked at, and files that were analysed. */
  readonly seen: number;
  readonly analysed: number;
  /** Bytes that the findings may cost together. */
  readonly budget?: number;
  /** Line (from 1) of a place in an analysed file. */
  lineOf(place: Place): number | undefined;
}

/** Page of a rule for people. */
export interface RuleHelp {
  /** First sentence. */
  readonly summary: string;
  readonly markdown: string;
}

/** What a baseline or a former revision knew. */
export interface Known {
  /** `etcd-lint-baseline.json`, or the revision. */
  readonly name: string;
  /** Findings that are not shown since they were known. */
  readonly findings: number;
  /** Entries that no finding answers to any more, as `file: rule in function`. */
  readonly stale: readonly string[];
}

/** A lint run with all that a report may want to say about it. */
export interface LintRun extends Omit<Run, "calls"> {
  /** Our own version. */
  readonly version: string;
  /** Findings at or over the fail level. */
  readonly failing: ReadonlySet<Finding>;
  /** From the top of the repository to the folder that paths are relative to: empty, or ending in `/`. */
  readonly prefix: string;
  /** Text of a file, as it is on the disk. */
  textOf(file: string): string | undefined;
  ruleHelp(rule: string): RuleHelp | undefined;
  readonly known?: Known;
  readonly overruns: readonly Overrun[];
  /** The run was ended early: files analysed, of those that matter. */
  readonly partial?: { readonly done: number; readonly of: number };
  /** What changed from another revision. */
  readonly comparison?: Comparison;
  /** The run is one job's share of a larger one. */
  readonly shard?: ShardData;
  /** Limits of single files, and things to know about the run as a whole; one sentence each. */
  readonly notes: readonly string[];
}

/** How a report is written. */
export interface Style {
  readonly colours: boolean;
  /** Findings alone, without the summary. */
  readonly bare: boolean;
  /** Columns of the terminal; undefined = lines as long as they are. */
  readonly width?: number;
  /** Show the lines of code. */
  readonly frames: boolean;
  /** Findings shown before the rest is counted. */
  readonly maxFindings: number;
}

/** A report as text. */
export type Renderer = (run: LintRun, style: Style) => string;
