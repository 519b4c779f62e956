/** What a program sets on a server that it embeds, by etcd's flag names: by literal, by assignment to a config made elsewhere, in one helper or another. */
import type { Expr, FunctionDecl } from "../ir/types";
import { walk } from "../ir/walk";
import type { EtcdCall, Project, Scope } from "../resolve/types";
import type { Place } from "../text/span";

export interface Setting {
  readonly flag: string;
  /** The number or text that it is set to; undefined when the code does not say. */
  readonly value?: number | string;
  readonly place: Place;
  /** Where the constant that it is set to is declared. */
  readonly declared?: Place;
}

export interface ServerSettings {
  readonly flags: ReadonlyMap<string, Setting>;
  /** Where the config is made. */
  readonly made: readonly Place[];
  /** Everything set, also what a second way to make the config sets again. */
  readonly all: readonly Setting[];
  /** Some of the config comes from where we cannot see (a file, a parameter): a flag that is not here may still be set. */
  readonly open: boolean;
}

const maxDepth = 5;

/** Settings of the server that a `server-start` call starts. */
export function serverSettings(project: Project, call: EtcdCall): ServerSettings {
  const flags = new Map<string, Setting>();
  const config = call.args.config;
  const names = call.library.serverSettings;
  const made: Place[] = [];
  const all: Setting[] = [];
  if (!config || !names) return { flags, made, all, open: true };
  const reader: Reader = { project, names, flags, made, all, seen: new Set() };
  const open = readConfig(reader, config.value, config.scope, 0);
  return { flags, made, all, open };
}

interface Reader {
  readonly project: Project;
  readonly names: Readonly<Record<string, string>>;
  readonly flags: Map<string, Setting>;
  readonly made: Place[];
  readonly all: Setting[];
  readonly seen: Set<Expr | FunctionDecl>;
}

/** Reads what an expression of the config type sets; true when some of it stays unseen. */
function readConfig(reader: Reader, expr: Expr, scope: Scope, depth: number): boolean {
  if (depth > maxDepth || reader.seen.has(expr)) return depth > maxDepth;
  reader.seen.add(expr);
  switch (expr.kind) {
    case "unary":
    case "await":
    case "cast":
      return readConfig(reader, expr.operand, scope, depth);
    case "composite":
      reader.made.push({ file: scope.module.path, span: expr.span });
      for (const entry of expr.entries) if (entry.name) set(reader, entry.name, entry.value, scope);
      return false;
    case "name":
      return readName(reader, expr.name, scope, depth);
    case "member":
      return readField(reader, expr, scope, depth);
    case "call":
      return readCall(reader, expr, scope, depth);
    default:
      return true;
  }
}

function readName(reader: Reader, name: string, scope: Scope, depth: number): boolean {
  readAssignments(reader, scope, (target) => target.kind === "name" && target.name === name);
  const bindings = reader.project.bindings(name, scope);
  if (bindings.length === 0) return true;
  let open = false;
  for (const binding of bindings) {
    if (binding.kind === "assigned") open = readConfig(reader, binding.value, binding.scope, depth + 1) || open;
    else if (binding.kind === "param") open = readCallers(reader, binding.fn, binding.index, depth) || open;
    else if (binding.kind !== "declared") open = true;
  }
  return open;
}

/** A config kept in a field: everything assigned to the field anywhere, and what the same function sets on it. */
function readField(reader: Reader, expr: Extract<Expr, { kind: "member" }>, scope: Scope, depth: number): boolean {
  readAssignments(reader, scope, (target) => target.kind === "member" && target.name === expr.name);
  const owner = reader.project.typeOf(expr.object, scope);
  if (owner.kind !== "declared") return true;
  const assignments = reader.project.fieldAssignments(owner.decl, expr.name);
  let open = assignments.length === 0;
  for (const one of assignments) open = readConfig(reader, one.value, one.scope, depth + 1) || open;
  return open;
}

/** A helper of the project is read at its returns; the library's own constructor sets only defaults; anything else is unseen. */
function readCall(reader: Reader, expr: Extract<Expr, { kind: "call" }>, scope: Scope, depth: number): boolean {
  const target = reader.project.target(expr, scope);
  if (target?.kind === "library") {
    reader.made.push({ file: scope.module.path, span: expr.span });
    return !isPlainConstructor(expr);
  }
  if (target?.kind !== "project" || reader.seen.has(target.fn)) return true;
  reader.seen.add(target.fn);
  const inner: Scope = { module: target.scope.module, fn: target.fn, outer: target.scope };
  let open = false;
  let returns = 0;
  walk(target.fn.body, {
    stmt: (stmt) => {
      const first = stmt.kind === "return" ? stmt.values[0] : undefined;
      if (first && !isNothing(first)) {
        returns++;
        open = readConfig(reader, first, inner, depth + 1) || open;
      }
      return undefined;
    },
  });
  return open || returns === 0;
}

/** `NewConfig()` takes nothing, so nothing unseen comes in; a config read from a file takes its path. */
function isPlainConstructor(expr: Extract<Expr, { kind: "call" }>): boolean {
  return expr.args.length === 0;
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === "literal" && expr.type === "null") || (expr.kind === "name" && expr.name === "nil");
}

function readCallers(reader: Reader, fn: FunctionDecl, index: number, depth: number): boolean {
  const sites = reader.project.callers(fn);
  let open = sites.length === 0;
  for (const site of sites) {
    const argument = site.call.args[index];
    open = !argument || readConfig(reader, argument.value, site.scope, depth + 1) || open;
  }
  return open;
}

/** `cfg.SnapshotCount = 100000` in the function of the scope and those around it. */
function readAssignments(reader: Reader, scope: Scope, isConfig: (target: Expr) => boolean): void {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const { fn } = at;
    if (!fn) continue;
    const here = at;
    walk(fn.body, {
      stmt: (stmt) => {
        if (stmt.kind !== "assign") return undefined;
        stmt.targets.forEach((target, index) => {
          const value = stmt.values[index];
          if (target.kind !== "place" || target.expr.kind !== "member" || !value) return;
          if (isConfig(target.expr.object)) set(reader, target.expr.name, value, here);
        });
        return undefined;
      },
      fn: () => true,
    });
  }
}

function set(reader: Reader, field: string, expr: Expr, scope: Scope): void {
  const flag = reader.names[field];
  if (!flag) return;
  const value = constantOf(reader.project, expr, scope, 0);
  const declared = declarationOf(reader.project, expr, scope);
  const setting: Setting = {
    flag,
    ...(value === undefined ? {} : { value }),
    ...(declared ? { declared } : {}),
    place: { file: scope.module.path, span: expr.span },
  };
  reader.flags.set(flag, setting);
  reader.all.push(setting);
}

function declarationOf(project: Project, expr: Expr, scope: Scope): Place | undefined {
  if (expr.kind !== "name") return undefined;
  const [only, second] = project.bindings(expr.name, scope);
  return only?.kind === "assigned" && !second ? { file: only.scope.module.path, span: only.span } : undefined;
}

/** A number or text that the code states: literals, arithmetic, constants. */
export function constantOf(project: Project, expr: Expr, scope: Scope, depth = 0): number | string | undefined {
  if (depth > maxDepth) return undefined;
  switch (expr.kind) {
    case "literal":
      return typeof expr.value === "number" || typeof expr.value === "string" ? expr.value : undefined;
    case "cast":
      return constantOf(project, expr.operand, scope, depth + 1);
    case "unary": {
      const operand = constantOf(project, expr.operand, scope, depth + 1);
      return expr.op === "-" && typeof operand === "number" ? -operand : undefined;
    }
    case "binary":
      return arithmetic(expr.op, constantOf(project, expr.left, scope, depth + 1), constantOf(project, expr.right, scope, depth + 1));
    case "call":
      // A conversion such as `int64(8 << 30)` is written as a call.
      return expr.args.length === 1 && expr.args[0] && isConversion(project, expr, scope)
        ? constantOf(project, expr.args[0].value, scope, depth + 1)
        : undefined;
    case "name": {
      const [only, second] = project.bindings(expr.name, scope);
      return only?.kind === "assigned" && !second ? constantOf(project, only.value, only.scope, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}

function isConversion(project: Project, expr: Extract<Expr, { kind: "call" }>, scope: Scope): boolean {
  const target = project.target(expr, scope);
  return expr.callee.kind === "name" && (target === undefined || target.kind === "global");
}

function arithmetic(op: string, left: number | string | undefined, right: number | string | undefined): number | string | undefined {
  if (typeof left === "string" && typeof right === "string") return op === "+" ? left + right : undefined;
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  switch (op) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? undefined : left / right;
    case "<<":
      return left * 2 ** right;
    default:
      return undefined;
  }
}
