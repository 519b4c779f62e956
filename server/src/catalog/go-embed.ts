/** An etcd server inside a Go program: the embed package, and the in-process client. Sources are lines of etcd v3.7.1. */
import { other } from "./spec";
import type { Library } from "./types";

/**
 * server/embed/config.go, all versions from 3.2 on. Fields that an older version names otherwise (SnapCount, Experimental...) mean the same
 * setting, so they go by the flag of today.
 */
const serverSettings: Readonly<Record<string, string>> = {
  SnapshotCount: "snapshot-count",
  SnapCount: "snapshot-count",
  SnapshotCatchUpEntries: "snapshot-catchup-entries",
  ExperimentalSnapshotCatchUpEntries: "snapshot-catchup-entries",
  MaxSnapFiles: "max-snapshots",
  MaxWalFiles: "max-wals",
  AutoCompactionMode: "auto-compaction-mode",
  // A string since 3.3; an int of hours in 3.2.
  AutoCompactionRetention: "auto-compaction-retention",
  QuotaBackendBytes: "quota-backend-bytes",
  MaxTxnOps: "max-txn-ops",
  MaxRequestBytes: "max-request-bytes",
  MaxConcurrentStreams: "max-concurrent-streams",
  BackendBatchInterval: "backend-batch-interval",
  BackendBatchLimit: "backend-batch-limit",
  BackendFreelistType: "backend-bbolt-freelist-type",
  ExperimentalBackendFreelistType: "backend-bbolt-freelist-type",
  CompactionBatchLimit: "compaction-batch-limit",
  ExperimentalCompactionBatchLimit: "compaction-batch-limit",
  CompactionSleepInterval: "compaction-sleep-interval",
  ExperimentalCompactionSleepInterval: "compaction-sleep-interval",
  WatchProgressNotifyInterval: "watch-progress-notify-interval",
  ExperimentalWatchProgressNotifyInterval: "watch-progress-notify-interval",
  BootstrapDefragThresholdMegabytes: "bootstrap-defrag-threshold-megabytes",
  ExperimentalBootstrapDefragThresholdMegabytes: "bootstrap-defrag-threshold-megabytes",
  MemoryMlock: "memory-mlock",
  ExperimentalMemoryMlock: "memory-mlock",
  // Off by default since 3.4, gone in 3.6.
  EnableV2: "enable-v2",
  ExperimentalEnableV2V3: "experimental-enable-v2v3",
  EnableGRPCGateway: "enable-grpc-gateway",
};

export const goEmbed: Library = {
  id: "go-embed",
  title: "embed",
  languages: ["go"],
  api: "server",
  needles: ["etcd/embed", "etcd/server/v3/embed", "etcd/v3/embed", "api/v3client"],
  packages: [
    {
      paths: [
        "go.etcd.io/etcd/server/v3/embed",
        "go.etcd.io/etcd/embed",
        "github.com/coreos/etcd/embed",
        "github.com/etcd-io/etcd/embed",
        "go.etcd.io/etcd/v3/embed",
      ],
      name: "embed",
      types: { Config: "embed.Config", Etcd: "embed.Etcd" },
      functions: {
        NewConfig: { params: [], returns: ["embed.Config"], note: "Sets etcd's defaults.", source: "server/embed/config.go:504" },
        ConfigFromFile: { params: [other], returns: ["embed.Config", undefined], source: "server/embed/config.go:774" },
        StartEtcd: {
          params: [{ role: "config" }],
          does: "server-start",
          returns: ["embed.Etcd", undefined],
          holds: "server",
          source: "server/embed/etcd.go:110",
        },
      },
      constants: {
        // server/embed/config.go: names for auto-compaction-mode.
        CompactorModePeriodic: "periodic",
        CompactorModeRevision: "revision",
      },
    },
    {
      paths: [
        "go.etcd.io/etcd/server/v3/etcdserver/api/v3client",
        "go.etcd.io/etcd/etcdserver/api/v3client",
        "github.com/coreos/etcd/etcdserver/api/v3client",
        "github.com/etcd-io/etcd/etcdserver/api/v3client",
        "go.etcd.io/etcd/v3/etcdserver/api/v3client",
      ],
      name: "v3client",
      functions: {
        New: {
          params: [other],
          returns: ["clientv3.Client"],
          note: "Calls the server in the same process: no connection; its watches share one stream whatever their context.",
          source: "server/etcdserver/api/v3client/v3client.go:30",
        },
      },
    },
  ],
  types: {
    "embed.Config": { role: "config" },
    "embed.Etcd": {
      role: "server",
      closes: ["Close"],
      fields: { Server: "embed.EtcdServer" },
      methods: {
        Close: { params: [], source: "server/embed/etcd.go:414" },
        Config: { params: [], returns: ["embed.Config"], source: "server/embed/etcd.go:389" },
        Err: { params: [], returns: [undefined], source: "server/embed/etcd.go:527" },
      },
    },
    "embed.EtcdServer": {
      role: "server",
      closes: ["Stop", "HardStop"],
      methods: {
        Stop: { params: [], source: "server/etcdserver/server.go" },
        HardStop: { params: [], source: "server/etcdserver/server.go" },
      },
    },
  },
  serverSettings,
};
