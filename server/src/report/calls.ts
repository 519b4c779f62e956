/** The inventory of etcd calls for people in a terminal. */
import type { CallFactValue, CallRow } from "../engine/types";
import { formatCount } from "../text/format";
import { formatFact } from "./inputs";
import { type Paint, paint, printable } from "./paint";
import type { Run } from "./types";

/** Calls by file: place, operation, method, key and options, then the facts. */
export function callsStylish(run: Run, { colours }: { readonly colours: boolean }): string {
  const style = paint(colours);
  const files = [...new Set(run.calls.map(({ file }) => file))];
  const blocks = files.map((file) =>
    [style.underline(printable(file)), ...run.calls.filter((call) => call.file === file).flatMap((call) => callLines(call, style))].join(
      "\n",
    ),
  );
  const calls = `${formatCount(run.calls.length)} ${run.calls.length === 1 ? "call" : "calls"}`;
  const skipped = run.skipped.map(({ file, reason }) => `skipped ${printable(file)}: ${printable(reason)}`);
  const last = [`${style.bold(calls)} in ${formatCount(files.length)} of ${formatCount(run.seen)} files`, ...skipped].join("\n");
  return [...blocks, last].map((block) => `${block}\n`).join("\n");
}

function callLines(call: CallRow, style: Paint): readonly string[] {
  const options = Object.entries(call.options).map(([name, value]) => (value === "always" ? name : `${name}=${value}`));
  const key = call.key === undefined ? [] : [JSON.stringify(call.key)];
  const words = [style.bold(call.operation), style.dim(`${call.library} ${call.method}`), ...[...key, ...options].map(printable)];
  if (call.kind === "part") words.push("(performed by another call)");
  if (call.through) words.push(printable(`through ${call.through.join(" > ")}`));
  const facts = factWords(call);
  return [`  ${call.line}:${call.column}  ${words.join("  ")}`, ...(facts === "" ? [] : [`      ${style.dim(facts)}`])];
}

/** `valueBytes 2 MiB, rate 1 per 5 s (assumed), trigger ticker`. */
export function factWords({ facts }: CallRow): string {
  return Object.entries(facts)
    .map(([name, fact]) => (typeof fact === "string" ? `${name} ${fact}` : `${name} ${formatFact(name, fact)}${basisWords(fact)}`))
    .map(printable)
    .join(", ");
}

function basisWords({ basis }: CallFactValue): string {
  return basis === "known" ? "" : ` (${basis === "partly" ? "partly assumed" : "assumed"})`;
}
