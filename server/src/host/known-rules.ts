/** Every id that `rules` of a settings file may name. */
import type { PipelineRuleId } from "../engine/types";
import { rules } from "../rules/index";

const pipeline: Readonly<Record<PipelineRuleId, true>> = { "unused-suppression": true, "bad-comment": true, "bad-config": true };

export const knownRules: readonly string[] = [...rules.map(({ id }) => id), ...Object.keys(pipeline)];
