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
}

/** Arguments: document uri, zero-based line, zero-based column. Goes there and shows the hover. */
export const revealFindingCommand = "etcd-lint.revealFinding";
/** Arguments: document uri, zero-based line, text. Selects the text in that line so that it can be typed over. */
export const selectTextCommand = "etcd-lint.selectText";
