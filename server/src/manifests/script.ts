/** Shell scripts, wherever they stand: servers that they start, variables that they set, files that they write. */
import type { ServerSetting, Written } from "../settings/types";
import { type Invocation, serverInvocation, variableSetting } from "./invocation";
import { addInvocation, type Output } from "./output";
import { apiOf, lowerCommands } from "./shell/lower";
import { parseShell } from "./shell/parser";
import type { ShellNode, SimpleCommand } from "./shell/types";
import { startOf, textOf, type Word } from "./shell/words";
import { part, placeOf, type Source } from "./source";

/**
 * Reads a script. `server` takes what starts a server in place of the output, which is how a container adds what it knows; `words` takes the words of
 * each command.
 */
export function readScript(
  source: Source,
  out: Output | undefined,
  server?: (invocation: Invocation) => void,
  bare = true,
  words?: (words: readonly Word[]) => void,
): void {
  const nodes = parseShell(source);
  const variables: ServerSetting[] = [];
  if (out) out.statements.push(...lowerCommands(nodes, out.functions, apiOf(source.text)));
  for (const command of commandsIn(nodes)) {
    words?.(command.words);
    if (!out) continue;
    variables.push(...exported(command, source));
    const invocation = serverInvocation(command.words, source, bare);
    if (invocation) {
      const own = command.assignments.flatMap(({ name, value }) => variableSetting(name, value, source));
      const seen = { ...invocation, settings: [...variables, ...own, ...invocation.settings] };
      if (server) server(seen);
      else addInvocation(out, source, seen);
    }
    if (command.words.some((word) => /(^|\/)kube-apiserver$/.test(textOf(word) ?? "") || startOf(word).startsWith("--etcd-servers"))) {
      out.apiServers.push(placeOf(source, command.span));
    }
    for (const { name, value } of command.assignments) {
      if (/etcd/i.test(name))
        out.definitions.push({ variable: { scheme: "shell", name }, value: writtenText(value), place: placeOf(source, value.span) });
    }
    for (const body of command.heredocs) out.fragment(part(source, body.span));
  }
}

function writtenText(word: Word): Written {
  const text = textOf(word);
  return text === undefined ? { kind: "unknown" } : { kind: "text", text };
}

/** `export ETCD_X=1`, or `ETCD_X=1` on a line of its own, which counts for what the script starts later. */
function exported(command: SimpleCommand, source: Source): readonly ServerSetting[] {
  const [first] = command.words;
  if (!first) return command.assignments.flatMap(({ name, value }) => variableSetting(name, value, source));
  if (!/^(export|declare|typeset)$/.test(textOf(first) ?? "")) return [];
  return command.words.slice(1).flatMap((word) => {
    const match = /^([A-Z_]\w*)=/.exec(startOf(word));
    if (!match) return [];
    const [piece, ...others] = word.pieces;
    const rest = piece?.kind === "text" ? piece.text.slice(match[0].length) : "";
    const pieces = rest === "" ? others : [{ kind: "text" as const, text: rest }, ...others];
    return variableSetting(
      match[1] ?? "",
      { ...word, pieces, span: { start: word.span.start + match[0].length, end: word.span.end } },
      source,
    );
  });
}

/** Every command, in the order of the text. */
export function* commandsIn(nodes: readonly ShellNode[]): Generator<SimpleCommand> {
  for (const node of nodes) {
    switch (node.kind) {
      case "command":
        yield* commandsIn(node.inner);
        yield node;
        break;
      case "loop":
        yield* commandsIn(node.condition);
        yield* commandsIn(node.body);
        break;
      case "branch":
        yield* commandsIn(node.condition);
        for (const body of node.bodies) yield* commandsIn(body);
        break;
      case "function":
      case "group":
        yield* commandsIn(node.body);
        break;
    }
  }
}
