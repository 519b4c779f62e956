/** What makes a piece of code run, how often, and how many times each: the parts that triggers are made from. */
import type { FunctionDecl, Loop } from "../ir/types";
import type { CallSite } from "../resolve/types";
import type { Place } from "../text/span";
import { between, exact, product } from "./facts";
import type { NumberValue } from "./numbers";
import type { Pace } from "./paces";
import { fromProfile, type Reader, reason } from "./reader";
import { cronRate } from "./schedules";
import type { Fact, Reason, Trigger } from "./types";

/** A trigger with the loops between it and the code. */
export interface Activation {
  readonly trigger: Trigger;
  readonly fanOut: Fact;
  readonly unbounded: boolean;
  /** The innermost loop that multiplies. */
  readonly loopPlace?: Place;
  /** Turns of a loop run at the same time. */
  readonly together: boolean;
  /** The function whose body holds the trigger, and the loop that paces it: what is fixed before it stays the same each time. */
  readonly rootFn?: FunctionDecl;
  readonly rootLoop?: Loop;
  /** The call site of each function on the way from the trigger. */
  readonly via?: ReadonlyMap<FunctionDecl, CallSite>;
}

export const once: Fact = exact(1);

export function activation(trigger: Trigger, root?: FunctionDecl): Activation {
  return { trigger, fanOut: once, unbounded: false, together: false, ...(root ? { rootFn: root } : {}) };
}

export function onceTrigger(why: Reason): Trigger {
  return { kind: "once", perSecond: exact(0, [why]), ...(why.place ? { place: why.place } : {}) };
}

export function handlerTrigger(name: string, place: Place, reader: Reader): Trigger {
  return { kind: "handler", perSecond: assumedRate("requestsPerSecond", reason("handler", "handler", { name }, place), reader), place };
}

export function eventTrigger(place: Place, reader: Reader): Trigger {
  return { kind: "event", perSecond: assumedRate("eventsPerSecond", reason("handler", "event", {}, place), reader), place };
}

export function unknownTrigger(reader: Reader, why: Reason = reason("unknown", "no-trigger")): Trigger {
  const rate = fromProfile(reader, "requestsPerSecond");
  return { kind: "unknown", perSecond: { ...rate, low: 0, because: [why, ...rate.because] } };
}

function assumedRate(name: "requestsPerSecond" | "eventsPerSecond", why: Reason, reader: Reader): Fact {
  const rate = fromProfile(reader, name, 10);
  return { ...rate, because: [why, ...rate.because] };
}

/** A trigger that fires every so many seconds; a period that the code does not show is taken as a minute, within a second and an hour. */
export function periodic(kind: "ticker" | "sleep-loop", period: NumberValue | undefined, place: Place): Trigger {
  const id = kind === "ticker" ? "ticker" : "sleep";
  const source = kind === "ticker" ? "ticker" : "timer";
  if (!period || period.value <= 0 || !Number.isFinite(period.value)) {
    const why = reason(source, kind === "ticker" ? "open-ticker" : "open-sleep", {}, place);
    return { kind, perSecond: between({ low: 1 / 3600, likely: 1 / 60, high: 1 }, "assumed", [why]), place };
  }
  const rate = 1 / period.value;
  const why = reason(source, id, { seconds: period.value }, place);
  // The work of a turn comes on top of its sleep.
  const low = kind === "sleep-loop" ? rate / 2 : rate;
  return { kind, perSecond: between({ low, likely: rate, high: rate }, period.certain ? "known" : "partly", [why]), place };
}

/** Once, after a delay. */
export function timerTrigger(delay: NumberValue | undefined, place: Place): Trigger {
  const why = delay ? reason("timer", "timer", { seconds: delay.value }, place) : reason("timer", "open-timer", {}, place);
  return { kind: "once", perSecond: exact(0, [why]), place };
}

export function scheduleTrigger(spec: string | undefined, place: Place): Trigger {
  const rate = spec === undefined ? undefined : cronRate(spec);
  if (rate === undefined) {
    const why = reason("schedule", "open-schedule", {}, place);
    return { kind: "schedule", perSecond: between({ low: 1 / 86_400, likely: 1 / 3600, high: 1 }, "assumed", [why]), place };
  }
  return { kind: "schedule", perSecond: exact(rate, [reason("schedule", "schedule", { spec: spec ?? "" }, place)]), place };
}

/** The trigger of an endless loop. */
export function pacedTrigger(pace: Pace, reader: Reader): Trigger {
  switch (pace.kind) {
    case "ticker":
      return periodic("ticker", pace.period, pace.place);
    case "sleep":
      return periodic("sleep-loop", pace.period, pace.place);
    case "event":
      return eventTrigger(pace.place, reader);
    case "unknown":
      return {
        kind: "loop",
        perSecond: assumedRate("eventsPerSecond", reason("loop", "busy-loop", {}, pace.place), reader),
        place: pace.place,
      };
  }
}

/** What runs inside, each time what runs outside does. */
export function nested(inner: Activation, outer: Activation): Activation {
  const loopPlace = inner.loopPlace ?? outer.loopPlace;
  return {
    trigger: outer.trigger,
    fanOut: acrossCalls(inner.fanOut, outer.fanOut),
    unbounded: inner.unbounded || outer.unbounded,
    together: inner.together || outer.together,
    ...(loopPlace ? { loopPlace } : {}),
    ...(outer.rootFn ? { rootFn: outer.rootFn } : {}),
    ...(outer.rootLoop ? { rootLoop: outer.rootLoop } : {}),
    ...(outer.via ? { via: outer.via } : {}),
  };
}

/**
 * Loops of a caller multiply those of the function it calls. Where neither shows its length, the longer counts alone: a guess times a guess, level by
 * level, soon says millions that nobody has.
 */
function acrossCalls(inner: Fact, outer: Fact): Fact {
  const whole = product(inner, outer);
  const guessed = inner.basis !== "known" && outer.basis !== "known" && inner.likely > 1 && outer.likely > 1;
  if (!guessed) return whole;
  const why = reason("loop", "guessed-once", {});
  return { ...whole, likely: Math.max(inner.likely, outer.likely), basis: "assumed", because: [why, ...whole.because] };
}

/** Of several ways to be run, the most frequent; what is not known outranks only what runs once. */
export function mostFrequent(ways: readonly Activation[]): Activation | undefined {
  const first = ways[0];
  if (!first) return undefined;
  const best = ways.reduce((a, b) => (rank(b) > rank(a) ? b : a), first);
  if (ways.length === 1 || best.trigger.kind === "unknown") return best;
  const unsure = ways.some((way) => way.trigger.kind === "unknown");
  const { perSecond } = best.trigger;
  return unsure && perSecond.basis === "known"
    ? { ...best, trigger: { ...best.trigger, perSecond: { ...perSecond, basis: "partly" } } }
    : best;
}

function rank(way: Activation): number {
  switch (way.trigger.kind) {
    case "once":
      return Math.min(way.fanOut.likely, 1e6) * 1e-9;
    case "unknown":
      return 1e-2;
    default:
      return 1 + way.trigger.perSecond.likely * way.fanOut.likely;
  }
}
