/** Predicted against measured: one row a comparison. */
import { type ComponentEstimate, predict, profileFor, type Quantity } from "../../../server/src/model";
import type { Peak } from "./probe";
import type { Measured } from "./run";
import type { Expected, Scenario, State } from "./scenario";

/**
 * `live`: heap and stacks after forced collections, over the idle server. `resident`: anonymous pages of the whole server after them.
 * `file`: the database. `peak`: what a request needed while it was served.
 */
export type What = "live" | "resident" | "file" | "peak";

export interface Row {
  readonly line: string;
  readonly scenario: string;
  readonly title: string;
  readonly reading: string;
  readonly what: What;
  readonly kind: "retained" | "transient";
  /** Bytes over the idle server, of each run, and their median. */
  readonly runs: readonly number[];
  readonly measured: number;
  readonly predicted: Quantity;
  readonly inside: boolean;
  /** Likely over measured, less 1. Undefined for resident memory, whose range is what is judged, and where both are next to nothing. */
  readonly error: number | undefined;
  readonly document: number;
  /** Of resident memory: the same before the forced collection, which no bar judges. */
  readonly asIs?: number;
}

/** The rows of one scenario on one server version. */
export function evaluate(version: string, line: string, scenario: Scenario, runs: readonly Measured[]): readonly Row[] {
  const expected = scenario.expect(profileFor(version));
  return Object.entries(expected).flatMap(([reading, bars]) => rowsOf(version, line, scenario, reading, bars, runs));
}

function rowsOf(version: string, line: string, scenario: Scenario, reading: string, bars: Expected, runs: readonly Measured[]): Row[] {
  const rows: Row[] = [];
  const add = (
    what: What,
    kind: Row["kind"],
    values: readonly (number | undefined)[],
    predicted: Quantity,
    document: number,
    asIs: readonly number[] = [],
  ) => {
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) return;
    const measured = median(known);
    rows.push({
      line,
      scenario: scenario.id,
      title: scenario.title,
      reading,
      what,
      kind,
      runs: known,
      measured,
      predicted,
      inside: isNothing(predicted, measured) || (predicted.low <= measured && measured <= predicted.high),
      error: what === "resident" || isNothing(predicted, measured) ? undefined : predicted.likely / measured - 1,
      document,
      ...(asIs.length > 0 ? { asIs: median(asIs) } : {}),
    });
  };
  if (bars.held !== undefined) {
    const batch = bars.batch === undefined ? {} : { writeBuffer: batchOf(bars.batch, reading, runs) };
    const state: State = { ...bars.held, ...batch };
    const parts = componentsOf(version, state);
    const member = predict({ ...state, etcd: version });
    const range = sum(parts, (part) => part);
    const live = sum(parts, (part) => part.live);
    const document = parts.reduce((total, part) => total + part.document, 0);
    const held = bars.whole === true ? member.live : { ...range, likely: live.likely };
    add(
      "live",
      "retained",
      runs.map((run) => over(run, reading, bars.whole === true, (memory) => memory.live + memory.stacks)),
      held,
      document,
    );
    add(
      "resident",
      "retained",
      runs.map((run) => run.readings[reading]?.anon),
      member.anonymous,
      document,
      runs.flatMap((run) => run.readings[reading]?.anonAsIs ?? []),
    );
  }
  if (bars.file !== undefined) {
    const parts = componentsOf(version, bars.file);
    const document = parts.reduce((total, part) => total + part.document, 0);
    const file = sum(parts, (part) => part);
    add(
      "file",
      "retained",
      runs.map((run) => run.readings[reading]?.db),
      file,
      document,
    );
  }
  if (bars.peak !== undefined) {
    const parts = componentsOf(version, bars.peak);
    const document = parts.reduce((total, part) => total + part.document, 0);
    const peaks = runs.map((run) => run.peaks[reading]);
    add(
      "peak",
      "transient",
      peaks.map((peak) => (peak === undefined ? undefined : needOf(peak))),
      sum(parts, (part) => part),
      document,
    );
  }
  return rows;
}

/** What a request needed: the rise of resident memory and the free heap that it may have taken first, but never more than it allocated. */
function needOf({ peak, free, allocated }: Peak): number {
  return Math.min(peak + free, allocated);
}

/** Writes between two commits, as the server counted its commits: of the largest batch so far, whose records stay until later writes take their places. */
function batchOf(sizes: NonNullable<Expected["batch"]>, reading: string, runs: readonly Measured[]): NonNullable<State["writeBuffer"]> {
  const largest = runs.map(({ batch }) => {
    const names = Object.keys(batch);
    return Math.max(0, ...names.slice(0, names.indexOf(reading) + 1).map((name) => batch[name] ?? 0));
  });
  return { ...sizes, writes: median(largest) };
}

/** Below this a server's own coming and going hides everything. */
const NOISE = 2 ** 20;

function isNothing(predicted: Quantity, measured: number): boolean {
  return predicted.high < NOISE && measured < NOISE;
}

function componentsOf(version: string, state: Expected["held"]): readonly ComponentEstimate[] {
  return predict({ ...state, etcd: version }).components.filter((part) => part.component !== "process");
}

/** A reading, less the same member's idle memory unless it counts whole. */
function over(run: Measured, reading: string, whole: boolean, pick: (memory: Measured["base"][number]) => number): number | undefined {
  const memory = run.readings[reading];
  const base = memory === undefined ? undefined : run.base[memory.member];
  return memory === undefined || base === undefined ? undefined : pick(memory) - (whole ? 0 : pick(base));
}

function sum(parts: readonly ComponentEstimate[], pick: (part: ComponentEstimate) => Quantity): Quantity {
  const total = { low: 0, likely: 0, high: 0 };
  for (const part of parts) {
    const q = pick(part);
    total.low += q.low;
    total.likely += q.likely;
    total.high += q.high;
  }
  return total;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
