/** `etcd-lint why FILE:LINE` */
import { absolute, relativeTo } from "../host/paths";
import { whyStylish } from "../report/why";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";
import type { AnalyseOptions } from "./program";
import { analyse } from "./run";

/** Prints where the numbers of a line come from. */
export async function whyCommand(place: string, options: AnalyseOptions, io: Io): Promise<ExitCode> {
  const match = /^(.+?):(\d+)(?::\d+)?$/.exec(place);
  const file = match?.[1];
  const line = Number(match?.[2]);
  if (file === undefined || line < 1) return cannotRun(io, `expected FILE:LINE, as in src/store.go:12, not "${place}"`);
  const run = await analyse([file], options, io);
  if (typeof run === "number") return run;
  const path = relativeTo(run.root, absolute(file, io.cwd));
  const skipped = run.skipped.find((one) => one.file === path);
  if (skipped) return cannotRun(io, `${path} was skipped: ${skipped.reason}`);
  const text = whyStylish(run, path, line, io);
  if (text !== undefined) {
    io.out(text);
    return exitCodes.clean;
  }
  const lines = [...new Set(run.calls.filter((call) => call.file === path).map((call) => call.line))].sort((a, b) => a - b);
  const known = lines.length === 0 ? "no etcd call was recognised in this file" : `lines with etcd calls: ${lines.join(", ")}`;
  return cannotRun(io, `no finding and no etcd call at ${path}:${line}; ${known}`);
}
