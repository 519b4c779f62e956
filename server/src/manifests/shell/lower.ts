/** Scripts that call etcd as common programs: their loops, variables, functions and calls, and nothing else. */
import type { Expr, FunctionDecl, Import, Loop, Module, Stmt } from "../../ir/types";
import type { Span } from "../../text/span";
import { callOf, exprOf } from "./calls";
import type { ShellNode, SimpleCommand } from "./types";
import { textOf, type Word } from "./words";

/** Statements of some commands; functions that they declare go to `functions`. */
export function lowerCommands(nodes: readonly ShellNode[], functions: FunctionDecl[], api: 2 | 3): readonly Stmt[] {
  return nodes.flatMap((node) => lowerNode(node, functions, api));
}

/** The API that a script sets for its calls; 3 unless it says otherwise (the default since 3.4). */
export function apiOf(text: string): 2 | 3 {
  return /\bETCDCTL_API["']?\s*[=:]\s*["']?2\b/.test(text) ? 2 : 3;
}

function lowerNode(node: ShellNode, functions: FunctionDecl[], api: 2 | 3): readonly Stmt[] {
  switch (node.kind) {
    case "command":
      return lowerCommand(node, functions, api);
    case "group":
      return [{ kind: "block", body: lowerCommands(node.body, functions, api), span: node.span }];
    case "branch": {
      const condition = lowerCommands(node.condition, functions, api);
      const arms = node.bodies.map((body) => ({
        tests: [],
        body: lowerCommands(body, functions, api),
        role: "case" as const,
        span: node.span,
      }));
      return [...condition, { kind: "branch", branch: "switch", arms, span: node.span }];
    }
    case "function":
      functions.push(declared(node.name, "function", lowerCommands(node.body, functions, api), node.span, node.nameSpan));
      return [];
    case "loop":
      return [loopOf(node, functions, api)];
  }
}

function loopOf(node: Extract<ShellNode, { kind: "loop" }>, functions: FunctionDecl[], api: 2 | 3): Loop {
  const body = [...lowerCommands(node.condition, functions, api), ...lowerCommands(node.body, functions, api)];
  const headSpan = { start: node.span.start, end: Math.min(node.span.start + node.loop.length, node.span.end) };
  const shared = { kind: "loop" as const, body, awaitsEach: true, span: node.span, headSpan };
  if (node.loop === "while") {
    const [first, second] = node.condition;
    const always = !second && first?.kind === "command" && /^(true|:)$/.test(textOf(first.words[0] ?? empty) ?? "");
    return { ...shared, loop: always ? "forever" : "while", bindings: [], ...(always ? {} : { test: unknown(node.span) }) };
  }
  const bindings = node.variable === undefined ? [] : [{ kind: "name" as const, name: node.variable, span: headSpan }];
  return { ...shared, loop: "each", over: listOf(node.over ?? [], headSpan), bindings };
}

const empty: Word = { pieces: [], span: { start: 0, end: 0 }, quoted: false };

/** Words that stand there are as many as there are; an expansion may be any number. */
function listOf(words: readonly Word[], span: Span): Expr {
  const known = words.length > 0 && words.every((word) => textOf(word) !== undefined && !/[*?{[]/.test(textOf(word) ?? ""));
  if (!known) return unknown(span);
  return {
    kind: "composite",
    shape: "list",
    entries: words.map((word) => ({ value: exprOf(word), spread: false, span: word.span })),
    span,
  };
}

function unknown(span: Span): Expr {
  return { kind: "unknown", parts: [], span };
}

function lowerCommand(command: SimpleCommand, functions: FunctionDecl[], api: 2 | 3): readonly Stmt[] {
  const inner = lowerCommands(command.inner, functions, api);
  const own = command.assignments.some(({ name, value }) => name === "ETCDCTL_API" && textOf(value) === "2") ? 2 : api;
  const call = callOf(command.words, own, command.span);
  const stmts: Stmt[] = [...inner];
  if (command.words.length === 0) {
    for (const { name, value, span } of command.assignments) {
      stmts.push({
        kind: "assign",
        declares: true,
        constant: false,
        targets: [{ kind: "name", name, span }],
        values: [exprOf(value)],
        op: "=",
        span,
      });
    }
  }
  if (call) stmts.push(command.background ? { kind: "spawn", call, span: command.span } : { kind: "expr", expr: call, span: command.span });
  else stmts.push(...plainCommand(command));
  return stmts;
}

/** `sleep 5`, and calls of functions, of which only the name counts. */
function plainCommand({ words, span }: SimpleCommand): readonly Stmt[] {
  const [first, second] = words;
  const name = first && textOf(first);
  if (!first || name === undefined || !/^[A-Za-z_][\w-]*$/.test(name)) return [];
  if (name === "exit" || name === "return") return [{ kind: "return", values: [], span }];
  if (name === "break" || name === "continue") return [{ kind: name, span }];
  const isSleep = name === "sleep" && second !== undefined;
  const seconds = isSleep ? secondsOf(second) : undefined;
  const callee: Expr = isSleep
    ? { kind: "member", object: { kind: "name", name: "time", span: first.span }, name: "sleep", nameSpan: first.span, span: first.span }
    : { kind: "name", name, span: first.span };
  const args = isSleep ? [{ value: seconds ?? unknown(second.span), spread: false }] : [];
  return [
    {
      kind: "expr",
      expr: { kind: "call", callee, args, typeArgs: [], construct: false, span, argsSpan: { start: span.end, end: span.end } },
      span,
    },
  ];
}

/** `5`, `0.5`, `2m`, `1h`, `1d`: a suffix multiplies. */
function secondsOf(word: Word): Expr | undefined {
  const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(textOf(word) ?? "");
  if (!match) return exprOf(word);
  const factor = { "": 1, s: 1, m: 60, h: 3600, d: 86_400 }[match[2] as "" | "s" | "m" | "h" | "d"];
  return { kind: "literal", type: "number", value: Number(match[1]) * factor, span: word.span };
}

function declared(name: string, kind: "function" | "module", body: readonly Stmt[], span: Span, nameSpan: Span): FunctionDecl {
  return {
    name,
    kind,
    params: [],
    results: [],
    typeParams: [],
    body,
    span,
    nameSpan,
    async: false,
    static: false,
    exported: false,
    decorators: [],
  };
}

const names = ["etcdctl", "etcdctl2", "gateway", "time"];
const start: Span = { start: 0, end: 0 };

/** Programs that scripts may call are there without being imported. */
const imports: readonly Import[] = names.map((name) => ({
  source: name === "time" || name.startsWith("etcdctl") ? name : "etcd-gateway",
  span: start,
  kind: "namespace",
  local: name,
  names: [],
  typeOnly: false,
}));

/** The program of a file: what its scripts do at once, and the functions that they declare. */
export function moduleOf(path: string, length: number, body: readonly Stmt[], functions: readonly FunctionDecl[]): Module {
  const all = { start: 0, end: length };
  return {
    path,
    language: "shellscript",
    scope: "file",
    packageName: "",
    imports,
    types: [],
    functions: [...functions, declared("<module>", "module", body, all, start)],
    comments: [],
    exports: new Map(),
    reexports: [],
    errors: [],
  };
}
