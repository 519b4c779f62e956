import type { ComponentEstimate, Estimate, MemoryKind } from "./types";

/**
 * The sum of components. `perHour` and `ceiling` come from the growing ones; the ceiling is the total where growth has ended, so the
 * document's bytes of the others are part of it.
 * Kind: growing when growing components hold at least half of the likely bytes, else retained when anything outlives a request,
 * else transient. No components: zero bytes, transient.
 */
export function combine(components: readonly ComponentEstimate[]): Estimate {
  const growing = components.filter((c) => c.kind === "growing");
  const others = components.filter((c) => c.kind !== "growing");
  const total = {
    kind: kindOf(components, growing),
    document: sum(components, (c) => c.document),
    low: sum(components, (c) => c.low),
    likely: sum(components, (c) => c.likely),
    high: sum(components, (c) => c.high),
    components,
  };
  if (growing.length === 0) return total;
  return {
    ...total,
    perHour: sum(growing, (c) => c.perHour ?? 0),
    ceiling: sum(growing, (c) => c.ceiling ?? Number.POSITIVE_INFINITY) + sum(others, (c) => c.document),
  };
}

function kindOf(components: readonly ComponentEstimate[], growing: readonly ComponentEstimate[]): MemoryKind {
  const likelyGrowing = sum(growing, (c) => c.likely);
  if (growing.length > 0 && likelyGrowing * 2 >= sum(components, (c) => c.likely)) return "growing";
  return components.some((c) => c.kind !== "transient") ? "retained" : "transient";
}

function sum(components: readonly ComponentEstimate[], bytes: (c: ComponentEstimate) => number): number {
  return components.reduce((total, c) => total + bytes(c), 0);
}
