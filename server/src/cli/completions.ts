/** `etcd-lint completions SHELL`: scripts made from the commands themselves, so that they cannot fall behind. */
import type { Command, Option } from "commander";
import { ruleNames } from "../host/rule-pages";
import { formatNames } from "../report/format-names";
import { type ExitCode, exitCodes, type Io } from "./io";

interface Entry {
  /** Words behind `etcd-lint`: `["config", "verify"]`. */
  readonly path: readonly string[];
  readonly description: string;
  readonly options: readonly Option[];
  /** What stands behind it: files, rules, or nothing of ours. */
  readonly words: readonly string[] | "files";
}

/** Prints the script. */
export function completionsCommand(shell: "bash" | "zsh" | "fish", program: Command, io: Io): ExitCode {
  const entries = entriesOf(program, []);
  const script = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell];
  io.out(script(entries));
  return exitCodes.clean;
}

function entriesOf(command: Command, path: readonly string[]): readonly Entry[] {
  const children = command.commands.filter((child) => child.name() !== "help");
  const words = children.length > 0 ? children.map((child) => child.name()) : argumentWords(command);
  return [
    { path, description: command.description(), options: command.options, words },
    ...children.flatMap((child) => entriesOf(child, [...path, child.name()])),
  ];
}

function argumentWords(command: Command): Entry["words"] {
  if (command.name() === "explain") return ruleNames();
  const [first] = command.registeredArguments;
  if (!first) return [];
  return first.argChoices ?? "files";
}

/** What may stand behind an option: undefined for those that take nothing. */
function valuesOf(option: Option): readonly string[] | "files" | undefined {
  if (!option.required && !option.optional) return undefined;
  if (option.argChoices) return option.argChoices;
  if (option.long === "--format") return formatNames;
  if (option.long === "--rule") return ruleNames().map((rule) => `${rule}=`);
  return option.flags.includes("<file>") ? "files" : [];
}

/** The default command's options stand behind no command at all. */
function optionsAt(entry: Entry, entries: readonly Entry[]): readonly Option[] {
  const lint = entry.path.length === 0 ? (entries.find(({ path }) => path.join(" ") === "lint")?.options ?? []) : [];
  return [...entry.options, ...lint];
}

function longNames(options: readonly Option[]): readonly string[] {
  return [...options.flatMap(({ long }) => (long ? [long] : [])), "--help"];
}

function bashScript(entries: readonly Entry[]): string {
  const cases = entries.map((entry) => {
    const options = optionsAt(entry, entries);
    const values = options.flatMap((option) => {
      const list = valuesOf(option);
      if (list === undefined || !option.long) return [];
      const reply =
        list === "files" ? 'COMPREPLY=($(compgen -f -- "$current"))' : `COMPREPLY=($(compgen -W "${list.join(" ")}" -- "$current"))`;
      return [`        ${option.long}) ${reply}; return;;`];
    });
    const words = entry.words === "files" ? [] : entry.words;
    const files = entry.words === "files" || entry.path.length === 0;
    return [
      `    "${entry.path.join(" ")}")`,
      '      case "$previous" in',
      ...values,
      "      esac",
      `      COMPREPLY=($(compgen -W "${[...words, ...longNames(options)].join(" ")}" -- "$current")${files ? ' $(compgen -f -- "$current")' : ""});;`,
    ].join("\n");
  });
  const commands = entries.filter(({ path }) => path.length > 0).map(({ path }) => `"${path.join(" ")}"`);
  return `# bash completion of etcd-lint
_etcd_lint() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" next word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    next="\${command:+$command }$word"
    case "$next" in
      ${commands.join("|")}) command="$next";;
    esac
  done
  case "$command" in
${cases.join("\n")}
  esac
}
complete -o filenames -F _etcd_lint etcd-lint
`;
}

function zshScript(entries: readonly Entry[]): string {
  const functions = entries.map((entry) => {
    const name = ["_etcd_lint", ...entry.path].join("_").replaceAll("-", "_");
    const options = optionsAt(entry, entries).flatMap((option) => {
      if (!option.long) return [];
      const values = valuesOf(option);
      const action = values === undefined ? "" : values === "files" ? ":file:_files" : `:value:(${values.join(" ")})`;
      const again = option.long === "--format" || option.long === "--rule" ? "*" : "";
      return [`    '${again}${option.long}[${quoted(option.description)}]${action}' \\`];
    });
    const children = entries.filter(
      ({ path }) => path.length === entry.path.length + 1 && entry.path.every((word, at) => path[at] === word),
    );
    const described = children.map(({ path, description }) => `'${path.at(-1)}:${quoted(description)}'`);
    const behind =
      children.length > 0
        ? [`    '1: :(( ${described.join(" ")} ))' \\`, "    '*::: :->behind' && return"]
        : [`    '*: :${entry.words === "files" ? "_files" : `(${entry.words.join(" ")})`}'`];
    const dispatch = children.map(({ path }) => `    ${path.at(-1)}) ${["_etcd_lint", ...path].join("_").replaceAll("-", "_")};;`);
    return [
      `${name}() {`,
      "  local state",
      "  _arguments -C \\",
      ...options,
      "    '--help[show the help]' \\",
      ...behind,
      ...(children.length > 0
        ? ["  case $words[1] in", ...dispatch, ...(entry.path.length === 0 ? ["    *) _files;;"] : []), "  esac"]
        : []),
      "}",
    ].join("\n");
  });
  return `#compdef etcd-lint\n${functions.join("\n")}\n_etcd_lint "$@"\n`;
}

/** Marks that mean something to zsh in a description. */
function quoted(text: string): string {
  return text.replaceAll("'", "").replaceAll("[", "(").replaceAll("]", ")").replaceAll(":", " ");
}

function fishScript(entries: readonly Entry[]): string {
  const lines = entries.flatMap((entry) => {
    const [last] = entry.path.slice(-1);
    const here = last === undefined ? "__fish_use_subcommand" : `__fish_seen_subcommand_from ${last}`;
    const words = entry.words === "files" ? [] : entry.words;
    const named = words.map((word) => {
      const child = entries.find(({ path }) => path.join(" ") === [...entry.path, word].join(" "));
      return `complete -c etcd-lint -n '${here}' -f -a '${word}'${child ? ` -d '${fishText(child.description)}'` : ""}`;
    });
    const options = optionsAt(entry, entries).flatMap((option) => {
      if (!option.long) return [];
      const values = valuesOf(option);
      const takes = values === undefined ? "" : values === "files" ? " -r -F" : ` -x -a '${values.join(" ")}'`;
      return [`complete -c etcd-lint -n '${here}' -l ${option.long.slice(2)}${takes} -d '${fishText(option.description)}'`];
    });
    return [...named, ...options];
  });
  return `# fish completion of etcd-lint\n${lines.join("\n")}\n`;
}

function fishText(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
