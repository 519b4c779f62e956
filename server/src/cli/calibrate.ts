/** `etcd-lint calibrate --endpoint URL [PATH...]`: the only command that uses the network, and only the endpoint that it is given. */
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { type Calibration, calibrate } from "../host/calibrate";
import type { Credentials } from "../host/etcd/client";
import type { Certificates } from "../host/etcd/connection";
import { wordsOf } from "../host/file-errors";
import { absolute, isInside, relativeTo } from "../host/paths";
import { calibrationJson } from "../report/calibrate-json";
import { calibrationText, settingsText } from "../report/calibrate-text";
import type { CalibrateOptions } from "./calibrate-options";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";

/** Reads, compares and prints; writes the settings file only with --write. */
export async function calibrateCommand(paths: readonly string[], options: CalibrateOptions, io: Io): Promise<ExitCode> {
  if (options.yes && !options.write) return cannotRun(io, "--yes answers the question of --write; give both");
  if (options.write && !options.yes && !process.stdin.isTTY)
    return cannotRun(io, "--write asks before it writes, and there is nobody to ask; add --yes");
  const timeout = Number(options.timeout);
  if (!(timeout > 0)) return cannotRun(io, `--timeout is a number of seconds, not "${options.timeout}"`);
  const credentials = credentialsOf(options, process.env);
  if (typeof credentials === "string") return cannotRun(io, credentials);
  const certificates = certificatesOf(options, io.cwd);
  if (typeof certificates === "string") return cannotRun(io, certificates);

  // The analysis lies in a bundle that other commands load too.
  const { calibrationProject } = await import("./analyse");
  const project = await calibrationProject(paths, io.cwd, options.config);
  if ("problem" in project) return cannotRun(io, project.problem);

  const result = await calibrate({
    endpoint: options.endpoint,
    calls: project.calls,
    prefixes: options.prefix,
    collect: options.collect === true,
    settingsFile: project.settingsFile,
    date: new Date().toISOString().slice(0, "2026-01-31".length),
    timeout: timeout * 1000,
    ...(certificates === undefined ? {} : { certificates }),
    ...(credentials === undefined ? {} : { credentials }),
  });
  if ("problem" in result) return cannotRun(io, result.problem);
  return finish(result, options, { ...io, colours: io.colours && options.color });
}

async function finish(result: Calibration, options: CalibrateOptions, io: Io): Promise<ExitCode> {
  const { file, before, after } = result.settings;
  const name = isInside(absolute(io.cwd), file) ? relativeTo(absolute(io.cwd), file) : file;
  const report = { ...result, settings: { file: name, before, after } };
  const isJson = options.format === "json";
  if (!isJson) io.out(`${calibrationText(report, io)}\n${settingsText(report, io)}`);
  const wanted = options.write === true && before !== after && (options.yes === true || (await confirmed(name)));
  if (wanted) {
    try {
      writeFileSync(file, after);
    } catch (error) {
      return cannotRun(io, `cannot write ${name}: ${wordsOf(error)}`);
    }
  }
  if (isJson) io.out(calibrationJson(report, wanted));
  else if (wanted) io.out(`wrote ${name}\n`);
  else if (before !== after) io.out(options.write ? "nothing was written\n" : "Nothing was written; --write does.\n");
  return exitCodes.clean;
}

async function confirmed(file: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`Write ${file}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}

/** The user and password, nothing, or what is missing. */
function credentialsOf({ user }: CalibrateOptions, env: NodeJS.ProcessEnv): Credentials | string | undefined {
  const name = user ?? env.ETCD_LINT_USER;
  if (name === undefined) return undefined;
  const password = env.ETCD_LINT_PASSWORD;
  if (name.includes(":")) return "--user takes the name alone; the password is read from the environment variable ETCD_LINT_PASSWORD";
  return password === undefined
    ? `the password of ${name} is read from the environment variable ETCD_LINT_PASSWORD, which is not set`
    : { user: name, password };
}

function certificatesOf({ cacert, cert, key }: CalibrateOptions, cwd: string): Certificates | string | undefined {
  if (key !== undefined && cert === undefined) return "--key needs --cert";
  const texts: Record<string, string> = {};
  for (const [name, file] of Object.entries({ authority: cacert, certificate: cert, key: key ?? cert })) {
    if (file === undefined) continue;
    try {
      texts[name] = readFileSync(absolute(file, cwd), "utf8");
    } catch (error) {
      return `cannot read ${file}: ${wordsOf(error)}`;
    }
  }
  return Object.keys(texts).length === 0 ? undefined : texts;
}
