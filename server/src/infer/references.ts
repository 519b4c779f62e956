/** Where functions are handed over by name: `http.HandleFunc("/x", s.handle)`, `setInterval(this.tick, 5000)`. */
import type { CallExpr, Expr, FunctionDecl, Module } from "../ir/types";
import { walk } from "../ir/walk";
import type { Scope } from "../resolve/types";
import type { Reader } from "./reader";
import type { InferContext } from "./types";

export interface Reference {
  readonly call: CallExpr;
  readonly argument: number;
  readonly scope: Scope;
}

type Candidate = Reference & { readonly value: Expr };

/** By the name a reference ends in; types are asked only for the few that a question is about. */
const indexes = new WeakMap<InferContext, ReadonlyMap<string, readonly Candidate[]>>();

/** Calls that get this function as an argument by name. */
export function referencesTo(fn: FunctionDecl, reader: Reader): readonly Reference[] {
  if (fn.name === "") return [];
  const candidates = indexOf(reader).get(fn.name) ?? [];
  return candidates.slice(0, 50).filter(({ value, scope }) => {
    const type = reader.project.typeOf(value, scope);
    return type.kind === "function" && type.target.kind === "project" && type.target.fn === fn;
  });
}

function indexOf(reader: Reader): ReadonlyMap<string, readonly Candidate[]> {
  const known = indexes.get(reader.context);
  if (known) return known;
  const index = new Map<string, Candidate[]>();
  const names = new Set(reader.project.modules.flatMap((module) => module.functions.map((fn) => fn.name)));
  for (const module of reader.project.modules) for (const fn of module.functions) collect(fn, { module, fn }, module, names, index);
  indexes.set(reader.context, index);
  return index;
}

function collect(fn: FunctionDecl, scope: Scope, module: Module, names: ReadonlySet<string>, index: Map<string, Candidate[]>): void {
  const closures: FunctionDecl[] = [];
  walk(fn.body, {
    expr: (expr) => {
      if (expr.kind !== "call") return true;
      expr.args.forEach((arg, argument) => {
        const value = boundMethod(arg.value);
        if ((value.kind === "name" || value.kind === "member") && names.has(value.name)) {
          const list = index.get(value.name) ?? [];
          index.set(value.name, list);
          list.push({ call: expr, argument, scope, value });
        }
      });
      return true;
    },
    fn: (inner) => {
      closures.push(inner);
      return false;
    },
  });
  for (const inner of closures) collect(inner, { module, fn: inner, outer: scope }, module, names, index);
}

/** `this.tick.bind(this)` hands over `this.tick`. */
function boundMethod(expr: Expr): Expr {
  if (expr.kind === "call" && expr.callee.kind === "member" && expr.callee.name === "bind") return expr.callee.object;
  return expr;
}
