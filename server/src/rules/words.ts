/** The few nouns that messages need for keys and spans. Numbers never pass through here: renderers own units. */
import type { KeyFact, SpanFact } from "../infer/types";

const longest = 72;

/** `"/jobs/{}"`, or undefined when nothing is known of the key. A long one is shown by its two ends. */
function quoted(key: KeyFact): string | undefined {
  const { pattern } = key;
  if (pattern === undefined || pattern === "" || pattern === "{}") return undefined;
  return pattern.length <= longest ? `"${pattern}"` : `"${pattern.slice(0, longest / 2)}...${pattern.slice(-longest / 4)}"`;
}

/** A key for a message: its pattern, or that it is made at run time. */
export function keyWords(key: KeyFact): string {
  return quoted(key) ?? "a key made at run time";
}

/** A span of keys for a message. */
export function spanWords(span: SpanFact | undefined, key: KeyFact): string {
  const name = quoted(key);
  switch (span?.kind) {
    case "all":
      return "the whole keyspace";
    case "from-key":
      return name ? `all keys from ${name} on` : "all keys from a given one on";
    case "range":
      return name ? `the key range from ${name}` : "a key range";
    case "single":
      return name ? `key ${name}` : "one key";
    case "prefix":
      return name ? `prefix ${name}` : "a prefix given at run time";
    case "unknown":
    case undefined:
      return name ? `the keys at ${name}` : "keys given at run time";
  }
}
