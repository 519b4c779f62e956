/** Request objects of the npm package etcd3 (src/rpc.ts): field names are those of the protobuf messages. */
import type { Entries, LibraryType, ValueMap } from "../types";

export const sortTargets: ValueMap = {
  Key: "target:key",
  Version: "target:version",
  Create: "target:create",
  Mod: "target:mod",
  Value: "target:value",
  0: "target:key",
  1: "target:version",
  2: "target:create",
  3: "target:mod",
  4: "target:value",
};

export const sortOrders: ValueMap = {
  None: "order:none",
  Ascend: "order:ascend",
  Descend: "order:descend",
  0: "order:none",
  1: "order:ascend",
  2: "order:descend",
};

export const rangeEntries: Entries = {
  key: { role: "key" },
  range_end: { role: "range-end", option: "range-end" },
  limit: { option: "limit" },
  revision: { option: "revision" },
  sort_order: { option: "sort-order", map: sortOrders },
  sort_target: { option: "sort-target", map: sortTargets },
  serializable: { option: "serializable" },
  keys_only: { option: "keys-only" },
  count_only: { option: "count-only" },
  min_mod_revision: { option: "min-mod-revision" },
  max_mod_revision: { option: "max-mod-revision" },
  min_create_revision: { option: "min-create-revision" },
  max_create_revision: { option: "max-create-revision" },
};

export const putEntries: Entries = {
  key: { role: "key" },
  value: { role: "value" },
  lease: { role: "lease", option: "lease" },
  prev_kv: { option: "prev-kv" },
  ignore_value: { option: "ignore-value" },
  ignore_lease: { option: "ignore-lease" },
};

export const deleteEntries: Entries = {
  key: { role: "key" },
  range_end: { role: "range-end", option: "range-end" },
  prev_kv: { option: "prev-kv" },
};

/** One level of nesting is enough for what people write; a transaction inside a transaction keeps its own op. */
const innerTxnEntries: Entries = { compare: { role: "compares" }, success: { role: "ops" }, failure: { role: "ops" } };

/** One element of `success`, `failure`, `.then(...)` and `.else(...)`. */
export const opEntries: Entries = {
  request_range: { op: "range", entries: rangeEntries },
  request_put: { op: "put", entries: putEntries },
  request_delete_range: { op: "delete", entries: deleteEntries },
  request_txn: { op: "txn", entries: innerTxnEntries },
};

export const txnEntries: Entries = {
  compare: { role: "compares" },
  success: { role: "ops", entries: opEntries },
  failure: { role: "ops", entries: opEntries },
};

export const compactEntries: Entries = { revision: { role: "revision" }, physical: { option: "physical" } };

export const watchEntries: Entries = {
  key: { role: "key" },
  range_end: { role: "range-end", option: "range-end" },
  start_revision: { option: "revision" },
  progress_notify: { option: "progress-notify" },
  prev_kv: { option: "prev-kv" },
  fragment: { option: "fragment" },
};

export const watchRequestEntries: Entries = { create_request: { op: "watch", entries: watchEntries } };
export const grantEntries: Entries = { TTL: { role: "ttl" }, ID: { role: "lease" } };
export const leaseEntries: Entries = { ID: { role: "lease" }, keys: { option: "attached-keys" } };

export const requestTypes: Readonly<Record<string, LibraryType>> = {
  "etcd3.IRangeRequest": { role: "request", builds: "range", entries: rangeEntries },
  "etcd3.IPutRequest": { role: "request", builds: "put", entries: putEntries },
  "etcd3.IDeleteRangeRequest": { role: "request", builds: "delete", entries: deleteEntries },
  "etcd3.ITxnRequest": { role: "request", builds: "txn", entries: txnEntries },
  "etcd3.ICompactionRequest": { role: "request", builds: "compact", entries: compactEntries },
  "etcd3.IWatchCreateRequest": { role: "request", builds: "watch", entries: watchEntries },
  "etcd3.ILeaseGrantRequest": { role: "request", builds: "lease-grant", entries: grantEntries },
  "etcd3.IRequestOp": { role: "op", entries: opEntries },
  "etcd3.IOperation": { role: "op" },
  "etcd3.IWatchRequest": { role: "op", entries: watchRequestEntries },
};
