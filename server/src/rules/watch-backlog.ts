import { backlogCost } from "./costs";
import { findingAt } from "./drafts";
import { openersOf } from "./openers";
import { loopRelated, optionRelated, relatedMessages, triggerRelated } from "./related";
import type { Rule } from "./types";
import { watchProblem } from "./watches";
import { keyWords } from "./words";

/** Events that the client does not take wait on the server: up to 1 024 or 128 responses a stream (mvcc/watchable_store.go chanBufLen). */
export const watchBacklogRule: Rule = {
  id: "watch-backlog",
  summary: "Watches whose events pile up: previous values asked for, big values, channel not drained",
  messages: {
    ...relatedMessages,
    undrained: "Nothing reads the events of this watch of {key}; they wait in the client, and in the server once its buffer is full",
    "prev-kv": "The watch of {key} asks for previous values, so each event is read again and carries two large values",
  },
  check(context) {
    const openers = openersOf(context);
    for (const call of context.calls) {
      const facts = context.facts(call);
      const problem = watchProblem(context, call, facts, openers);
      if (problem?.rule !== "watch-backlog") continue;
      const prevKv = call.options["prev-kv"];
      context.report(
        findingAt(call, {
          messageId: problem.undrained ? "undrained" : "prev-kv",
          data: { key: keyWords(facts.key) },
          confidence: problem.confidence,
          cost: backlogCost(context, call, facts, prevKv?.certainty === "always"),
          related: [...optionRelated(prevKv, call.module.path), ...triggerRelated(facts), ...loopRelated(facts)],
        }),
      );
    }
  },
};
