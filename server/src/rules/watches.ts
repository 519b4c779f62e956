/**
 * Which rule a watch belongs to. One watch gives one finding: the dearest first. `watch-stream-per-call` (a stream or connection each time)
 * before `watch-leak` (never ended and repeated) before `watch-per-key` (one watcher a key) before `watch-backlog`.
 */
import type { CallFacts, Fact } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import { type Confidence, fromBasis } from "./confidence";
import { leftBehind, valueBytes } from "./costs";
import { exactly, fromProfile, times } from "./inputs";
import { isAt, type Opener } from "./openers";
import { isMultiplied, lastingRepetition, type Repetition } from "./repeats";
import type { RuleContext } from "./types";
import { largeValueBytes } from "./writes";

export type WatchProblem =
  | { readonly rule: "watch-stream-per-call"; readonly connection: boolean; readonly repeats: Repetition; readonly confidence: Confidence }
  | { readonly rule: "watch-leak"; readonly repeats: Repetition; readonly confidence: Confidence }
  | { readonly rule: "watch-per-key"; readonly confidence: Confidence }
  | { readonly rule: "watch-backlog"; readonly undrained: boolean; readonly confidence: Confidence };

/** What is wrong with a watch, if anything. A watch through an object with a stream of its own is told where that object is made. */
export function watchProblem(context: RuleContext, call: EtcdCall, facts: CallFacts, openers: readonly Opener[]): WatchProblem | undefined {
  if (call.operation !== "watch" || call.library.api !== "v3") return undefined;
  const repeats = lastingRepetition(call, facts, context.project);
  const connection = call.opens.connection === "own";
  const alone = call.library.ownStreams === true && !connection;
  const left = alone && facts.lifetime?.ends === "never" ? leakConfidence(facts, repeats) : undefined;
  // Where every watch has its own stream, one that is never ended is the worse of the two.
  if (left) return { rule: "watch-leak", repeats, confidence: left };
  if ((connection || call.opens.stream === "own") && repeats !== "once" && !(alone && repeats === "unknown" && !isOneOfMany(facts))) {
    return { rule: "watch-stream-per-call", connection, repeats, confidence: repeatConfidence(repeats, facts) };
  }
  const { place } = facts.owner;
  if (place && openers.some((opener) => isAt(opener.call, place))) return undefined;
  const leak = leakConfidence(facts, repeats);
  if (leak) return { rule: "watch-leak", repeats, confidence: leak };
  if (facts.span?.kind === "single" && facts.key.variation === "varies" && isMultiplied(facts)) {
    return { rule: "watch-per-key", confidence: fromBasis(facts.fanOut) === "certain" ? "certain" : "likely" };
  }
  return backlogProblem(context, call, facts);
}

/** A watch of one key among others: where nothing shows how often it is made, there is one for each of them. */
const isOneOfMany = ({ span, key }: CallFacts): boolean => span?.kind === "single" && key.variation === "varies";

/** How sure it is that something that repeats like this matters. */
export function repeatConfidence(repeats: Repetition, facts: CallFacts): Confidence {
  if (repeats === "unknown") return "assumed";
  return isMultiplied(facts) && facts.fanOut.basis === "known" ? "certain" : "likely";
}

/** Never ended and run again and again. A loop in a function that runs once leaves a fixed number of watchers, which is no leak. */
function leakConfidence(facts: CallFacts, repeats: Repetition): Confidence | undefined {
  if (facts.lifetime?.ends !== "never" || facts.trigger.kind === "once") return undefined;
  switch (repeats) {
    case "shown":
      return facts.trigger.kind === "unknown" ? undefined : "likely";
    case "several":
      return "likely";
    case "unknown":
      return facts.key.variation === "varies" || facts.lifetime.because.some(({ id }) => isLeft(id)) ? "assumed" : undefined;
    case "once":
      return undefined;
  }
}

/** The code had a way to end it and does not take it: no reading of how often it runs makes that right. */
function isLeft(id: string): boolean {
  return id === "context-other" || id === "returns-at-event";
}

function backlogProblem(context: RuleContext, call: EtcdCall, facts: CallFacts): WatchProblem | undefined {
  if (facts.drained === "no") return { rule: "watch-backlog", undrained: true, confidence: "likely" };
  const value = valueBytes(context, call, facts);
  const large = value.basis !== "assumed" && value.likely >= largeValueBytes;
  if (call.options["prev-kv"]?.certainty === "always" && large) {
    return { rule: "watch-backlog", undrained: false, confidence: fromBasis(value) };
  }
  return undefined;
}

/**
 * How many live at once, in one client process: the loop's turns; for requests that end their watch the requests at once; for watches that
 * nothing ends, what piles up in the hours of the profile; one for each object where the code only shows that there are several.
 */
export function liveWatches(context: RuleContext, call: EtcdCall, facts: CallFacts, repeats: Repetition): Fact {
  const { kind } = facts.trigger;
  if (kind === "once" || isMultiplied(facts)) return facts.fanOut;
  if (repeats === "several" || repeats === "unknown") {
    const objects = fromProfile(context.config(call.module.path), "collectionEntries", facts.key.pattern);
    return times(facts.fanOut, objects);
  }
  if (facts.lifetime?.ends === "never") return leftBehind(context, call, facts).count;
  return times(facts.fanOut, kind === "handler" || kind === "event" ? facts.concurrent : exactly(1));
}

/** Client processes that run this code: as stated, else the profile's. */
export function clients(context: RuleContext, call: EtcdCall, facts: CallFacts): Fact {
  return facts.connections ?? fromProfile(context.config(call.module.path), "connections");
}
