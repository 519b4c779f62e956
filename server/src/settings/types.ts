/** What is known of etcd servers outside of program code: settings as written, with places. Plain data; unknown is a value. */
import type { Place } from "../text/span";

/** A value as somebody wrote it. A template, a secret or a shell variable makes it unknown, never absent. */
export type Written =
  | { readonly kind: "text"; readonly text: string }
  /** `variable` names what alone makes the value, so that its definition elsewhere in the project can be found. */
  | { readonly kind: "unknown"; readonly variable?: Variable };

/** A name that templates use: `etcd_snapshot_count` in Jinja, `etcd.snapshotCount` of a chart's values, `ETCD_VERSION` in a shell. */
export interface Variable {
  readonly scheme: "jinja" | "helm" | "shell";
  readonly name: string;
}

/** Which of etcd's own ways a setting reaches the server by. A configuration file beats both others. */
export type SettingSource = "flag" | "env" | "file";

export interface ServerSetting {
  /** The parameter's name of today, without dashes before it: `snapshot-catchup-entries`. */
  readonly parameter: string;
  /** As written: `--experimental-snapshot-catchup-entries`, `ETCD_SNAPSHOT_COUNT`. */
  readonly written: string;
  readonly source: SettingSource;
  readonly value: Written;
  /** The value, or the whole flag when it has none. */
  readonly place: Place;
  /** Where the constant that a program sets it to is declared. */
  readonly declared?: Place;
  /** Set only when a template or script decides so. */
  readonly conditional: boolean;
}

/** A version of etcd that something in the project pins. */
export interface VersionPin {
  /** `3.5.9`, `3.4`; undefined when a variable, a digest or `latest` says it. */
  readonly version: string | undefined;
  readonly variable?: Variable;
  /** What is pinned: the server that runs, the server module that a program embeds, or the client library. */
  readonly what: "server" | "embedded" | "client";
  /** The version text alone. */
  readonly place: Place;
  /** What is written there: `quay.io/coreos/etcd:v3.5.9`, `go.etcd.io/etcd/server/v3`. */
  readonly written: string;
}

/** How a setting is added at a server, in the file's own style. */
export type Insertion =
  /** A list item `- --flag=value` (or `"--flag=value",` in a list in brackets) before or after a place. */
  | { readonly style: "list-item"; readonly place: Place; readonly before: string; readonly after: string }
  /** Words of a command line. */
  | { readonly style: "words"; readonly place: Place; readonly before: string; readonly after: string }
  /** `ETCD_NAME=value` lines, `- ETCD_NAME=value` or `ETCD_NAME: "value"` entries. */
  | { readonly style: "env"; readonly place: Place; readonly before: string; readonly between: string; readonly after: string }
  /** `key: value` lines of a configuration file or of arguments by name. */
  | { readonly style: "key"; readonly place: Place; readonly before: string; readonly after: string; readonly camel?: boolean };

/** What a file shows of one server. */
export interface ServerSite {
  /**
   * `server`: the whole command line is here. `environment`, `config-file`: settings that a server elsewhere reads. `arguments`: settings by name
   * which some tool turns into a command line (kubeadm, a chart).
   */
  readonly kind: "server" | "environment" | "config-file" | "arguments";
  /** Service, container, unit or file name. */
  readonly name: string;
  /** Where the server is named: what a finding about something absent stands at. */
  readonly place: Place;
  readonly settings: readonly ServerSetting[];
  /** Some settings come from where we cannot see. */
  readonly open: boolean;
  readonly version?: VersionPin;
  /** Kubernetes' own etcd: its API server compacts. */
  readonly kubernetes: boolean;
  /** Path of the configuration file that the server is started with; null when a variable says it. */
  readonly configFile?: string | null;
  /** Paths of environment files that the server is started with. */
  readonly environmentFiles: readonly string[];
  /** Values of a chart count when the chart has the dependency by this name; "" for values of the etcd chart itself. */
  readonly chart?: string;
  readonly insertion?: Insertion;
}

/** A name given a value that templates may take. */
export interface Definition {
  readonly variable: Variable;
  readonly value: Written;
  readonly place: Place;
}
