/** The servers of a project: what its files show of them, put together. */

import type { Place } from "../text/span";
import type { CompactionPolicy } from "./compaction";
import { type EffectiveSettings, effectiveSettings, policyOf } from "./effective";
import { folderOf, type Lookup, lookupIn, resolved, resolvedPin } from "./resolve";
import type { Definition, ServerSite, VersionPin } from "./types";
import { parseVersion, type Version } from "./versions";

/** What all files of a project say, in path order. */
export interface ServerFacts {
  readonly servers: readonly ServerSite[];
  readonly definitions: readonly Definition[];
  readonly pins: readonly VersionPin[];
  readonly charts: readonly { readonly folder: string; readonly key: string }[];
  readonly apiServers: readonly Place[];
}

export interface EtcdServer {
  readonly site: ServerSite;
  /** Members of one cluster share it. */
  readonly cluster: string;
  readonly effective: EffectiveSettings;
  readonly policy: CompactionPolicy;
  readonly version?: VersionPin;
  /** Version as far as it is known. */
  readonly release?: Version;
  /** Kubernetes' own etcd, which its API server compacts. */
  readonly kubernetes: boolean;
}

export interface ServerPicture {
  readonly servers: readonly EtcdServer[];
  /** Versions of servers and modules, each place once. */
  readonly pins: readonly VersionPin[];
  /** A Kubernetes API server that some file starts. */
  readonly apiServers: readonly Place[];
}

export const noServers: ServerPicture = { servers: [], pins: [], apiServers: [] };

/** Joins servers with the files that they read, and values with their definitions. */
export function serverPicture(facts: ServerFacts): ServerPicture {
  const lookup = lookupIn(facts.definitions);
  const joined = new Joining(facts).run();
  const servers = joined.map((site) => serverOf(site, lookup));
  return { servers, pins: distinct(facts.pins.map((pin) => resolvedPin(pin, lookup))), apiServers: facts.apiServers };
}

interface Joined {
  readonly site: ServerSite;
  readonly usesFile: boolean;
  readonly fileSeen: boolean;
}

class Joining {
  private readonly used = new Set<ServerSite>();

  constructor(private readonly facts: ServerFacts) {}

  run(): readonly Joined[] {
    const { servers, charts } = this.facts;
    const started = servers.filter(({ kind }) => kind === "server").map((site) => this.withFiles(site));
    const environments = servers.filter((site) => site.kind === "environment" && !this.used.has(site)).map((site) => this.withFiles(site));
    const alone = servers.flatMap((site): readonly Joined[] => {
      if (this.used.has(site)) return [];
      if (site.kind === "config-file") return [{ site, usesFile: true, fileSeen: true }];
      if (site.kind !== "arguments" || !isInstalled(site, charts)) return [];
      return [{ site, usesFile: false, fileSeen: true }];
    });
    return [...started, ...environments, ...alone];
  }

  private withFiles(site: ServerSite): Joined {
    let { settings, open, configFile } = site;
    for (const path of site.environmentFiles) {
      const file = this.find("environment", path, site);
      if (!file) {
        open = true;
        continue;
      }
      settings = [...settings, ...file.settings];
      open ||= file.open;
      configFile ??= file.configFile;
    }
    if (configFile === undefined) return { site: { ...site, settings, open }, usesFile: false, fileSeen: true };
    const file = configFile === null ? undefined : this.find("config-file", configFile, site);
    if (file) settings = [...settings, ...file.settings];
    return { site: { ...site, settings, open: file?.open ?? true }, usesFile: true, fileSeen: file !== undefined };
  }

  /** The file that a path of the machine means, by its name; undefined when several could be it. */
  private find(kind: ServerSite["kind"], path: string, site: ServerSite): ServerSite | undefined {
    const name = baseName(path);
    const all = this.facts.servers.filter((one) => one.kind === kind && baseName(one.name || one.place.file) === name);
    const near = all.filter((one) => folderOf(one.place.file) === folderOf(site.place.file));
    const [only, second] = near.length > 0 ? near : all;
    for (const one of all) this.used.add(one);
    return second ? undefined : only;
  }
}

/** The last part of a path, without what a template adds to it. */
function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.(j2|jinja2?|tpl|tmpl|erb|template)$/, "");
}

/** Values of a chart say something when the chart is there, or when they name settings themselves. */
function isInstalled(site: ServerSite, charts: ServerFacts["charts"]): boolean {
  if (site.chart === undefined || site.chart === "" || site.settings.length > 0) return true;
  return charts.some(({ folder, key }) => folder === folderOf(site.place.file) && key === site.chart);
}

function serverOf({ site, usesFile, fileSeen }: Joined, lookup: Lookup): EtcdServer {
  const version = site.version ? resolvedPin(site.version, lookup) : undefined;
  const release = version?.version === undefined ? undefined : parseVersion(version.version);
  const settings = site.settings
    .map((setting) => resolved(setting, lookup))
    .filter(({ value, conditional }) => !(conditional && value.kind === "text" && value.text === ""));
  const effective = effectiveSettings(settings, { usesFile, fileSeen, open: site.open, version: release });
  return {
    site,
    cluster: clusterOf(site),
    effective,
    policy: policyOf(effective, release),
    ...(version ? { version } : {}),
    ...(release ? { release } : {}),
    kubernetes: site.kubernetes,
  };
}

/** Members differ in a number; what has no name is a cluster of its own. */
function clusterOf({ name, place }: ServerSite): string {
  const family = name.replace(/[\d_.-]+$/, "");
  return `${place.file}|${family === "" ? place.span.start : family}`;
}

function distinct(pins: readonly VersionPin[]): readonly VersionPin[] {
  const seen = new Set<string>();
  return pins.filter(({ place, what }) => {
    const key = `${place.file}:${place.span.start}:${what}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
