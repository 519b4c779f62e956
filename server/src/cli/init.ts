/** `etcd-lint init` */
import { existsSync, writeFileSync } from "node:fs";
import { wordsOf } from "../host/file-errors";
import { absolute, join } from "../host/paths";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";

const name = "etcd-lint.json";

const template = `{
  // Settings of etcd-lint for the files in this folder and below. Every line may be left out.
  "version": 1,

  // Nothing above this folder is read.
  "root": true,

  // The etcd server that the code talks to.
  "etcd": { "version": "3.5" },

  // The load to expect where the code does not say it. The preset (small, medium or large) sets all of it; say better what you know.
  "profile": {
    "preset": "medium",
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

  // From which cost on a finding is shown, a warning, an error; and what all may cost together.
  "thresholds": {
    "hideBelow": "1MiB",
    "warnAt": "100MiB",
    "failAt": "1GiB",
    // "budget": "4GiB",
  },

  // Severity by rule: off, info, warning or error. The command etcd-lint explain lists the rules.
  "rules": {},

  // How the server compacts, if the code does not say it: periodic 1h, revision 10000 or off.
  // "server": { "autoCompaction": "periodic 1h" },

  // Files to leave out, and settings for some files.
  "ignore": [],
  "overrides": [
    // { "files": "cmd/migrate/**", "profile": { "concurrentRequests": 1 } },
  ],
}
`;

/** Writes a settings file with comments into the working folder; never over one that is there. */
export function initCommand(io: Io): ExitCode {
  const folder = absolute(io.cwd);
  const present = [name, `.${name}`].find((candidate) => existsSync(join(folder, candidate)));
  if (present !== undefined) return cannotRun(io, `${present} is there already`);
  try {
    writeFileSync(join(folder, name), template, { flag: "wx" });
  } catch (error) {
    return cannotRun(io, `cannot write ${name}: ${wordsOf(error)}`);
  }
  io.out(`wrote ${name}\n`);
  return exitCodes.clean;
}
