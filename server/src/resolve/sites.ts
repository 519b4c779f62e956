/** Every call of a module with what surrounds it: the functions, loops, branches, spawns and closures it stands in, and what becomes of its result. */
import type { CallExpr, Expr, FunctionDecl, Module, Stmt, Target } from "../ir/types";
import type { Span } from "../text/span";
import type { Ancestor, ResultUse, Scope } from "./types";

export interface Site {
  readonly call: CallExpr;
  readonly scope: Scope;
  readonly holder: FunctionDecl;
  readonly module: Module;
  readonly ancestors: readonly Ancestor[];
  readonly use: ResultUse;
  readonly awaited: boolean;
  /** The call is the object of a further member access: `x.get()` in `x.get().json()`. */
  readonly chained: boolean;
}

/** A write to a field or an element: `s.client = x`, `ops[i] = x`. */
export interface Write {
  readonly object: Expr;
  /** The field; undefined for an element. */
  readonly field?: string;
  readonly value: Expr;
  readonly resultIndex: number;
  readonly scope: Scope;
  readonly span: Span;
  readonly conditional: boolean;
}

/** A value that is sent on a channel, with what surrounds the place. */
export interface Send {
  readonly channel: Expr;
  readonly value: Expr;
  readonly span: Span;
  readonly scope: Scope;
  readonly holder: FunctionDecl;
  readonly module: Module;
  readonly ancestors: readonly Ancestor[];
}

export interface ModuleSites {
  readonly sites: readonly Site[];
  readonly sends: readonly Send[];
  readonly writes: readonly Write[];
  /** What is given to a variable, field or entry of another name by its name alone: perhaps a function. */
  readonly renames: readonly Rename[];
  /** Literals with a type or without, for the fields they set. */
  readonly literals: readonly { readonly literal: Expr & { readonly kind: "composite" }; readonly scope: Scope }[];
}

export interface Rename {
  readonly name: string;
  readonly alias: string;
}

function lastName(expr: Expr): string | undefined {
  if (expr.kind === "name" || expr.kind === "member") return expr.name;
  // `this.save = store.put.bind(store)`
  const bound = expr.kind === "call" && expr.callee.kind === "member" && expr.callee.name === "bind" ? expr.callee.object : undefined;
  return bound && lastName(bound);
}

interface Place {
  readonly scope: Scope;
  readonly holder: FunctionDecl;
  readonly ancestors: readonly Ancestor[];
}

const used: ResultUse = { kind: "used" };

function targetsUse(targets: readonly Target[]): ResultUse {
  const first = targets[0];
  if (targets.length === 1 && first?.kind === "place") return { kind: "stored", place: first.expr };
  const names: string[] = [];
  for (const target of targets) {
    if (target.kind === "name") names.push(target.name);
    else if (target.kind === "place") return { kind: "stored", place: target.expr };
    else if (target.kind === "pattern")
      for (const entry of target.entries) names.push(entry.target.kind === "name" ? entry.target.name : "_");
    else names.push("_");
  }
  return names.every((name) => name === "_") ? { kind: "discarded" } : { kind: "bound", names };
}

/** Collects the calls of one module in source order. Recursion depth follows the nesting that lowering allows. */
export function sitesOf(module: Module): ModuleSites {
  const sites: Site[] = [];
  const writes: Write[] = [];
  const literals: { literal: Expr & { readonly kind: "composite" }; scope: Scope }[] = [];
  const sends: Send[] = [];
  const renames: Rename[] = [];
  const noteRename = (value: Expr | undefined, alias: string | undefined): void => {
    const name = value && lastName(value);
    if (name !== undefined && alias !== undefined && alias !== name) renames.push({ name, alias });
  };
  const noteWrite = (target: Expr, value: Expr, resultIndex: number, place: Place, span: Span): void => {
    const conditional = place.ancestors.some((ancestor) => ancestor.kind === "conditional" || ancestor.kind === "loop");
    const at = target.kind === "unary" || target.kind === "cast" ? target.operand : target;
    if (at.kind === "member") noteRename(value, at.name);
    if (at.kind === "member") writes.push({ object: at.object, field: at.name, value, resultIndex, scope: place.scope, span, conditional });
    else if (at.kind === "index") writes.push({ object: at.object, value, resultIndex, scope: place.scope, span, conditional });
  };

  const visitExpr = (expr: Expr, place: Place, use: ResultUse, awaited: boolean, chained: boolean): void => {
    switch (expr.kind) {
      case "call": {
        sites.push({ call: expr, scope: place.scope, holder: place.holder, module, ancestors: place.ancestors, use, awaited, chained });
        visitExpr(expr.callee, place, used, false, false);
        expr.args.forEach((arg, argument) => {
          if (arg.value.kind === "function") enterClosure(arg.value.fn, place, { call: expr, argument });
          else visitExpr(arg.value, place, used, false, false);
        });
        return;
      }
      case "function":
        enterClosure(expr.fn, place, undefined);
        return;
      case "await":
        visitExpr(expr.operand, place, use, true, false);
        return;
      case "member":
        visitExpr(expr.object, place, used, false, true);
        return;
      case "unary":
      case "cast":
        visitExpr(expr.operand, place, expr.kind === "cast" || expr.op === "&" ? use : used, awaited, false);
        return;
      case "conditional":
        visitExpr(expr.test, place, used, false, false);
        visitExpr(expr.then, place, use, awaited, false);
        visitExpr(expr.else, place, use, awaited, false);
        return;
      case "assignment":
        if (expr.target.kind === "place") noteWrite(expr.target.expr, expr.value, 0, place, expr.span);
        visitExpr(expr.value, place, targetsUse([expr.target]), false, false);
        return;
      case "composite":
        literals.push({ literal: expr, scope: place.scope });
        for (const entry of expr.entries) {
          noteRename(entry.value, entry.name);
          if (entry.keyExpr) visitExpr(entry.keyExpr, place, used, false, false);
          visitExpr(entry.value, place, used, false, false);
        }
        return;
      case "template":
      case "unknown":
        for (const part of expr.parts) visitExpr(part, place, used, false, false);
        return;
      case "index":
        visitExpr(expr.object, place, used, false, true);
        visitExpr(expr.index, place, used, false, false);
        return;
      case "slice":
        visitExpr(expr.object, place, used, false, true);
        if (expr.low) visitExpr(expr.low, place, used, false, false);
        if (expr.high) visitExpr(expr.high, place, used, false, false);
        return;
      case "binary": {
        const passes = expr.op === "||" || expr.op === "??" || expr.op === "&&";
        visitExpr(expr.left, place, passes ? use : used, passes && awaited, false);
        visitExpr(expr.right, place, passes ? use : used, passes && awaited, false);
        return;
      }
      case "receive":
        visitExpr(expr.channel, place, used, false, false);
        return;
      case "literal":
      case "name":
      case "type":
        return;
    }
  };

  const enterClosure = (
    fn: FunctionDecl,
    place: Place,
    passedTo: { readonly call: CallExpr; readonly argument: number } | undefined,
  ): void => {
    const scope: Scope = { module, fn, outer: place.scope };
    const ancestor: Ancestor = { kind: "closure", fn, scope: place.scope, ...(passedTo ? { passedTo } : {}) };
    visitParams(fn, { ...place, scope });
    visitBody(fn.body, { scope, holder: place.holder, ancestors: [...place.ancestors, ancestor] });
  };
  const visitParams = (fn: FunctionDecl, place: Place): void => {
    for (const param of fn.params) if (param.initial) visitExpr(param.initial, place, used, false, false);
  };

  const within = (place: Place, ancestor: Ancestor): Place => ({ ...place, ancestors: [...place.ancestors, ancestor] });

  const visitBody = (body: readonly Stmt[], place: Place): void => {
    const { scope } = place;
    for (const stmt of body) {
      switch (stmt.kind) {
        case "assign": {
          stmt.values.forEach((value, index) => {
            const targets = stmt.values.length === stmt.targets.length ? stmt.targets.slice(index, index + 1) : stmt.targets;
            visitExpr(value, place, targetsUse(targets), false, false);
            const [only] = targets;
            if (targets.length === 1 && only?.kind === "name") noteRename(value, only.name);
          });
          stmt.targets.forEach((target, index) => {
            if (target.kind !== "place") return;
            const own = stmt.values.length === stmt.targets.length;
            const value = own ? stmt.values[index] : stmt.values[0];
            if (value) noteWrite(target.expr, value, own ? 0 : index, place, stmt.span);
            visitExpr(target.expr, place, used, false, false);
          });
          break;
        }
        case "expr":
          visitExpr(stmt.expr, place, { kind: "discarded" }, false, false);
          break;
        case "return":
          for (const value of stmt.values) visitExpr(value, place, { kind: "returned" }, false, false);
          break;
        case "throw":
          if (stmt.value) visitExpr(stmt.value, place, used, false, false);
          break;
        case "if": {
          visitExpr(stmt.test, place, used, false, false);
          const inner = within(place, { kind: "conditional", stmt, scope });
          visitBody(stmt.then, inner);
          visitBody(stmt.else, inner);
          break;
        }
        case "branch": {
          if (stmt.subject) visitExpr(stmt.subject, place, used, false, false);
          for (const arm of stmt.arms) {
            for (const test of arm.tests) visitExpr(test, place, used, false, false);
            const received = stmt.branch === "select" ? arm.tests.find((test) => test.kind === "receive") : undefined;
            const plain = arm.role === "try" || arm.role === "finally";
            const inner = plain
              ? place
              : within(place, {
                  kind: "conditional",
                  stmt,
                  scope,
                  ...(received?.kind === "receive" ? { receives: received.channel } : {}),
                });
            visitBody(arm.body, inner);
          }
          break;
        }
        case "loop": {
          const inner = within(place, { kind: "loop", loop: stmt, scope });
          if (stmt.over) visitExpr(stmt.over, place, used, false, false);
          if (stmt.test) visitExpr(stmt.test, inner, used, false, false);
          visitBody(stmt.body, inner);
          break;
        }
        case "block":
          visitBody(stmt.body, place);
          break;
        case "spawn":
        case "defer": {
          const inner = within(place, { kind: stmt.kind, stmt, scope });
          if (stmt.call.kind === "call" && stmt.call.callee.kind === "function") {
            // `go func() { … }()`: the closure runs here, once.
            enterClosure(stmt.call.callee.fn, inner, undefined);
            for (const arg of stmt.call.args) visitExpr(arg.value, place, used, false, false);
          } else visitExpr(stmt.call, inner, { kind: "discarded" }, false, false);
          break;
        }
        case "send":
          sends.push({ ...place, channel: stmt.channel, value: stmt.value, span: stmt.span, module });
          visitExpr(stmt.channel, place, used, false, false);
          visitExpr(stmt.value, place, used, false, false);
          break;
        case "local-function":
          enterClosure(stmt.fn, place, undefined);
          break;
        case "break":
        case "continue":
        case "unknown":
          break;
      }
    }
  };

  for (const fn of module.functions) {
    const place: Place = { scope: { module, fn }, holder: fn, ancestors: [] };
    visitParams(fn, place);
    visitBody(fn.body, place);
  }
  for (const type of module.types) {
    for (const field of type.fields) {
      if (!field.initial) continue;
      noteRename(field.initial, field.name);
      const holder = module.functions.find((fn) => fn.owner === type.name && fn.kind === "constructor") ?? fieldHolder(type.name, field);
      visitExpr(
        field.initial,
        { scope: { module, fn: holder }, holder, ancestors: [] },
        { kind: "stored", place: { kind: "name", name: field.name, span: field.span } },
        false,
        false,
      );
    }
  }
  return { sites, sends, writes, literals, renames };
}

/** Field initials run when an instance is made; where the source has no constructor, this stands for it. */
function fieldHolder(owner: string, field: { readonly span: { readonly start: number; readonly end: number } }): FunctionDecl {
  return {
    name: "constructor",
    kind: "constructor",
    owner,
    self: "this",
    params: [],
    results: [],
    typeParams: [],
    body: [],
    span: field.span,
    nameSpan: field.span,
    async: false,
    static: false,
    exported: false,
    decorators: [],
  };
}
