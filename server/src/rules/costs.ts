/** From facts to estimates: which component of the model a problem is, and with which inputs. No arithmetic of memory is done here. */
import type { Config } from "../config/types";
import type { CallFacts, Fact } from "../infer/types";
import {
  type ComponentEstimate,
  combine,
  connections,
  type Estimate,
  keepaliveStreams,
  lease,
  profileFor,
  type RangeMode,
  raftLog,
  range,
  streams,
  treeIndex,
  type VersionProfile,
  v2Store,
  watchBacklog,
  watchers,
} from "../model";
import type { EtcdCall } from "../resolve/types";
import { exactly, fromProfile, input, times } from "./inputs";
import { knownKeys, knownValue } from "./known-writes";
import type { EstimateInput, RuleContext } from "./types";

/** An estimate with the inputs it was made from. */
export interface Cost {
  readonly estimate: Estimate;
  readonly inputs: readonly EstimateInput[];
}

/** How the server of these settings keeps memory. */
export function serverProfile({ etcdVersion }: Config): VersionProfile {
  return profileFor(etcdVersion);
}

/** Bytes of the values that a call writes, reads or is sent: as stated or shown, else as the project writes them there, else the profile's. */
export function valueBytes(context: RuleContext, call: EtcdCall, facts: CallFacts): Fact {
  const written = facts.value?.bytes ?? (call.operation === "put" ? undefined : knownValue(context, facts.key.pattern));
  return written ?? fromProfile(context.config(call.module.path), "valueBytes", facts.key.pattern);
}

/** Executions of a call per second, over all turns of the loops around it. */
export function callRate(facts: CallFacts): Fact {
  return times(facts.trigger.perSecond, facts.fanOut);
}

/** Entries that the log keeps at least, as the number of writes where the code does not show how often it writes (DefaultSnapshotCatchUpEntries). */
const floorOfLog: Fact = {
  low: 1,
  likely: 5_000,
  high: Number.POSITIVE_INFINITY,
  basis: "assumed",
  because: [{ source: "etcd-default", id: "no-trigger", data: {} }],
};

/**
 * Raft log of writes of `value`: growing at the rate that the code shows; over the hours of the profile at an assumed rate; the writes of a
 * loop that runs once; and for a write that nothing shows the rate of, the log's floor.
 */
export function writeCost(context: RuleContext, call: EtcdCall, facts: CallFacts, value: Fact): Cost {
  const config = context.config(call.module.path);
  const sizes = { valueBytes: value, keyBytes: facts.key.bytes, profile: serverProfile(config) };
  const named = [input("value", value), input("key", facts.key.bytes)];
  const rate = callRate(facts);
  if (facts.trigger.kind === "unknown" || rate.likely === 0) {
    const entries = facts.trigger.kind === "unknown" ? floorOfLog : facts.fanOut;
    return { estimate: combine([raftLog({ ...sizes, entriesWritten: entries })]), inputs: [...named, input("entries", entries)] };
  }
  if (facts.trigger.perSecond.basis !== "assumed") {
    return { estimate: combine([raftLog({ ...sizes, writesPerSecond: rate })]), inputs: [...named, input("rate", rate)] };
  }
  const hours = fromProfile(config, "hoursKept");
  return {
    estimate: combine([raftLog({ ...sizes, writesPerSecond: rate, hours })]),
    inputs: [...named, input("rate", rate), input("hours", hours)],
  };
}

/** Keys that a read covers: as stated or shown, else as the project writes them there, else the profile's. */
function keysOf(context: RuleContext, call: EtcdCall, facts: CallFacts): Fact {
  const covered = facts.span?.keys ?? fromProfile(context.config(call.module.path), "keysUnderPrefix", facts.key.pattern);
  if (covered.basis !== "assumed" || facts.span?.kind !== "prefix") return covered;
  const written = knownKeys(context, call.module.path, facts.key.pattern);
  return written && written.likely < covered.likely ? written : covered;
}

/** A range request. `returned` when fewer keys come back than are scanned. */
export function rangeCost(context: RuleContext, call: EtcdCall, facts: CallFacts, mode: RangeMode, returned?: Fact): Cost {
  const config = context.config(call.module.path);
  const keys = keysOf(context, call, facts);
  const value = valueBytes(context, call, facts);
  const estimate = combine([
    range({
      mode,
      keysScanned: keys,
      ...(returned ? { keysReturned: returned } : {}),
      keyBytes: facts.key.bytes,
      valueBytes: value,
      concurrent: facts.concurrent,
      profile: serverProfile(config),
    }),
  ]);
  const inputs = [
    input("keys", keys),
    ...(returned ? [input("entries", returned)] : []),
    ...(mode === "count-only" ? [] : [input("value", value)]),
    input("key", facts.key.bytes),
    input("concurrent", facts.concurrent),
  ];
  return { estimate, inputs };
}

/** What one execution after another leaves behind when nothing ends it: the rate over the hours of the profile, or the loop's turns alone. */
export function leftBehind(
  context: RuleContext,
  call: EtcdCall,
  facts: CallFacts,
): { readonly count: Fact; readonly inputs: readonly EstimateInput[] } {
  const rate = callRate(facts);
  if (rate.likely === 0) return { count: facts.fanOut, inputs: [] };
  const hours = fromProfile(context.config(call.module.path), "hoursKept");
  return { count: times(times(rate, hours), exactly(3600)), inputs: [input("rate", rate), input("hours", hours)] };
}

export interface WatchCount {
  readonly watchers: Fact;
  readonly streams?: Fact;
  readonly connections?: Fact;
}

/** Watchers with the streams and connections that they open. */
export function watchCost(context: RuleContext, call: EtcdCall, facts: CallFacts, count: WatchCount): Cost {
  const config = context.config(call.module.path);
  const { tls } = config.profile;
  const profile = serverProfile(config);
  const components: ComponentEstimate[] = [];
  if (count.connections) components.push(connections({ count: count.connections, tls, profile }));
  if (count.streams) components.push(streams({ count: count.streams, tls, profile }));
  const keyKind = facts.span && facts.span.kind !== "single" ? "prefix" : facts.key.variation === "fixed" ? "same" : "distinct";
  const spread = count.streams ? { streams: count.streams } : {};
  components.push(watchers({ count: count.watchers, keyKind, keyBytes: facts.key.bytes, ...spread, profile }));
  return {
    estimate: combine(components),
    inputs: [
      input("watchers", count.watchers),
      input("key", facts.key.bytes),
      ...(count.connections ? [input("connections", count.connections)] : []),
    ],
  };
}

/** Events that wait for a watch client. */
export function backlogCost(context: RuleContext, call: EtcdCall, facts: CallFacts, prevKv: boolean): Cost {
  const config = context.config(call.module.path);
  const value = valueBytes(context, call, facts);
  const each = facts.fanOut;
  const estimate = combine([
    watchBacklog({ streams: each, keyBytes: facts.key.bytes, valueBytes: value, prevKv, profile: serverProfile(config) }),
  ]);
  return { estimate, inputs: [input("value", value), input("key", facts.key.bytes), input("watchers", each)] };
}

/** Client connections. */
export function connectionCost(context: RuleContext, call: EtcdCall, count: Fact, inputs: readonly EstimateInput[]): Cost {
  const config = context.config(call.module.path);
  const { tls } = config.profile;
  return {
    estimate: combine([connections({ count, tls, profile: serverProfile(config) })]),
    inputs: [input("connections", count), ...inputs],
  };
}

/** Leases, and the keepalive streams they open when each has its own. */
export function leaseCost(
  config: Config,
  facts: CallFacts,
  leases: Fact,
  keepalives: Fact | undefined,
  inputs: readonly EstimateInput[],
): Cost {
  const { tls } = config.profile;
  const profile = serverProfile(config);
  const components = [lease({ leases, keysPerLease: exactly(1), keyBytes: facts.key.bytes, profile })];
  if (keepalives) components.push(keepaliveStreams({ count: keepalives, tls, profile }));
  return { estimate: combine(components), inputs: [input("leases", leases), ...inputs] };
}

/** Keepalive streams alone. */
export function keepaliveCost(config: Config, count: Fact, inputs: readonly EstimateInput[]): Cost {
  const { tls } = config.profile;
  return {
    estimate: combine([keepaliveStreams({ count, tls, profile: serverProfile(config) })]),
    inputs: [input("calls", count), ...inputs],
  };
}

/** Keys in the index. */
export function indexCost(config: Config, keys: Fact, keyBytes: Fact): Cost {
  return {
    estimate: combine([treeIndex({ keys, keyBytes, revisionsPerKey: exactly(1), profile: serverProfile(config) })]),
    inputs: [input("keys", keys), input("key", keyBytes)],
  };
}

/** The v2 store with the keys of the profile. */
export function v2Cost(context: RuleContext, call: EtcdCall, facts: CallFacts, keys: Fact): Cost {
  const value = valueBytes(context, call, facts);
  const profile = serverProfile(context.config(call.module.path));
  return {
    estimate: combine([v2Store({ keys, keyBytes: facts.key.bytes, valueBytes: value, profile })]),
    inputs: [input("keys", keys), input("key", facts.key.bytes), input("value", value)],
  };
}

export interface LogSettings {
  readonly snapshotCount?: number;
  readonly catchUpEntries?: number;
}

/** Raft log of a server with given snapshot settings, by the size of one entry. With a snapshot count: as it stands just before it is cut. */
export function logCost(config: Config, value: Fact, key: Fact, settings: LogSettings): Cost {
  const profile = serverProfile(config);
  const entries = settings.snapshotCount === undefined ? undefined : exactly(settings.snapshotCount);
  const sizes = { valueBytes: value, keyBytes: key, profile, ...settings };
  return {
    estimate: combine([raftLog({ ...sizes, ...(entries ? { entriesWritten: entries } : {}) })]),
    inputs: [input("value", value), input("key", key), ...(entries ? [input("entries", entries)] : [])],
  };
}
