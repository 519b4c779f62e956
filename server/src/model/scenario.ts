/** A whole member as plain data: what it holds and serves in, components and process totals out. */
import { type BoltdbInput, boltdb } from "./boltdb";
import {
  type ConnectionsInput,
  connections,
  type KeepaliveStreamsInput,
  keepaliveStreams,
  type StreamsInput,
  streams,
} from "./connections";
import { constant } from "./constants";
import { combine } from "./estimate";
import { type LeaseInput, lease } from "./lease";
import { type PeersInput, peers } from "./peers";
import { processBase } from "./process";
import { add } from "./quantity";
import { type RaftLogInput, raftLog } from "./raft-log";
import { type RangeInput, range } from "./range";
import { type TreeIndexInput, treeIndex } from "./tree-index";
import type { ComponentEstimate, Estimate, Quantity } from "./types";
import { type V2StoreInput, v2Store } from "./v2-store";
import { profileFor, type VersionProfile } from "./version";
import { type WatchBacklogInput, watchBacklog } from "./watch-backlog";
import { type WatchersInput, watchers } from "./watchers";
import { type WriteBufferInput, writeBuffer } from "./write-buffer";

/** The input of a component without its profile: the scenario's version counts. */
export type Part<T> = Omit<T, "profile">;

/** What one member holds and serves. Each part may stand once or several times (two kinds of values, two range requests at once). */
export interface Scenario {
  /** Version of etcd or a range of versions, as `profileFor` reads it. */
  readonly etcd: string;
  readonly raftLog?: OneOrMore<Part<RaftLogInput>>;
  readonly treeIndex?: OneOrMore<Part<TreeIndexInput>>;
  readonly boltdb?: OneOrMore<Part<BoltdbInput>>;
  readonly writeBuffer?: OneOrMore<Part<WriteBufferInput>>;
  readonly connections?: OneOrMore<Part<ConnectionsInput>>;
  readonly streams?: OneOrMore<Part<StreamsInput>>;
  readonly keepaliveStreams?: OneOrMore<Part<KeepaliveStreamsInput>>;
  readonly watchers?: OneOrMore<Part<WatchersInput>>;
  readonly watchBacklog?: OneOrMore<Part<WatchBacklogInput>>;
  readonly range?: OneOrMore<Part<RangeInput>>;
  readonly lease?: OneOrMore<Part<LeaseInput>>;
  readonly v2Store?: OneOrMore<Part<V2StoreInput>>;
  readonly peers?: Part<PeersInput>;
}

type OneOrMore<T> = T | readonly T[];

export interface Prediction {
  readonly profile: VersionProfile;
  /** One entry a part of the scenario, then the process itself. */
  readonly components: readonly ComponentEstimate[];
  /** The sum of the components, document and observed. */
  readonly estimate: Estimate;
  /** Go heap and goroutine stacks after a forced collection, of the whole process. */
  readonly live: Quantity;
  /** Anonymous resident memory (RssAnon), from after a forced collection to as is: live, the collector's headroom, and the peak of what passes. */
  readonly anonymous: Quantity;
  /** Resident pages of files (RssFile): the program and the database. */
  readonly file: Quantity;
  /** RSS: anonymous + file. */
  readonly resident: Quantity;
}

/** What a member of this scenario needs. Never throws; numbers that are no numbers count as not known. */
export function predict(scenario: Scenario): Prediction {
  const profile = profileFor(scenario.etcd);
  const components = [
    ...each(scenario.raftLog, (part) => raftLog({ ...part, profile })),
    ...each(scenario.treeIndex, (part) => treeIndex({ ...part, profile })),
    ...each(scenario.boltdb, (part) => boltdb({ ...part, profile })),
    ...each(scenario.writeBuffer, (part) => writeBuffer({ ...part, profile })),
    ...each(scenario.connections, (part) => connections({ ...part, profile })),
    ...each(scenario.streams, (part) => streams({ ...part, profile })),
    ...each(scenario.keepaliveStreams, (part) => keepaliveStreams({ ...part, profile })),
    ...each(scenario.watchers, (part) => watchers({ ...part, profile })),
    ...each(scenario.watchBacklog, (part) => watchBacklog({ ...part, profile })),
    ...each(scenario.range, (part) => range({ ...part, profile })),
    ...each(scenario.lease, (part) => lease({ ...part, profile })),
    ...each(scenario.v2Store, (part) => v2Store({ ...part, profile })),
    ...each(scenario.peers, (part) => peers({ ...part, profile })),
    processBase({ profile }),
  ];
  const live = add(...components.map((part) => part.live));
  const anonymous = keptResident(add(...components.map((part) => part.resident)), profile);
  const file = add(...components.map((part) => part.file));
  return { profile, components, estimate: combine(components), live, anonymous, file, resident: add(anonymous, file) };
}

/** Builds that do not give freed memory back stay near the most that was ever resident; what of it is really free, only the system knows. */
function keptResident(anonymous: Quantity, { returnsMemory }: VersionProfile): Quantity {
  return returnsMemory ? anonymous : { ...anonymous, likely: Math.max(anonymous.likely, anonymous.high * constant("gc.kept")) };
}

function each<T>(parts: OneOrMore<T> | undefined, estimate: (part: T) => ComponentEstimate): readonly ComponentEstimate[] {
  if (parts === undefined) return [];
  return (isList(parts) ? parts : [parts]).map(estimate);
}

function isList<T>(parts: OneOrMore<T>): parts is readonly T[] {
  return Array.isArray(parts);
}
