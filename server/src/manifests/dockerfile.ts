/** Dockerfiles: the server that an image starts, and the variables that it brings. */
import type { ServerSetting, VersionPin } from "../settings/types";
import { imagePin, isEtcdImage } from "./images";
import { serverInvocation, variableSetting } from "./invocation";
import { addInvocation, type Output } from "./output";
import { readScript } from "./script";
import { tokensOf } from "./shell/lexer";
import { assignmentOf } from "./shell/parser";
import type { Word } from "./shell/words";
import { part, placeOf, type Source } from "./source";
import { readYaml } from "./yaml/tree";
import { wordsOf } from "./yaml/words";

interface Instruction {
  readonly name: string;
  readonly argument: Source;
}

/** Only the last stage is what runs; stages before it build. */
export function readDockerfile(source: Source, out: Output): void {
  let settings: ServerSetting[] = [];
  let version: VersionPin | undefined;
  let entrypoint: readonly Word[] = [];
  let command: readonly Word[] = [];
  let image: Word | undefined;
  for (const { name, argument } of instructions(source)) {
    const words = wordsIn(argument);
    switch (name) {
      case "FROM": {
        settings = [];
        entrypoint = [];
        command = [];
        image = words.find((word) => !/^--/.test(source.text.slice(word.span.start, word.span.end)));
        version = image && isEtcdImage(image) ? imagePin(source, image) : undefined;
        break;
      }
      case "ENV":
      case "ARG":
        for (const word of words) {
          const assignment = assignmentOf(word);
          if (!assignment) continue;
          settings.push(...(name === "ENV" ? variableSetting(assignment.name, assignment.value, source) : []));
          if (/etcd/i.test(assignment.name)) {
            const [only] = assignment.value.pieces;
            const known = assignment.value.pieces.length === 1 && only?.kind === "text";
            out.definitions.push({
              variable: { scheme: "shell", name: assignment.name },
              value: known ? { kind: "text", text: only.text } : { kind: "unknown" },
              place: placeOf(source, assignment.value.span),
            });
          }
        }
        break;
      case "ENTRYPOINT":
        entrypoint = commandWords(argument);
        break;
      case "CMD":
        command = commandWords(argument);
        break;
      case "RUN":
        readScript(argument, out);
        break;
    }
  }
  const invocation = serverInvocation([...entrypoint, ...command], source, true);
  const around = { settings, name: "", ...(version ? { version } : {}) };
  if (invocation) addInvocation(out, source, invocation, around);
  // What follows the image's name when it is run is not known here.
  else if (version && image && settings.length > 0) {
    out.pins.push(version);
    out.servers.push({
      kind: "server",
      name: "",
      place: placeOf(source, image.span),
      settings,
      open: true,
      kubernetes: false,
      environmentFiles: [],
      version,
    });
  }
}

function instructions(source: Source): readonly Instruction[] {
  const text = source.text.slice(source.span.start, source.span.end);
  return [...text.matchAll(/^[ \t]*([A-Za-z]+)[ \t]+((?:[^\\\r\n]|\\\r?\n(?:[ \t]*#[^\n]*\n)*|\\)*)/gm)].map((match) => {
    const start = source.span.start + match.index + match[0].length - (match[2] ?? "").length;
    return { name: (match[1] ?? "").toUpperCase(), argument: part(source, { start, end: start + (match[2] ?? "").length }) };
  });
}

/** `["etcd", "--name"]` or a shell's words. */
function commandWords(argument: Source): readonly Word[] {
  if (!/^\s*\[/.test(argument.text.slice(argument.span.start, argument.span.end))) return wordsIn(argument);
  const [list] = readYaml(argument) ?? [];
  return wordsOf(list, argument);
}

function wordsIn(source: Source): readonly Word[] {
  return tokensOf(source).flatMap((token) => (token.kind === "word" ? [token.word] : []));
}
