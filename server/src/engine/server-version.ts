/** The version of the server that a project talks to, where its files pin one and its settings say none. */
import type { Config } from "../config/types";
import { isTestManifest } from "../manifests/kinds";
import type { ServerPicture } from "../settings/servers";
import { compareVersions, parseVersion, type Version, versionText } from "../settings/versions";

/**
 * The oldest version of the servers that configuration shows, when all are of one line; Kubernetes' own etcd and servers of tests are not what a
 * program talks to. Without one, the server module that a program embeds.
 */
export function serverVersion({ servers, pins }: ServerPicture, embeds: boolean): string | undefined {
  const shown = servers.flatMap(({ release, kubernetes, site }) =>
    release && !kubernetes && !isTestManifest(site.place.file) ? [release] : [],
  );
  const embedded = embeds ? pins.filter(({ what }) => what === "embedded").flatMap(({ version }) => parseVersion(version ?? "") ?? []) : [];
  return oldestOfLine(embedded) ?? oldestOfLine(shown);
}

function oldestOfLine(versions: readonly Version[]): string | undefined {
  const [first] = versions;
  if (!first || versions.some(({ major, minor }) => major !== first.major || minor !== first.minor)) return undefined;
  return versionText([...versions].sort(compareVersions)[0] ?? first);
}

/** Settings that take the version from the project where they do not say it. The same settings give the same object. */
export function withVersion(config: (path: string) => Config, version: string | undefined): (path: string) => Config {
  if (version === undefined) return config;
  const known = new WeakMap<Config, Config>();
  return (path) => {
    const given = config(path);
    if (given.etcdVersionSource === "config") return given;
    const made = known.get(given) ?? { ...given, etcdVersion: version, etcdVersionSource: "project" as const };
    known.set(given, made);
    return made;
  };
}
