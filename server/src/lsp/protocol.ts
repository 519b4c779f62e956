/** What the server and its client say to each other beyond the protocol. The client imports only types and names from here. */

/** `ok`: results are current; `busy`: working; `degraded`: something was left out that should not be; `error`: nothing works. */
export type StatusState = "ok" | "busy" | "degraded" | "error";

/** Parameters of `etcd-lint/status`, sent by the server whenever one of them changes. */
export interface StatusParams {
  readonly state: StatusState;
  /** One line for people. */
  readonly message: string;
  readonly findings: number;
  /** Files that were analysed. */
  readonly files: number;
  readonly calls: number;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
  /** Duration of the last run. */
  readonly milliseconds: number;
}

export const statusNotification = "etcd-lint/status";

/** `initializationOptions` of the `initialize` request; every field may be left out. */
export interface InitializationOptions {
  /** Folder that holds `docs/rules/`, so that links to rule pages work offline. */
  readonly extensionDirectory?: string;
  /** True when the client has the commands below; lenses and actions then carry them. */
  readonly commands?: boolean;
  readonly settings?: unknown;
  /** True when the client wants `etcd-lint/costs`. */
  readonly costs?: boolean;
}

/** Bytes of one finding in one part of etcd's memory. */
export interface CostPart {
  /** Parts with the same id are the same bytes, seen by two rules: of them only the dearest counts in a sum. */
  readonly id: string;
  /** `raft-log`, `watchers`, ... */
  readonly component: string;
  /** By the documents' formula; 0 where they have none. */
  readonly document: number;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/** A finding as overviews show it. Lines and columns from 0. */
export interface CostRow {
  /** Stays the same when lines move. */
  readonly id: string;
  readonly rule: string;
  readonly severity: "info" | "warning" | "error";
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The function that holds it. */
  readonly holder?: string;
  /** Empty when the cost is not estimated. */
  readonly parts: readonly CostPart[];
}

/** All that one file costs; no rows when it costs nothing any more. */
export interface FileCosts {
  readonly uri: string;
  /** Absolute folder of the project, and the path in it. */
  readonly root: string;
  readonly path: string;
  readonly rows: readonly CostRow[];
}

/** Parameters of `etcd-lint/costs`, sent after each analysis that changed something: the files whose costs are others now. */
export interface CostsParams {
  readonly files: readonly FileCosts[];
}

export const costsNotification = "etcd-lint/costs";

/** Parameters of the request `etcd-lint/report`. */
export interface ReportParams {
  /** Absolute folder of the project. */
  readonly root: string;
  /** `view` is a page for a view of the editor, in its colours; its script posts a `ReportPlace` when a place is clicked. */
  readonly format: "view" | "html" | "markdown";
  /** For `view`: lets its style and script through the content security policy; at least 16 letters and digits. */
  readonly nonce?: string;
}

export type ReportAnswer = { readonly text: string } | { readonly problem: string };

/** What the page posts: a path below the project's folder, line and column from 0. */
export interface ReportPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export const reportRequest = "etcd-lint/report";

/** Parameters of the request `etcd-lint/calibrate`. The server keeps nothing of it. */
export interface CalibrateParams {
  /** Absolute path of the folder whose calls say what to ask. */
  readonly folder: string;
  readonly endpoint: string;
  /** PEM texts. */
  readonly certificates?: { readonly authority?: string; readonly certificate?: string; readonly key?: string };
  readonly credentials?: { readonly user: string; readonly password: string };
  /** Texts of open settings files by absolute path. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** What came of it: texts to show, or a sentence; by its `kind` a client knows what to ask a person for. */
export type CalibrateAnswer =
  | {
      readonly text: string;
      /** The settings file (absolute) as it is, empty when it is not there, and as it would be. */
      readonly settings: { readonly file: string; readonly before: string; readonly after: string };
    }
  | { readonly kind: string; readonly problem: string };

export const calibrateRequest = "etcd-lint/calibrate";

/** Arguments: document uri, zero-based line, zero-based column. Goes there and shows the hover. */
export const revealFindingCommand = "etcd-lint.revealFinding";
/** Arguments: document uri, zero-based line, text. Selects the text in that line so that it can be typed over. */
export const selectTextCommand = "etcd-lint.selectText";
