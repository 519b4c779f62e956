/** `etcd-lint calls PATH...` */
import { callsStylish } from "../report/calls";
import { callsJson } from "../report/json";
import { type ExitCode, exitCodes, type Io } from "./io";
import type { CallsOptions } from "./program";
import { analyse } from "./run";

/** Prints the inventory of etcd calls. */
export async function callsCommand(paths: readonly string[], options: CallsOptions, io: Io): Promise<ExitCode> {
  const run = await analyse(paths, options, io, "", { withTests: true });
  if (typeof run === "number") return run;
  const whole = { ...run, calls: run.inventory };
  io.out(options.format === "json" ? callsJson(whole) : callsStylish(whole, io));
  return exitCodes.clean;
}
