import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { callRate, writeCost } from "./costs";
import { findingAt } from "./drafts";
import { loopRelated, relatedMessages, triggerRelated, valueRelated } from "./related";
import { isTimed } from "./repeats";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { keyWords } from "./words";
import { type WriteProblem, writeProblem } from "./writes";

/** The same key again and again: every rewrite is a raft entry and a revision, however small the database looks. */
export const hotRewrite: Rule = {
  id: "hot-rewrite",
  summary: "The same key rewritten on a timer or in a loop",
  messages: {
    ...relatedMessages,
    timed: "{key} is rewritten {rate}; every rewrite is one more raft entry and one more revision of the same key",
    load: "{key} is rewritten for every request or event; every rewrite is one more raft entry and one more revision of the same key",
    looped: "{key} is rewritten {turns} times in a loop; every turn is one more raft entry and one more revision of the same key",
  },
  check(context) {
    for (const call of context.calls) {
      const facts = context.facts(call);
      const problem = writeProblem(context, call, facts);
      if (problem?.rule === "hot-rewrite") context.report(draftOf(context, call, facts, problem));
    }
  },
};

function draftOf(context: RuleContext, call: EtcdCall, facts: CallFacts, problem: WriteProblem & { rule: "hot-rewrite" }): FindingDraft {
  return findingAt(call, {
    messageId: messageOf(facts),
    data: {
      key: keyWords(facts.key),
      rate: { perSecond: callRate(facts).likely },
      turns: { count: facts.fanOut.likely },
    },
    confidence: problem.confidence,
    cost: writeCost(context, call, facts, problem.value),
    related: [...triggerRelated(facts), ...loopRelated(facts), ...valueRelated(facts)],
  });
}

function messageOf(facts: CallFacts): string {
  if (isTimed(facts.trigger.kind)) return "timed";
  return facts.trigger.kind === "handler" || facts.trigger.kind === "event" ? "load" : "looped";
}
