/** What the engine gives to renderers: plain data in the words of the public JSON. Positions are 1-based, UTF-16. */
import type { Operation } from "../catalog/types";
import type { Config, Severity } from "../config/types";
import type { Module } from "../ir/types";
import type { Estimate } from "../model/types";
import type { EstimateInput, RuleId } from "../rules/types";
import type { Span } from "../text/span";

export interface SourceFile {
  /** Relative to the project root, `/`. */
  readonly path: string;
  readonly text: string;
  /** Language id when the caller knows it (editor); otherwise by file ending. */
  readonly languageId?: string;
}

export interface Range1 {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface RelatedPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface RenderedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly { readonly file: string; readonly range: Range1; readonly text: string }[];
}

/** Pseudo rules the pipeline itself reports. */
export type PipelineRuleId = "unused-suppression" | "bad-comment" | "bad-config";

/** Two findings of a rule with equal identities are the same problem, moved or reformatted. */
export interface Identity {
  /** The function that holds it: `Owner.name`. */
  readonly holder: string;
  /** The call in normal form: no white space, comments, quoting or bodies of functions. */
  readonly call: string;
}

export interface Finding extends Range1 {
  readonly rule: RuleId | PipelineRuleId;
  readonly severity: Exclude<Severity, "off">;
  readonly file: string;
  readonly span: Span;
  readonly message: string;
  readonly call?: { readonly library: string; readonly operation: Operation };
  readonly estimate?: Estimate;
  readonly inputs: readonly EstimateInput[];
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly RenderedFix[];
  /** Rule + enclosing function + normalised call text + ordinal: stays the same when lines move. */
  readonly fingerprint: string;
  /** What the finding is about wherever its file and its lines are; undefined for findings that are about no call. */
  readonly identity?: Identity;
  /** Name of the function that holds it, for code lenses; `functionRange` is where the lens stands. */
  readonly holder?: { readonly name: string; readonly line: number };
}

export interface CallFactValue {
  readonly low: number;
  readonly likely: number;
  readonly high: number | null;
  readonly basis: "known" | "partly" | "assumed";
  readonly because: readonly string[];
}

/** A line that belongs to a call without being in it: where its key, value or an option is put together, the loop around it, where what it gives is used up or ended. */
export interface CallPlace {
  readonly role: "argument" | "option" | "loop" | "context" | "receive";
  readonly file: string;
  readonly line: number;
}

/** One row of `etcd-lint calls`. */
export interface CallRow {
  /** `part`: an operation where it is put together, for another call to perform; `caller`: a call of a function that makes etcd calls. */
  readonly kind?: "part" | "caller";
  readonly places?: readonly CallPlace[];
  readonly library: string;
  readonly operation: Operation;
  readonly method: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Functions of the project through which this place makes the call, the one called here first. */
  readonly through?: readonly string[];
  readonly key?: string;
  /** Option name to value as text: `always`, `sometimes`, a number, a constant. */
  readonly options: Readonly<Record<string, string>>;
  /** Fact name (`keyBytes`, `valueBytes`, `keys`, `rate`, `fanOut`, `concurrent`, `ttl`, ...) to value; strings for the enumerated ones. */
  readonly facts: Readonly<Record<string, CallFactValue | string>>;
}

export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

export interface Analysis {
  readonly findings: readonly Finding[];
  readonly calls: readonly CallRow[];
  /** `calls`, and with them the parts and the callers: every line of the program that has to do with etcd. */
  readonly inventory: readonly CallRow[];
  readonly skipped: readonly Skipped[];
}

/** What the engine needs from outside: nothing but data and the parser. */
export interface AnalysisInput {
  readonly files: readonly SourceFile[];
  readonly packageRoots: readonly { readonly prefix: string; readonly directory: string }[];
  config(path: string): Config;
}

/** What is kept of a file: plain data, whatever is in it. */
export type Summary = Module;

/** Lowered files by their text, kept longer than a session. What it gives must be what lowering the text gives. */
export interface SummaryStore {
  get(file: SourceFile, language: string): Summary | undefined;
  set(file: SourceFile, language: string, summary: Summary): void;
}
