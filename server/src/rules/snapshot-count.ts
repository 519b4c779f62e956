import { profileFor, type VersionProfile } from "../model";
import { numberOf } from "../settings/effective";
import type { ServerSetting } from "../settings/types";
import { versionText } from "../settings/versions";
import { type Cost, type LogSettings, logCost } from "./costs";
import { fromProfile } from "./inputs";
import { type Largest, largestWrite } from "./largest-write";
import { placeRelated } from "./related";
import { clustersOf, type KnownServer, serversOf, takesWrites } from "./servers";
import { settingFix, settingFixMessages } from "./settings-fixes";
import type { FindingDraft, Rule, RuleContext } from "./types";

/** Up to 3.5 the raft log in memory grows by snapshot-count entries between snapshots, on top of the catch-up entries (server.go triggerSnapshot). */
const highSnapshotCount = 50_000;
/** `DefaultSnapshotCatchUpEntries`. */
const defaultCatchUp = 5_000;

export const snapshotCount: Rule = {
  id: "snapshot-count",
  summary: "Snapshot settings of a server that multiply the project's value sizes",
  messages: {
    ...settingFixMessages,
    high: "A snapshot count of {entries} lets the raft log of etcd up to 3.5 hold that many writes in memory, on top of the catch-up entries",
    "catch-up": "{entries} catch-up entries stay in memory after every snapshot; the default is 5 000",
    default: "No snapshot count is set, so this server keeps up to {entries} writes in memory, and this project writes {size} at a time",
    writes: "the largest write of the project",
    declared: "the value is declared here",
    made: "the config is made here",
    beside: "other bounds of this server are set here",
    member: "the same in another member",
  },
  check(context) {
    const largest = largestWrite(context);
    const servers = serversOf(context);
    const seen = new Set<string>();
    for (const cluster of clustersOf(servers)) {
      const [draft] = cluster.flatMap((server) => draftOf(context, server, takesWrites(servers, server) ? largest : undefined) ?? []);
      // One variable may set several clusters, and of servers that set nothing one says it for all.
      const key = draft?.messageId === "default" ? "default" : draft && `${draft.at.file}:${draft.at.span.start}`;
      if (!draft || key === undefined || seen.has(key)) continue;
      seen.add(key);
      context.report(draft);
    }
  },
};

function draftOf(context: RuleContext, server: KnownServer, largest: Largest | undefined): FindingDraft | undefined {
  const { effective, release } = server;
  const profile = profileFor(release ? versionText(release) : context.config(server.site.place.file).etcdVersion);
  const catchUp = effective.settings.get("snapshot-catchup-entries");
  const kept = numberOf(effective, "snapshot-catchup-entries") ?? 0;
  if (catchUp && kept > defaultCatchUp) return settingDraft(context, server, profile, "catch-up", catchUp, kept, largest);
  if (profile.raft.memoryStep !== undefined) return undefined;
  const count = effective.settings.get("snapshot-count");
  if (count) {
    const entries = numberOf(effective, "snapshot-count") ?? 0;
    return entries >= highSnapshotCount ? settingDraft(context, server, profile, "high", count, entries, largest) : undefined;
  }
  const byDefault = profile.raft.snapshotCount;
  // Which etcd it is decides: a manifest without a version may start one that needs no setting.
  if (effective.open || server.kubernetes || !largest || byDefault < highSnapshotCount || !(server.call || release)) return undefined;
  return draft(server, {
    messageId: "default",
    data: { entries: { count: byDefault + defaultCatchUp }, size: { bytes: largest.value.likely } },
    confidence: "likely",
    cost: costOf(context, server, profile, largest, { snapshotCount: byDefault }),
    largest,
    related: [...(server.made ?? []).flatMap((place) => placeRelated("made", place)), ...besideRelated(server)],
    fixes: settingFix(server, { "snapshot-count": "10000" }),
  });
}

/** Settings that bound what a server keeps: whoever wrote them is where the missing one belongs. */
const bounds = ["auto-compaction-mode", "auto-compaction-retention", "quota-backend-bytes"];

/** In a program the config may be made far from the call that starts the server. */
function besideRelated({ all = [] }: KnownServer): FindingDraft["related"] {
  const name = bounds.find((bound) => all.some(({ flag }) => flag === bound));
  return all.filter(({ flag }) => flag === name).flatMap(({ place }) => placeRelated("beside", place));
}

function settingDraft(
  context: RuleContext,
  server: KnownServer,
  profile: VersionProfile,
  messageId: "high" | "catch-up",
  setting: ServerSetting,
  entries: number,
  largest: Largest | undefined,
): FindingDraft {
  return draft(server, {
    messageId,
    data: { entries: { count: entries } },
    at: setting.place,
    // What a server outside of the program is written to is not shown here.
    confidence: largest ? "certain" : server.call ? "likely" : "assumed",
    cost: costOf(context, server, profile, largest, messageId === "high" ? { snapshotCount: entries } : { catchUpEntries: entries }),
    ...(largest ? { largest } : {}),
    related: placeRelated("declared", setting.declared),
    fixes: server.call
      ? []
      : settingFix(server, messageId === "high" ? { "snapshot-count": "10000" } : { "snapshot-catchup-entries": "5000" }),
  });
}

function draft(
  server: KnownServer,
  parts: Pick<FindingDraft, "messageId" | "data" | "confidence" | "fixes"> & {
    readonly at?: FindingDraft["at"];
    readonly cost: Cost;
    readonly largest?: Largest;
    readonly related: FindingDraft["related"];
  },
): FindingDraft {
  const { at, cost, largest, related, ...rest } = parts;
  return {
    ...rest,
    at: at ?? server.site.place,
    ...(server.call ? { call: server.call } : {}),
    estimate: cost.estimate,
    inputs: cost.inputs,
    related: [...related, ...(largest ? placeRelated("writes", { file: largest.call.module.path, span: largest.call.nameSpan }) : [])],
  };
}

function costOf(
  context: RuleContext,
  server: KnownServer,
  { version }: VersionProfile,
  largest: Largest | undefined,
  settings: LogSettings,
): Cost {
  const config = { ...context.config(server.site.place.file), etcdVersion: version };
  const value = largest?.value ?? fromProfile(config, "valueBytes");
  const key = largest?.key ?? fromProfile(config, "keyBytes");
  return logCost(config, value, key, settings);
}
