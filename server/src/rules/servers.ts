/** Every server that the project shows: those that its programs embed and those of its configuration, in one form. */

import type { EtcdCall } from "../resolve/types";
import { policyOf } from "../settings/effective";
import type { EtcdServer } from "../settings/servers";
import type { ServerSetting } from "../settings/types";
import { parseVersion } from "../settings/versions";
import type { Place } from "../text/span";
import { callPlace } from "./places";
import { type Setting, serverSettings } from "./settings";
import type { RuleContext } from "./types";

export interface KnownServer extends EtcdServer {
  /** The call that starts it, for a server inside a program. */
  readonly call?: EtcdCall;
  /** Where a program makes the server's config. */
  readonly made?: readonly Place[];
  /** Everything that a program sets, also what a second way to make the config sets again. */
  readonly all?: readonly Setting[];
}

const known = new WeakMap<RuleContext["servers"], WeakMap<RuleContext["project"], readonly KnownServer[]>>();

/** Embedded servers first, each outside tests; then those of configuration. */
export function serversOf(context: RuleContext): readonly KnownServer[] {
  const byProject = known.get(context.servers) ?? new WeakMap();
  known.set(context.servers, byProject);
  let servers = byProject.get(context.project);
  if (!servers) {
    const calls = context.calls.filter((call) => call.operation === "server-start" && !call.inTest);
    servers = [...calls.map((call) => embedded(context, call)), ...context.servers.servers];
    byProject.set(context.project, servers);
  }
  return servers;
}

function embedded(context: RuleContext, call: EtcdCall): KnownServer {
  const { flags, made, all, open } = serverSettings(context.project, call);
  const settings = new Map([...flags].map(([name, setting]) => [name, asWritten(setting)]));
  const effective = { settings, ignored: [], open };
  const version = embeddedVersion(context);
  const release = version?.version === undefined ? undefined : parseVersion(version.version);
  return {
    site: {
      kind: "server",
      name: call.holder.name,
      place: callPlace(call),
      settings: [...settings.values()],
      open,
      kubernetes: false,
      environmentFiles: [],
    },
    cluster: call.id,
    effective,
    policy: policyOf(effective, release),
    ...(version ? { version } : {}),
    ...(release ? { release } : {}),
    kubernetes: false,
    call,
    made,
    all,
  };
}

/** The server module that the program is built with, when one file says it. */
function embeddedVersion(context: RuleContext): EtcdServer["version"] {
  const pins = context.servers.pins.filter(({ what }) => what === "embedded");
  const [first] = pins;
  return first && pins.every(({ version }) => version === first.version) ? first : undefined;
}

/** A program sets fields like a configuration file sets keys. */
function asWritten({ flag, value, place, declared }: Setting): ServerSetting {
  return {
    parameter: flag,
    written: flag,
    source: "file",
    value: value === undefined ? { kind: "unknown" } : { kind: "text", text: String(value) },
    place,
    ...(declared ? { declared } : {}),
    conditional: false,
  };
}

/**
 * True when the writes of the project may be taken to go to this server: to the one that the program embeds, or else to the only one that is
 * configured outside of tests.
 */
export function takesWrites(servers: readonly KnownServer[], server: KnownServer): boolean {
  if (server.call) return true;
  if (servers.some(({ call }) => call)) return false;
  const clusters = new Set(servers.filter(({ kubernetes, site }) => !kubernetes && !isTest(site.place.file)).map(({ cluster }) => cluster));
  return clusters.size <= 1;
}

function isTest(path: string): boolean {
  return /(^|\/)(tests?|testing|e2e|testdata|fixtures|examples?|benchmarks?)\//.test(path);
}

/** Groups of servers that are members of one cluster. */
export function clustersOf(servers: readonly KnownServer[]): readonly (readonly KnownServer[])[] {
  const byName = new Map<string, KnownServer[]>();
  for (const server of servers) {
    const list = byName.get(server.cluster);
    if (list) list.push(server);
    else byName.set(server.cluster, [server]);
  }
  return [...byName.values()];
}
