/** The ladder: severity comes from the estimate and the configured thresholds, not from taste. */
import type { Config, Severity } from "../config/types";
import type { Estimate } from "../model/types";
import type { FindingDraft, RuleId } from "../rules/types";

type Shown = Exclude<Severity, "off">;

/** Bytes that decide: the likely cost. For growth without an end in sight, a day of it counts. */
export function decidingBytes(estimate: Estimate): number {
  if (estimate.kind !== "growing" || estimate.perHour === undefined) return estimate.likely;
  return Math.max(estimate.likely, Math.min(estimate.ceiling ?? Number.POSITIVE_INFINITY, estimate.perHour * 24));
}

/** Severity of a draft; undefined = not shown. */
export function severityOf(rule: RuleId, draft: FindingDraft, config: Config, inTest: boolean): Shown | undefined {
  const configured = Object.hasOwn(config.rules, rule) ? config.rules[rule] : undefined;
  if (configured === "off") return undefined;
  if (inTest && config.tests === "off") return undefined;
  const { hideBelow, warnAt, failAt } = config.thresholds;
  const bytes = draft.estimate ? decidingBytes(draft.estimate) : undefined;
  if (bytes !== undefined && bytes < hideBelow) return undefined;
  const quiet = inTest && config.tests === "quiet";
  if (quiet && (bytes === undefined || warnAt === undefined || bytes < warnAt)) return undefined;
  if (configured) return configured;
  // Load that nobody stated can make anything look dear; it informs and no more.
  if (quiet || bytes === undefined || draft.confidence === "assumed") return "info";
  if (failAt !== undefined && bytes >= failAt && draft.confidence === "certain") return "error";
  if (warnAt !== undefined && bytes >= warnAt) return "warning";
  return "info";
}
