/** Every reason has words, and they read as the hover shows them. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { describeReason, reasonIds } from "../../server/src/infer/reasons";
import type { Reason } from "../../server/src/infer/types";

const folder = path.resolve(import.meta.dirname, "../../server/src/infer");

/** Ids that the code gives as literals: `reason("source", "id"`. */
function usedIds(): readonly string[] {
  const ids = new Set<string>();
  for (const file of readdirSync(folder)) {
    if (!file.endsWith(".ts")) continue;
    const text = readFileSync(path.join(folder, file), "utf8");
    for (const match of text.matchAll(/\breason\(\s*"[a-z-]+",\s*"([a-z-]+)"/g)) ids.add(match[1] ?? "");
  }
  return [...ids];
}

const of = (id: string, data: Reason["data"]): string => describeReason({ source: "unknown", id, data });

describe("reasons", () => {
  it("have words for every id in use", () => {
    const used = usedIds();
    expect(used.length).toBeGreaterThan(30);
    expect(used.filter((id) => !reasonIds.includes(id))).toEqual([]);
  });
  it("read as short phrases with units", () => {
    expect(of("ticker", { seconds: 5 })).toBe("ticker 5 s");
    expect(of("sleep", { seconds: 0.25 })).toBe("sleeps 250 ms each turn");
    expect(of("struct-fields", { type: "StatusRecord", encoding: "json" })).toBe("struct field sum (StatusRecord, json)");
    expect(of("struct-fields", { type: "", encoding: "json" })).toBe("struct field sum (json)");
    expect(of("profile", { name: "valueBytes", value: 1024, preset: "medium", set: "" })).toBe("profile: values of 1 KiB (medium preset)");
    expect(of("profile", { name: "keysUnderPrefix", value: 10_000, preset: "medium", set: "etcd-lint.json" })).toBe(
      "profile: 10 000 keys under a prefix (etcd-lint.json)",
    );
    expect(of("annotation", {})).toBe("annotation");
    expect(of("counted-loop", { count: 1000 })).toBe("loop of 1 000 turns");
  });
  it("fall back to the id", () => {
    expect(of("never-heard-of", {})).toBe("never-heard-of");
  });
});
