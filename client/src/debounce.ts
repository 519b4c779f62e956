/** Work that waits for silence. */
export interface Debounced {
  call(): void;
  dispose(): void;
}

/** Runs `work` once, `delay` milliseconds after the last call. */
export function debounced(delay: number, work: () => void): Debounced {
  let timer: NodeJS.Timeout | undefined;
  return {
    call() {
      clearTimeout(timer);
      timer = setTimeout(work, delay);
    },
    dispose: () => clearTimeout(timer),
  };
}
