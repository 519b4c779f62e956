import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { parseBoolean } from "../settings/values";
import type { Confidence } from "./confidence";
import { type Cost, rangeCost, v2Cost } from "./costs";
import { findingAt } from "./drafts";
import { fromProfile } from "./inputs";
import { loopRelated, relatedMessages, triggerRelated } from "./related";
import { repetition } from "./repeats";
import { serversOf } from "./servers";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { keyWords } from "./words";

/** The v2 store is a tree in memory with every value in it; recursive reads copy the subtree; waits hold a request each (api/v2store, gone in 3.6). */
export const v2Api: Rule = {
  id: "v2-api",
  summary: "The v2 API or client",
  messages: {
    ...relatedMessages,
    client: "A client of the v2 API: its server keeps every key and value in memory, and etcd 3.6 has no v2 API any more",
    recursive: "A recursive read of {key} over the v2 API copies the whole subtree in the server's memory",
    write: "A write of {key} over the v2 API stays in the server's memory as a key of the v2 store, about ten times a v3 key",
    enabled: "{setting} serves the v2 API: its store keeps every key and value in memory, about ten times what v3 needs",
    wait: "A v2 watch of {key} holds a request of its own on the server for as long as it waits, and one more for every event",
  },
  check(context) {
    for (const server of serversOf(context)) {
      const setting = server.effective.settings.get("enable-v2");
      if (!setting || setting.conditional || setting.value.kind !== "text" || parseBoolean(setting.value.text) !== true) continue;
      context.report({
        messageId: "enabled",
        data: { setting: setting.written },
        at: setting.place,
        ...(server.call ? { call: server.call } : {}),
        inputs: [],
        related: [],
        fixes: [],
        confidence: "certain",
      });
    }
    for (const call of context.calls) {
      if (call.library.api !== "v2") continue;
      const draft = draftOf(context, call, context.facts(call));
      if (draft) context.report(draft);
    }
  },
};

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts): FindingDraft | undefined {
  const data = { key: keyWords(facts.key) };
  const related = [...triggerRelated(facts), ...loopRelated(facts)];
  switch (call.operation) {
    case "connect":
      return findingAt(call, { messageId: "client", confidence: "likely", cost: storeCost(context, call, facts, "keysTotal") });
    case "put":
      return findingAt(call, {
        messageId: "write",
        data,
        confidence: shown(context, call, facts),
        cost: storeCost(context, call, facts, "keysUnderPrefix"),
        related,
      });
    case "range":
      if (!isRecursive(call)) return undefined;
      return findingAt(call, {
        messageId: "recursive",
        data,
        confidence: shown(context, call, facts),
        cost: rangeCost(context, call, facts, "full"),
        related,
      });
    case "watch":
      return findingAt(call, { messageId: "wait", data, confidence: "assumed", related });
    default:
      return undefined;
  }
}

function isRecursive(call: EtcdCall): boolean {
  return call.options.recursive?.certainty === "always";
}

function shown(context: RuleContext, call: EtcdCall, facts: CallFacts): Confidence {
  return repetition(call, facts, context.project) === "shown" ? "likely" : "assumed";
}

function storeCost(context: RuleContext, call: EtcdCall, facts: CallFacts, keys: "keysTotal" | "keysUnderPrefix"): Cost {
  return v2Cost(context, call, facts, fromProfile(context.config(call.module.path), keys, facts.key.pattern));
}
