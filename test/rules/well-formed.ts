import { expect } from "vitest";
import type { FindingDraft, MessageData, Rule } from "../../server/src/rules/types";

/** Every message that a draft names exists, and every placeholder in it has data. */
export function expectWellFormed(rule: Rule, draft: FindingDraft): void {
  const fill = (messageId: string, data: MessageData): void => {
    const template = rule.messages[messageId];
    expect(template, `${rule.id} has no message ${messageId}`).toBeDefined();
    for (const [, name] of (template ?? "").matchAll(/\{(\w+)\}/g)) expect(Object.keys(data)).toContain(name);
  };
  fill(draft.messageId, draft.data);
  for (const related of draft.related) fill(related.messageId, related.data);
  for (const fix of draft.fixes) fill(fix.messageId, fix.data);
  for (const { low, likely, high } of draft.inputs) {
    expect(low).toBeLessThanOrEqual(likely);
    expect(likely).toBeLessThanOrEqual(high);
  }
}
