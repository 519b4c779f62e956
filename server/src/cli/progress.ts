/** One line on the error stream that says how far a run is, for those who wait longer than a second. */
import type { Progress } from "../host/lint";
import type { Io } from "./io";

/** Milliseconds before anything is shown, and between two changes of it. */
const patience = 1_000;
const interval = 100;

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Takes the line away. */
  readonly end: () => void;
}

/** Nothing at all when nobody watches. */
export function progressLine(io: Io, now: () => number = Date.now): ProgressLine {
  if (!io.watched) return { show: () => undefined, end: () => undefined };
  const start = now();
  let last = 0;
  return {
    show({ done, of }) {
      const time = now();
      if (time - start < patience || time - last < interval) return;
      last = time;
      io.err(`\r\u001b[2K${of === 0 ? "looking for files that call etcd" : `analysing ${done} of ${of} files`}`);
    },
    end() {
      if (last > 0) io.err("\r\u001b[2K");
    },
  };
}
