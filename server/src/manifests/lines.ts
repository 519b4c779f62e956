/** Files that are too large to be parsed: only flags and variables that stand on one line are taken from them. */

import { parameterOf } from "../settings/parameters";
import type { ServerSetting } from "../settings/types";
import { flagName, isEtcdVariable, settingOf, variableSetting } from "./invocation";
import type { Output } from "./output";
import { tokensOf } from "./shell/lexer";
import { assignmentOf } from "./shell/parser";
import { restOf, startOf } from "./shell/words";
import { linesOf, part, placeOf, type Source } from "./source";

/** Settings found line by line. Nothing that is absent is told from them. */
export function readLines(source: Source, out: Output): void {
  const settings: ServerSetting[] = [];
  for (const { text, start, end } of linesOf(source)) {
    if (text.length > 1000 || !/--|ETCD_/.test(text)) continue;
    for (const token of tokensOf(part(source, { start, end }))) {
      if (token.kind !== "word") continue;
      const name = flagName(token.word);
      const equals = startOf(token.word).indexOf("=");
      const parameter = name === undefined ? undefined : parameterOf(name, "flag");
      if (parameter && equals !== -1) settings.push(settingOf(parameter.name, `--${name}`, "flag", restOf(token.word, equals + 1), source));
      const assignment = assignmentOf(token.word);
      if (assignment && isEtcdVariable(assignment.name)) settings.push(...variableSetting(assignment.name, assignment.value, source));
    }
  }
  const [first] = settings;
  if (!first) return;
  out.servers.push({
    kind: "arguments",
    name: "",
    place: placeOf(source, first.place.span),
    settings,
    open: true,
    kubernetes: false,
    environmentFiles: [],
  });
}
