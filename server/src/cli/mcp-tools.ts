/** What the tools of `etcd-lint mcp` do: the commands of the same names, with their output as text. */
import { calculate, commonOptions, kebab, type Option, operations } from "../calculator";
import { absolute, isInside } from "../host/paths";
import { modelJson } from "../report/model-json";
import { modelText } from "../report/model-text";
import { EtcdLintError, lint, render } from "./api";
import { explainCommand } from "./explain";
import { type ExitCode, exitCodes, type Io } from "./io";
import { whyCommand } from "./why";

export interface ToolResult {
  readonly text: string;
  /** The text says why there is no answer. */
  readonly failed: boolean;
}

interface LintInput {
  readonly paths: readonly string[];
  readonly format: "agent" | "json";
  readonly since?: string | undefined;
  readonly etcdVersion?: string | undefined;
}

export async function lintTool({ paths, format, since, etcdVersion }: LintInput, root: string): Promise<ToolResult> {
  const outside = paths.find((path) => !isInside(root, absolute(path, root)));
  if (outside !== undefined) return refused(outside, root);
  try {
    const options = { cwd: root, ...(since === undefined ? {} : { since }), ...(etcdVersion === undefined ? {} : { etcdVersion }) };
    return { text: render(await lint(paths.length === 0 ? ["."] : paths, options), format), failed: false };
  } catch (error) {
    if (error instanceof EtcdLintError) return { text: error.message, failed: true };
    throw error;
  }
}

export function explainTool(rule: string | undefined, root: string): ToolResult {
  const { io, result } = captured(root);
  return result(explainCommand(rule, io));
}

export async function whyTool({ file, line }: { readonly file: string; readonly line: number }, root: string): Promise<ToolResult> {
  if (!isInside(root, absolute(file, root))) return refused(file, root);
  const { io, result } = captured(root);
  return result(await whyCommand(`${file}:${line}`, { color: false }, io));
}

interface ModelInput {
  readonly operation: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly format: "text" | "json";
}

export function modelTool({ operation: name, options, format }: ModelInput): ToolResult {
  const operation = operations.find((one) => one.name === name);
  if (!operation) return { text: `there is no operation "${name}"; there are ${operationNames().join(", ")}`, failed: true };
  const known = Object.keys({ ...operation.options, ...commonOptions });
  const byName = new Map(known.flatMap((option) => [[option, option] as const, [kebab(option), option] as const]));
  const texts: Record<string, string> = {};
  for (const [given, value] of Object.entries(options)) {
    const option = byName.get(given.replace(/^--/, ""));
    if (option === undefined) return { text: `${name} has no option "${given}"; it has ${known.map(kebab).join(", ")}`, failed: true };
    if (value !== false) texts[option] = String(value);
  }
  const result = calculate(operation, texts);
  if ("problem" in result) return { text: result.problem, failed: true };
  return { text: format === "json" ? modelJson(result) : modelText(result, { colours: false }), failed: false };
}

export function operationNames(): [string, ...string[]] {
  const [first = "", ...others] = operations.map(({ name }) => name);
  return [first, ...others];
}

/** Operations and options in words, for those who have no help to read. */
export function modelHelp(): string {
  const described = operations.map(({ name, summary, options }) => `${name}: ${summary}. Options: ${optionWords(options)}.`);
  return [
    'Sizes are written "2MiB", counts "1M" or 1000000, durations "5s", rates "10/s" or "1/5s".',
    `For every operation: ${optionWords(commonOptions)}.`,
    ...described,
  ].join("\n");
}

function optionWords(options: Readonly<Record<string, Option<unknown>>>): string {
  return Object.entries(options)
    .map(([name, { description, required }]) => `${kebab(name)} (${description}${required ? ", required" : ""})`)
    .join(", ");
}

function refused(path: string, root: string): ToolResult {
  return { text: `${path} lies outside of ${root}, which is all that this server reads`, failed: true };
}

/** An Io that keeps what is printed. */
function captured(cwd: string): { readonly io: Io; result(code: ExitCode): ToolResult } {
  let text = "";
  const add = (part: string): void => {
    text += part;
  };
  return {
    io: { cwd, colours: false, watched: false, guest: true, out: add, err: add },
    result: (code) => ({ text: text.trimEnd(), failed: code === exitCodes.couldNotRun }),
  };
}
