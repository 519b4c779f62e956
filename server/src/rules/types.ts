/** What a rule is. A rule reads calls and facts and reports drafts; it never sees text, configuration files, units or severities. */
import type { Config } from "../config/types";
import type { CallFacts, Reason } from "../infer/types";
import type { Estimate } from "../model/types";
import type { EtcdCall, Project } from "../resolve/types";
import type { ServerPicture } from "../settings/servers";
import type { Place } from "../text/span";

export type RuleId =
  | "large-value"
  | "hot-rewrite"
  | "large-txn"
  | "long-key"
  | "unbounded-range"
  | "unbounded-count"
  | "sort-limit"
  | "range-values-unneeded"
  | "watch-per-key"
  | "watch-stream-per-call"
  | "watch-leak"
  | "watch-backlog"
  | "client-per-call"
  | "lease-per-key"
  | "missing-compaction"
  | "snapshot-count"
  | "limits-raised"
  | "v2-api"
  | "buggy-version";

/** Data of a message: numbers with a unit are rendered by the renderers, never by rules. */
export type MessageValue =
  | string
  | { readonly bytes: number }
  | { readonly count: number }
  | { readonly seconds: number }
  | { readonly perSecond: number };
export type MessageData = Readonly<Record<string, MessageValue>>;

export interface TextEdit {
  readonly place: Place;
  readonly text: string;
}

export interface Fix {
  /** `add-limit`, `count-only`, `keys-only` ... key into the rule's messages. */
  readonly messageId: string;
  readonly data: MessageData;
  readonly edits: readonly TextEdit[];
  /** Safe fixes do not change what the program does except for the memory it costs. */
  readonly safe: boolean;
}

/** An input of the estimate and where it came from, for hover, `why` and the JSON `assumptions`. */
export interface EstimateInput {
  /** `value`, `key`, `keys`, `rate`, `concurrent`, `connections`, ... the same words as in the assumption comment where it has one. */
  readonly name: string;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  readonly unit: "bytes" | "entries" | "per-second" | "count" | "seconds" | "hours";
  readonly basis: "known" | "partly" | "assumed";
  readonly because: readonly Reason[];
}

export interface FindingDraft {
  readonly messageId: string;
  readonly data: MessageData;
  readonly at: Place;
  readonly call?: EtcdCall;
  /** undefined = cost not estimated; then say what is missing in the message. */
  readonly estimate?: Estimate;
  readonly inputs: readonly EstimateInput[];
  readonly related: readonly { readonly messageId: string; readonly data: MessageData; readonly place: Place }[];
  readonly fixes: readonly Fix[];
  /**
   * `certain`: the code shows the problem; `likely`: shown but one step is inferred; `assumed`: only assumed load makes it a problem.
   * The ladder keeps `assumed` at information.
   */
  readonly confidence: "certain" | "likely" | "assumed";
}

export interface RuleContext {
  readonly project: Project;
  readonly calls: readonly EtcdCall[];
  /** Servers that configuration shows, and versions that files pin. */
  readonly servers: ServerPicture;
  facts(call: EtcdCall): CallFacts;
  /** Configuration of the file a place is in. */
  config(file: string): Config;
  report(draft: FindingDraft): void;
}

export interface Rule {
  readonly id: RuleId;
  /** One sentence for lists. */
  readonly summary: string;
  /** Templates with `{name}` placeholders for the data. Text for the finding, its related places and its fixes. */
  readonly messages: Readonly<Record<string, string>>;
  /** Visits what it needs of the project. One problem gives one finding. */
  check(context: RuleContext): void;
}
