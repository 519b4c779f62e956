/**
 * The share of a run that one of several jobs reports. Every job analyses the whole, since what one package writes another one reads; so a
 * finding is the same in whichever share it is, findings about the project as a whole are in one, and the shares together are the run.
 */
import { hash } from "../engine/fingerprint";
import type { Finding, Skipped } from "../engine/types";
import type { Place } from "../text/span";
import type { LintRun } from "./types";

/** Share `index` (from 1) `of` so many. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What is the same in all shares of a run. */
type Common = Pick<LintRun, "version" | "prefix" | "seen" | "analysed" | "budget" | "known" | "overruns" | "partial" | "notes">;

/** With its place in the order of the whole run. */
type Placed<T> = readonly [at: number, one: T];

/** What a report of a share carries for `merge`, beside what everybody reads. Numbers without a bound are written as words. */
export interface ShardData extends Share {
  /** Tells whether two shares are of the same run. */
  readonly digest: string;
  readonly common: Common;
  readonly findings: readonly Placed<Finding>[];
  readonly skipped: readonly Placed<Skipped>[];
  /** Lines of the places that findings refer to: `file` to `offset` to line. */
  readonly lines: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The run as the job of one share reports it. Budgets are about all findings, so merging judges them. */
export function shareOf(run: LintRun, share: Share): LintRun {
  const mine = ({ file }: { readonly file: string }): boolean => shareNumber(file, share.of) === share.index;
  const findings = run.findings.filter(mine);
  const { budget: _, known, ...rest } = run;
  return {
    ...rest,
    findings,
    failing: new Set(findings.filter((finding) => run.failing.has(finding))),
    skipped: run.skipped.filter(mine),
    overruns: [],
    ...(known ? { known } : {}),
    shard: shardData(run, share, mine),
  };
}

function shardData(run: LintRun, share: Share, mine: (one: { readonly file: string }) => boolean): ShardData {
  const placed = <T extends { readonly file: string }>(all: readonly T[]): readonly Placed<T>[] =>
    all.map((one, at) => [at, one] as const).filter(([, one]) => mine(one));
  const { version, prefix, seen, analysed, budget, known, overruns, partial, notes } = run;
  const findings = placed(run.findings);
  return {
    ...share,
    digest: hash([version, seen, analysed, ...run.findings.map(({ fingerprint, line }) => `${fingerprint}:${line}`)].join("|")),
    common: {
      version,
      prefix,
      seen,
      analysed,
      overruns,
      notes,
      ...(budget === undefined ? {} : { budget }),
      ...(known ? { known } : {}),
      ...(partial ? { partial } : {}),
    },
    findings,
    skipped: placed(run.skipped),
    lines: linesOf(findings, run),
  };
}

/** Shares depend on nothing but the path, so that a job keeps its files from build to build. FNV-1a, 32 bits. */
function shareNumber(file: string, of: number): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < file.length; at += 1) value = Math.imul(value ^ file.charCodeAt(at), 0x01000193) >>> 0;
  return (value % of) + 1;
}

function linesOf(data: unknown, { lineOf }: Pick<LintRun, "lineOf">): ShardData["lines"] {
  const lines: Record<string, Record<string, number>> = {};
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (isPlace(value)) {
      const line = lineOf(value);
      if (line !== undefined) {
        lines[value.file] ??= {};
        Object.assign(lines[value.file] ?? {}, { [value.span.start]: line });
      }
    }
    for (const part of Object.values(value)) visit(part);
  };
  visit(data);
  return lines;
}

function isPlace(value: object): value is Place {
  return "file" in value && typeof value.file === "string" && "span" in value && typeof value.span === "object" && value.span !== null;
}

/** The run that shares are of, with what a report needs beside them; a sentence when they are not the shares of one run. */
export function mergedRun(
  shares: readonly { readonly name: string; readonly data: ShardData }[],
  around: Pick<LintRun, "textOf" | "ruleHelp"> & { failing(findings: readonly Finding[]): LintRun["failing"] },
): LintRun | { readonly problem: string } {
  const [first] = shares;
  if (!first) return { problem: "there is no report to merge" };
  const { of, digest } = first.data;
  const byIndex = new Map<number, string>();
  for (const { name, data } of shares) {
    const twice = byIndex.get(data.index);
    if (data.of !== of) return { problem: `${first.name} is one of ${of} shards, ${name} one of ${data.of}` };
    if (twice !== undefined) return { problem: `${twice} and ${name} are both shard ${data.index}` };
    byIndex.set(data.index, name);
  }
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((index) => !byIndex.has(index));
  if (missing.length > 0) return { problem: `shard ${missing.join(", ")} of ${of} is missing` };
  const partial = shares.flatMap(({ data }) => data.common.partial ?? []).sort((a, b) => a.done - b.done)[0];
  const other = shares.find(({ data }) => data.digest !== digest);
  // A share that was ended early has seen less than the others, and says so.
  if (other && !partial) {
    return { problem: `${first.name} and ${other.name} are no shards of one run: the code, the options or the version differ` };
  }
  const inOrder = <T>(all: readonly Placed<T>[]): readonly T[] => [...all].sort(([a], [b]) => a - b).map(([, one]) => one);
  const findings = inOrder(shares.flatMap(({ data }) => data.findings));
  return {
    ...first.data.common,
    ...(partial ? { partial } : {}),
    findings,
    skipped: inOrder(shares.flatMap(({ data }) => data.skipped)),
    failing: around.failing(findings),
    lineOf: ({ file, span }) => shares.map(({ data }) => data.lines[file]?.[span.start]).find((line) => line !== undefined),
    textOf: around.textOf,
    ruleHelp: around.ruleHelp,
  };
}

const words = new Map<number, string>([
  [Number.POSITIVE_INFINITY, "Infinity"],
  [Number.NEGATIVE_INFINITY, "-Infinity"],
]);

/** JSON has no infinite numbers: they are written as `{ "number": "Infinity" }`. */
export function writable(value: unknown): unknown {
  if (typeof value === "number") return words.has(value) || Number.isNaN(value) ? { number: words.get(value) ?? "NaN" } : value;
  if (Array.isArray(value)) return value.map(writable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, writable(part)]));
}

/** What a report of a share carries, from its JSON; a sentence when it is none. */
export function readShard(report: unknown): ShardData | { readonly problem: string } {
  const { version, shard } = (report ?? {}) as { readonly version?: unknown; readonly shard?: Partial<ShardData> };
  if (version !== 1) return { problem: "is no report of etcd-lint, version 1" };
  if (typeof shard !== "object" || shard === null) return { problem: "is no report of a shard: write it with --shard I/N --format json" };
  const { index, of, digest, common, findings, skipped, lines } = shard;
  const whole = isCount(index) && isCount(of) && index <= of && typeof digest === "string";
  const lists = Array.isArray(findings) && Array.isArray(skipped) && isObject(lines) && isObject(common);
  if (!whole || !lists || !findings.every(isPlaced) || !skipped.every(isPlaced)) return { problem: "has a shard that cannot be read" };
  return readable(shard) as ShardData;
}

function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  const [name, word] = entries[0] ?? [];
  if (entries.length === 1 && name === "number" && (word === "Infinity" || word === "-Infinity" || word === "NaN")) return Number(word);
  return Object.fromEntries(entries.map(([key, part]) => [key, readable(part)]));
}

function isPlaced(value: unknown): boolean {
  return (
    Array.isArray(value) && typeof value[0] === "number" && isObject(value[1]) && "file" in value[1] && typeof value[1].file === "string"
  );
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
