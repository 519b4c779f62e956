/** Lease of client/v3/lease.go. Sources are lines of etcd v3.7.1. */
import { client, context, lease, options, other, ttl } from "../spec";
import type { LibraryFunction, LibraryType } from "../types";

export const leaseTypes: Readonly<Record<string, LibraryType>> = {
  "clientv3.Lease": {
    role: "client",
    closes: ["Close"],
    methods: {
      Grant: {
        params: [context, ttl],
        does: "lease-grant",
        returns: ["clientv3.LeaseGrantResponse", undefined],
        source: "client/v3/lease.go:111",
      },
      Revoke: {
        params: [context, lease],
        does: "lease-revoke",
        returns: ["clientv3.LeaseRevokeResponse", undefined],
        source: "client/v3/lease.go:114",
      },
      TimeToLive: {
        params: [context, lease, options],
        does: "lease-query",
        returns: ["clientv3.LeaseTimeToLiveResponse", undefined],
        source: "client/v3/lease.go:117",
      },
      Leases: {
        params: [context],
        does: "lease-query",
        returns: ["clientv3.LeaseLeasesResponse", undefined],
        source: "client/v3/lease.go:120",
      },
      KeepAlive: {
        params: [context, lease],
        does: "keepalive",
        returns: ["clientv3.LeaseKeepAliveChan", undefined],
        opens: { stream: "shared" },
        note: "All leases of one Lease object share a stream.",
        source: "client/v3/lease.go:137,496-516",
      },
      KeepAliveOnce: {
        params: [context, lease],
        does: "keepalive",
        returns: ["clientv3.LeaseKeepAliveResponse", undefined],
        opens: { stream: "own" },
        note: "A new stream each call.",
        source: "client/v3/lease.go:144,413-447",
      },
      Close: { params: [], returns: [undefined], source: "client/v3/lease.go:148" },
    },
  },
  "clientv3.LeaseID": { role: "lease" },
  "clientv3.LeaseGrantResponse": { role: "response", fields: { ID: "clientv3.LeaseID" } },
  "clientv3.LeaseRevokeResponse": { role: "response" },
  "clientv3.LeaseTimeToLiveResponse": { role: "response", fields: { ID: "clientv3.LeaseID" } },
  "clientv3.LeaseStatus": { role: "response", fields: { ID: "clientv3.LeaseID" } },
  "clientv3.LeaseLeasesResponse": { role: "response", fields: { Leases: "[]clientv3.LeaseStatus" } },
  "clientv3.LeaseKeepAliveResponse": { role: "response", fields: { ID: "clientv3.LeaseID" } },
  "clientv3.LeaseKeepAliveChan": { role: "response", element: "clientv3.LeaseKeepAliveResponse" },
};

export const leaseFunctions: Readonly<Record<string, LibraryFunction>> = {
  NewLease: {
    params: [client],
    returns: ["clientv3.Lease"],
    holds: "stream",
    note: "Same connection, but a keepalive stream of its own.",
    source: "client/v3/lease.go:192",
  },
  NewLeaseFromLeaseClient: {
    params: [other, client, other],
    returns: ["clientv3.Lease"],
    holds: "stream",
    source: "client/v3/lease.go:196",
  },
};
