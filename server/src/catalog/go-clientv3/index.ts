/** The Go v3 client with its sub-packages. */
import type { Library, LibraryPackage } from "../types";
import { clientFunctions, clientTypes } from "./client";
import { concurrencyPackage, concurrencyTypes } from "./concurrency";
import { kubernetesPackage, kubernetesTypes } from "./kubernetes";
import { kvFunctions, kvTypes } from "./kv";
import { leaseFunctions, leaseTypes } from "./lease";
import { mirrorPackages, mirrorTypes } from "./mirror";
import { optionFunctions, sortConstants } from "./options";
import { clientPaths } from "./paths";
import { recipePackage, recipeTypes } from "./recipes";
import { responseTypes } from "./responses";
import { watchFunctions, watchTypes } from "./watch";
import { wrapperPackages } from "./wrappers";

const clientv3: LibraryPackage = {
  paths: clientPaths(),
  name: "clientv3",
  types: {
    Client: "clientv3.Client",
    Config: "clientv3.Config",
    ConfigSpec: "clientv3.ConfigSpec",
    Option: "clientv3.Option",
    KV: "clientv3.KV",
    Lease: "clientv3.Lease",
    Watcher: "clientv3.Watcher",
    Auth: "clientv3.Auth",
    Cluster: "clientv3.Cluster",
    Maintenance: "clientv3.Maintenance",
    Txn: "clientv3.Txn",
    Op: "clientv3.Op",
    OpOption: "clientv3.OpOption",
    LeaseOption: "clientv3.LeaseOption",
    CompactOption: "clientv3.CompactOption",
    Cmp: "clientv3.Cmp",
    SortTarget: "clientv3.SortTarget",
    SortOrder: "clientv3.SortOrder",
    SortOption: "clientv3.SortOption",
    LeaseID: "clientv3.LeaseID",
    GetResponse: "clientv3.GetResponse",
    GetStreamChan: "clientv3.GetStreamChan",
    RangeStreamResponse: "clientv3.RangeStreamResponse",
    PutResponse: "clientv3.PutResponse",
    DeleteResponse: "clientv3.DeleteResponse",
    TxnResponse: "clientv3.TxnResponse",
    CompactResponse: "clientv3.CompactResponse",
    OpResponse: "clientv3.OpResponse",
    StatusResponse: "clientv3.StatusResponse",
    WatchChan: "clientv3.WatchChan",
    WatchResponse: "clientv3.WatchResponse",
    Event: "mvccpb.Event",
    LeaseGrantResponse: "clientv3.LeaseGrantResponse",
    LeaseRevokeResponse: "clientv3.LeaseRevokeResponse",
    LeaseTimeToLiveResponse: "clientv3.LeaseTimeToLiveResponse",
    LeaseLeasesResponse: "clientv3.LeaseLeasesResponse",
    LeaseStatus: "clientv3.LeaseStatus",
    LeaseKeepAliveResponse: "clientv3.LeaseKeepAliveResponse",
  },
  functions: { ...clientFunctions, ...kvFunctions, ...optionFunctions, ...watchFunctions, ...leaseFunctions },
  constants: {
    ...sortConstants,
    EventTypePut: "event:put",
    EventTypeDelete: "event:delete",
    // client/v3/lease.go:83: WithLease(NoLease) sets no lease.
    NoLease: 0,
  },
};

export const goClientV3: Library = {
  id: "go-clientv3",
  title: "clientv3",
  languages: ["go"],
  api: "v3",
  needles: ["etcd/client/v3", "etcd/clientv3", "etcd/v3/clientv3", "etcd/cache/v3", "contrib/recipes"],
  packages: [clientv3, concurrencyPackage, ...wrapperPackages, ...mirrorPackages, recipePackage, kubernetesPackage],
  types: {
    ...clientTypes,
    ...kvTypes,
    ...responseTypes,
    ...watchTypes,
    ...leaseTypes,
    ...concurrencyTypes,
    ...mirrorTypes,
    ...recipeTypes,
    ...kubernetesTypes,
    "clientv3.Context": { role: "context" },
  },
  fixes: {
    limit: { place: "argument", text: "${pkg}.WithLimit(${n})" },
    countOnly: { place: "argument", text: "${pkg}.WithCountOnly()" },
    keysOnly: { place: "argument", text: "${pkg}.WithKeysOnly()" },
  },
  // client/v3/options.go:31-40: the receive limit is MaxInt32, so the client never refuses an answer; hence no defaultReceiveLimit.
  dropsDefaultSort: true,
  streamKeyedByMetadata: true,
};
