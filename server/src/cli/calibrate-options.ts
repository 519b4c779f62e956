/** The options of `etcd-lint calibrate`, apart from what it does, which is a bundle of its own. */
import { type Command, Option } from "commander";

export interface CalibrateOptions {
  readonly endpoint: string;
  readonly cacert?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly user?: string;
  readonly prefix: readonly string[];
  readonly timeout: string;
  readonly collect?: boolean;
  readonly write?: boolean;
  readonly yes?: boolean;
  readonly config?: string;
  readonly format: "stylish" | "json";
  readonly color: boolean;
}

/** Adds them to a command. */
export function withCalibrateOptions(command: Command): Command {
  return command
    .description("compare the model with a running etcd, and take the profile from it")
    .argument("[paths...]", "files and folders whose calls say which keys to ask for", ["."])
    .requiredOption("--endpoint <url>", "client address of one member, as in https://127.0.0.1:2379")
    .option("--cacert <file>", "authority that signed the server's certificate (PEM)")
    .option("--cert <file>", "our certificate, where the server wants one (PEM)")
    .option("--key <file>", "its key (PEM)")
    .option("--user <name>", "user to log in as; the password is read from ETCD_LINT_PASSWORD")
    .option("--prefix <prefix>", "also ask for keys under this prefix (may stand several times)", collect, [])
    .option("--collect", "let the server collect garbage first, to measure what is alive now (needs its --enable-pprof)")
    .option("--timeout <seconds>", "longest wait for one answer", "10")
    .option("--write", "write the settings file, after asking")
    .option("--yes", "with --write: do not ask")
    .option("--config <file>", "use and change this settings file and no other")
    .addOption(new Option("--format <format>", "for people or for programs").choices(["stylish", "json"]).default("stylish"))
    .option("--no-color", "plain text");
}

function collect(value: string, former: readonly string[]): readonly string[] {
  return [...former, value];
}
