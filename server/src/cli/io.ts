/** What a command may touch of the process, so that tests can give their own. */
export interface Io {
  readonly cwd: string;
  readonly colours: boolean;
  /** Columns of the terminal that the output goes to; undefined when it goes elsewhere. */
  readonly width?: number;
  /** Somebody watches the error stream: progress may be shown there. */
  readonly watched: boolean;
  /** Aborted by the first interrupt. */
  readonly interrupt?: () => AbortSignal;
  /** The process is another program's, which may go on for long: its JavaScript engine is left as it is. */
  readonly guest?: boolean;
  out(text: string): void;
  err(text: string): void;
  /** All of the standard input. */
  input?(): Promise<string>;
}

export const exitCodes = { clean: 0, findings: 1, couldNotRun: 2, overBudget: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** One line on the error stream, and the exit code for it. */
export function cannotRun(io: Io, message: string): ExitCode {
  io.err(`etcd-lint: ${message.trim().replace(/\s*\n\s*/g, " ")}\n`);
  return exitCodes.couldNotRun;
}
