/**
 * Calls of functions that make etcd calls, whatever is passed on: the inventory lists them, so that a reader of the calling line sees that etcd
 * is behind it. What they cost is said where the etcd call is judged.
 */
import type { FunctionDecl } from "../ir/types";
import type { CallSite, EtcdCall, Reaching, Step } from "./types";

/** Steps from an etcd call outwards: what is further out is the whole program. */
const maxSteps = 4;
/** Rows for one project: an inventory beyond this is not read. */
const maxRows = 20_000;

export interface ReachContext {
  callers(fn: FunctionDecl): readonly CallSite[];
  othersAt(site: CallSite, fn: FunctionDecl): readonly FunctionDecl[];
  isTest(path: string): boolean;
}

interface Way {
  readonly call: EtcdCall;
  readonly fn: FunctionDecl;
  readonly chain: readonly Step[];
  readonly maybe: boolean;
}

/** One for each site and operation of a library, by the shortest way in. Calls of tests count for etcd calls of tests only. */
export function callsReaching(calls: readonly EtcdCall[], { callers, othersAt, isTest }: ReachContext): readonly Reaching[] {
  const found: Reaching[] = [];
  const seen = new Map<CallSite, Set<string>>();
  let ways: readonly Way[] = calls
    .filter(({ holder }) => holder.kind !== "module")
    .map((call) => ({ call, fn: call.holder, chain: [], maybe: false }));
  for (let step = 0; step < maxSteps && ways.length > 0; step += 1) {
    const next: Way[] = [];
    for (const { call, fn, chain, maybe } of ways) {
      const kind = `${call.library.id} ${call.operation} ${call.inTest}`;
      for (const site of callers(fn)) {
        const known = seen.get(site) ?? new Set();
        if (known.has(kind) || site.holder === fn || (!call.inTest && isTest(site.module.path))) continue;
        if (found.length >= maxRows) return found;
        seen.set(site, known.add(kind));
        const further = { call, chain: [...chain, { fn, site }], maybe: maybe || othersAt(site, fn).length > 0 };
        found.push({ ...further, site });
        if (site.holder.kind !== "module") next.push({ ...further, fn: site.holder });
      }
    }
    ways = next;
  }
  return found;
}
