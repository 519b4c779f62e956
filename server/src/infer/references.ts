/** Where functions are handed over by name: `http.HandleFunc("/x", s.handle)`, `setInterval(this.tick, 5000)`. */
import type { CallExpr, Expr, FunctionDecl, Module } from "../ir/types";
import { walk } from "../ir/walk";
import { oncePerModule, overModules } from "../resolve/indexes";
import type { Scope } from "../resolve/types";
import { isTestModule } from "./callers";
import type { Reader } from "./reader";
import type { InferContext } from "./types";

export interface Reference {
  readonly call: CallExpr;
  readonly argument: number;
  readonly scope: Scope;
}

type Candidate = Reference & { readonly value: Expr };

/** By the name a reference ends in; types are asked only for the few that a question is about. */
const indexes = new WeakMap<InferContext, (name: string) => readonly Candidate[]>();
const maxCandidates = 50;

/** Calls that get this function as an argument by name; `scope` is where a closure is written. */
export function referencesTo(fn: FunctionDecl, reader: Reader, scope?: Scope): readonly Reference[] {
  const name = fn.name === "" ? scope && variableOf(fn, scope) : fn.name;
  if (name === undefined) return [];
  return candidatesOf(name, reader)
    .slice(0, maxCandidates)
    .filter(({ value, scope: at }) => {
      if (!reader.inTest && isTestModule(at.module, reader)) return false;
      const type = reader.project.typeOf(value, at);
      return type.kind === "function" && type.target.kind === "project" && type.target.fn === fn;
    });
}

/** The variable that a closure is assigned to in the function around it, or at the top of its file. */
export function variableOf(fn: FunctionDecl, scope: Scope): string | undefined {
  const around = scope.fn === fn ? scope.outer?.fn : scope.fn;
  const body = around?.body ?? scope.module.functions.find((candidate) => candidate.kind === "module")?.body;
  let name: string | undefined;
  walk(body ?? [], {
    stmt: (stmt) => {
      if (stmt.kind !== "assign") return name === undefined;
      stmt.values.forEach((value, index) => {
        const target = stmt.targets[index];
        if (value.kind === "function" && value.fn === fn && target?.kind === "name") name = target.name;
      });
      return name === undefined;
    },
    fn: () => true,
  });
  return name;
}

const candidatesIn = oncePerModule((module): ReadonlyMap<string, readonly Candidate[]> => {
  const index = new Map<string, Candidate[]>();
  for (const fn of module.functions) collect(fn, { module, fn }, module, index);
  return index;
});

function candidatesOf(name: string, { context }: Reader): readonly Candidate[] {
  let index = indexes.get(context);
  if (!index) {
    index = overModules(context.project.modules, candidatesIn);
    indexes.set(context, index);
  }
  return index(name);
}

function collect(top: FunctionDecl, scope: Scope, module: Module, index: Map<string, Candidate[]>): void {
  const pending: { readonly fn: FunctionDecl; readonly scope: Scope }[] = [{ fn: top, scope }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { fn, scope: at } = next;
    walk(fn.body, {
      expr: (expr) => {
        if (expr.kind !== "call") return true;
        expr.args.forEach((arg, argument) => {
          const value = boundMethod(arg.value);
          if (value.kind !== "name" && value.kind !== "member") return;
          const list = index.get(value.name);
          const candidate = { call: expr, argument, scope: at, value };
          if (list) list.push(candidate);
          else index.set(value.name, [candidate]);
        });
        return true;
      },
      fn: (inner) => {
        pending.push({ fn: inner, scope: { module, fn: inner, outer: at } });
        return false;
      },
    });
  }
}

/** `this.tick.bind(this)` hands over `this.tick`. */
function boundMethod(expr: Expr): Expr {
  if (expr.kind === "call" && expr.callee.kind === "member" && expr.callee.name === "bind") return expr.callee.object;
  return expr;
}
