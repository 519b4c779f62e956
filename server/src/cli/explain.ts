/** `etcd-lint explain [RULE]` */
import { rulePage } from "../host/installation";
import { ruleNames, ruleSummary } from "../host/rule-pages";
import { type Paint, paint } from "../report/paint";
import { didYouMean } from "../text/suggest";
import { cannotRun, type ExitCode, exitCodes, type Io } from "./io";

/** Prints the page of a rule; without one, each rule with its first sentence. */
export function explainCommand(rule: string | undefined, io: Io): ExitCode {
  const rules = ruleNames();
  const style = paint(io.colours);
  if (rule === undefined) {
    const width = Math.max(0, ...rules.map(({ length }) => length));
    for (const name of rules) io.out(`${style.bold(name.padEnd(width))}  ${ruleSummary(name)}\n`);
    return exitCodes.clean;
  }
  const page = rulePage(rule);
  if (page === undefined) return cannotRun(io, `there is no rule "${rule}".${didYouMean(rule, rules) || " etcd-lint explain lists all."}`);
  io.out(terminalText(page, style));
  return exitCodes.clean;
}

/** Markdown as a terminal shows it best: headings stand out, code is set in, links keep their text. */
function terminalText(page: string, style: Paint): string {
  let inCode = false;
  const lines = page.split("\n").flatMap((line) => {
    if (line.startsWith("```")) {
      inCode = !inCode;
      return [];
    }
    if (inCode) return [style.dim(`    ${line}`.trimEnd())];
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    if (heading !== undefined) return [style.bold(line.startsWith("# ") ? style.underline(heading) : heading)];
    return [line.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1").replace(/`([^`]+)`/g, (_, code: string) => style.bold(code))];
  });
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}
