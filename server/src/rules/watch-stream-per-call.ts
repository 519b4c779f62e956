import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { callersRelated } from "./callers";
import { watchCost } from "./costs";
import { findingAt } from "./drafts";
import { input, times } from "./inputs";
import { openersOf } from "./openers";
import { callPlace } from "./places";
import { distinct, loopRelated, placeRelated, relatedMessages, triggerRelated } from "./related";
import type { Repetition } from "./repeats";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { clients, liveWatches, repeatConfidence, watchProblem } from "./watches";
import { keyWords } from "./words";

/** Streams and connections, not watchers, are what is dear: a stream is three goroutines and a channel on the server (v3rpc/watch.go). */
export const watchStreamPerCall: Rule = {
  id: "watch-stream-per-call",
  summary: "A watch that opens a stream or a connection of its own each time",
  messages: {
    ...relatedMessages,
    stream: "Each watch of {key} opens a stream of its own; watches made on the shared client share one",
    each: "Each watch of {key} opens a stream of its own in {library}; one watch of a common prefix opens one",
    connection: "Each watch of {key} opens a connection of its own to the server",
    object: "Each object made here opens a watch stream of its own for {key}; watches made on the shared client share one",
    watches: "it is watched here",
  },
  check(context) {
    const openers = openersOf(context);
    for (const { call, facts, watch, repeats } of openers) {
      const { key } = context.facts(watch);
      const draft = draftOf(context, call, { ...facts, key }, "object", repeats);
      const related = [
        ...placeRelated("watches", callPlace(watch)),
        ...draft.related,
        ...callersRelated(context.project, call.holder, true),
      ];
      context.report({ ...draft, related: distinct(related) });
    }
    for (const call of context.calls) {
      const facts = context.facts(call);
      const problem = watchProblem(context, call, facts, openers);
      if (problem?.rule !== "watch-stream-per-call") continue;
      context.report(
        draftOf(context, call, facts, problem.connection ? "connection" : call.library.ownStreams ? "each" : "stream", problem.repeats),
      );
    }
  },
};

function draftOf(
  context: RuleContext,
  call: EtcdCall,
  facts: CallFacts,
  messageId: "stream" | "each" | "connection" | "object",
  repeats: Repetition,
): FindingDraft {
  const processes = clients(context, call, facts);
  const live = times(liveWatches(context, call, facts, repeats), processes);
  const connections = messageId === "connection";
  const cost = watchCost(context, call, facts, { watchers: live, streams: live, ...(connections ? { connections: live } : {}) });
  return findingAt(call, {
    messageId,
    data: { key: keyWords(facts.key), ...(messageId === "each" ? { library: call.library.title } : {}) },
    confidence: repeatConfidence(repeats, facts),
    cost: connections ? cost : { ...cost, inputs: [...cost.inputs, input("connections", processes)] },
    related: [...loopRelated(facts), ...triggerRelated(facts)],
  });
}
