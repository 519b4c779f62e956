/** The rules there are, told from their pages: nothing of the engine needs to be loaded for it. */
import { readdirSync } from "node:fs";
import { installationFolder, rulePage } from "./installation";
import { join } from "./paths";

/** Ids of the pipeline's own findings, which have no page: `engine/types.ts` PipelineRuleId. */
export const pipelineRules = ["bad-comment", "bad-config", "unused-suppression"] as const;

/** Ids of all rules with a page, sorted. */
export function ruleNames(): readonly string[] {
  return readdirSync(join(installationFolder(), "docs/rules"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => name.slice(0, -3))
    .sort();
}

/** First sentences of a rule's page. */
export function ruleSummary(rule: string): string {
  const page = rulePage(rule) ?? "";
  const paragraph = page.split(/\n\s*\n/).find((part) => part.trim() !== "" && !part.startsWith("#")) ?? "";
  return paragraph.replace(/\s+/g, " ").trim();
}
