/** `etcd-lint init` */
import { existsSync } from "node:fs";
import { writeProblem, writeWhole } from "../host/atomic-write";
import { absolute, join } from "../host/paths";
import { type ProjectFacts, projectFacts } from "../host/project-facts";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";

const name = "etcd-lint.json";

interface InitOptions {
  readonly preset?: "small" | "medium" | "large";
  readonly dryRun?: boolean;
}

/** Writes a settings file with comments into the working folder, with what the project's files tell; never over one that is there. */
export function initCommand({ preset = "medium", dryRun = false }: InitOptions, io: Io): ExitCode {
  const folder = absolute(io.cwd);
  const present = [name, `.${name}`].find((candidate) => existsSync(join(folder, candidate)));
  if (present !== undefined && !dryRun) return cannotRun(io, `${present} is there already`);
  const facts = projectFacts(folder);
  const text = settingsText(facts, preset);
  if (dryRun) {
    io.out(text);
    return exitCodes.clean;
  }
  try {
    writeWhole(join(folder, name), text);
  } catch (error) {
    return cannotRun(io, `cannot write ${name}: ${writeProblem(error)}`);
  }
  io.out(
    `wrote ${name}\n${found(facts)
      .map((line) => `  ${line}\n`)
      .join("")}`,
  );
  return exitCodes.clean;
}

/** What was taken from the project, to be checked by whoever ran it. */
function found({ etcdVersion, autoCompaction, generated }: ProjectFacts): readonly string[] {
  return [
    ...(etcdVersion ? [`etcd ${etcdVersion.version}, from ${etcdVersion.file}`] : []),
    ...(autoCompaction ? [`compaction "${autoCompaction.setting}", from ${autoCompaction.file}`] : []),
    ...(generated.length > 0 ? [`left out: ${generated.join(", ")}`] : []),
  ];
}

function settingsText({ etcdVersion, autoCompaction, generated }: ProjectFacts, preset: string): string {
  const version = etcdVersion ? `${JSON.stringify(etcdVersion.version)} }, // from ${printable(etcdVersion.file)}` : '"3.5" },';
  const server = autoCompaction
    ? `"server": { "autoCompaction": ${JSON.stringify(autoCompaction.setting)} }, // from ${printable(autoCompaction.file)}`
    : '// "server": { "autoCompaction": "periodic 1h" },';
  const ignored = generated.length === 0 ? "[]" : `[\n${generated.map((glob) => `    ${JSON.stringify(glob)},\n`).join("")}  ]`;
  return `{
  // Settings of etcd-lint for the files in this folder and below. Every line may be left out.
  "version": 1,

  // Nothing above this folder is read.
  "root": true,

  // The etcd server that the code talks to.
  "etcd": { "version": ${version}

  // The load to expect where the code does not say it. The preset (small, medium or large) sets all of it; say better what you know.
  "profile": {
    "preset": "${preset}",
    // "keysUnderPrefix": 10000,
    // "valueBytes": "1KiB",
    // "requestsPerSecond": "10/s",
    // "concurrentRequests": 8,
    // "connections": 100,
    // "members": 3,
    // "hoursKept": "12h",
  },

  // The same for the keys under a prefix.
  "prefixes": {
    // "/jobs/": { "keysUnderPrefix": "100k", "valueBytes": "4KiB" },
  },

  // From which cost on a finding is shown, a warning, an error.
  "thresholds": {
    "hideBelow": "1MiB",
    "warnAt": "100MiB",
    "failAt": "1GiB",
  },

  // What findings may cost together; over it the run ends with exit code 3.
  "budgets": {
    // "total": ["8GiB", "+10%"],
    // "growthPerHour": "500MiB",
  },

  // Severity by rule: off, info, warning or error. The command etcd-lint rules lists them.
  "rules": {},

  // Rules that comments cannot disable.
  "locked": [],

  // How the server compacts, if the code does not say it: periodic 1h, revision 10000 or off.
  ${server}

  // Files to leave out, and settings for some files.
  "ignore": ${ignored},
  "overrides": [
    // { "files": "cmd/migrate/**", "profile": { "concurrentRequests": 1 } },
  ],
}
`;
}

/** A name in a comment of one line. */
function printable(file: string): string {
  return file.replace(/\s/g, " ");
}
