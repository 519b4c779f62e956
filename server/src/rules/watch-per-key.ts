import { watchCost } from "./costs";
import { findingAt } from "./drafts";
import { input, times } from "./inputs";
import { openersOf } from "./openers";
import { loopRelated, relatedMessages, triggerRelated } from "./related";
import type { Rule } from "./types";
import { clients, watchProblem } from "./watches";
import { keyWords } from "./words";

/** One watcher for each key, where one watcher on the common prefix gets the same events (mvcc/watcher_group.go keeps ranges too). */
export const watchPerKey: Rule = {
  id: "watch-per-key",
  summary: "One watch a key where one prefix watch would do",
  messages: {
    ...relatedMessages,
    many: "One watch for each key {key}; one watch on their common prefix gets the same events with one watcher",
  },
  check(context) {
    const openers = openersOf(context);
    for (const call of context.calls) {
      const facts = context.facts(call);
      const problem = watchProblem(context, call, facts, openers);
      if (problem?.rule !== "watch-per-key") continue;
      const processes = clients(context, call, facts);
      const cost = watchCost(context, call, facts, { watchers: times(facts.fanOut, processes) });
      context.report(
        findingAt(call, {
          messageId: "many",
          data: { key: keyWords(facts.key) },
          confidence: problem.confidence,
          cost: { ...cost, inputs: [...cost.inputs, input("connections", processes)] },
          related: [...loopRelated(facts), ...triggerRelated(facts)],
        }),
      );
    }
  },
};
