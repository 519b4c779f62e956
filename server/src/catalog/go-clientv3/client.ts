/** Client, its configuration, and the services that cost little: client.go, config.go, maintenance.go, cluster.go, auth.go of client/v3. */
import { client, context, endpoint, key, on, options, other, others, revision } from "../spec";
import type { Entries, LibraryFunction, LibraryType, Opens } from "../types";

const configEntries: Entries = {
  Endpoints: { role: "endpoint" },
  MaxCallSendMsgSize: { option: "max-send-bytes" },
  MaxCallRecvMsgSize: { option: "max-receive-bytes" },
  Context: { role: "context" },
};

/** Defragment, Status and HashKV dial the endpoint for each call: client/v3/maintenance.go:117-126,191-228. */
const DIALS: Opens = { stream: "none", connection: "own" };

/** A request whose cost to the server's memory is small. */
function small(params: LibraryFunction["params"], source: string): LibraryFunction {
  return { params: [context, ...params], does: "maintenance", returns: [undefined, undefined], source };
}

export const clientTypes: Readonly<Record<string, LibraryType>> = {
  "clientv3.Client": {
    role: "client",
    closes: ["Close"],
    embeds: ["clientv3.Cluster", "clientv3.KV", "clientv3.Lease", "clientv3.Watcher", "clientv3.Auth", "clientv3.Maintenance"],
    fields: {
      Cluster: "clientv3.Cluster",
      KV: "clientv3.KV",
      Lease: "clientv3.Lease",
      Watcher: "clientv3.Watcher",
      Auth: "clientv3.Auth",
      Maintenance: "clientv3.Maintenance",
    },
    methods: {
      Close: { params: [], returns: [undefined], source: "client/v3/client.go:147" },
      Ctx: { params: [], returns: [undefined], source: "client/v3/client.go:164" },
      Endpoints: { params: [], returns: [undefined], source: "client/v3/client.go:167" },
      SetEndpoints: { params: [{ role: "endpoint", variadic: true }], source: "client/v3/client.go:177" },
      Sync: small([], "client/v3/client.go:186"),
      Dial: {
        params: [endpoint],
        does: "connect",
        returns: [undefined, undefined],
        holds: "connection",
        source: "client/v3/client.go:277",
      },
      ActiveConnection: { params: [], returns: [undefined], source: "client/v3/client.go:566" },
      WithLogger: { params: [other], returns: "receiver", source: "client/v3/client.go:135" },
    },
  },
  "clientv3.Config": { role: "config", entries: configEntries },
  "clientv3.ConfigSpec": { role: "config", entries: configEntries },
  "clientv3.Option": { role: "option" },
  "clientv3.Maintenance": {
    role: "client",
    methods: {
      AlarmList: small([], "client/v3/maintenance.go:49"),
      AlarmDisarm: small([other], "client/v3/maintenance.go:52"),
      Defragment: {
        params: [context, endpoint],
        does: "defragment",
        returns: [undefined, undefined],
        opens: DIALS,
        source: "client/v3/maintenance.go:61,191",
      },
      Status: {
        params: [context, endpoint],
        does: "maintenance",
        returns: ["clientv3.StatusResponse", undefined],
        opens: DIALS,
        source: "client/v3/maintenance.go:64,204",
      },
      HashKV: {
        params: [context, endpoint, revision],
        does: "maintenance",
        returns: [undefined, undefined],
        opens: DIALS,
        source: "client/v3/maintenance.go:69,217",
      },
      SnapshotWithVersion: {
        params: [context],
        does: "maintenance",
        returns: [undefined, undefined],
        opens: { stream: "own" },
        source: "client/v3/maintenance.go:74",
      },
      Snapshot: {
        params: [context],
        does: "maintenance",
        returns: [undefined, undefined],
        opens: { stream: "own" },
        source: "client/v3/maintenance.go:80",
      },
      MoveLeader: small([other], "client/v3/maintenance.go:84"),
      Downgrade: small([other, other], "client/v3/maintenance.go:89"),
    },
  },
  "clientv3.StatusResponse": { role: "response" },
  "clientv3.Cluster": {
    role: "client",
    methods: {
      MemberList: small([options], "client/v3/cluster.go:37"),
      MemberAdd: small([other], "client/v3/cluster.go:40"),
      MemberAddAsLearner: small([other], "client/v3/cluster.go:43"),
      MemberRemove: small([other], "client/v3/cluster.go:46"),
      MemberUpdate: small([other, other], "client/v3/cluster.go:49"),
      MemberPromote: small([other], "client/v3/cluster.go:52"),
    },
  },
  "clientv3.Auth": {
    role: "client",
    methods: {
      Authenticate: small([other, other], "client/v3/auth.go:61"),
      AuthEnable: small([], "client/v3/auth.go:64"),
      AuthDisable: small([], "client/v3/auth.go:67"),
      AuthStatus: small([], "client/v3/auth.go:70"),
      UserAdd: small([other, other], "client/v3/auth.go:73"),
      UserAddWithOptions: small([other, other, other], "client/v3/auth.go:76"),
      UserDelete: small([other], "client/v3/auth.go:79"),
      UserChangePassword: small([other, other], "client/v3/auth.go:82"),
      UserGrantRole: small([other, other], "client/v3/auth.go:85"),
      UserGet: small([other], "client/v3/auth.go:88"),
      UserList: small([], "client/v3/auth.go:91"),
      UserRevokeRole: small([other, other], "client/v3/auth.go:94"),
      RoleAdd: small([other], "client/v3/auth.go:97"),
      RoleGrantPermission: small([other, key, { role: "range-end" }, other], "client/v3/auth.go:100"),
      RoleGet: small([other], "client/v3/auth.go:103"),
      RoleList: small([], "client/v3/auth.go:106"),
      RoleRevokePermission: small([other, key, { role: "range-end" }], "client/v3/auth.go:109"),
      RoleDelete: small([other], "client/v3/auth.go:112"),
    },
  },
};

export const clientFunctions: Readonly<Record<string, LibraryFunction>> = {
  New: {
    params: [{ role: "config", entries: configEntries }],
    does: "connect",
    returns: ["clientv3.Client", undefined],
    holds: "connection",
    note: "One gRPC connection per Client.",
    source: "client/v3/client.go:86,448-462",
  },
  NewFromURL: {
    params: [endpoint],
    does: "connect",
    returns: ["clientv3.Client", undefined],
    holds: "connection",
    source: "client/v3/client.go:113",
  },
  NewFromURLs: {
    params: [endpoint],
    does: "connect",
    returns: ["clientv3.Client", undefined],
    holds: "connection",
    source: "client/v3/client.go:118",
  },
  NewCtxClient: {
    params: [context, options],
    returns: ["clientv3.Client"],
    note: "Has no connection of its own: services are put in by the caller.",
    source: "client/v3/client.go:97",
  },
  NewClientConfig: { params: [other, other], returns: ["clientv3.Config", undefined], source: "client/v3/config.go:175" },
  NewKV: { params: [client], returns: ["clientv3.KV"], note: "Holds no stream.", source: "client/v3/kv.go:143" },
  NewKVFromKVClient: { params: [other, client], returns: ["clientv3.KV"], source: "client/v3/kv.go:151" },
  NewMaintenance: { params: [client], returns: ["clientv3.Maintenance"], source: "client/v3/maintenance.go:114" },
  NewMaintenanceFromMaintenanceClient: {
    params: [other, client],
    returns: ["clientv3.Maintenance"],
    source: "client/v3/maintenance.go:134",
  },
  NewCluster: { params: [client], returns: ["clientv3.Cluster"], source: "client/v3/cluster.go:60" },
  NewClusterFromClusterClient: { params: [other, client], returns: ["clientv3.Cluster"], source: "client/v3/cluster.go:68" },
  NewAuth: { params: [client], returns: ["clientv3.Auth"], source: "client/v3/auth.go:120" },
  NewAuthFromAuthClient: { params: [other, client], returns: ["clientv3.Auth"], source: "client/v3/auth.go:128" },
  WithZapLogger: { params: [other], isOption: true, effects: [], returns: ["clientv3.Option"], source: "client/v3/client.go:123" },
  WithRequireLeader: {
    params: [context],
    effects: [on("require-leader")],
    returns: ["clientv3.Context"],
    note: "Keeps the parent's cancellation; the metadata it adds makes another watch stream next to plain contexts.",
    source: "client/v3/ctx.go:28-38",
  },
  SetLogger: { params: [others], source: "clientv3/logger.go of 3.4" },
};
