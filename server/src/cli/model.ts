/** `etcd-lint model OPERATION`: a bundle of its own, so that the other commands do not carry the model. */
import { Command, CommanderError, Option as Flag } from "commander";
import { type Calculation, calculate, commonOptions, kebab, type Operation, type Option, operations } from "../calculator";
import { modelJson } from "../report/model-json";
import { modelText } from "../report/model-text";
import { didYouMean } from "../text/suggest";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";

interface ModelOptions extends Readonly<Record<string, string | boolean | undefined>> {
  readonly format: "stylish" | "json";
  readonly color: boolean;
}

/** Runs the calculator with the arguments behind `model`. */
export async function modelCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.clean;
  const program = new Command("etcd-lint model")
    .description("Calculates what an etcd server needs, without any code.")
    .usage("<operation> [options]")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text), writeErr: () => undefined })
    .showHelpAfterError(false)
    .addHelpText(
      "after",
      [
        "",
        "Sizes are written 2MiB or 1 KB, counts 1000000 or 1M, durations 5s or 1h30m, rates 10/s or 1/5s.",
        "",
        "  etcd-lint model put --value 2MiB --every 5s --hours 12 --etcd 3.5 --members 3",
        "  etcd-lint model range --keys 100000 --value 1KiB --concurrent 8",
        "  etcd-lint model watch --connections 2000 --streams 10000 --watchers 1000000 --tls",
        "  etcd-lint model keyspace --keys 1000000 --key 64 --revisions 10",
      ].join("\n"),
    );
  for (const operation of operations) {
    commandOf(program, operation).action((options: ModelOptions) => {
      code = print(calculate(operation, textsOf(options)), options, io);
    });
  }
  const [name] = args;
  if (name === undefined) {
    program.outputHelp();
    return exitCodes.clean;
  }
  const names = operations.map((operation) => operation.name);
  if (!name.startsWith("-") && name !== "help" && !names.includes(name)) {
    return cannotRun(io, `there is no operation "${name}"; there are ${names.join(", ")}.${didYouMean(name, names)}`);
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return exitCodes.clean;
    return cannotRun(io, error.message.replace(/^error: /, ""));
  }
}

function commandOf(program: Command, { name, summary, options }: Operation): Command {
  const command = program.command(name).description(summary).allowExcessArguments(false);
  for (const [option, spec] of Object.entries<Option<unknown>>({ ...options, ...commonOptions })) {
    const value = spec.placeholder === undefined ? "" : ` <${spec.placeholder}>`;
    const note = spec.required
      ? " (required)"
      : spec.fallback === undefined || spec.unit === "switch"
        ? ""
        : ` (${spec.fallback} by default)`;
    const described = spec.description.includes("by default") ? "" : note;
    command.option(`--${kebab(option)}${value}`, `${spec.description}${described}`);
  }
  return command
    .addOption(new Flag("--format <format>", "for people or for programs").choices(["stylish", "json"]).default("stylish"))
    .option("--no-color", "plain text");
}

/** Texts as the calculator reads them; a switch that is set is "true". */
function textsOf({ format: _format, color: _color, ...options }: ModelOptions): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, value === undefined ? undefined : String(value)]));
}

function print(result: Calculation | { readonly problem: string }, { format, color }: ModelOptions, io: Io): ExitCode {
  if ("problem" in result) return cannotRun(io, result.problem);
  io.out(format === "json" ? modelJson(result) : modelText(result, { colours: io.colours && color }));
  return exitCodes.clean;
}
