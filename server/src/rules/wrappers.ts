/** Functions that hand their parameters on to etcd, and the calls of them that are judged in place of the etcd call inside. */
import type { EtcdCall } from "../resolve/types";
import type { RuleContext } from "./types";

/** The calls judged in place of each etcd call inside a wrapper. */
export function wrappedCalls({ calls }: RuleContext): ReadonlyMap<EtcdCall, readonly EtcdCall[]> {
  const byInner = new Map<EtcdCall, EtcdCall[]>();
  for (const call of calls) {
    if (!call.wraps) continue;
    const list = byInner.get(call.wraps);
    if (list) list.push(call);
    else byInner.set(call.wraps, [call]);
  }
  return byInner;
}
