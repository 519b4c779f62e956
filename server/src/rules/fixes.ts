/** Edits that add or replace an option of a read, in the words of the library. */
import type { FixTemplate, LibraryFunction } from "../catalog/types";
import type { Expr } from "../ir/types";
import type { EtcdCall } from "../resolve/types";
import type { Fix, TextEdit } from "./types";

/** Page size that the `add-limit` fix proposes. */
const proposedLimit = 1000;

/** Texts of the fixes; rules that offer them spread this into their messages. */
export const fixMessages: Readonly<Record<string, string>> = {
  "add-limit": "Add a limit of {entries} (then read on from the last key)",
  "limit-one": "Read one key only",
  "count-only": "Ask for the count only",
  "keys-only": "Ask for the keys only",
};

/** Adds a limit. Not safe: callers that need every key must page. A limit of one is safe where only existence is asked. */
export function addLimit(call: EtcdCall, entries: number = proposedLimit): readonly Fix[] {
  const edits = editsFor(call, call.library.fixes?.limit, { n: String(entries) });
  const messageId = entries === 1 ? "limit-one" : "add-limit";
  return edits ? [{ messageId, data: { entries: { count: entries } }, edits, safe: entries === 1 }] : [];
}

/** Asks for the count. Not safe: the caller must read the count where it took the length of the answer. */
export function countOnly(call: EtcdCall): readonly Fix[] {
  const edits = editsFor(call, call.library.fixes?.countOnly, {});
  return edits ? [{ messageId: "count-only", data: {}, edits, safe: false }] : [];
}

/** Leaves the values out. Safe where the values are certainly not used and the answer keeps its shape. */
export function keysOnly(call: EtcdCall): readonly Fix[] {
  const template = call.library.fixes?.keysOnly;
  const edits = editsFor(call, template, {});
  return edits ? [{ messageId: "keys-only", data: {}, edits, safe: template?.place === "argument" || template?.place === "entry" }] : [];
}

/** undefined when the edit cannot be made for sure: forwarded options, a call inside a wrapper, a request built elsewhere, no package name to write. */
function editsFor(
  call: EtcdCall,
  template: FixTemplate | undefined,
  data: Readonly<Record<string, string>>,
): readonly TextEdit[] | undefined {
  if (!template || call.optionsOpen || call.wraps) return undefined;
  if (template.text.includes("$" + "{pkg}") && call.packageName === undefined) return undefined;
  const values: Readonly<Record<string, string>> = { ...data, pkg: call.packageName ?? "" };
  const text = template.text.replace(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  const edit = editOf(call, template.place, text);
  return edit ? [{ place: { file: call.module.path, span: edit.span }, text: edit.text }] : undefined;
}

type Edit = { readonly span: TextEdit["place"]["span"]; readonly text: string };

function editOf(call: EtcdCall, place: FixTemplate["place"], text: string): Edit | undefined {
  switch (place) {
    case "argument":
      return afterLast(call.expr.args, text);
    case "chain":
      return insertAt(chainEnd(call), withoutDot(text, "."));
    case "terminal":
      return terminalEdit(call, text);
    case "entry":
      return entryEdit(call, text);
  }
}

function withoutDot(text: string, lead: string): string {
  return `${lead}${text.replace(/^\./, "")}`;
}

function insertAt(offset: number, text: string): Edit {
  return { span: { start: offset, end: offset }, text };
}

/** After the last argument: the parenthesis may follow on another line after a trailing comma. A spread argument must stay alone. */
function afterLast(args: EtcdCall["expr"]["args"], text: string): Edit | undefined {
  const last = args.at(-1);
  if (!last || args.some((arg) => arg.spread)) return undefined;
  return insertAt(last.value.span.end, `, ${text}`);
}

/** The call at the end of a builder chain that runs it, as the catalogue has it; undefined for a chain that runs by being awaited. */
function terminalOf(call: EtcdCall): { readonly fn: LibraryFunction; readonly callee: Member } | undefined {
  const { callee } = call.expr;
  if (callee.kind !== "member") return undefined;
  const fn = Object.values(call.library.types)
    .filter((type) => type.role === "builder")
    .map((type) => type.methods?.[callee.name])
    .find((method) => method?.runs);
  return fn ? { fn, callee } : undefined;
}

type Member = Extract<Expr, { kind: "member" }>;

/** Replaces the terminal call, unless it takes a callback that reads the answer. */
function terminalEdit(call: EtcdCall, text: string): Edit | undefined {
  const terminal = terminalOf(call);
  if (!terminal) return insertAt(call.expr.span.end, withoutDot(text, "."));
  if (terminal.fn.params.some((param) => param.role === "callback")) return undefined;
  return { span: { start: terminal.callee.nameSpan.start, end: call.expr.span.end }, text: withoutDot(text, "") };
}

/** Before the terminal call of a builder chain, or at the end of a chain that runs by being awaited. */
function chainEnd(call: EtcdCall): number {
  return terminalOf(call)?.callee.object.span.end ?? call.expr.span.end;
}

function entryEdit(call: EtcdCall, text: string): Edit | undefined {
  const literal = call.expr.args.map((arg) => objectLiteral(arg.value)).find((found) => found !== undefined);
  const last = literal?.entries.at(-1);
  return last && !last.spread ? insertAt(last.span.end, `, ${text}`) : undefined;
}

function objectLiteral(expr: Expr): Extract<Expr, { kind: "composite" }> | undefined {
  if (expr.kind === "unary") return objectLiteral(expr.operand);
  return expr.kind === "composite" && expr.shape === "object" && expr.entries.length > 0 ? expr : undefined;
}
