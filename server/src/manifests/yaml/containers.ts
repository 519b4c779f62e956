/** Containers in YAML, whatever wraps them: Pods and their templates, compose services, patches of both, container tasks. */
import type { Insertion } from "../../settings/types";
import type { Span } from "../../text/span";
import { imagePin, isEtcdImage, isKubernetesImage } from "../images";
import { type Invocation, read, serverInvocation, tellsServer } from "../invocation";
import { addInvocation, type Output } from "../output";
import { readScript } from "../script";
import { callOf } from "../shell/calls";
import { apiOf } from "../shell/lower";
import { startOf, textOf, type Word } from "../shell/words";
import { hasInsertions, placeOf, type Source } from "../source";
import { entryAt, scalarText, valueAt, type YamlMap, type YamlNode } from "./tree";
import { environmentOf, scriptOf, wordOf, wordsOf } from "./words";

export interface ContainerContext {
  /** Key under which the map stands: the name of a compose service. */
  readonly key: string | undefined;
  /** The object around it is part of Kubernetes' control plane. */
  readonly kubernetes: boolean;
}

const shells = /(^|\/)(ba|da|a|z|k)?sh$/;

/** Reads a map that may be a container. True when it is one, so that nothing else needs to look at its commands. */
export function readContainer(node: YamlMap, context: ContainerContext, source: Source, out: Output): boolean {
  const image = valueAt(node, "image");
  // What compose calls the entrypoint is the command of a Pod, and its command are the arguments.
  const entrypoint = valueAt(node, "entrypoint");
  const command = entrypoint ?? valueAt(node, "command");
  const args = entrypoint ? valueAt(node, "command") : valueAt(node, "args");
  const variables = valueAt(node, "environment") ?? valueAt(node, "env");
  if (!image && !command && !args && !variables) return false;
  const imageWord = image?.kind === "scalar" ? wordOf(image, source) : undefined;
  const runsEtcd = imageWord !== undefined && isEtcdImage(imageWord);

  const environment = environmentOf(variables, source);
  const words = [...commandWords(command, source), ...commandWords(args, source)];
  if (words.some((word) => /(^|\/)kube-apiserver$/.test(startOf(word)) || startOf(word).startsWith("--etcd-servers"))) {
    out.apiServers.push(placeOf(source, (words[0] as Word).span));
  }
  const around = {
    name: scalarText(valueAt(node, "name")) ?? context.key ?? "",
    settings: environment.settings,
    open: hasInsertions(source, node.span) || valueAt(node, "envFrom") !== undefined,
    kubernetes: context.kubernetes || (imageWord !== undefined && isKubernetesImage(imageWord)),
    environmentFiles: environmentFiles(valueAt(node, "env_file")),
    ...(imageWord && runsEtcd ? { version: imagePin(source, imageWord) } : {}),
    ...(environment.configFile === undefined ? {} : { configFile: environment.configFile }),
  };
  const add = (invocation: Invocation, insertion: Insertion | undefined): void =>
    addInvocation(
      out,
      source,
      { ...invocation, program: within(node, invocation.program, words) },
      { ...around, ...(insertion ? { insertion } : {}) },
    );

  const [program] = words;
  const last = words.at(-1);
  const call = program && last ? callOf(words, apiOf(source.text), { start: program.span.start, end: last.span.end }) : undefined;
  if (call) out.statements.push({ kind: "expr", expr: call, span: call.span });

  const script = scriptWords(words, command, args, source);
  if (script) {
    readScript(script, out, (invocation) => add(invocation, undefined));
    return true;
  }
  const invocation =
    invocationOf(words, command, imageWord, runsEtcd, source) ?? byEnvironment(environment.serverVariables, node, words, source);
  if (invocation) add(invocation, insertionOf(command, args, variables, source));
  return true;
}

/** What an alias brings in stands elsewhere: the finding belongs to what is written here. */
function within(node: YamlMap, program: Span, words: readonly Word[]): Span {
  const inside = (span: Span): boolean => node.span.start <= span.start && span.end <= node.span.end;
  const own = [program, ...words.map(({ span }) => span), ...node.entries.map(({ keySpan }) => keySpan)].find(inside);
  return own ?? program;
}

/** A list of words, or a string that the container tool splits like a shell. */
function commandWords(node: YamlNode | undefined, source: Source): readonly Word[] {
  if (node?.kind === "list") return wordsOf(node, source);
  if (node?.kind !== "scalar") return [];
  const collected: Word[] = [];
  readScript(scriptOf(node, source), undefined, undefined, true, (words) => collected.push(...words));
  return collected;
}

/** `sh -c SCRIPT`, wherever the script stands. */
function scriptWords(
  words: readonly Word[],
  command: YamlNode | undefined,
  args: YamlNode | undefined,
  source: Source,
): Source | undefined {
  const [first] = words;
  const at = words.findIndex((word) => /^-[a-z]*c[a-z]*$/.test(textOf(word) ?? ""));
  if (!first || !shells.test(textOf(first) ?? "") || at === -1 || at > 4) return undefined;
  const script = words[at + 1];
  const items = [command, args].flatMap((node) => (node?.kind === "list" ? node.items : node ? [node] : []));
  const node = items.find((item) => item.kind === "scalar" && script !== undefined && item.inner.start === script.span.start);
  if (node?.kind === "scalar") return scriptOf(node, source);
  return script ? { ...source, span: script.span } : undefined;
}

function invocationOf(
  words: readonly Word[],
  command: YamlNode | undefined,
  image: Word | undefined,
  runsEtcd: boolean,
  source: Source,
): Invocation | undefined {
  const named = serverInvocation(words, source, true);
  if (named) return named;
  if (!runsEtcd || !image) return undefined;
  const [first] = words;
  // Without a command the image's own program runs, with the arguments that there are.
  const argumentsOnly = first === undefined || startOf(first).startsWith("-") || (command === undefined && startOf(first) === "");
  return argumentsOnly ? read([image, ...words], 0, source) : undefined;
}

/** A container whose image a template says is a server when it has the variables of one. */
function byEnvironment(variables: readonly string[], node: YamlMap, words: readonly Word[], source: Source): Invocation | undefined {
  const telling = variables.filter(tellsServer);
  if (telling.length < 2) return undefined;
  const at = entryAt(node, "env") ?? entryAt(node, "environment");
  if (!at) return undefined;
  return {
    ...read([{ pieces: [], span: at.keySpan, quoted: false }, ...words], 0, source),
    open: words.some((word) => textOf(word) === undefined),
  };
}

function environmentFiles(node: YamlNode | undefined): readonly string[] {
  if (node?.kind === "scalar") return [node.text];
  if (node?.kind !== "list") return [];
  return node.items.flatMap((item) => scalarText(item) ?? scalarText(valueAt(item, "path")) ?? []);
}

/** After the last argument of a list, or after the last variable. */
function insertionOf(
  command: YamlNode | undefined,
  args: YamlNode | undefined,
  variables: YamlNode | undefined,
  source: Source,
): Insertion | undefined {
  const list = [args, command].find((one) => one?.kind === "list" && one.items.length > 0);
  const last = list?.kind === "list" ? list.items.at(-1) : undefined;
  const own = last !== undefined && list !== undefined && list.span.start <= last.span.start && last.span.end <= list.span.end;
  if (list?.kind === "list" && last?.kind === "scalar" && last.style !== "block") {
    if (!own) return undefined;
    const place = placeOf(source, { start: last.span.end, end: last.span.end });
    if (list.flow) return { style: "list-item", place, before: ', "', after: '"' };
    return { style: "list-item", place, before: `\n${indentBefore(source, last.span.start)}- `, after: "" };
  }
  if (command || args) return undefined;
  if (variables?.kind === "map" && !variables.flow) {
    const [first] = variables.entries;
    if (!first) return undefined;
    const place = placeOf(source, { start: first.keySpan.start, end: first.keySpan.start });
    return { style: "env", place, before: "", between: ': "', after: `"\n${indentBefore(source, first.keySpan.start)}` };
  }
  const [first] = variables?.kind === "list" && !variables.flow ? variables.items : [];
  if (first?.kind !== "scalar") return undefined;
  const place = placeOf(source, { start: first.span.start, end: first.span.start });
  return { style: "env", place, before: "", between: "=", after: `\n${indentBefore(source, first.span.start)}- ` };
}

/** White space of the line up to the dash or key that the offset belongs to. */
function indentBefore(source: Source, offset: number): string {
  const lineStart = source.text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(source.text.slice(lineStart, offset))?.[0] ?? "";
}
