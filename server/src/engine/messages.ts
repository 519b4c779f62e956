/** Fills the templates of rules. The only place where a rule's data becomes words. */
import type { MessageData, MessageValue } from "../rules/types";
import { formatBytes, formatCount, formatPerSecond, formatSeconds } from "../text/format";

function words(value: MessageValue): string {
  if (typeof value === "string") return value;
  if ("bytes" in value) return formatBytes(value.bytes);
  if ("count" in value) return formatCount(value.count);
  if ("seconds" in value) return formatSeconds(value.seconds);
  return formatPerSecond(value.perSecond);
}

/** `Range over {span}` with its data. A placeholder without data stays visible, so that a test can find it. */
export function renderMessage(template: string, data: MessageData): string {
  return template.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    return value === undefined ? whole : words(value);
  });
}
