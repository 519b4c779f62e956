/** Local names of a function: where each gets its values. Flow-insensitive, but each binding knows its place and whether it is conditional. */
import type { Expr, FunctionDecl, Module, Stmt, Target } from "../ir/types";
import type { Binding, Scope } from "./types";

type Table = Map<string, Binding[]>;

interface Gathering {
  readonly table: Table;
  /** Writes to names that this function does not declare: they belong to an outer function or to top level. */
  readonly outerWrites: { readonly name: string; readonly binding: Binding }[];
}

const cache = new WeakMap<FunctionDecl, Gathering>();
const none: readonly Binding[] = [];

const add = (table: Table, name: string, binding: Binding): void => {
  const list = table.get(name);
  if (list) list.push(binding);
  else table.set(name, [binding]);
};

function bindTarget(
  target: Target,
  make: (property: readonly string[]) => Binding | undefined,
  declares: boolean,
  write: (name: string, binding: Binding, declares: boolean) => void,
  path: readonly string[] = [],
): void {
  switch (target.kind) {
    case "name": {
      const binding = make(path);
      if (binding) write(target.name, binding, declares);
      return;
    }
    case "pattern":
      for (const entry of target.entries) bindTarget(entry.target, make, declares, write, [...path, entry.property]);
      return;
    case "place":
    case "discard":
      return;
  }
}

function gather(scope: Scope & { readonly fn: FunctionDecl }): Gathering {
  const { fn } = scope;
  const cached = cache.get(fn);
  if (cached) return cached;
  const table: Table = new Map();
  const outerWrites: Gathering["outerWrites"] = [];
  const pending: { name: string; binding: Binding }[] = [];
  const result: Gathering = { table, outerWrites };
  cache.set(fn, result);

  fn.params.forEach((param, index) => {
    if (param.name !== "") add(table, param.name, { kind: "param", fn, index, scope });
    for (const piece of param.pattern ?? []) add(table, piece.local, { kind: "param", fn, index, scope, property: piece.property });
  });
  for (const named of fn.results) {
    if (named.name) add(table, named.name, { kind: "declared", type: named.type, scope, span: fn.nameSpan });
  }

  const write = (name: string, binding: Binding, declares: boolean): void => {
    if (declares) add(table, name, binding);
    else pending.push({ name, binding });
  };
  const enterClosure = (inner: FunctionDecl): void => {
    const innerScope = { module: scope.module, fn: inner, outer: scope };
    for (const outside of gather(innerScope).outerWrites) pending.push(outside);
  };
  const visitExpr = (expr: Expr): void => {
    const stack: Expr[] = [expr];
    for (let next = stack.pop(); next; next = stack.pop()) {
      switch (next.kind) {
        case "function":
          enterClosure(next.fn);
          break;
        case "assignment": {
          const { value, span } = next;
          bindTarget(
            next.target,
            (property) => ({ kind: "assigned", value, resultIndex: 0, scope, span, constant: false, property, op: "=", conditional: true }),
            false,
            write,
          );
          stack.push(value);
          break;
        }
        case "template":
        case "unknown":
          stack.push(...next.parts);
          break;
        case "member":
          stack.push(next.object);
          break;
        case "index":
          stack.push(next.object, next.index);
          break;
        case "slice":
          stack.push(next.object);
          if (next.low) stack.push(next.low);
          if (next.high) stack.push(next.high);
          break;
        case "call":
          stack.push(next.callee);
          for (const arg of next.args) stack.push(arg.value);
          break;
        case "composite":
          for (const entry of next.entries) stack.push(entry.value);
          break;
        case "binary":
          stack.push(next.left, next.right);
          break;
        case "unary":
        case "await":
        case "cast":
          stack.push(next.operand);
          break;
        case "receive":
          stack.push(next.channel);
          break;
        case "conditional":
          stack.push(next.test, next.then, next.else);
          break;
        case "literal":
        case "name":
        case "type":
          break;
      }
    }
  };
  const visit = (body: readonly Stmt[], conditional: boolean): void => {
    for (const stmt of body) {
      switch (stmt.kind) {
        case "assign": {
          const single = stmt.values.length === 1 ? stmt.values[0] : undefined;
          stmt.targets.forEach((target, index) => {
            const value = stmt.values.length === stmt.targets.length ? stmt.values[index] : single;
            const resultIndex = value === single && stmt.targets.length > 1 ? index : 0;
            const { type, span, constant, op } = stmt;
            bindTarget(
              target,
              (property) => {
                if (value) return { kind: "assigned", value, resultIndex, scope, span, constant, property, op, conditional };
                const declared = type ?? (target.kind === "name" ? target.type : undefined);
                return declared ? { kind: "declared", type: declared, scope, span } : undefined;
              },
              stmt.declares,
              write,
            );
            if (value && type && target.kind === "name") add(table, target.name, { kind: "declared", type, scope, span });
            else if (value && target.kind === "name" && target.type)
              add(table, target.name, { kind: "declared", type: target.type, scope, span });
          });
          stmt.values.forEach(visitExpr);
          for (const target of stmt.targets) if (target.kind === "place") visitExpr(target.expr);
          break;
        }
        case "loop": {
          const loop = stmt;
          stmt.bindings.forEach((target, index) => {
            const role = stmt.bindings.length > 1 && index === 0 ? "key" : "value";
            bindTarget(
              target,
              (property) => ({ kind: "loop", loop, role, scope, ...(property.length > 0 ? { property } : {}) }),
              true,
              write,
            );
          });
          if (stmt.counter) write(stmt.counter.name, { kind: "loop", loop, role: "counter", scope }, true);
          if (stmt.over) visitExpr(stmt.over);
          if (stmt.test) visitExpr(stmt.test);
          visit(stmt.body, true);
          break;
        }
        case "if":
          visitExpr(stmt.test);
          visit(stmt.then, true);
          visit(stmt.else, true);
          break;
        case "branch":
          if (stmt.subject) visitExpr(stmt.subject);
          for (const arm of stmt.arms) {
            arm.tests.forEach(visitExpr);
            visit(arm.body, conditional || (arm.role !== "try" && arm.role !== "finally"));
          }
          break;
        case "block":
          visit(stmt.body, conditional);
          break;
        case "local-function":
          add(table, stmt.name, { kind: "function", fn: stmt.fn, scope });
          enterClosure(stmt.fn);
          break;
        case "expr":
          visitExpr(stmt.expr);
          break;
        case "return":
          stmt.values.forEach(visitExpr);
          break;
        case "throw":
          if (stmt.value) visitExpr(stmt.value);
          break;
        case "spawn":
        case "defer":
          visitExpr(stmt.call);
          break;
        case "send":
          visitExpr(stmt.channel);
          visitExpr(stmt.value);
          break;
        case "break":
        case "continue":
        case "unknown":
          break;
      }
    }
  };
  visit(fn.body, false);
  for (const { name, binding } of pending) {
    if (table.has(name)) add(table, name, binding);
    else outerWrites.push({ name, binding });
  }
  return result;
}

/** The outermost declared function of a scope. */
export function holderOf(scope: Scope): FunctionDecl | undefined {
  let at: Scope | undefined = scope;
  while (at?.outer) at = at.outer;
  return at?.fn;
}

/** The scope of a module's top-level code, or undefined when it has none. */
export function topScope(module: Module): (Scope & { readonly fn: FunctionDecl }) | undefined {
  const fn = module.functions.find((candidate) => candidate.kind === "module");
  return fn ? { module, fn } : undefined;
}

/** Bindings of a name in this function and the functions around it; the nearest function that knows the name wins. */
export function localBindings(name: string, scope: Scope): readonly Binding[] {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    if (!at.fn || at.fn.kind === "module") continue;
    const known = cache.get(at.fn) ?? gather({ module: at.module, fn: at.fn, ...(at.outer ? { outer: at.outer } : {}) });
    const found = known.table.get(name);
    if (found) return found;
  }
  return none;
}

const topTables = new WeakMap<Module, Table>();

/** Bindings of a name at a module's top level, with the writes that functions of the module make to it. */
export function topBindings(name: string, module: Module): readonly Binding[] {
  let table = topTables.get(module);
  if (!table) {
    table = topTable(module);
    topTables.set(module, table);
  }
  return table.get(name) ?? none;
}

function topTable(module: Module): Table {
  const table: Table = new Map();
  const top = topScope(module);
  if (top) {
    const gathered = gather(top);
    for (const [name, bindings] of gathered.table) table.set(name, [...bindings]);
    for (const { name, binding } of gathered.outerWrites) add(table, name, binding);
  }
  for (const fn of module.functions) {
    if (fn.kind === "module") continue;
    for (const { name, binding } of gather({ module, fn }).outerWrites) add(table, name, binding);
  }
  return table;
}
