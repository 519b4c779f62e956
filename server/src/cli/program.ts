/** The commands and their options. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { pipelineRules, ruleNames } from "../host/rule-pages";
import { formatNames } from "../report/format-names";
import type { Share } from "../report/shard";
import { didYouMean } from "../text/suggest";
import { type CalibrateOptions, withCalibrateOptions } from "./calibrate-options";
import { examples } from "./examples";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";

type Severity = "off" | "info" | "warning" | "error";

/** Options of commands that analyse, as commander gives them. */
export interface AnalyseOptions {
  readonly config?: string;
  readonly etcdVersion?: string;
  readonly rule?: Readonly<Record<string, Severity>>;
  /** A folder, or `true` for the user's own. */
  readonly cache?: string | true;
  readonly color: boolean;
}

export interface CallsOptions extends AnalyseOptions {
  readonly format: "stylish" | "json";
}

/** Options of commands whose findings decide on the exit code. */
export interface GateOptions extends AnalyseOptions {
  readonly failOn: "info" | "warning" | "error" | "never";
}

export interface LintCommandOptions extends GateOptions {
  /** `NAME` or `NAME=FILE`. */
  readonly format: readonly string[];
  readonly outputFile?: string;
  readonly quiet?: boolean;
  readonly frames: boolean;
  readonly maxFindings: number;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly prune?: boolean;
  readonly since?: string;
  readonly changed?: boolean;
  readonly staged?: boolean;
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
  readonly dryRun?: boolean;
  readonly stdinFilename?: string;
  readonly printConfig?: string;
  readonly shard?: Share;
  readonly timing?: boolean;
  readonly debug?: boolean;
}

export type MergeOptions = Pick<LintCommandOptions, "format" | "outputFile" | "failOn" | "quiet" | "frames" | "maxFindings" | "color">;

export interface DiffOptions extends GateOptions {
  readonly format: readonly string[];
  readonly outputFile?: string;
}

const commands = [
  "lint",
  "calls",
  "why",
  "diff",
  "explain",
  "rules",
  "config",
  "init",
  "doctor",
  "completions",
  "model",
  "calibrate",
  "merge",
  "mcp",
  "help",
] as const;

/** Runs one command line and gives the exit code. */
export async function run(args: readonly string[], io: Io, version: string): Promise<ExitCode> {
  const own = ownProgram(args);
  if (own) return (await import("./model")).modelCommand(own, io);
  let code: ExitCode = exitCodes.clean;
  const program = makeProgram(io, version, (result) => {
    code = result;
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

/** All commands; `end` takes the exit code of the one that ran. */
function makeProgram(io: Io, version: string, end: (code: ExitCode) => void): Command {
  const withColours = ({ color }: { readonly color: boolean }): Io => ({ ...io, colours: io.colours && color });
  const program = new Command("etcd-lint")
    .description("Finds the calls that make an etcd server eat memory, and says how much.")
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: () => undefined })
    .showHelpAfterError(false)
    .addHelpText("after", examples.program);

  lintOptions(analysing(program.command("lint", { isDefault: true })))
    .description("find costly etcd calls (the default command)")
    .argument("[paths...]", "files and folders", ["."])
    .addHelpText("after", examples.lint)
    .action(async (paths: readonly string[], options: LintCommandOptions) => {
      if (options.printConfig !== undefined) {
        const { printConfigCommand } = await import("./tools");
        return end(await printConfigCommand(options.printConfig, options, io));
      }
      const { lintCommand } = await import("./analyse");
      end(await lintCommand(paths, options, withColours(options), commands));
    });

  analysing(program.command("calls"))
    .description("list every etcd call that was recognised, with its facts")
    .argument("[paths...]", "files and folders", ["."])
    .addOption(new Option("--format <format>", "for people or for programs").choices(["stylish", "json"]).default("stylish"))
    .action(async (paths: readonly string[], options: CallsOptions) => {
      const { callsCommand } = await import("./analyse");
      end(await callsCommand(paths, options, withColours(options)));
    });

  analysing(program.command("why"))
    .description("show where the numbers of a line come from")
    .argument("<file:line>", "a place, as in src/store.go:12")
    .action(async (place: string, options: AnalyseOptions) => {
      const { whyCommand } = await import("./analyse");
      end(await whyCommand(place, options, withColours(options)));
    });

  analysing(program.command("diff"))
    .description("compare what two revisions cost etcd")
    .argument("<base>", "a branch, tag or commit")
    .argument("[head]", "another one; the files as they are when left out")
    .addOption(failOn("exit with 1 when a new finding has this severity or a higher one"))
    .addOption(formatOption("text, markdown or json, with =FILE to write it there; may be given again"))
    .option("--output-file <file>", "write the report there instead of to the output")
    .addHelpText("after", examples.diff)
    .action(async (base: string, head: string | undefined, options: DiffOptions) => {
      const { diffCommand } = await import("./analyse");
      end(await diffCommand(base, head, options, withColours(options)));
    });

  reportOptions(program.command("merge"))
    .description("put the reports of shards together")
    .argument("<files...>", "JSON reports of every shard of a run")
    .option("--no-color", "plain text")
    .addHelpText("after", examples.merge)
    .action(async (files: readonly string[], options: MergeOptions) => {
      const { mergeCommand } = await import("./merge");
      end(await mergeCommand(files, options, withColours(options)));
    });

  program
    .command("explain")
    .description("print the page of a rule, or list all rules")
    .argument("[rule]")
    .option("--no-color", "plain text")
    .action(async (rule: string | undefined, options: { readonly color: boolean }) => {
      const { explainCommand } = await import("./explain");
      end(explainCommand(rule, withColours(options)));
    });

  program
    .command("rules")
    .description("list the rules with the severity that the settings give them here")
    .addOption(new Option("--format <format>", "for people or for programs").choices(["stylish", "json"]).default("stylish"))
    .option("--config <file>", "use this settings file and no other")
    .option("--no-color", "plain text")
    .action(async (options: CallsOptions) => {
      const { rulesCommand } = await import("./tools");
      end(await rulesCommand(options, withColours(options)));
    });

  const config = program.command("config").description("check the settings, or show those of a file");
  config
    .command("verify")
    .description("check every settings file under the paths")
    .argument("[paths...]", "files and folders", ["."])
    .action(async (paths: readonly string[]) => {
      const { verifyCommand } = await import("./tools");
      end(await verifyCommand(paths, io));
    });
  config
    .command("print")
    .description("show the settings that a file gets, and from which files")
    .argument("<file>")
    .option("--config <file>", "use this settings file and no other")
    .action(async (file: string, options: AnalyseOptions) => {
      const { printConfigCommand } = await import("./tools");
      end(await printConfigCommand(file, options, io));
    });

  program
    .command("init")
    .description("look at the project and write an etcd-lint.json with comments")
    .addOption(new Option("--preset <size>", "the load to expect").choices(["small", "medium", "large"]))
    .option("--dry-run", "print it and write nothing")
    .action(async (options: { readonly preset?: "small" | "medium" | "large"; readonly dryRun?: boolean }) => {
      const { initCommand } = await import("./tools");
      end(initCommand(options, io));
    });

  program
    .command("doctor")
    .description("say whether everything that etcd-lint needs is there")
    .action(async () => {
      const { doctorCommand } = await import("./tools");
      end(await doctorCommand(io));
    });

  program
    .command("completions")
    .description("print a script that completes commands and options")
    .addArgument(program.createArgument("<shell>", "bash, zsh or fish").choices(["bash", "zsh", "fish"]))
    .addHelpText("after", examples.completions)
    .action(async (shell: "bash" | "zsh" | "fish") => {
      const { completionsCommand } = await import("./tools");
      end(completionsCommand(shell, program, io));
    });

  program
    .command("mcp")
    .description("serve coding assistants: the Model Context Protocol on the standard streams")
    .argument("[folder]", "all that the server reads", ".")
    .addHelpText("after", examples.mcp)
    .action(async (folder: string) => {
      const { mcpCommand } = await import("./mcp");
      end(await mcpCommand(folder, io));
    });

  program.command("model").description("calculate what an etcd server needs, without any code");

  withCalibrateOptions(program.command("calibrate")).action(async (paths: readonly string[], options: CalibrateOptions) => {
    const { calibrateCommand } = await import("./calibrate");
    end(await calibrateCommand(paths, options, io));
  });
  return program;
}

/** The arguments of `model`, which has commands and a help of its own. */
function ownProgram([first, second, ...rest]: readonly string[]): readonly string[] | undefined {
  if (first === "model") return second === undefined ? [] : [second, ...rest];
  return first === "help" && second === "model" ? ["help", ...rest] : undefined;
}

function analysing(command: Command): Command {
  return command
    .option("--config <file>", "use this settings file and no other")
    .option("--etcd-version <version>", "version of the etcd server, as in 3.5", etcdVersion)
    .option(
      "--rule <id=severity>",
      "severity of a rule (off, info, warning, error), over every settings file; may be given again",
      ruleSeverity,
    )
    .option("--cache [folder]", "keep parsed files there for the next run (default: etcd-lint in the user's cache folder)")
    .option("--no-color", "plain text");
}

function reportOptions(command: Command): Command {
  return command
    .addOption(failOn("exit with 1 from this severity on"))
    .addOption(formatOption(`${formatNames.join(", ")}; with =FILE to write it there; may be given again`))
    .option("--output-file <file>", "write the report there instead of to the output")
    .option("--quiet", "only findings at or over the fail level, no summary")
    .option("--no-frames", "leave out the lines of code")
    .option("--max-findings <count>", "show no more than these, and count the rest", wholeNumber, Number.POSITIVE_INFINITY);
}

function lintOptions(command: Command): Command {
  return reportOptions(command)
    .option("--baseline <file>", "leave out the findings that this file knows")
    .option("--update-baseline", "write all findings into the baseline")
    .option("--prune", "take out of the baseline what is no longer found")
    .option("--since <revision>", "only what is new since the branch left this revision")
    .option("--changed", "only what is new since the last commit")
    .option("--staged", "only what the staged changes bring")
    .option("--fix", "apply fixes that change nothing but the cost")
    .option("--fix-unsafe", "apply fixes that may change what the program does, too")
    .option("--dry-run", "with --fix: print a diff and write nothing")
    .option("--stdin-filename <file>", "read one file from the input, and take it for this one")
    .option("--print-config <file>", "show the settings that a file gets, and nothing else")
    .option("--shard <i/n>", "report the i-th of n shares, for merge", shareIn)
    .option("--timing", "say where the time went")
    .option("--debug", "say what was read");
}

function failOn(description: string): Option {
  return new Option("--fail-on <level>", description).choices(["info", "warning", "error", "never"]).default("error");
}

function formatOption(description: string): Option {
  return new Option("--format <name>", description)
    .default([] as readonly string[], "stylish")
    .argParser((value: string, former: readonly string[]) => [...former, value]);
}

function etcdVersion(value: string): string {
  if (/^v?\d+\.\d+(\.\d+)?( ?- ?v?\d+\.\d+(\.\d+)?)?$/.test(value)) return value.replace(/^v/, "");
  throw new InvalidArgumentError("Expected a version such as 3.5 or 3.4.23, or a range such as 3.4-3.6.");
}

function wholeNumber(value: string): number {
  if (/^\d+$/.test(value)) return Number(value);
  throw new InvalidArgumentError("Expected a whole number.");
}

function shareIn(value: string): Share {
  const [, index, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(value)?.map(Number) ?? [];
  if (index !== undefined && of !== undefined && index >= 1 && index <= of) return { index, of };
  throw new InvalidArgumentError("Expected I/N, the I-th of N shares, as in 2/4.");
}

function ruleSeverity(value: string, former: Readonly<Record<string, Severity>> = {}): Readonly<Record<string, Severity>> {
  const [id = "", severity = "", ...more] = value.split("=");
  const known = [...ruleNames(), ...pipelineRules];
  if (!known.includes(id)) throw new InvalidArgumentError(`There is no rule "${id}".${didYouMean(id, known)}`);
  if (more.length > 0 || !isSeverity(severity)) throw new InvalidArgumentError("Expected off, info, warning or error behind the =.");
  return { ...former, [id]: severity };
}

function isSeverity(text: string): text is Severity {
  return ["off", "info", "warning", "error"].includes(text);
}
