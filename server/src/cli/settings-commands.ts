/** `etcd-lint config verify`, `config print FILE` (also `--print-config FILE`), `rules` */
import { configFindings } from "../host/config-findings";
import { absolute } from "../host/paths";
import { pipelineRules, ruleNames, ruleSummary } from "../host/rule-pages";
import { settingsOf, settingsUnder } from "../host/settings-of";
import { plural } from "../report/cost-words";
import { paint } from "../report/paint";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";
import type { AnalyseOptions, CallsOptions } from "./program";

type Settings = Awaited<ReturnType<typeof settingsOf>>["config"];

/** Prints the settings that a file gets as JSON: what all files above it, presets, overrides and options come to. */
export async function printConfigCommand(file: string, options: AnalyseOptions, io: Io): Promise<ExitCode> {
  const config = await resolved(file, options, io);
  if (typeof config === "number") return config;
  io.out(`${JSON.stringify(config, null, 2)}\n`);
  return exitCodes.clean;
}

async function resolved(file: string, options: AnalyseOptions, io: Io): Promise<Settings | ExitCode> {
  const { etcdVersion, rule, config } = options;
  const flags = { ...(etcdVersion === undefined ? {} : { etcdVersion }), ...(rule ? { rules: rule } : {}) };
  const found = await settingsOf(
    absolute(file, io.cwd),
    absolute(io.cwd),
    flags,
    config === undefined ? undefined : absolute(config, io.cwd),
  );
  const { errors } = configFindings(found.problems, absolute(io.cwd));
  if (errors.length === 0) return found.config;
  for (const error of errors) io.err(`etcd-lint: ${error}\n`);
  return exitCodes.couldNotRun;
}

/** Checks settings files; wrong ones end with 2, doubtful ones with 1. */
export async function verifyCommand(paths: readonly string[], io: Io): Promise<ExitCode> {
  const found = await settingsUnder(
    paths.map((path) => absolute(path, io.cwd)),
    absolute(io.cwd),
  );
  if ("problem" in found) return cannotRun(io, found.problem);
  if (found.files.length === 0) {
    io.out("no etcd-lint.json here or above: the defaults hold\n");
    return exitCodes.clean;
  }
  const { errors, findings } = configFindings(found.problems, absolute(io.cwd));
  for (const error of errors) io.err(`etcd-lint: ${error}\n`);
  for (const { file, line, column, message } of findings) io.out(`${file}:${line}:${column}: ${message}\n`);
  if (errors.length > 0) return exitCodes.couldNotRun;
  if (findings.length > 0) return exitCodes.findings;
  io.out(`${plural(found.files.length, "settings file")} checked, all right: ${found.files.join(", ")}\n`);
  return exitCodes.clean;
}

/** Lists the rules, each with what it finds and the severity that settings give it in the working folder. */
export async function rulesCommand(options: CallsOptions, io: Io): Promise<ExitCode> {
  const config = await resolved("x", options, io);
  if (typeof config === "number") return config;
  const { rules, locked } = config;
  const rows = [...ruleNames(), ...pipelineRules].map((id) => ({
    id,
    severity: (Object.hasOwn(rules, id) ? rules[id] : undefined) ?? "by cost",
    locked: locked.includes(id),
    summary: ruleSummary(id),
  }));
  if (options.format === "json") {
    io.out(`${JSON.stringify({ version: 1, rules: rows }, null, 2)}\n`);
    return exitCodes.clean;
  }
  const { bold, dim } = paint(io.colours);
  const width = Math.max(...rows.map(({ id }) => id.length));
  for (const { id, severity, locked: isLocked, summary } of rows) {
    const severityWords = `${severity}${isLocked ? ", locked" : ""}`;
    io.out(`${bold(id.padEnd(width))}  ${dim(summary === "" ? severityWords : severityWords.padEnd(15))}  ${summary}`.trimEnd());
    io.out("\n");
  }
  return exitCodes.clean;
}
