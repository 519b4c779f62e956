/** What reading a configuration file gives. */
import type { Comment, Module } from "../ir/types";
import type { Definition, ServerSite, VersionPin } from "../settings/types";
import type { Place } from "../text/span";

/** How comments look in a kind of file, for control comments. */
export interface CommentStyle {
  readonly line: readonly string[];
  readonly block: readonly (readonly [string, string])[];
}

/** A chart that a chart depends on: its values stand under this key of the parent's values. */
export interface ChartDependency {
  /** Folder of the chart that depends. */
  readonly folder: string;
  readonly key: string;
}

/** All that one file says of etcd servers. */
export interface Manifest {
  readonly servers: readonly ServerSite[];
  readonly definitions: readonly Definition[];
  readonly pins: readonly VersionPin[];
  readonly charts: readonly ChartDependency[];
  /** Kubernetes API servers, which compact the etcd that they use every 5 minutes. */
  readonly apiServers: readonly Place[];
  /** What its scripts do, when they call etcd. */
  readonly module?: Module;
  readonly comments: readonly Comment[];
  /** Why some of the file was not read, if so. */
  readonly notices: readonly string[];
}
