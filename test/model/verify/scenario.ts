/** What a scenario is: how to bring a server into a state, and that state as input of the model. */
import type { Scenario as ModelInput, VersionProfile } from "../../../server/src/model";
import type { Line } from "./binaries";
import type { Command } from "./load";
import type { ServerOptions } from "./server";

/** A member's state as the model takes it, without the version. */
export type State = Omit<ModelInput, "etcd">;

/** Tiny writes of one filling: 5 000 entries stay in the log; more for the step of the cut, which is 1 000 at most where scenarios fill. */
export const FILL = 6_200;
export const FILL_KEY = 16;

export interface Run {
  do(command: Command): Promise<void>;
  /** Tiny writes of one key that push everything else out of the raft log where the snapshot count is small. */
  fill(): Promise<void>;
  /** Reads memory under this name; `member` counts the leader as 0. */
  read(name: string, member?: number): Promise<void>;
  /** Measures the peak of one command. */
  peak(name: string, command: Command): Promise<void>;
  restart(): Promise<void>;
}

/**
 * How a reading is predicted. `held`: what stays, against live heap and resident memory. `file`: the database file. `peak`: what passes, against the highest
 * resident memory while it was served.
 */
export interface Expected {
  readonly held?: State;
  /** Sizes of the puts before the reading, where the last batch of writes counts; how many it had is measured. */
  readonly batch?: { readonly keyBytes: number; readonly valueBytes: number };
  /** `held` is compared with the whole server, the process itself included, not with what came on top. */
  readonly whole?: boolean;
  readonly file?: State;
  readonly peak?: State;
}

export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** Small enough for the subset that CI runs. */
  readonly subset?: boolean;
  readonly lines?: readonly Line[];
  /** Fewer than three runs, where one run takes gigabytes. */
  readonly runs?: number;
  readonly server: ServerOptions;
  /** Tiny writes before the first reading, so that the raft log holds as many of them before as after. */
  readonly filled?: boolean;
  /** The heap was larger on the way than it is at the readings: resident memory is read when it has stopped falling. */
  readonly settle?: boolean;
  /** Data that every run starts from, written once a line. */
  readonly prepare?: (run: Run) => Promise<void>;
  readonly run: (run: Run) => Promise<void>;
  readonly expect: (profile: VersionProfile) => Readonly<Record<string, Expected>>;
}
