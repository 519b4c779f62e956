/**
 * The memory model of etcd, every line from 3.3 to 3.7. Plain numbers in, plain numbers out: no text for people, no I/O, no clock, never an exception.
 *
 * - `profileFor(version)`: how a version keeps memory. `"3.4.23"` is one build; `"3.4"`, `"3.4-3.6"`, `">=3.4 <3.6"` or `""` (unknown) are several, and
 *   every estimate then covers all of them, with the newest (unknown: of the default line) as the likely one.
 * - One function a component, each `(input with profile) => ComponentEstimate`; inputs are `Amount`s (a number, or low/likely/high):
 *   `raftLog`, `treeIndex` (and `treeIndexGrowth`), `boltdb` (and `boltdbGrowth`), `writeBuffer`, `connections` (c1), `streams` (c2),
 *   `keepaliveStreams`, `watchers` (c3), `watchBacklog`, `range` (full, keys-only, count-only, limited, sorted), `lease`, `v2Store`, `peers`, `processBase`.
 * - `combine(components)`: their sum, with growth per hour and its ceiling.
 * - `predict(scenario)`: a whole member as plain data, `{ etcd: "3.5", raftLog: {...}, watchers: [{...}, {...}], ... }`; gives the components, the live heap
 *   after a forced collection, and resident memory (anonymous, file, both). This is what a measurement of a real server is compared with:
 *   `live` with heap_alloc + stacks after `/debug/pprof/heap?gc=1`, `anonymous` with RssAnon, `file` with RssFile, `resident` with VmRSS.
 * - `CONSTANTS`, `constantById`: every number of the model with its source; `ComponentEstimate.constants` names those that were used.
 *
 * A `ComponentEstimate` carries both columns: `document` = count.likely x bytesEach.likely by the documents' formula, and `low`/`likely`/`high` as observed.
 * `likely` is live heap and stacks for what stays (file bytes for `boltdb`) and the resident peak for what passes. `because` says why they part.
 * `kind: "growing"` adds `perHour` and `ceiling`, both by the documents' bytes.
 */
export { type BoltdbGrowthInput, type BoltdbInput, boltdb, boltdbGrowth } from "./boltdb";
export type { Build, VersionLine } from "./builds";
export { builds } from "./builds";
export {
  type ConnectionsInput,
  connections,
  type KeepaliveStreamsInput,
  keepaliveStreams,
  type StreamsInput,
  streams,
} from "./connections";
export { CONSTANTS, type ConstantId, constantById } from "./constants";
export { combine } from "./estimate";
export { type LeaseInput, lease } from "./lease";
export { type PeersInput, peers } from "./peers";
export { processBase } from "./process";
export { add, between, clean, cover, exact, minimum, multiply } from "./quantity";
export { type RaftLogInput, raftLog } from "./raft-log";
export { type RangeInput, type RangeMode, range } from "./range";
export { type Part, type Prediction, predict, type Scenario } from "./scenario";
export { type TreeIndexGrowthInput, type TreeIndexInput, treeIndex, treeIndexGrowth } from "./tree-index";
export type * from "./types";
export { type V2StoreInput, v2Store } from "./v2-store";
export { DEFAULT_LINE, profileFor, type VersionProfile } from "./version";
export { type WatchBacklogInput, watchBacklog } from "./watch-backlog";
export { type WatchedKeys, type WatchersInput, watchers } from "./watchers";
export { type WriteBufferInput, writeBuffer } from "./write-buffer";
