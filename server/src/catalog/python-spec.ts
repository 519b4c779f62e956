/** Short names for what the Python libraries have in common: parameters with their names, and RangeRequest's fields as keywords. Data only. */
import type { Entries, OptionName, ParamSpec, Role, ValueMap } from "./types";

/** A parameter that may also be given by its name. */
export function param(name: string, role: Role = "other", option?: OptionName): ParamSpec {
  return option === undefined ? { role, name } : { role, name, option };
}

/** Parameters that say nothing of cost. */
export const plain = (...names: readonly string[]): readonly ParamSpec[] => names.map((name) => param(name));

export const sortOrders: ValueMap = {
  ascend: "order:ascend",
  descend: "order:descend",
  none: "order:none",
  0: "order:none",
  1: "order:ascend",
  2: "order:descend",
};

export const sortTargets: ValueMap = {
  key: "target:key",
  version: "target:version",
  create: "target:create",
  mod: "target:mod",
  value: "target:value",
  0: "target:key",
  1: "target:version",
  2: "target:create",
  3: "target:mod",
  4: "target:value",
};

/** Orders and what to order by. */
export const sortKeywords: Entries = {
  sort_order: { option: "sort-order", map: sortOrders },
  sort_target: { option: "sort-target", map: sortTargets },
};

/** What bounds a range, filters it, or leaves something out. */
export const boundKeywords: Entries = {
  limit: { option: "limit" },
  revision: { option: "revision" },
  count_only: { option: "count-only" },
  min_mod_revision: { option: "min-mod-revision" },
  max_mod_revision: { option: "max-mod-revision" },
  min_create_revision: { option: "min-create-revision" },
  max_create_revision: { option: "max-create-revision" },
};

export const plainKeywords: Entries = { serializable: { option: "serializable" }, keys_only: { option: "keys-only" } };

/** Every field of etcd's RangeRequest but key and range_end. */
export const rangeKeywords: Entries = { ...sortKeywords, ...boundKeywords, ...plainKeywords };

/** The same of WatchCreateRequest, as most libraries call them. */
export const watchKeywords: Entries = {
  start_revision: { option: "revision" },
  progress_notify: { option: "progress-notify" },
  prev_kv: { option: "prev-kv" },
};

/** Options of a gRPC channel, as pairs of name and value (https://grpc.github.io/grpc/core/group__grpc__arg__keys.html). */
const grpcEntries: Entries = {
  "grpc.max_receive_message_length": { option: "max-receive-bytes" },
  "grpc.max_send_message_length": { option: "max-send-bytes" },
};

/** The parameter that takes them. */
export const grpcOptions = (name: string): ParamSpec => ({ role: "options", name, entries: grpcEntries });

/** grpc-core receives at most 4 MiB unless grpc.max_receive_message_length says otherwise (include/grpc/impl/grpc_types.h). */
export const grpcReceiveLimit = 4 * 1024 * 1024;
