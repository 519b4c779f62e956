/** The settings that a look at a server justifies. */
import type { SettingsChange } from "../config/edit";
import type { ServerFacts } from "./facts";
import type { KeyGroup } from "./groups";
import { connectionsOf, type MeasuredLoad, weighted } from "./load";

export interface Stamp {
  /** As in 2026-01-31. */
  readonly date: string;
  /** The endpoint, without user and password. */
  readonly server: string;
}

/** Changes of etcd-lint.json: the version, the profile with date and server, and what was seen under each prefix. */
export function profileChanges(facts: ServerFacts, load: MeasuredLoad, all: readonly KeyGroup[], stamp: Stamp): readonly SettingsChange[] {
  const prefixes = all.filter(({ isPrefix }) => isPrefix);
  const keysTotal = facts.store.keys ?? load.groups.reduce((sum, { keys }) => sum + keys, 0);
  const inProfile: readonly (readonly [string, number | boolean | string | undefined])[] = [
    ["calibrated", `${stamp.date} ${stamp.server}`],
    ["keysTotal", whole(keysTotal)],
    [
      "keysUnderPrefix",
      whole(
        weighted(
          prefixes,
          ({ keys }) => keys,
          () => 1,
        ),
      ),
    ],
    ["keyBytes", whole(weighted(load.groups, ({ keyBytes }) => keyBytes))],
    ["valueBytes", whole(weighted(load.groups, ({ valueBytes }) => valueBytes))],
    ["connections", whole(connectionsOf(facts).likely)],
    ["members", facts.members],
    ["tls", facts.tls],
  ];
  return [
    { path: ["etcd", "version"], value: facts.version },
    ...inProfile.flatMap(([name, value]) => (value === undefined || value === 0 ? [] : [{ path: ["profile", name], value }])),
    ...prefixes.flatMap(({ key, keys, keyBytes, valueBytes }) => [
      { path: ["prefixes", key, "keysUnderPrefix"], value: keys },
      { path: ["prefixes", key, "keyBytes"], value: Math.round(keyBytes) },
      { path: ["prefixes", key, "valueBytes"], value: Math.round(valueBytes) },
    ]),
    ...(facts.settings.autoCompaction === undefined ? [] : [{ path: ["server", "autoCompaction"], value: facts.settings.autoCompaction }]),
  ];
}

function whole(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value);
}
