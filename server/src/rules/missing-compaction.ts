import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { callRate, historyCost, valueBytes } from "./costs";
import { findingAt } from "./drafts";
import { relatedMessages, triggerRelated } from "./related";
import { repetition } from "./repeats";
import { type ServerSettings, type Setting, serverSettings } from "./settings";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { keyWords } from "./words";

/** Every revision stays in the database and in the index until something compacts; the server does not by default (auto-compaction-retention 0). */
export const missingCompaction: Rule = {
  id: "missing-compaction",
  summary: "Writes, and nothing in code or configuration compacts",
  messages: {
    ...relatedMessages,
    embedded: "This etcd server keeps every revision for ever: auto-compaction is off and nothing here compacts",
    "mode-only": "An auto-compaction mode without a retention does nothing; this server keeps every revision for ever",
    "duration-as-revisions":
      "A duration as retention in revision mode is read as that many nanoseconds of revisions, so this server never compacts",
    asks: "Nothing in this project compacts: is auto-compaction on at the server? Otherwise every write of {key} stays there as a revision",
    writes: "the heaviest write of the project",
    setting: "set here",
  },
  check(context) {
    const calls = context.calls.filter((call) => call.library.api !== "v2" && !call.inTest);
    const heaviest = heaviestWrite(context, calls);
    if (calls.some((call) => call.operation === "compact")) return;
    const servers = calls.filter((call) => call.operation === "server-start");
    for (const server of servers) {
      if (isCompacted(context, server)) continue;
      const draft = serverDraft(context, server, heaviest);
      if (draft) context.report(draft);
    }
    if (servers.length === 0 && heaviest) askAt(context, heaviest);
  },
};

/** The settings say that the server compacts. Saying that it does not leaves the finding standing. */
function isCompacted(context: RuleContext, call: EtcdCall): boolean {
  const { autoCompaction } = context.config(call.module.path).server;
  return autoCompaction !== undefined && !/^\s*(off|0)?\s*$/i.test(autoCompaction);
}

function askAt(context: RuleContext, write: EtcdCall): void {
  if (isCompacted(context, write)) return;
  const facts = context.facts(write);
  context.report(
    findingAt(write, {
      messageId: "asks",
      data: { key: keyWords(facts.key) },
      confidence: "assumed",
      cost: historyCost(context, write, facts),
      related: triggerRelated(facts),
    }),
  );
}

function serverDraft(context: RuleContext, server: EtcdCall, heaviest: EtcdCall | undefined): FindingDraft | undefined {
  const settings = serverSettings(context.project, server);
  const problem = settingProblem(settings);
  if (!problem) return undefined;
  const write = heaviest ? { messageId: "writes", data: {}, place: { file: heaviest.module.path, span: heaviest.nameSpan } } : undefined;
  return findingAt(server, {
    messageId: problem.messageId,
    confidence: problem.messageId === "embedded" ? "likely" : "certain",
    ...(heaviest ? { cost: historyCost(context, heaviest, context.facts(heaviest)) } : {}),
    related: [...(problem.setting ? [{ messageId: "setting", data: {}, place: problem.setting.place }] : []), ...(write ? [write] : [])],
  });
}

/** undefined = something compacts, or may: a config that is read from elsewhere can hold a retention. */
function settingProblem(settings: ServerSettings): { readonly messageId: string; readonly setting?: Setting } | undefined {
  const retention = settings.flags.get("auto-compaction-retention");
  const mode = settings.flags.get("auto-compaction-mode");
  if (!retention) {
    if (settings.open) return undefined;
    return mode ? { messageId: "mode-only", setting: mode } : { messageId: "embedded" };
  }
  if (isOff(retention.value)) return { messageId: "embedded", setting: retention };
  const isDuration = typeof retention.value === "string" && /^\d+[a-z]/.test(retention.value);
  if (mode?.value === "revision" && isDuration) return { messageId: "duration-as-revisions", setting: retention };
  return undefined;
}

function isOff(value: Setting["value"]): boolean {
  return value === 0 || value === "0" || value === "";
}

/** The repeated write with the most bytes a second; undefined when no write is seen to repeat. */
function heaviestWrite(context: RuleContext, calls: readonly EtcdCall[]): EtcdCall | undefined {
  let best: { readonly call: EtcdCall; readonly weight: number } | undefined;
  for (const call of calls) {
    if (call.operation !== "put" && call.operation !== "txn") continue;
    const facts = context.facts(call);
    if (repetition(call, facts, context.project) !== "shown") continue;
    const weight = weightOf(context, call, facts);
    if (!best || weight > best.weight) best = { call, weight };
  }
  return best?.call;
}

function weightOf(context: RuleContext, call: EtcdCall, facts: CallFacts): number {
  return callRate(facts).likely * (valueBytes(context, call, facts).likely + facts.key.bytes.likely);
}
