import { watchCost } from "./costs";
import { findingAt } from "./drafts";
import { input, times } from "./inputs";
import { loopRelated, ownerRelated, placeRelated, relatedMessages, triggerRelated } from "./related";
import type { Rule } from "./types";
import { clients, liveWatches, watchProblem } from "./watches";
import { keyWords } from "./words";

/** Streams and connections, not watchers, are what is dear: a stream is three goroutines and a channel on the server (v3rpc/watch.go). */
export const watchStreamPerCall: Rule = {
  id: "watch-stream-per-call",
  summary: "A watch that opens a stream or a connection of its own each time",
  messages: {
    ...relatedMessages,
    stream: "Each watch of {key} opens a stream of its own; watches made on the shared client share one",
    connection: "Each watch of {key} opens a connection of its own to the server",
  },
  check(context) {
    for (const call of context.calls) {
      const facts = context.facts(call);
      const problem = watchProblem(context, call, facts);
      if (problem?.rule !== "watch-stream-per-call") continue;
      const processes = clients(context, call);
      const live = times(liveWatches(context, call, facts), processes);
      const cost = watchCost(context, call, facts, { watchers: live, streams: live, ...(problem.connection ? { connections: live } : {}) });
      context.report(
        findingAt(call, {
          messageId: problem.connection ? "connection" : "stream",
          data: { key: keyWords(facts.key) },
          confidence: problem.confidence,
          cost: problem.connection ? cost : { ...cost, inputs: [...cost.inputs, input("connections", processes)] },
          related: [...placeRelated("owner", problem.maker), ...ownerRelated(facts), ...loopRelated(facts), ...triggerRelated(facts)],
        }),
      );
    }
  },
};
