/** Command lines that start an etcd server, and what they set. */
import { isBooleanFlag, isServerFlag, isServerVariable } from "../settings/flags";
import { parameterOf } from "../settings/parameters";
import type { ServerSetting, SettingSource, VersionPin } from "../settings/types";
import type { Span } from "../text/span";
import { imagePin, isEtcdImage } from "./images";
import { assignmentOf } from "./shell/parser";
import { restOf, startOf, textOf, type Word, writtenOf } from "./shell/words";
import { conditionalAt, placeOf, type Source } from "./source";

export interface Invocation {
  readonly settings: readonly ServerSetting[];
  /** Some words are unknown, so that more flags may be set. */
  readonly open: boolean;
  readonly configFile?: string | null;
  readonly environmentFiles: readonly string[];
  /** The program's name, or the image where that alone names it. */
  readonly program: Span;
  /** The last word that belongs to the command. */
  readonly last: Span;
  readonly version?: VersionPin;
  /** Some path or address in the command is Kubernetes' own. */
  readonly kubernetes: boolean;
  /** Token of the cluster, else name of the member. */
  readonly cluster?: string;
}

/** Programs that run another one which is named after them. */
const runners: ReadonlySet<string> = new Set([
  "exec",
  "sudo",
  "nohup",
  "env",
  "time",
  "setsid",
  "gosu",
  "su-exec",
  "tini",
  "nice",
  "ionice",
  "dumb-init",
  "start",
  "command",
  "--",
]);

/** Flags that other programs have too: alone they do not tell an etcd server. */
const common: ReadonlySet<string> = new Set([
  "version",
  "name",
  "debug",
  "metrics",
  "logger",
  "log-level",
  "log-format",
  "log-output",
  "cert-file",
  "key-file",
  "ca-file",
  "proxy",
  "cors",
  "discovery",
]);

/**
 * The server that the words of one command start; undefined when they start none. `bare`: the words are a command for certain, so that the program alone
 * is enough; elsewhere only a flag of etcd tells a command from prose.
 */
export function serverInvocation(words: readonly Word[], source: Source, bare: boolean): Invocation | undefined {
  for (const [index, word] of words.entries()) {
    if (isProgram(word) && startsServer(words, index, bare)) return read(words, index, source);
  }
  return containerInvocation(words, source);
}

function isProgram(word: Word): boolean {
  const text = textOf(word);
  if (text !== undefined) return text === "etcd" || text.endsWith("/etcd");
  const last = word.pieces.at(-1);
  if (last?.kind === "text") return last.text.endsWith("/etcd");
  // `$(ETCD)`, `${ETCD_BIN}` alone.
  return (
    word.pieces.length === 1 && last?.variable?.scheme === "shell" && /^ETCD(_?(BIN|EXEC|CMD|BINARY|PATH))?$/i.test(last.variable.name)
  );
}

function startsServer(words: readonly Word[], index: number, bare: boolean): boolean {
  const rest = words.slice(index + 1);
  const first = words.slice(0, index).every((word) => runners.has(textOf(word) ?? "") || assignmentOf(word) !== undefined);
  const names = rest.flatMap((word) => flagName(word) ?? []);
  if (names.some((name) => name === "version" || name === "help" || name === "h")) return false;
  if (names.some((name) => isServerFlag(name) && !common.has(name))) return true;
  if (!first || !bare) return false;
  if (rest.length === 0) return textOf(words[index] as Word) !== undefined;
  return names.some((name) => isServerFlag(name)) || (rest.length === 1 && startOf(rest[0] as Word) === "");
}

/** `docker run ... quay.io/coreos/etcd:v3.5.9 --data-dir /x`: the image is the program. */
function containerInvocation(words: readonly Word[], source: Source): Invocation | undefined {
  const docker = words.findIndex((word) => /(^|\/)(docker|podman|nerdctl)$/.test(textOf(word) ?? ""));
  const run = words.findIndex((word, index) => index > docker && /^(run|create)$/.test(textOf(word) ?? ""));
  if (docker === -1 || run === -1) return undefined;
  const image = words.findIndex((word, index) => index > run && isEtcdImage(word) && !startOf(word).startsWith("-"));
  if (image === -1) return undefined;
  const word = words[image] as Word;
  const rest = words.slice(image + 1);
  if (rest.length > 0 && !startOf(rest[0] as Word).startsWith("-") && startOf(rest[0] as Word) !== "") return undefined;
  const invocation = read(words, image, source, undefined);
  const variables = containerVariables(words.slice(run + 1, image), source);
  return {
    ...invocation,
    settings: [...variables.settings, ...invocation.settings],
    open: invocation.open || variables.open,
    environmentFiles: variables.files,
    version: imagePin(source, word),
  };
}

function containerVariables(
  words: readonly Word[],
  source: Source,
): { readonly settings: ServerSetting[]; readonly open: boolean; readonly files: readonly string[] } {
  const settings: ServerSetting[] = [];
  const files: string[] = [];
  let open = false;
  words.forEach((word, index) => {
    const text = startOf(word);
    const joined = /^(?:--env|-e)=/.exec(text);
    const next = words[index + 1];
    const value = joined ? restOf(word, joined[0].length) : text === "-e" || text === "--env" ? next : undefined;
    const assignment = value && assignmentOf(value);
    if (assignment) settings.push(...variableSetting(assignment.name, assignment.value, source));
    if (text.startsWith("--env-file")) {
      const file = text.includes("=") ? textOf(restOf(word, text.indexOf("=") + 1)) : next && textOf(next);
      if (file === undefined) open = true;
      else files.push(file);
    } else if (text === "") open = true;
  });
  return { settings, open, files };
}

/** What the words behind the program at `index` set. */
export function read(words: readonly Word[], index: number, source: Source, program?: Word): Invocation {
  const settings: ServerSetting[] = [];
  let open = false;
  let configFile: string | null | undefined;
  let kubernetes = false;
  let cluster: string | undefined;
  let last = (words[index] as Word).span;
  for (let at = index + 1; at < words.length; at += 1) {
    const word = words[at] as Word;
    last = word.span;
    if (/kubernetes|\/k8s\//.test(word.pieces.map((piece) => (piece.kind === "text" ? piece.text : "")).join(" "))) kubernetes = true;
    const name = flagName(word);
    if (name === undefined) {
      if (textOf(word) === undefined) open = true;
      continue;
    }
    const equals = startOf(word).indexOf("=");
    let value: Word | undefined = equals === -1 ? undefined : restOf(word, equals + 1);
    const next = words[at + 1];
    if (!value && !isBooleanFlag(name) && next && !isServerFlag(flagName(next) ?? "")) {
      value = next;
      at += 1;
      last = next.span;
      if (/kubernetes/.test(startOf(next))) kubernetes = true;
    }
    if (name === "config-file") configFile = value ? (textOf(value) ?? null) : null;
    if (name === "initial-cluster-token" && value) cluster = textOf(value);
    if (name === "name" && value) cluster ??= textOf(value);
    const parameter = parameterOf(name, "flag");
    if (!parameter) continue;
    settings.push({
      parameter: parameter.name,
      written: `--${name}`,
      source: "flag",
      value: value ? writtenOf(value) : { kind: "text", text: isBooleanFlag(name) ? "true" : "" },
      place: placeOf(source, value && value.span.end > value.span.start ? value.span : word.span),
      conditional: conditionalAt(source, word.span.start),
    });
  }
  return {
    settings,
    open,
    ...(configFile === undefined ? {} : { configFile }),
    environmentFiles: [],
    program: (program ?? (words[index] as Word)).span,
    last,
    kubernetes,
    ...(cluster === undefined ? {} : { cluster }),
  };
}

/** Name of the flag that a word starts, without dashes; Go takes one dash or two. */
export function flagName(word: Word): string | undefined {
  const start = startOf(word);
  const name = /^--?([A-Za-z][\w-]*)(?:=|$)/.exec(start)?.[1];
  // `--name$SUFFIX` is not the flag `name`.
  return name !== undefined && !start.includes("=") && word.pieces.length > 1 ? undefined : name;
}

/** Settings of one environment variable: none when it is not etcd's. */
export function variableSetting(name: string, value: Word, source: Source): readonly ServerSetting[] {
  const parameter = parameterOf(name, "env");
  if (!parameter) return [];
  return [settingOf(parameter.name, name, "env", value, source)];
}

export function settingOf(parameter: string, written: string, from: SettingSource, value: Word, source: Source): ServerSetting {
  return {
    parameter,
    written,
    source: from,
    value: writtenOf(value),
    place: placeOf(source, value.span),
    conditional: conditionalAt(source, value.span.start),
  };
}

/** True for a variable that etcd reads, whether it matters for memory or not. */
export function isEtcdVariable(name: string): boolean {
  return isServerVariable(name);
}

/** True for a variable that only a server is given: where it listens, where its data lie, who its peers are. */
export function tellsServer(name: string): boolean {
  return /^ETCD_(LISTEN_|INITIAL_|ADVERTISE_CLIENT_URLS|DATA_DIR$)/.test(name);
}
