/** The command line `etcdctl` and the JSON gateway as scripts call them: one process, and one connection, a call. Sources are lines of etcd v3.7.1. */
import type { Entries, Library, LibraryFunction, Opens, ValueMap } from "./types";

/** Every call is a program of its own that dials the server (etcdctl/ctlv3/command/global.go mustClient). */
const dial: Opens = { stream: "none", connection: "own" };
const stream: Opens = { stream: "own", connection: "own" };

const orders: ValueMap = { ASCEND: "order:ascend", DESCEND: "order:descend" };
const targets: ValueMap = {
  CREATE: "target:create",
  KEY: "target:key",
  MODIFY: "target:mod",
  VALUE: "target:value",
  VERSION: "target:version",
};

const span: Entries = {
  key: { role: "key" },
  range_end: { role: "range-end", option: "range-end" },
  prefix: { option: "prefix" },
  "from-key": { option: "from-key" },
};

function command(does: LibraryFunction["does"], entries: Entries, source: string, opens: Opens = dial): LibraryFunction {
  return { params: [{ role: "config", entries }], ...(does ? { does } : {}), opens, source };
}

const three: Readonly<Record<string, LibraryFunction>> = {
  get: command(
    "range",
    {
      ...span,
      limit: { option: "limit" },
      rev: { option: "revision" },
      order: { option: "sort-order", map: orders },
      "sort-by": { option: "sort-target", map: targets },
      "keys-only": { option: "keys-only" },
      "count-only": { option: "count-only" },
      "min-mod-rev": { option: "min-mod-revision" },
      "max-mod-rev": { option: "max-mod-revision" },
      "min-create-rev": { option: "min-create-revision" },
      "max-create-rev": { option: "max-create-revision" },
    },
    "etcdctl/ctlv3/command/get_command.go:54",
  ),
  put: command(
    "put",
    { key: { role: "key" }, value: { role: "value" }, lease: { role: "lease", option: "lease" }, "prev-kv": { option: "prev-kv" } },
    "etcdctl/ctlv3/command/put_command.go",
  ),
  del: command(
    "delete",
    { ...span, range: { option: "range-end" }, "prev-kv": { option: "prev-kv" } },
    "etcdctl/ctlv3/command/del_command.go:44",
  ),
  watch: command(
    "watch",
    { ...span, rev: { option: "revision" }, "prev-kv": { option: "prev-kv" }, "progress-notify": { option: "progress-notify" } },
    "etcdctl/ctlv3/command/watch_command.go:56",
    stream,
  ),
  compaction: command(
    "compact",
    { revision: { role: "revision" }, physical: { option: "physical" } },
    "etcdctl/ctlv3/command/compaction_command.go",
  ),
  defrag: command("defragment", {}, "etcdctl/ctlv3/command/defrag_command.go"),
  grant: command("lease-grant", { ttl: { role: "ttl", option: "ttl" } }, "etcdctl/ctlv3/command/lease_command.go"),
  "keep-alive": command("keepalive", { lease: { role: "lease" } }, "etcdctl/ctlv3/command/lease_command.go", stream),
};

const two: Readonly<Record<string, LibraryFunction>> = Object.fromEntries(
  [
    ["ls", "range"],
    ["get", "range"],
    ["set", "put"],
    ["mk", "put"],
    ["update", "put"],
    ["rm", "delete"],
    ["watch", "watch"],
    ["exec-watch", "watch"],
  ].map(([name = "", does]) => [
    name,
    command(
      does as LibraryFunction["does"],
      {
        key: { role: "key" },
        value: { role: "value" },
        recursive: { option: "recursive" },
        r: { option: "recursive" },
        ttl: { role: "ttl", option: "ttl" },
      },
      "etcdctl/ctlv2/command (up to 3.5)",
    ),
  ]),
);

const request: Entries = {
  key: { role: "key" },
  range_end: { role: "range-end", option: "range-end" },
  value: { role: "value" },
  limit: { option: "limit" },
  revision: { option: "revision" },
  keys_only: { option: "keys-only" },
  count_only: { option: "count-only" },
  sort_order: { option: "sort-order", map: { NONE: "order:none", ...orders } },
  sort_target: { option: "sort-target", map: { ...targets, MOD: "target:mod" } },
  prev_kv: { option: "prev-kv" },
  physical: { option: "physical" },
  TTL: { role: "ttl", option: "ttl" },
};

const gateway: Readonly<Record<string, LibraryFunction>> = {
  range: command("range", request, "api/etcdserverpb/rpc.proto Range"),
  put: command("put", request, "api/etcdserverpb/rpc.proto Put"),
  deleterange: command("delete", request, "api/etcdserverpb/rpc.proto DeleteRange"),
  compaction: command("compact", request, "api/etcdserverpb/rpc.proto Compact"),
  watch: command("watch", request, "api/etcdserverpb/rpc.proto Watch", stream),
  grant: command("lease-grant", request, "api/etcdserverpb/rpc.proto LeaseGrant"),
  defragment: command("defragment", {}, "api/etcdserverpb/rpc.proto Defragment"),
};

const languages = ["shellscript"];

/** Scripts import nothing: whoever reads them gives these names to the programs that they call. */
export const etcdctl: Library = {
  id: "etcdctl",
  title: "etcdctl",
  languages,
  api: "v3",
  needles: ["etcdctl"],
  packages: [{ paths: ["etcdctl"], name: "etcdctl", functions: three }],
  types: {},
};

export const etcdctlV2: Library = {
  id: "etcdctl-v2",
  title: "etcdctl (v2 API)",
  languages,
  api: "v2",
  needles: ["etcdctl"],
  packages: [{ paths: ["etcdctl2"], name: "etcdctl2", functions: two }],
  types: {},
};

export const etcdGateway: Library = {
  id: "etcd-gateway",
  title: "JSON gateway",
  languages,
  api: "v3",
  needles: ["etcd"],
  packages: [{ paths: ["etcd-gateway"], name: "gateway", functions: gateway }],
  types: {},
};
