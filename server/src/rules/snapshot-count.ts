import type { Config } from "../config/types";
import type { CallFacts, Fact } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { type Cost, type LogSettings, logCost, serverProfile } from "./costs";
import { findingAt } from "./drafts";
import { fromProfile } from "./inputs";
import { type Setting, serverSettings } from "./settings";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { largeValueBytes } from "./writes";

/** Up to 3.5 the raft log in memory grows by snapshot-count entries between snapshots, on top of the catch-up entries (server.go triggerSnapshot). */
const highSnapshotCount = 50_000;
/** `DefaultSnapshotCatchUpEntries`. */
const defaultCatchUp = 5_000;

export const snapshotCount: Rule = {
  id: "snapshot-count",
  summary: "An embedded server whose snapshot settings multiply the project's value sizes",
  messages: {
    high: "A snapshot count of {entries} lets the raft log hold that many writes in memory on top of the catch-up entries",
    "catch-up": "{entries} catch-up entries stay in memory after every snapshot; the default is 5 000",
    default: "No snapshot count is set, so this server keeps up to {entries} writes in memory, and this project writes {size} at a time",
    setting: "set here",
    writes: "the largest write of the project",
  },
  check(context) {
    for (const call of context.calls) {
      if (call.operation !== "server-start") continue;
      for (const draft of draftsOf(context, call)) context.report(draft);
    }
  },
};

function draftsOf(context: RuleContext, call: EtcdCall): readonly FindingDraft[] {
  const config = context.config(call.module.path);
  const settings = serverSettings(context.project, call);
  const largest = largestWrite(context);
  const catchUp = settings.flags.get("snapshot-catchup-entries") ?? settings.flags.get("experimental-snapshot-catchup-entries");
  const count = settings.flags.get("snapshot-count");
  const { memoryStep, snapshotCount: byDefault } = serverProfile(config).raft;
  if (numberOf(catchUp) > defaultCatchUp && catchUp) return [settingDraft(config, call, "catch-up", catchUp, largest)];
  if (memoryStep !== undefined) return [];
  if (count) return numberOf(count) >= highSnapshotCount ? [settingDraft(config, call, "high", count, largest)] : [];
  if (settings.open || !largest || byDefault < highSnapshotCount) return [];
  return [defaultDraft(config, call, byDefault, largest)];
}

function settingDraft(
  config: Config,
  call: EtcdCall,
  messageId: "high" | "catch-up",
  setting: Setting,
  largest: Largest | undefined,
): FindingDraft {
  const entries = numberOf(setting);
  return findingAt(call, {
    messageId,
    data: { entries: { count: entries } },
    at: setting.place,
    confidence: largest ? "certain" : "likely",
    cost: costOf(config, largest, messageId === "high" ? { snapshotCount: entries } : { catchUpEntries: entries }),
    related: largest ? [{ messageId: "writes", data: {}, place: placeOf(largest.call) }] : [],
  });
}

function defaultDraft(config: Config, call: EtcdCall, byDefault: number, largest: Largest): FindingDraft {
  return findingAt(call, {
    messageId: "default",
    data: { entries: { count: byDefault + defaultCatchUp }, size: { bytes: largest.value.likely } },
    confidence: "likely",
    cost: costOf(config, largest, { snapshotCount: byDefault }),
    related: [{ messageId: "writes", data: {}, place: placeOf(largest.call) }],
  });
}

interface Largest {
  readonly call: EtcdCall;
  readonly value: Fact;
  readonly key: CallFacts["key"]["bytes"];
}

/** The largest value that the code shows to be large. */
function largestWrite(context: RuleContext): Largest | undefined {
  let largest: Largest | undefined;
  for (const call of context.calls) {
    if (call.inTest || (call.operation !== "put" && call.operation !== "txn")) continue;
    const facts = context.facts(call);
    const value = facts.value?.bytes ?? facts.txn?.bytes;
    if (!value || value.basis === "assumed" || value.likely < largeValueBytes) continue;
    if (!largest || value.likely > largest.value.likely) largest = { call, value, key: facts.key.bytes };
  }
  return largest;
}

function costOf(config: Config, largest: Largest | undefined, settings: LogSettings): Cost {
  const value = largest?.value ?? fromProfile(config, "valueBytes");
  const key = largest?.key ?? fromProfile(config, "keyBytes");
  return logCost(config, value, key, settings);
}

function placeOf(call: EtcdCall): { readonly file: string; readonly span: EtcdCall["nameSpan"] } {
  return { file: call.module.path, span: call.nameSpan };
}

function numberOf(setting: Setting | undefined): number {
  return typeof setting?.value === "number" ? setting.value : 0;
}
