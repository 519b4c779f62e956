/** What stands between live heap and resident memory. */
import { constant } from "./constants";
import { times } from "./quantity";
import type { Quantity } from "./types";

/**
 * Resident bytes of live heap. Go collects when the heap has reached twice what was live (GOGC=100, which etcd leaves alone), and gives pages back slowly: right
 * after load about twice the live bytes are resident, after a forced collection and some minutes little more than the live ones.
 */
export function residentHeap(live: Quantity): Quantity {
  return {
    low: times(live.low, constant("gc.resident-low")),
    likely: times(live.likely, constant("gc.resident")),
    high: times(live.high, constant("gc.headroom")),
  };
}

/**
 * Resident bytes that Go's collector lets stand for a live log of `live` bytes: the heap may reach twice the live size before a
 * collection (GOGC=100), and garbage of the last writes stands above that, which matters while the log is small.
 * In: live bytes and bytes of one entry. Out: bytes.
 */
export function residentLog(live: number, entry: number): number {
  if (live === 0) return 0;
  if (!Number.isFinite(live) || !Number.isFinite(entry)) return Number.POSITIVE_INFINITY;
  const garbage = constant("gc.put-garbage") * entry + constant("gc.minimum-heap");
  return times(live, constant("gc.headroom") + Math.min(constant("gc.small-heap-headroom"), garbage / live));
}
