/** `etcd-lint merge FILES...`: reports of shards become the report of the run that they are shards of. */
import { readFileSync } from "node:fs";
import { wordsOf } from "../host/file-errors";
import { absolute } from "../host/paths";
import { sourceTexts } from "../host/source-text";
import { mergedRun, readShard, type ShardData } from "../report/shard";
import { cannotRun, type ExitCode, type Io } from "./io";
import { failingOf, ruleHelp } from "./lint-run";
import { outputsOf } from "./outputs";
import type { MergeOptions } from "./program";
import { writeRun } from "./write-run";

/** Prints what one run over everything would print. Lines of code come from the working folder, where they lie there. */
export async function mergeCommand(files: readonly string[], options: MergeOptions, io: Io): Promise<ExitCode> {
  const outputs = outputsOf(options.format, options.outputFile);
  if (typeof outputs === "string") return cannotRun(io, outputs);
  const shares: { readonly name: string; readonly data: ShardData }[] = [];
  for (const name of files) {
    const data = shardIn(absolute(name, io.cwd));
    if ("problem" in data) return cannotRun(io, `${name} ${data.problem}`);
    shares.push({ name, data });
  }
  const run = mergedRun(shares, {
    textOf: sourceTexts(absolute(io.cwd)),
    ruleHelp,
    failing: (findings) => failingOf(findings, options.failOn),
  });
  if ("problem" in run) return cannotRun(io, run.problem);
  return writeRun(run, options, outputs, io);
}

function shardIn(file: string): ShardData | { readonly problem: string } {
  try {
    return readShard(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    return { problem: error instanceof SyntaxError ? `is not JSON: ${error.message}` : `cannot be read: ${wordsOf(error)}` };
  }
}
