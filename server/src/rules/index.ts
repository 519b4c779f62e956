/** All rules, in the order of the documentation. */
import { buggyVersion } from "./buggy-version";
import { clientPerCall } from "./client-per-call";
import { hotRewrite } from "./hot-rewrite";
import { largeTxn } from "./large-txn";
import { largeValue } from "./large-value";
import { leasePerKey } from "./lease-per-key";
import { limitsRaised } from "./limits-raised";
import { longKey } from "./long-key";
import { missingCompaction } from "./missing-compaction";
import { rangeValuesUnneeded } from "./range-values-unneeded";
import { snapshotCount } from "./snapshot-count";
import { sortLimit } from "./sort-limit";
import type { Rule, RuleId } from "./types";
import { unboundedCount } from "./unbounded-count";
import { unboundedRange } from "./unbounded-range";
import { v2Api } from "./v2-api";
import { watchBacklogRule } from "./watch-backlog";
import { watchLeak } from "./watch-leak";
import { watchPerKey } from "./watch-per-key";
import { watchStreamPerCall } from "./watch-stream-per-call";

const byId: Readonly<Record<RuleId, Rule>> = {
  "large-value": largeValue,
  "hot-rewrite": hotRewrite,
  "large-txn": largeTxn,
  "long-key": longKey,
  "unbounded-range": unboundedRange,
  "unbounded-count": unboundedCount,
  "sort-limit": sortLimit,
  "range-values-unneeded": rangeValuesUnneeded,
  "watch-per-key": watchPerKey,
  "watch-stream-per-call": watchStreamPerCall,
  "watch-leak": watchLeak,
  "watch-backlog": watchBacklogRule,
  "client-per-call": clientPerCall,
  "lease-per-key": leasePerKey,
  "missing-compaction": missingCompaction,
  "snapshot-count": snapshotCount,
  "limits-raised": limitsRaised,
  "v2-api": v2Api,
  "buggy-version": buggyVersion,
};

export const rules: readonly Rule[] = Object.values(byId);

/** The rule of an id. */
export function ruleOf(id: RuleId): Rule {
  return byId[id];
}
