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
