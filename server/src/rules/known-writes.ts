/**
 * What the project itself writes under a prefix tells what a read or a watch of that prefix gets: the sizes of its values, and, when every write is
 * of one key a process, how many keys there can be.
 */
import type { CallFacts, Fact } from "../infer/types";
import { fromProfile } from "./inputs";
import { isMultiplied } from "./repeats";
import type { RuleContext } from "./types";

interface KnownWrite {
  /** The key up to where it varies. */
  readonly start: string;
  readonly facts: CallFacts;
}

/** By context, since facts depend on the settings of a run. */
const known = new WeakMap<RuleContext, readonly KnownWrite[]>();

function writesOf(context: RuleContext): readonly KnownWrite[] {
  let writes = known.get(context);
  if (!writes) {
    writes = context.calls
      .filter((call) => call.operation === "put" && call.library.api === "v3" && !call.inTest)
      .map((call) => context.facts(call))
      .map((facts) => ({ start: literalStart(facts.key.pattern), facts }))
      .filter(({ start }) => start.length >= shortest);
    known.set(context, writes);
  }
  return writes;
}

/** A start shorter than this says too little: `/` is the start of everything. */
const shortest = 3;

function literalStart(pattern: string | undefined): string {
  return pattern?.split("{}")[0] ?? "";
}

function writesUnder(context: RuleContext, pattern: string | undefined): readonly CallFacts[] {
  const start = literalStart(pattern);
  if (start.length < shortest) return [];
  return writesOf(context)
    .filter((write) => write.start.startsWith(start))
    .map(({ facts }) => facts);
}

/**
 * Bytes of the values that the project writes under a prefix; undefined when it is not seen to write there, or not what, or when a value has no
 * bound: its size would be the profile's all the same.
 */
export function knownValue(context: RuleContext, pattern: string | undefined): Fact | undefined {
  const values = writesUnder(context, pattern).map((facts) => facts.value);
  const sizes = values.map((value) => (value?.bounded ? value.bytes : undefined));
  const shown = sizes.filter((size) => size !== undefined && size.basis !== "assumed") as readonly Fact[];
  const largest = shown.reduce<Fact | undefined>((a, b) => (a && a.likely >= b.likely ? a : b), undefined);
  if (!largest || shown.length < sizes.length) return undefined;
  return {
    ...largest,
    low: Math.min(...shown.map((size) => size.low)),
    high: Math.max(...shown.map((size) => size.high)),
    basis: "partly",
  };
}

/**
 * Keys under a prefix where every write is of one key a process, by its name or id: as many as there are client processes. undefined when a write
 * makes more, or is of a key that is the same in every process, which says nothing of who else writes there.
 */
export function knownKeys(context: RuleContext, file: string, pattern: string | undefined): Fact | undefined {
  const writes = writesUnder(context, pattern);
  if (writes.length === 0 || !writes.every(isOwnKey)) return undefined;
  const processes = fromProfile(context.config(file), "connections", pattern);
  const kinds = new Set(writes.map((facts) => facts.key.pattern)).size;
  return { ...processes, low: processes.low * kinds, likely: processes.likely * kinds, high: processes.high * kinds };
}

function isOwnKey(facts: CallFacts): boolean {
  return facts.key.variation === "fixed" && facts.key.pattern?.includes("{}") === true && !isMultiplied(facts);
}
