/** Runs one piece of work at a time, some silence after it was last asked for. */
export interface Scheduler {
  /** Asks for a run after `delay` ms; asking again meanwhile starts the delay anew. */
  request(delay: number): void;
  /** Starts what is waiting for its delay at once. */
  hurry(): void;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
  dispose(): void;
}

/** `work` must not throw: whoever gives it catches what can go wrong. */
export function createScheduler(work: () => Promise<void>): Scheduler {
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  /** Asked for while a run was under way; the delay it was asked with. */
  let next: number | undefined;
  let disposed = false;
  let waiting: (() => void)[] = [];

  const settle = (): void => {
    const settled = waiting;
    waiting = [];
    for (const resolve of settled) resolve();
  };
  const run = (): void => {
    timer = undefined;
    running = true;
    void work().finally(() => {
      running = false;
      if (disposed) return;
      if (next === undefined) return settle();
      const delay = next;
      next = undefined;
      start(delay);
    });
  };
  const start = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(run, delay);
  };

  return {
    request(delay) {
      if (disposed) return;
      if (running) next = delay;
      else start(delay);
    },
    hurry() {
      if (running && next !== undefined) next = 0;
      else if (timer) start(0);
    },
    idle() {
      if (disposed || (!running && !timer)) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    dispose() {
      disposed = true;
      clearTimeout(timer);
      timer = undefined;
      settle();
    },
  };
}
