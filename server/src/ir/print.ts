/** The common program as text, one line a statement: for tests and for looking at what lowering made of a file. Not a language. */
import { printExpr } from "./print-expr";
import { printMembers, printParams, printResults, printType } from "./print-type";
import type { Arm, FunctionDecl, Import, Loop, Module, Stmt, Target, TypeDecl } from "./types";

/** A whole module: header, imports, types, functions, then exports and errors where there are any. */
export function printModule(module: Module): string {
  return [
    `${module.language} ${module.scope} ${module.packageName}`.trimEnd(),
    ...module.imports.map(printImport),
    ...module.types.map(printTypeDecl),
    ...module.functions.map((fn) => printFunction(fn)),
    ...[...module.exports].map(([name, local]) => `export ${name}${name === local ? "" : ` = ${local}`}`),
    ...module.reexports.map(
      ({ source, imported, exported }) => `reexport ${imported ?? "*"}${exported ? ` as ${exported}` : ""} from ${JSON.stringify(source)}`,
    ),
    ...module.errors.map(({ start, end }) => `error ${start}-${end}`),
  ].join("\n");
}

/** `import "path" as x`; `~x` is a guess; `.` takes all names; `_` binds none. */
export function printImport(item: Import): string {
  const names = item.names.map(({ imported, local }) => (imported === local ? local : `${imported} as ${local}`)).join(", ");
  const bound = {
    namespace: `as ${item.local ?? `~${item.localGuess ?? ""}`}`,
    names: `{ ${names} }`,
    dot: "as .",
    effect: "as _",
  }[item.kind];
  return `import ${item.typeOnly ? "type " : ""}${JSON.stringify(item.source)} ${bound}`;
}

/** A declared type on one line. */
export function printTypeDecl(decl: TypeDecl): string {
  const head = `type ${decl.name}${decl.typeParams.length > 0 ? `<${decl.typeParams.join(", ")}>` : ""}`;
  if (decl.kind === "alias") return `${head} = ${decl.target ? printType(decl.target) : "?"}`;
  return `${head} ${decl.kind} ${printMembers(decl, printExpr)}`;
}

/** A function with its body, indented by two spaces a level. */
export function printFunction(fn: FunctionDecl, indent = ""): string {
  const decorators = fn.decorators.map(({ name, args }) => `@${name}(${args.map((arg) => printExpr(arg, indent)).join(", ")}) `).join("");
  const flags = `${fn.exported ? "export " : ""}${fn.static ? "static " : ""}${fn.async ? "async " : ""}`;
  const owner = fn.owner === undefined ? "" : `${fn.self === undefined ? "" : `${fn.self}:`}${fn.owner}.`;
  const typeParams = fn.typeParams.length > 0 ? `<${fn.typeParams.join(", ")}>` : "";
  const head = `${decorators}${flags}${fn.kind} ${owner}${fn.name}${typeParams}(${printParams(fn.params, printExpr)})${printResults(fn.results)}`;
  return `${indent}${head}${printBody(fn.body, indent)}`;
}

/** Statements, one line each. */
export function printStmts(body: readonly Stmt[], indent = ""): string {
  return body.map((stmt) => `${indent}${printStmt(stmt, indent)}`).join("\n");
}

function printBody(body: readonly Stmt[], indent: string): string {
  return body.length === 0 ? " {}" : ` {\n${printStmts(body, `${indent}  `)}\n${indent}}`;
}

function printStmt(stmt: Stmt, indent: string): string {
  switch (stmt.kind) {
    case "assign":
      return printAssign(stmt, indent);
    case "expr":
      return printExpr(stmt.expr, indent, printBody);
    case "return":
      return `return ${printList(stmt.values, indent)}`.trimEnd();
    case "throw":
      return `throw ${stmt.value ? printExpr(stmt.value, indent, printBody) : ""}`.trimEnd();
    case "break":
    case "continue":
      return stmt.label === undefined ? stmt.kind : `${stmt.kind} ${stmt.label}`;
    case "if":
      return `if ${printExpr(stmt.test, indent, printBody)}${printBody(stmt.then, indent)}${stmt.else.length > 0 ? ` else${printBody(stmt.else, indent)}` : ""}`;
    case "branch":
      return `${stmt.branch}${stmt.subject ? ` ${printExpr(stmt.subject, indent, printBody)}` : ""}\n${stmt.arms.map((arm) => printArm(arm, `${indent}  `)).join("\n")}`;
    case "loop":
      return printLoop(stmt, indent);
    case "block":
      return `block${printBody(stmt.body, indent)}`;
    case "spawn":
    case "defer":
      return `${stmt.kind} ${printExpr(stmt.call, indent, printBody)}`;
    case "send":
      return `send ${printExpr(stmt.channel, indent, printBody)} <- ${printExpr(stmt.value, indent, printBody)}`;
    case "local-function":
      return `local ${printFunction(stmt.fn, indent).trimStart()}`;
    case "unknown":
      return "unknown";
  }
}

function printList(values: Extract<Stmt, { kind: "return" }>["values"], indent: string): string {
  return values.map((value) => printExpr(value, indent, printBody)).join(", ");
}

function printAssign(stmt: Extract<Stmt, { kind: "assign" }>, indent: string): string {
  const word = stmt.constant ? "const " : stmt.declares ? "let " : "";
  const targets = stmt.targets.map(printTarget).join(", ");
  const op = stmt.op === "other" ? "?=" : stmt.op;
  const values = stmt.values.length > 0 ? ` ${op} ${printList(stmt.values, indent)}` : "";
  return `${word}${targets}${stmt.type ? `: ${printType(stmt.type)}` : ""}${values}`;
}

function printArm(arm: Arm, indent: string): string {
  const tests = arm.tests.map((test) => printExpr(test, indent, printBody)).join(", ");
  return `${indent}${arm.role}${tests === "" ? "" : ` ${tests}`}${printBody(arm.body, indent)}`;
}

function printLoop(loop: Loop, indent: string): string {
  const label = loop.label === undefined ? "" : `${loop.label}: `;
  const bindings = loop.bindings.map(printTarget).join(", ");
  const over = loop.over ? `${bindings === "" ? "" : `${bindings} `}of ${printExpr(loop.over, indent, printBody)}` : "";
  const counter = loop.counter ? printCounter(loop.counter, indent) : "";
  const test = loop.test ? `${loop.loop === "while" ? "" : "while "}${printExpr(loop.test, indent, printBody)}` : "";
  const head = [`loop ${loop.awaitsEach ? "await " : ""}${loop.loop}`, over, counter, test].filter((part) => part !== "").join(" ");
  return `${label}${head}${printBody(loop.body, indent)}`;
}

function printCounter(counter: NonNullable<Loop["counter"]>, indent: string): string {
  const part = (word: string, value: typeof counter.from): string => (value ? ` ${word} ${printExpr(value, indent, printBody)}` : "");
  return `${counter.name}${part("from", counter.from)}${part(counter.inclusive ? "through" : "to", counter.to)}${part("by", counter.step)}`;
}

/** What an assignment writes to; `_` writes nowhere. */
export function printTarget(target: Target): string {
  switch (target.kind) {
    case "name":
      return `${target.name}${target.type ? `: ${printType(target.type)}` : ""}`;
    case "place":
      return printExpr(target.expr);
    case "discard":
      return "_";
    case "pattern": {
      const entries = target.entries.map(({ property, target: inner, rest }) => {
        const printed = printTarget(inner);
        if (rest) return `...${printed}`;
        return target.shape === "list" || property === printed ? printed : `${property}: ${printed}`;
      });
      return target.shape === "list" ? `[${entries.join(", ")}]` : `{${entries.join(", ")}}`;
    }
  }
}
