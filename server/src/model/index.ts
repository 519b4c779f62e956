export { type BoltdbGrowthInput, type BoltdbInput, boltdb, boltdbGrowth } from "./boltdb";
export { CONSTANTS, type ConstantId, constantById } from "./constants";
export { combine } from "./estimate";
export { type LeaseInput, lease } from "./lease";
export { add, between, clean, cover, exact, minimum, multiply } from "./quantity";
export { type RaftLogInput, raftLog } from "./raft-log";
export { type RangeInput, type RangeMode, range } from "./range";
export { type TreeIndexGrowthInput, type TreeIndexInput, treeIndex, treeIndexGrowth } from "./tree-index";
export type * from "./types";
export { type V2StoreInput, v2Store } from "./v2-store";
export { profileFor, type VersionLine, type VersionProfile } from "./version";
export { type WatchBacklogInput, watchBacklog } from "./watch-backlog";
export {
  type ConnectionsInput,
  connections,
  keepaliveStreams,
  type StreamsInput,
  streams,
  type WatchedKeys,
  type WatchersInput,
  watchers,
} from "./watchers";
