import type { CallFacts } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import type { Place } from "../text/span";
import { callersRelated } from "./callers";
import { watchCost } from "./costs";
import { findingAt } from "./drafts";
import { openersOf } from "./openers";
import { callPlace, firstPlace } from "./places";
import { loopRelated, placeRelated, relatedMessages, triggerRelated } from "./related";
import type { Repetition } from "./repeats";
import type { FindingDraft, Rule, RuleContext } from "./types";
import { liveWatches, watchProblem } from "./watches";
import { keyWords } from "./words";

/** A watch whose context nothing cancels stays registered until the client is closed (client/v3/watch.go, watchGRPCStream). */
export const watchLeak: Rule = {
  id: "watch-leak",
  summary: "A watch, repeated, that nothing cancels",
  messages: {
    ...relatedMessages,
    leaks: "Nothing ends this watch of {key}, and it is started again and again; each one stays registered on the server with its events",
    unseen:
      "Nothing ends this watch of {key}, so each run of this code leaves one more on the server with its events; how often it runs is not shown here",
    blind:
      "A receive that cannot tell an event from the end of the watch: when the watch ends its channel is closed, and what follows runs again and again without an event",
    endless: "this never ends the watch",
    watch: "the watch is made here",
  },
  check(context) {
    const openers = openersOf(context);
    for (const call of context.calls) {
      const facts = context.facts(call);
      if (facts.blindReceive && facts.trigger.kind !== "once") context.report(blindDraft(call, facts.blindReceive));
      const problem = watchProblem(context, call, facts, openers);
      if (problem?.rule !== "watch-leak") continue;
      // How many are left depends on a pace that the code does not show: then it is told without a number.
      const paced = problem.repeats === "shown";
      const place = firstPlace(facts.lifetime?.because ?? []);
      context.report(
        findingAt(call, {
          messageId: paced ? "leaks" : "unseen",
          data: { key: keyWords(facts.key) },
          confidence: problem.confidence,
          ...(paced ? { cost: watchCost(context, call, facts, watchesLeft(context, call, facts, problem.repeats)) } : {}),
          related: [
            ...(place ? [{ messageId: "endless", data: {}, place }] : []),
            ...triggerRelated(facts),
            ...loopRelated(facts),
            ...(paced ? [] : callersRelated(context.project, call.holder)),
          ],
        }),
      );
    }
  },
};

/** What piles up: watchers, and where each has its own, streams. */
function watchesLeft(context: RuleContext, call: EtcdCall, facts: CallFacts, repeats: Repetition): Parameters<typeof watchCost>[3] {
  const watchers = liveWatches(context, call, facts, repeats);
  return call.opens.stream === "own" ? { watchers, streams: watchers } : { watchers };
}

function blindDraft(call: EtcdCall, at: Place): FindingDraft {
  return findingAt(call, { messageId: "blind", at, confidence: "likely", related: placeRelated("watch", callPlace(call)) });
}
