/** `etcd-lint doctor` */
import { configFindings } from "../host/config-findings";
import { repositoryAt } from "../host/git";
import { installationFolder, installedVersion, loadGrammar } from "../host/installation";
import { absolute } from "../host/paths";
import { ruleNames } from "../host/rule-pages";
import { settingsUnder } from "../host/settings-of";
import { canWriteTemporary, grammarFiles } from "../host/surroundings";
import { plural } from "../report/cost-words";
import { type ExitCode, exitCodes, type Io } from "./io";

interface Check {
  /** `bad` keeps etcd-lint from running; `less` leaves out a part of it. */
  readonly state: "ok" | "less" | "bad";
  readonly words: string;
}

/** Looks at everything that a run needs, and says each in a line; exits with 2 when something is missing that every run needs. */
export async function doctorCommand(io: Io): Promise<ExitCode> {
  const checks = [
    { state: "ok", words: `etcd-lint ${installedVersion()} in ${installationFolder()}` } as const,
    nodeCheck(process.versions.node),
    await grammarCheck(),
    rulesCheck(),
    await settingsCheck(io),
    gitCheck(io),
    temporaryCheck(),
  ];
  for (const { state, words } of checks) io.out(`${state.padEnd(5)} ${words}\n`);
  return checks.some(({ state }) => state === "bad") ? exitCodes.couldNotRun : exitCodes.clean;
}

/** The oldest Node that `engines` of package.json names. */
const oldestNode = 20;

function nodeCheck(version: string): Check {
  const old = Number.parseInt(version, 10) < oldestNode;
  return {
    state: old ? "bad" : "ok",
    words: `Node ${version} on ${process.platform} ${process.arch}${old ? `; ${oldestNode} is needed` : ""}`,
  };
}

async function grammarCheck(): Promise<Check> {
  const files = grammarFiles();
  const missing: string[] = [];
  for (const file of files) {
    try {
      await loadGrammar(file);
    } catch {
      missing.push(file);
    }
  }
  if (missing.length > 0) return { state: "bad", words: `grammars missing: ${missing.join(", ")}; install etcd-lint again` };
  return { state: "ok", words: plural(files.length, "grammar") };
}

function rulesCheck(): Check {
  try {
    return { state: "ok", words: `${plural(ruleNames().length, "rule")} with their pages` };
  } catch {
    return { state: "less", words: "the pages of the rules are missing: explain and the help in SARIF do not work" };
  }
}

async function settingsCheck(io: Io): Promise<Check> {
  const root = absolute(io.cwd);
  const found = await settingsUnder([root], root);
  if ("problem" in found) return { state: "bad", words: found.problem };
  const { errors, findings } = configFindings(found.problems, root);
  if (errors.length > 0) return { state: "bad", words: `settings: ${errors.join("; ")}` };
  if (found.files.length === 0) return { state: "ok", words: "no settings file: the defaults hold, etcd-lint init writes one" };
  const doubtful = findings.length > 0 ? `; ${plural(findings.length, "doubt")}, see etcd-lint config verify` : "";
  return { state: findings.length > 0 ? "less" : "ok", words: `settings: ${found.files.join(", ")}${doubtful}` };
}

function gitCheck(io: Io): Check {
  const repository = repositoryAt(io.cwd);
  const needs = "diff, --since, --changed and --staged";
  if ("problem" in repository) return { state: "less", words: `${needs} do not work here: ${repository.problem}` };
  if (repository.shallow) return { state: "less", words: `${needs} reach as far as this shallow clone` };
  return { state: "ok", words: `git repository ${repository.top}` };
}

function temporaryCheck(): Check {
  const problem = canWriteTemporary();
  return problem === undefined
    ? { state: "ok", words: "a temporary folder for copies of revisions" }
    : { state: "less", words: `no temporary folder for copies of revisions: ${problem}` };
}
