/** Where the time of a run goes, by named steps. */
import type { AnalyseOptions } from "../engine/session";

export interface Stopwatch {
  /** Measures a step; steps of one name add up. */
  measure<T>(step: string, work: () => T | Promise<T>): Promise<T>;
  /** The same for work that is done when it returns. */
  readonly around: NonNullable<AnalyseOptions["around"]>;
}

/** Measures nothing. */
export const idleStopwatch: Stopwatch = { measure: async (_, work) => work(), around: (_, work) => work() };

export interface RunningStopwatch extends Stopwatch {
  /** Steps with their milliseconds, in the order in which they began. */
  readonly steps: () => readonly (readonly [step: string, milliseconds: number])[];
}

/** A stopwatch that counts. */
export function createStopwatch(): RunningStopwatch {
  const steps = new Map<string, number>();
  const begin = (step: string): (() => void) => {
    if (!steps.has(step)) steps.set(step, 0);
    const start = performance.now();
    return () => void steps.set(step, (steps.get(step) ?? 0) + performance.now() - start);
  };
  return {
    async measure(step, work) {
      const end = begin(step);
      try {
        return await work();
      } finally {
        end();
      }
    },
    around(step, work) {
      const end = begin(step);
      try {
        return work();
      } finally {
        end();
      }
    },
    steps: () => [...steps],
  };
}
