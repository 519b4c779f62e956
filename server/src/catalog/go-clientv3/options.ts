/** Option functions of client/v3/op.go and client/v3/compact_op.go. Sources are lines of etcd v3.7.1. */
import { flag, fromArg, setting } from "../spec";
import type { Effect, LibraryFunction } from "../types";

const OPTION = "clientv3.OpOption";

/** client/v3/op.go:510 withTop: prefix + sort + limit 1, as a slice. */
function top(target: string, order: string, source: string): LibraryFunction {
  return {
    params: [],
    isOption: true,
    effects: [{ option: "prefix" }, { option: "sort-target", value: target }, { option: "sort-order", value: order }, LIMIT_ONE],
    returns: [`[]${OPTION}`],
    note: "Looks like a limit of 1, but the server reads and sorts the whole prefix before it cuts.",
    source,
  };
}

const LIMIT_ONE: Effect = { option: "limit", value: 1 };

export const optionFunctions: Readonly<Record<string, LibraryFunction>> = {
  WithLease: setting("lease", "lease", OPTION, "client/v3/op.go:370"),
  WithLimit: setting("limit", "limit", OPTION, "client/v3/op.go:376"),
  WithRev: setting("revision", "revision", OPTION, "client/v3/op.go:380"),
  WithSort: {
    params: [{ role: "other" }, { role: "other" }],
    isOption: true,
    effects: [fromArg("sort-target", 0), fromArg("sort-order", 1)],
    returns: [OPTION],
    note: "KEY + ASCEND is sent as no sort at all.",
    source: "client/v3/op.go:386",
  },
  WithPrefix: flag("prefix", OPTION, "client/v3/op.go:424"),
  WithRange: setting("range-end", "range-end", OPTION, "client/v3/op.go:439"),
  WithFromKey: flag("from-key", OPTION, "client/v3/op.go:445"),
  WithSerializable: flag("serializable", OPTION, "client/v3/op.go:464"),
  WithKeysOnly: flag("keys-only", OPTION, "client/v3/op.go:470"),
  WithCountOnly: flag("count-only", OPTION, "client/v3/op.go:475"),
  WithMinModRev: setting("min-mod-revision", "revision", OPTION, "client/v3/op.go:480"),
  WithMaxModRev: setting("max-mod-revision", "revision", OPTION, "client/v3/op.go:483"),
  WithMinCreateRev: setting("min-create-revision", "revision", OPTION, "client/v3/op.go:486"),
  WithMaxCreateRev: setting("max-create-revision", "revision", OPTION, "client/v3/op.go:489"),
  WithFirstCreate: top("target:create", "order:ascend", "client/v3/op.go:492"),
  WithLastCreate: top("target:create", "order:descend", "client/v3/op.go:495"),
  WithFirstKey: {
    params: [],
    isOption: true,
    effects: [{ option: "prefix" }, LIMIT_ONE],
    returns: [`[]${OPTION}`],
    note: "KEY + ASCEND collapses to no sort, so the limit of 1 reaches the server's index and the read is cheap.",
    source: "client/v3/op.go:498",
  },
  WithLastKey: top("target:key", "order:descend", "client/v3/op.go:501"),
  WithFirstRev: top("target:mod", "order:ascend", "client/v3/op.go:504"),
  WithLastRev: top("target:mod", "order:descend", "client/v3/op.go:507"),
  WithProgressNotify: flag("progress-notify", OPTION, "client/v3/op.go:517"),
  WithCreatedNotify: flag("created-notify", OPTION, "client/v3/op.go:524"),
  WithFilterPut: flag("filter-put", OPTION, "client/v3/op.go:531"),
  WithFilterDelete: flag("filter-delete", OPTION, "client/v3/op.go:536"),
  WithPrevKV: flag("prev-kv", OPTION, "client/v3/op.go:542"),
  WithFragment: flag("fragment", OPTION, "client/v3/op.go:555"),
  WithWatchBufLog: { params: [], isOption: true, effects: [], returns: [OPTION], source: "client/v3/op.go:560" },
  WithIgnoreValue: flag("ignore-value", OPTION, "client/v3/op.go:567"),
  WithIgnoreLease: flag("ignore-lease", OPTION, "client/v3/op.go:576"),
  WithAttachedKeys: flag("attached-keys", "clientv3.LeaseOption", "client/v3/op.go:600"),
  WithCompactPhysical: flag("physical", "clientv3.CompactOption", "client/v3/compact_op.go:49"),
};

/** Sort targets and orders, client/v3/sort.go. */
export const sortConstants: Readonly<Record<string, string>> = {
  SortNone: "order:none",
  SortAscend: "order:ascend",
  SortDescend: "order:descend",
  SortByKey: "target:key",
  SortByVersion: "target:version",
  SortByCreateRevision: "target:create",
  SortByModRevision: "target:mod",
  SortByValue: "target:value",
};
