/** What etcd refuses by default; the calculator says so and counts on. */
import { formatBytes, formatCount } from "../text/format";

/** `--max-request-bytes`, etcd 3.5.33 server/embed/config.go DefaultMaxRequestBytes. */
const maxRequestBytes = 1_572_864;
/** `--max-txn-ops`, etcd 3.5.33 server/embed/config.go DefaultMaxTxnOps. */
const maxTxnOps = 128;

/** A sentence when one request is larger than etcd takes. */
export function requestNotes(bytes: number): readonly string[] {
  return bytes > maxRequestBytes
    ? [`etcd refuses requests over ${formatBytes(maxRequestBytes)} unless --max-request-bytes is raised (asked for: ${formatBytes(bytes)})`]
    : [];
}

/** A sentence when one transaction has more operations than etcd takes. */
export function operationNotes(operations: number): readonly string[] {
  return operations > maxTxnOps
    ? [`etcd refuses more than ${maxTxnOps} operations unless --max-txn-ops is raised (asked for: ${formatCount(operations)})`]
    : [];
}
