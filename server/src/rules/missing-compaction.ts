import { longestHistory, statedPolicy } from "../settings/compaction";
import { quotaOf } from "../settings/effective";
import type { Place } from "../text/span";
import { findingAt } from "./drafts";
import { defaultQuota, type Growth, growthOf, historyBytes, type RepeatedWrite, repeatedWrites } from "./growth";
import { relatedMessages, triggerRelated } from "./related";
import { clustersOf, type KnownServer, serversOf, takesWrites } from "./servers";
import { settingFix, settingFixMessages } from "./settings-fixes";
import type { FindingDraft, MessageData, Rule, RuleContext } from "./types";
import { keyWords } from "./words";

/** What stands in the way of compaction, one sentence each; with known writes the growth follows. */
const problems: Readonly<Record<string, string>> = {
  absent: "Nothing compacts this etcd server: auto-compaction is not set, so it keeps every revision of every key",
  zero: "A retention of 0 switches auto-compaction off, so this etcd server keeps every revision of every key",
  "mode-only": "An auto-compaction mode without a retention does nothing, so this etcd server keeps every revision of every key",
  "duration-as-revisions":
    "A duration as retention in revision mode is read as that many nanoseconds of revisions, so this etcd server never compacts",
  "mode-missing": "Without auto-compaction-mode etcd up to 3.5 takes no retention from a file or a program, so this server never compacts",
  "config-file":
    "This has no effect: with a configuration file etcd ignores flags and variables, and the file sets no retention, so nothing compacts",
  stated: "By the settings of this project its etcd server does not compact, so every write of {key} stays there as a revision",
  asks: "Nothing in this project compacts: is auto-compaction on at the server? Otherwise every write of {key} stays there as a revision",
};

const growing = Object.fromEntries(
  Object.entries(problems).map(([id, text]) => [
    `${id}-growing`,
    `${text}: {perHour} more an hour, and at {quota}, after {full}, every write fails`,
  ]),
);

/** Every revision stays in the database and in the index until something compacts; the server does not by default (auto-compaction-retention 0). */
export const missingCompaction: Rule = {
  id: "missing-compaction",
  summary: "Writes, and nothing in code or configuration compacts",
  messages: {
    ...relatedMessages,
    ...settingFixMessages,
    ...problems,
    ...growing,
    long: "Up to {time} of history is kept, which is {kept} of this project's writes; the database may have {quota}",
    "asks-kubernetes":
      "Auto-compaction is off here. An etcd that only Kubernetes writes to needs none, its API server compacts; if anything else writes, every revision stays",
    writes: "a write that repeats",
    member: "the same in another member",
    "api-server": "an API server, which compacts the etcd that it uses every 5 minutes",
  },
  check(context) {
    const calls = context.calls.filter((call) => call.library.api !== "v2" && !call.inTest);
    if (calls.some((call) => call.operation === "compact")) return;
    const writes = repeatedWrites(context);
    const servers = serversOf(context);
    for (const cluster of clustersOf(servers)) {
      const own = cluster.some((server) => takesWrites(servers, server));
      const draft = clusterDraft(context, cluster, own ? writes : []);
      if (draft) context.report(draft);
    }
    const [heaviest] = writes;
    if (servers.length === 0 && heaviest) askAt(context, heaviest, writes);
  },
};

/** One finding a cluster: where one member compacts, all do, since a compaction goes through the log. */
function clusterDraft(context: RuleContext, cluster: readonly KnownServer[], writes: readonly RepeatedWrite[]): FindingDraft | undefined {
  const [first] = cluster;
  if (!first || cluster.some(({ kubernetes }) => kubernetes)) return undefined;
  const stated = context.config(first.site.place.file).server.autoCompaction;
  if (stated !== undefined && statedPolicy(stated).kind !== "off") return undefined;
  if (cluster.some(({ policy }) => policy.kind === "unknown" || policy.kind === "refused")) return undefined;
  const working = cluster.find(({ policy }) => policy.kind !== "off");
  return working ? longHistory(context, working, writes) : offDraft(context, first, cluster, writes);
}

function offDraft(
  context: RuleContext,
  server: KnownServer,
  cluster: readonly KnownServer[],
  writes: readonly RepeatedWrite[],
): FindingDraft | undefined {
  if (server.policy.kind !== "off") return undefined;
  const { settings, ignored } = server.effective;
  const shadowed = ignored.find((one) => one.why === "config-file" && one.setting.parameter === "auto-compaction-retention");
  const why = server.policy.why === "absent" && shadowed ? "config-file" : server.policy.why;
  const [apiServer] = context.servers.apiServers;
  const exempt = apiServer !== undefined && (why === "absent" || why === "zero");
  const quota = quotaOf(server.effective) ?? defaultQuota;
  const growth = exempt ? undefined : growthOf(context, server.site.place.file, writes, quota);
  const setting =
    why === "config-file" ? shadowed?.setting : settings.get(why === "mode-only" ? "auto-compaction-mode" : "auto-compaction-retention");
  return {
    messageId: exempt ? "asks-kubernetes" : growth && !growth.assumed ? `${why}-growing` : why,
    data: growth ? growthData(growth, quota) : {},
    at: setting?.place ?? server.site.place,
    ...(server.call ? { call: server.call } : {}),
    ...(growth ? { estimate: growth.cost.estimate } : {}),
    inputs: growth?.cost.inputs ?? [],
    related: [
      ...cluster.slice(1).map((member) => ({ messageId: "member", data: {}, place: member.site.place })),
      ...(exempt && apiServer ? [{ messageId: "api-server", data: {}, place: apiServer }] : writePlaces(writes)),
    ],
    fixes: why === "config-file" || exempt ? [] : settingFix(server, wantedFor(server, why)),
    confidence: confidenceOf(growth, why, exempt ? apiServer : undefined),
  };
}

/** What makes the server compact: the mode where that alone is wrong, else an hour of history. */
function wantedFor(server: KnownServer, why: string): Readonly<Record<string, string>> {
  if (why === "mode-missing" || why === "duration-as-revisions") return { "auto-compaction-mode": "periodic" };
  const mode = server.effective.settings.get("auto-compaction-mode");
  const revisions = mode?.value.kind === "text" && mode.value.text === "revision";
  const needsMode = server.site.kind === "config-file" && !mode;
  return { ...(needsMode ? { "auto-compaction-mode": "periodic" } : {}), "auto-compaction-retention": revisions ? "10000" : "1h" };
}

/** A setting that looks like compaction and is none is certain; what is absent may be given elsewhere. */
function confidenceOf(growth: Growth | undefined, why: string, apiServer: Place | undefined): FindingDraft["confidence"] {
  if (apiServer || !growth || growth.assumed) return "assumed";
  return why === "absent" ? "likely" : "certain";
}

function growthData(growth: Growth, quota: number): MessageData {
  return { perHour: { bytes: growth.perHour }, quota: { bytes: quota }, full: { seconds: growth.secondsToQuota } };
}

/** History that is kept so long that it alone fills the database. */
function longHistory(context: RuleContext, server: KnownServer, writes: readonly RepeatedWrite[]): FindingDraft | undefined {
  if (server.policy.kind !== "periodic") return undefined;
  const quota = quotaOf(server.effective) ?? defaultQuota;
  const growth = growthOf(context, server.site.place.file, writes, quota);
  const seconds = longestHistory(server.policy.seconds);
  if (!growth || growth.assumed || historyBytes(growth, seconds) < quota) return undefined;
  const setting = server.effective.settings.get("auto-compaction-retention");
  return {
    messageId: "long",
    data: { time: { seconds }, kept: { bytes: historyBytes(growth, seconds) }, quota: { bytes: quota } },
    at: setting?.place ?? server.site.place,
    ...(server.call ? { call: server.call } : {}),
    estimate: growth.cost.estimate,
    inputs: growth.cost.inputs,
    related: writePlaces(writes),
    fixes: settingFix(server, { "auto-compaction-retention": "1h" }),
    confidence: "likely",
  };
}

const maxRelated = 5;

function writePlaces(writes: readonly RepeatedWrite[]): FindingDraft["related"] {
  return writes.slice(0, maxRelated).map(({ call }) => ({
    messageId: "writes",
    data: {},
    place: { file: call.module.path, span: call.nameSpan },
  }));
}

/** No server is in sight: a question at the heaviest write, once. What the settings say answers it. */
function askAt(context: RuleContext, heaviest: RepeatedWrite, writes: readonly RepeatedWrite[]): void {
  const { call, facts } = heaviest;
  const file = call.module.path;
  const said = context.config(file).server.autoCompaction;
  const stated = said === undefined ? undefined : statedPolicy(said);
  if (stated && stated.kind !== "off") return;
  const growth = growthOf(context, file, writes);
  const id = stated ? "stated" : "asks";
  const draft = findingAt(call, {
    messageId: growth && !growth.assumed ? `${id}-growing` : id,
    data: { key: keyWords(facts.key), ...(growth ? growthData(growth, defaultQuota) : {}) },
    confidence: stated && growth && !growth.assumed ? "likely" : "assumed",
    ...(growth ? { cost: growth.cost } : {}),
    related: triggerRelated(facts),
  });
  context.report({ ...draft, related: [...draft.related, ...writePlaces(writes.slice(1))] });
}
