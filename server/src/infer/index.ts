/** Everything inferred about one etcd call, from the call alone outwards. */
import type { Operation } from "../catalog/types";
import type { CallExpr } from "../ir/types";
import type { Argument, EtcdCall } from "../resolve/types";
import type { Span } from "../text/span";
import { type Activation, activation, once, onceTrigger } from "./activation";
import { drainedFact } from "./draining";
import { originsOf } from "./elements";
import { blindReceive } from "./ended-watches";
import { between, exact } from "./facts";
import { isTimed, keyFact, literalPrefix } from "./keys";
import { isMadeOnce } from "./lazy";
import { lifetimeFact } from "./lifetimes";
import { secondsOf } from "./numbers";
import { ownerFact } from "./owner";
import { changedByCaller, growsFromEtcd } from "./read-back";
import { createReader, fromProfile, placeOf, type Reader, reason, refreshed } from "./reader";
import { resultUse } from "./results";
import { sizeOf } from "./sizes";
import { limitDefeated, limitFact, spanFact } from "./spans";
import { activationOf } from "./triggers";
import { txnFact } from "./txns";
import type { CallFacts, Fact, InferContext, Trigger } from "./types";

const reads: ReadonlySet<Operation> = new Set(["range", "count"]);
const spans: ReadonlySet<Operation> = new Set(["range", "count", "delete", "watch"]);
const leases: ReadonlySet<Operation> = new Set(["lease-grant", "session", "lock", "election"]);

/**
 * Infers the facts of a call: sizes in bytes, rates per second, counts, times in seconds, each with low, likely and high and the reasons.
 * What the code does not show comes from the profile and is marked assumed; what cannot be told is `unknown`, never 0. Never throws, and does a
 * bounded amount of work for any code.
 */
export function inferCall(call: EtcdCall, context: InferContext): CallFacts {
  const reader = onDemand(() => refreshed(withPrefixProfile(createReader(call, context), call, context)));
  const fresh = (): Reader => refreshed(reader());
  const active = onDemand(() => activeOf(call, fresh()));
  const timed = onDemand(() => (isTimed(active().trigger.kind) ? alongPath(reader(), active()) : reader()));
  const isRead = reads.has(call.operation);
  const stated = onDemand(() => reader().annotation);
  return factsOnDemand({
    callId: () => call.id,
    trigger: () => withPath(statedRate(active(), reader()), active()),
    fanOut: () => (stated()?.rate ? once : active().fanOut),
    loopPlace: () => active().loopPlace,
    fanOutUnbounded: () => active().unbounded && !stated()?.rate,
    key: () => keyFact({ argument: call.args.key, namespace: call.options.namespace, call }, active(), refreshed(timed())),
    value: () => withOrigins(valueFact(call.args.value, call, refreshed(timed())), call, refreshed(timed())),
    span: (facts) => (spans.has(call.operation) ? spanFact(call, facts.key, fresh()) : undefined),
    limit: () => (isRead ? limitFact(call, fresh()) : undefined),
    limitDefeated: () => (isRead ? limitDefeated(call.options, call.library.dropsDefaultSort === true, fresh()) : undefined),
    resultUse: () => (isRead ? resultUse(whereSeen(call), fresh()) : undefined),
    concurrent: () => concurrentFact(active(), reader()),
    txn: () => txnFact(call, active(), refreshed(timed())),
    lifetime: () => lifetimeFact(whereSeen(call), fresh()),
    drained: () => drainedFact(whereSeen(call), fresh()),
    blindReceive: () => blindReceive(whereSeen(call), fresh()),
    owner: () => ownerFact(call.wraps ?? call, fresh()),
    ttlSeconds: () => (leases.has(call.operation) ? ttlFact(call, fresh()) : undefined),
    connections: () => {
      const { connections } = stated() ?? {};
      return connections && exact(connections.value, [reason("annotation", "annotation", {}, connections.place)]);
    },
  });
}

type Makers = { readonly [Name in keyof CallFacts]-?: (facts: CallFacts) => CallFacts[Name] | undefined };

/** The facts of a call, each worked out when it is first asked for: a rule asks for three or four of them, and of few calls. */
function factsOnDemand(makers: Makers): CallFacts {
  const facts = {};
  for (const [name, make] of Object.entries(makers) as [keyof CallFacts, (facts: CallFacts) => unknown][]) {
    const value = onDemand(() => make(facts as CallFacts));
    Object.defineProperty(facts, name, { enumerable: true, get: value });
  }
  return facts as CallFacts;
}

function onDemand<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A wrapper's call runs what the function inside runs: what surrounds the etcd call there counts first. */
function activeOf(call: EtcdCall, reader: Reader): Activation {
  const inner = call.wraps ?? call;
  return call.holds !== undefined && isMadeOnce(inner)
    ? activation(onceTrigger(reason("once", "made-once", {}, placeOf(call.scope, call.span))))
    : activationOf({ ancestors: inner.ancestors, at: inner.span, holder: inner.holder, module: inner.module }, reader);
}

/** Where the result of a call is to be looked for: in the wrapper that uses it, or at the wrapper's call when it hands the result back. */
function whereSeen(call: EtcdCall): EtcdCall {
  const inner = call.wraps;
  if (!inner) return call;
  const handedBack = inner.result.kind === "returned" && (call.chain ?? []).slice(0, -1).every(({ site }) => site.use?.kind === "returned");
  return handedBack ? call : inner;
}

/** What a timer runs, it runs with the arguments on the way from it; other callers of the same helper have calls and rates of their own. */
function alongPath(reader: Reader, active: Activation): Reader {
  return active.via && active.via.size > 0
    ? { ...reader, via: new Map([...active.via, ...(reader.via ?? [])]), questions: new Map() }
    : reader;
}

function withPrefixProfile(reader: Reader, call: EtcdCall, context: InferContext): Reader {
  const { prefixes } = context.config(call.module.path);
  if (prefixes.length === 0) return reader;
  const start = literalPrefix({ argument: call.args.key, namespace: call.options.namespace, call }, reader);
  const matching = prefixes.filter(({ prefix }) => start.startsWith(prefix)).sort((a, b) => b.prefix.length - a.prefix.length)[0];
  return matching ? { ...reader, prefixProfile: matching, questions: new Map() } : reader;
}

function withOrigins(value: CallFacts["value"], call: EtcdCall, reader: Reader): CallFacts["value"] {
  const { value: argument } = (call.wraps ?? call).args;
  return value && argument && !value.bounded ? { ...value, origins: originsOf(argument.value, argument.scope, reader) } : value;
}

function valueFact(argument: Argument | undefined, call: EtcdCall, reader: Reader): CallFacts["value"] {
  const stated = reader.annotation?.value;
  if (stated) {
    const shape = argument ? sizeOf(argument.value, argument.scope, reader).shape : "unknown";
    return { bytes: exact(stated.value, [reason("annotation", "annotation", {}, stated.place)]), shape, bounded: true };
  }
  if (call.operation !== "put" && !argument) return undefined;
  if (!argument) return { bytes: exact(0, [reason("library", "no-value")]), shape: "constant", bounded: true };
  const size = sizeOf(argument.value, argument.scope, reader);
  const back = size.shape === "read-append-write" ? undefined : growsFromEtcd(argument.value, argument.scope, reader);
  if (!back && changedByCaller(argument.value, argument.scope, reader))
    return { bytes: size.bytes, shape: "read-change-write", bounded: false };
  if (!back) return { bytes: size.bytes, shape: size.shape, bounded: size.bounded };
  return {
    bytes: { ...size.bytes, high: Number.POSITIVE_INFINITY, because: [back, ...size.bytes.because] },
    shape: "read-append-write",
    bounded: false,
  };
}

/** The way from a trigger that is known; from an unknown one any caller is as good as the next. */
function withPath(trigger: Trigger, { via }: Activation): Trigger {
  if (!via || via.size === 0 || trigger.kind === "unknown" || trigger.kind === "once") return trigger;
  return { ...trigger, path: [...via.values()].map(({ call, scope }) => placeOf(scope, calleeSpan(call))) };
}

/** An assumption comment states how often the call itself runs, loops included. */
function statedRate(active: Activation, reader: Reader): Trigger {
  const stated = reader.annotation?.rate;
  if (!stated) return active.trigger;
  const perSecond = exact(stated.value, [reason("annotation", "annotation", {}, stated.place)]);
  const repeats = active.trigger.kind === "unknown" || (active.trigger.kind === "once" && stated.value > 0);
  return { ...active.trigger, kind: repeats ? "schedule" : active.trigger.kind, perSecond };
}

/** Executions at the same time: requests being served, or loop turns that do not wait for each other. */
function concurrentFact(active: Activation, reader: Reader): Fact {
  const stated = reader.annotation?.concurrent;
  if (stated) return exact(stated.value, [reason("annotation", "annotation", {}, stated.place)]);
  if (active.together) {
    const why = reason("loop", "all-at-once", {}, active.loopPlace);
    return { ...active.fanOut, low: Math.min(1, active.fanOut.low), because: [why, ...active.fanOut.because] };
  }
  const requests = fromProfile(reader, "concurrentRequests", 4);
  switch (active.trigger.kind) {
    case "handler":
      return requests;
    case "unknown":
      return between({ low: 1, likely: 1, high: requests.high }, "assumed", requests.because);
    default:
      return exact(1);
  }
}

/** etcd's sessions live 60 s unless told otherwise (client/v3/concurrency/session.go defaultSessionTTL). */
const defaultTtl: Partial<Readonly<Record<Operation, number>>> = { session: 60, lock: 30, election: 60 };

function ttlFact(call: EtcdCall, reader: Reader): Fact | undefined {
  const stated = reader.annotation?.ttl;
  if (stated) return exact(stated.value, [reason("annotation", "annotation", {}, stated.place)]);
  const option = call.options.ttl;
  const argument = call.args.ttl ?? (option?.value && option.scope ? { value: option.value, scope: option.scope } : undefined);
  if (typeof option?.constant === "number") return exact(option.constant, [reason("option", "ttl-given", { seconds: option.constant })]);
  if (!argument) {
    const seconds = defaultTtl[call.operation];
    return seconds === undefined ? undefined : exact(seconds, [reason("etcd-default", "ttl-default", { seconds })]);
  }
  const place = placeOf(argument.scope, argument.value.span);
  const found = secondsOf(argument.value, "s", argument.scope, reader);
  if (found && found.value > 0)
    return between({ low: found.value, likely: found.value, high: found.value }, found.certain ? "known" : "partly", [
      reason("option", "ttl-given", { seconds: found.value }, place),
    ]);
  return between({ low: 1, likely: 60, high: 86_400 }, "assumed", [reason("unknown", "ttl-open", {}, place)]);
}

/** The name of what is called, so that a chain of calls over several lines is told where this call stands. */
function calleeSpan(call: CallExpr): Span {
  return call.callee.kind === "member" ? call.callee.nameSpan : call.callee.span;
}
