/** Every line of a program that has to do with etcd: its calls, the operations put together for them, and the calls that lead to them. */
import type { Reaching } from "../resolve/types";
import { positionAt } from "../text/span";
import { type AnalysisContext, allCalls } from "./analyse";
import { callPlaces } from "./call-places";
import { callRow, functionName } from "./call-row";
import type { CallRow } from "./types";

/** The rows of `calls` and those of parts and callers, by file and place. Where a caller is judged as the call itself, that row stands for it. */
export function inventoryOf(context: AnalysisContext, calls: readonly CallRow[]): readonly CallRow[] {
  const { project } = context;
  const taken = new Set(calls.map(spotOf));
  const parts = project.parts.map(
    (call): CallRow => ({ ...callRow(call, context.facts(call), context.file(call.module.path)), kind: "part" }),
  );
  const callers = project.reaching.map((one) => callerRow(one, context)).filter((row) => !taken.has(spotOf(row)));
  const placed = allCalls(project).map((call, index) => {
    const row = calls[index];
    const places = callPlaces(call, project, (path) => context.file(path)?.lines);
    return row && (places.length === 0 ? row : { ...row, places });
  });
  return [...placed.filter((row) => row !== undefined), ...[...parts, ...callers].sort(byPlace)];
}

const spotOf = ({ file, line, column, library, operation }: CallRow): string => `${file}:${line}:${column} ${library} ${operation}`;

function byPlace(a: CallRow, b: CallRow): number {
  return a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1;
}

function callerRow({ site, call, chain, maybe }: Reaching, context: AnalysisContext): CallRow {
  const { callee } = site.call;
  const { start } = callee.kind === "member" ? callee.nameSpan : callee.span;
  const file = context.file(site.module.path);
  const at = file ? positionAt(file.lines, start) : { line: 0, column: 0 };
  return {
    kind: "caller",
    library: call.library.id,
    operation: call.operation,
    method: call.method,
    file: site.module.path,
    line: at.line + 1,
    column: at.column + 1,
    through: chain.map(({ fn }) => functionName(fn)).reverse(),
    options: {},
    facts: maybe ? { certainty: "one implementation of several" } : {},
  };
}
