/** The commands and their options. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { type CalibrateOptions, withCalibrateOptions } from "./calibrate-options";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";

/** Options of commands that analyse, as commander gives them. */
export interface AnalyseOptions {
  readonly format: "stylish" | "json";
  readonly config?: string;
  readonly etcdVersion?: string;
  readonly color: boolean;
}

export interface LintCommandOptions extends AnalyseOptions {
  readonly failOn: "info" | "warning" | "error" | "never";
  readonly quiet?: boolean;
}

const commands = ["lint", "calls", "why", "explain", "init", "model", "calibrate", "help"] as const;

/** Runs one command line and gives the exit code. */
export async function run(args: readonly string[], io: Io, version: string): Promise<ExitCode> {
  let code: ExitCode = exitCodes.clean;
  const own = ownProgram(args);
  if (own) return (await import("./model")).modelCommand(own, io);
  const withColours = ({ color }: { readonly color: boolean }): Io => ({ ...io, colours: io.colours && color });
  const program = new Command("etcd-lint")
    .description("Finds the calls that make an etcd server eat memory, and says how much.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: () => undefined })
    .showHelpAfterError(false)
    .addHelpText("after", "\nExit codes: 0 clean, 1 findings at or over the fail level, 2 could not run, 3 over budget.");

  analysing(program.command("lint", { isDefault: true }))
    .description("find costly etcd calls (the default command)")
    .argument("[paths...]", "files and folders", ["."])
    .addOption(
      new Option("--fail-on <level>", "exit with 1 from this severity on").choices(["info", "warning", "error", "never"]).default("error"),
    )
    .option("--quiet", "only findings at or over the fail level, no summary")
    .action(async (paths: readonly string[], options: LintCommandOptions) => {
      const { lintCommand } = await import("./analyse");
      code = await lintCommand(paths, options, withColours(options), commands);
    });

  analysing(program.command("calls"))
    .description("list every etcd call that was recognised, with its facts")
    .argument("[paths...]", "files and folders", ["."])
    .action(async (paths: readonly string[], options: AnalyseOptions) => {
      const { callsCommand } = await import("./analyse");
      code = await callsCommand(paths, options, withColours(options));
    });

  analysing(program.command("why"), { formats: false })
    .description("show where the numbers of a line come from")
    .argument("<file:line>", "a place, as in src/store.go:12")
    .action(async (place: string, options: AnalyseOptions) => {
      const { whyCommand } = await import("./analyse");
      code = await whyCommand(place, options, withColours(options));
    });

  program
    .command("explain")
    .description("print the page of a rule, or list all rules")
    .argument("[rule]")
    .option("--no-color", "plain text")
    .action(async (rule: string | undefined, options: { readonly color: boolean }) => {
      const { explainCommand } = await import("./explain");
      code = explainCommand(rule, withColours(options));
    });

  program
    .command("init")
    .description("write an etcd-lint.json with comments")
    .action(async () => {
      const { initCommand } = await import("./init");
      code = initCommand(io);
    });

  program.command("model").description("calculate what an etcd server needs, without any code");

  withCalibrateOptions(program.command("calibrate")).action(async (paths: readonly string[], options: CalibrateOptions) => {
    const { calibrateCommand } = await import("./calibrate");
    code = await calibrateCommand(paths, options, io);
  });

  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.clean;
    return cannotRun(io, error.message.replace(/^error: /, ""));
  }
}

/** The arguments of `model`, which has commands and a help of its own. */
function ownProgram([first, second, ...rest]: readonly string[]): readonly string[] | undefined {
  if (first === "model") return second === undefined ? [] : [second, ...rest];
  return first === "help" && second === "model" ? ["help", ...rest] : undefined;
}

function analysing(command: Command, { formats = true } = {}): Command {
  if (formats)
    command.addOption(new Option("--format <format>", "for people or for programs").choices(["stylish", "json"]).default("stylish"));
  return command
    .option("--config <file>", "use this settings file and no other")
    .option("--etcd-version <version>", "version of the etcd server, as in 3.5", etcdVersion)
    .option("--no-color", "plain text");
}

function etcdVersion(value: string): string {
  if (/^v?\d+\.\d+(\.\d+)?$/.test(value)) return value.replace(/^v/, "");
  throw new InvalidArgumentError("Expected a version such as 3.5 or 3.4.23.");
}
