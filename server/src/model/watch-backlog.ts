import type { Build } from "./builds";
import { componentEstimate } from "./component";
import { constant } from "./constants";
import { overBuilds } from "./over-builds";
import { add, clean, exact, mapMonotone, minimum, multiply, scale, widen } from "./quantity";
import { sizeClassOf } from "./size-class";
import type { Amount, ComponentEstimate, Quantity } from "./types";
import type { VersionProfile } from "./version";

export interface WatchBacklogInput {
  /** Streams whose client reads too slowly or not at all. */
  readonly streams: Amount;
  /** Watchers on them; the documents give each a buffer of its own. Default: one a stream. */
  readonly watchers?: Amount;
  readonly keyBytes: Amount;
  readonly valueBytes: Amount;
  /** The watch asks for the previous value of each event. */
  readonly prevKv: boolean;
  /** Events between the revision the watch starts from and now; default 0: the watch starts from now. */
  readonly historyEvents?: Amount;
  readonly profile: VersionProfile;
}

/**
 * Events that wait for a slow watch client.
 * Document: watchers x 1 024 responses x (key + value), twice with previous values. Observed: one channel a stream (1 024 or 128 slots by
 * version) whose payloads all streams at the same position share, or the history from an old revision (up to 1 000 revisions a slot), plus the
 * send window and a few marshalled events for each stream, or one marshalled response of up to 1 000 revisions; previous values are read only on sending.
 */
export function watchBacklog(input: WatchBacklogInput): ComponentEstimate {
  return overBuilds(input.profile, (build) => backlogOf(input, build));
}

function backlogOf(input: WatchBacklogInput, build: Build): ComponentEstimate {
  const streamCount = clean(input.streams);
  const key = clean(input.keyBytes);
  const value = clean(input.valueBytes);
  const copies = input.prevKv ? 2 : 1;
  const watchSlots = exact(build.watchSlots);
  const event = add(sizeClassOf(key), sizeClassOf(value), exact(constant("watch.event-overhead")));
  const history = clean(input.historyEvents ?? 0);
  const perStream = add(
    exact(constant("watch.flow-window")),
    scale(multiply(eventsInFlight(history), add(key, value)), copies),
    scale(watchSlots, constant("stream.slot")),
  );
  const one = anyOf(streamCount);
  const shared = add(multiply(sharedEvents(watchSlots, history), event, one), scale(one, constant("watch.backlog-fixed")));
  return componentEstimate({
    component: "watch-backlog",
    kind: "retained",
    formula: input.prevKv ? "watchers x 1024 x (key + value) x 2" : "watchers x 1024 x (key + value)",
    observedFormula: "slots x event, shared, + streams x (window + events in flight + 48 x slots)",
    count: scale(clean(input.watchers ?? streamCount), constant("doc.watch.channel")),
    bytesEach: scale(add(key, value), copies),
    live: add(shared, multiply(streamCount, perStream)),
    because:
      history.likely > 0 ? { id: "history", data: { events: history.likely } } : { id: "shared-buffer", data: { slots: build.watchSlots } },
    observed: widen(add(shared, multiply(streamCount, perStream)), constant("watch.backlog-low"), constant("watch.backlog-high")),
    constants: [
      "doc.watch.channel",
      ...(watchSlots.high > constant("watch.slots") ? (["watch.slots-old"] as const) : []),
      ...(watchSlots.low <= constant("watch.slots") ? (["watch.slots"] as const) : []),
      "watch.revisions-per-response",
      "watch.event-overhead",
      "watch.flow-window",
      "watch.events-in-flight",
      "watch.backlog-fixed",
      "stream.slot",
      "watch.backlog-low",
      "watch.backlog-high",
    ],
  });
}

/** gRPC holds a marshalled response until the client takes it: a few events, or all of the first 1 000 revisions. */
function eventsInFlight(history: Quantity): Quantity {
  return mapMonotone(history, (n) => Math.max(constant("watch.events-in-flight"), Math.min(n, constant("watch.revisions-per-response"))));
}

function sharedEvents(slots: Quantity, history: Quantity): Quantity {
  const caughtUp = minimum(history, scale(slots, constant("watch.revisions-per-response")));
  return {
    low: Math.max(slots.low, caughtUp.low),
    likely: Math.max(slots.likely, caughtUp.likely),
    high: Math.max(slots.high, caughtUp.high),
  };
}

/** One group of streams shares its events: 1 as soon as there is a stream, 0 without. */
function anyOf(streams: Quantity): Quantity {
  return { low: Math.min(1, streams.low), likely: Math.min(1, streams.likely), high: Math.min(1, streams.high) };
}
