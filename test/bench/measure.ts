/** CPU seconds of programs, measured so that a noisy minute hurts all alike: one run for nothing, then interleaved runs, then medians. */
import { spawnSync } from "node:child_process";

export interface Program {
  readonly name: string;
  readonly command: readonly string[];
  /** Exit codes that mean that it did its work. */
  readonly codes?: readonly number[];
  /** Its threads may mix their lines, so that only the size of what it prints is the same each time. */
  readonly mixesLines?: boolean;
}

export interface Timing {
  readonly cpu: number;
  readonly lowest: number;
  readonly highest: number;
  readonly wall: number;
  /** What the last run printed. */
  readonly output: string;
}

const runs = 7;

/** Runs each program once unmeasured, then all of them in turn. Throws when one fails or prints something else the next time. */
export function measureAll<Name extends string>(programs: Readonly<Record<Name, Program>>): Readonly<Record<Name, Timing>> {
  const entries = Object.entries<Program>(programs);
  const samples = new Map(entries.map(([name]) => [name, [] as Sample[]]));
  for (const [, program] of entries) runOnce(program);
  for (let run = 0; run < runs; run += 1) {
    for (const [name, program] of entries) samples.get(name)?.push(runOnce(program));
  }
  return Object.fromEntries(
    [...samples].map(([name, list]) => [name, timingOf(name, list, programs[name as Name].mixesLines === true)]),
  ) as Record<Name, Timing>;
}

interface Sample {
  readonly cpu: number;
  readonly wall: number;
  readonly output: string;
}

/** bash's `time` counts the user and system seconds of all processes of the command. */
function runOnce({ name, command, codes = [0] }: Program): Sample {
  const script = `TIMEFORMAT='%3U %3S %3R'; exec 3>&2; time "$@" 2>/dev/null`;
  const { status, stdout, stderr } = spawnSync("bash", ["-c", script, "bash", ...command], { encoding: "utf8", maxBuffer: 2 ** 30 });
  if (status === null || !codes.includes(status)) throw new Error(`${name}: ${command.join(" ")} ended with ${status}\n${stderr}`);
  const [user = Number.NaN, system = Number.NaN, wall = Number.NaN] = (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
  return { cpu: user + system, wall, output: stdout };
}

function timingOf(name: string, samples: readonly Sample[], mixesLines: boolean): Timing {
  const outputs = new Set(samples.map(({ output }) => (mixesLines ? String(output.length) : output.split("\n").sort().join("\n"))));
  if (outputs.size !== 1) throw new Error(`${name} does not print the same each time`);
  const cpus = samples.map(({ cpu }) => cpu);
  return {
    cpu: median(cpus),
    lowest: Math.min(...cpus),
    highest: Math.max(...cpus),
    wall: median(samples.map(({ wall }) => wall)),
    output: samples[0]?.output ?? "",
  };
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that at least this part of the values does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
}
