import { watchCost } from "./costs";
import { findingAt } from "./drafts";
import { openersOf } from "./openers";
import { firstPlace } from "./places";
import { loopRelated, relatedMessages, triggerRelated } from "./related";
import type { Rule } from "./types";
import { liveWatches, watchProblem } from "./watches";
import { keyWords } from "./words";

/** A watch whose context nothing cancels stays registered until the client is closed (client/v3/watch.go, watchGRPCStream). */
export const watchLeak: Rule = {
  id: "watch-leak",
  summary: "A watch, repeated, that nothing cancels",
  messages: {
    ...relatedMessages,
    leaks: "Nothing ends this watch of {key}, and it is started again and again; each one stays registered on the server with its events",
    endless: "this never ends the watch",
  },
  check(context) {
    const openers = openersOf(context);
    for (const call of context.calls) {
      const facts = context.facts(call);
      const problem = watchProblem(context, call, facts, openers);
      if (problem?.rule !== "watch-leak") continue;
      const place = firstPlace(facts.lifetime?.because ?? []);
      context.report(
        findingAt(call, {
          messageId: "leaks",
          data: { key: keyWords(facts.key) },
          confidence: problem.confidence,
          cost: watchCost(context, call, facts, { watchers: liveWatches(context, call, facts, problem.repeats) }),
          related: [...(place ? [{ messageId: "endless", data: {}, place }] : []), ...triggerRelated(facts), ...loopRelated(facts)],
        }),
      );
    }
  },
};
