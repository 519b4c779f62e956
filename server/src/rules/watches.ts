/**
 * Which rule a watch belongs to. One watch gives one finding: the dearest first. `watch-stream-per-call` (a stream or connection each time)
 * before `watch-leak` (never ended and repeated) before `watch-per-key` (one watcher a key) before `watch-backlog`.
 */
import type { CallFacts, Fact } from "../infer/types";
import type { EtcdCall } from "../resolve/types";
import type { Place } from "../text/span";
import { type Confidence, fromBasis } from "./confidence";
import { leftBehind, valueBytes } from "./costs";
import { exactly, fromProfile, times } from "./inputs";
import { fieldMakers } from "./made-by";
import { callPlace } from "./places";
import { calledOften, isMultiplied, type Repetition, repetition } from "./repeats";
import type { RuleContext } from "./types";
import { largeValueBytes } from "./writes";

export type WatchProblem =
  | { readonly rule: "watch-stream-per-call"; readonly connection: boolean; readonly maker?: Place; readonly confidence: Confidence }
  | { readonly rule: "watch-leak"; readonly confidence: Confidence }
  | { readonly rule: "watch-per-key"; readonly confidence: Confidence }
  | { readonly rule: "watch-backlog"; readonly undrained: boolean; readonly confidence: Confidence };

/** What is wrong with a watch, if anything. */
export function watchProblem(context: RuleContext, call: EtcdCall, facts: CallFacts): WatchProblem | undefined {
  if (call.operation !== "watch" || call.library.api !== "v3") return undefined;
  const repeats = repetition(call, facts, context.project);
  const renewed = isRenewal(facts);
  const opened = renewed ? undefined : opening(context, call, facts, repeats);
  if (opened && opened.repeats !== "once") {
    return {
      rule: "watch-stream-per-call",
      connection: call.opens.connection === "own",
      ...(opened.place ? { maker: opened.place } : {}),
      confidence: repeatConfidence(opened.repeats, facts),
    };
  }
  const leak = renewed ? undefined : leakConfidence(facts, repeats);
  if (leak) return { rule: "watch-leak", confidence: leak };
  if (facts.span?.kind === "single" && facts.key.variation === "varies" && isMultiplied(facts)) {
    return { rule: "watch-per-key", confidence: fromBasis(facts.fanOut) === "certain" ? "certain" : "likely" };
  }
  return backlogProblem(context, call, facts);
}

/** A loop that watches again when the channel has ended: the former watch is over by then. */
function isRenewal(facts: CallFacts): boolean {
  const { kind } = facts.trigger;
  return (kind === "loop" || kind === "sleep-loop") && facts.drained !== "no" && !isMultiplied(facts);
}

interface Opening {
  readonly repeats: Repetition;
  readonly place?: Place;
}

/**
 * How often a stream of its own is opened, when one is: by the library's rule each watch opens one, or the object it goes through was made for
 * this call, or for the object that keeps it in a field. A client made here is `client-per-call`'s business.
 */
function opening(context: RuleContext, call: EtcdCall, facts: CallFacts, repeats: Repetition): Opening | undefined {
  if (call.opens.stream === "own" || call.opens.connection === "own") return { repeats };
  if (call.opens.stream !== "shared") return undefined;
  if (facts.owner.kind === "per-call" || facts.owner.kind === "per-iteration")
    return madeByConnect(context, facts) ? undefined : { repeats };
  const maker = call.receiver && fieldMakers(context.project, call.receiver, call.scope).find(({ made }) => made.holds === "stream");
  return maker ? { repeats: calledOften(maker.fn, context.project) ? "several" : "unknown", place: maker.place } : undefined;
}

function madeByConnect(context: RuleContext, facts: CallFacts): boolean {
  const { place } = facts.owner;
  if (!place) return false;
  return context.calls.some(
    (other) =>
      other.operation === "connect" &&
      other.module.path === place.file &&
      callPlace(other).span.start < place.span.end &&
      place.span.start < other.span.end,
  );
}

function repeatConfidence(repeats: Repetition, facts: CallFacts): Confidence {
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
      return facts.key.variation === "varies" ? "assumed" : undefined;
    case "once":
      return undefined;
  }
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
export function liveWatches(context: RuleContext, call: EtcdCall, facts: CallFacts): Fact {
  const { kind } = facts.trigger;
  if (kind === "once") return facts.fanOut;
  if (kind === "unknown") {
    const objects = fromProfile(context.config(call.module.path), "collectionEntries", facts.key.pattern);
    return isMultiplied(facts) ? facts.fanOut : times(facts.fanOut, objects);
  }
  if (facts.lifetime?.ends === "never") return leftBehind(context, call, facts).count;
  return times(facts.fanOut, kind === "handler" || kind === "event" ? facts.concurrent : exactly(1));
}

/** Client processes that run this code, from the profile. */
export function clients(context: RuleContext, call: EtcdCall): Fact {
  return fromProfile(context.config(call.module.path), "connections");
}
