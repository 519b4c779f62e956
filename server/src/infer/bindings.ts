/** Which of a name's bindings can be what a use of it sees. The resolver's bindings know no flow; this drops those that cannot reach. */
import { argumentFor } from "../ir/arguments";
import type { Expr, FunctionDecl, Module, TypeDecl, TypeRef } from "../ir/types";
import { childExprs } from "../ir/walk";
import type { Binding, ResolvedType, Scope } from "../resolve/types";
import type { Span } from "../text/span";
import { callersOf } from "./callers";
import type { Reader, Via } from "./reader";

export type Assigned = Binding & { readonly kind: "assigned" };

/** More sources than these are not told apart. */
const maxSources = 12;

/**
 * Bindings that a use at `at` in `scope` can see. Within one function an unconditional assignment hides what was assigned before it, and
 * straight-line assignments after the use do not count.
 */
export function reaching(name: string, at: Span, scope: Scope, reader: Reader): readonly Binding[] {
  const all = reader.project.bindings(name, scope).filter((binding) => binding.kind !== "declared");
  const here = all.filter((binding): binding is Assigned => binding.kind === "assigned" && binding.scope.fn === scope.fn);
  if (all.length < 2 || here.length === 0) return all.slice(0, maxSources);
  let hiding: Assigned | undefined;
  for (const binding of here) {
    const replaces = !binding.conditional && binding.op === "=" && !reads(binding.value, name);
    if (replaces && binding.span.start <= at.start && !covers(binding.span, at) && binding.span.start > (hiding?.span.start ?? -1))
      hiding = binding;
  }
  const seen = all.filter((binding) => {
    if (binding.kind !== "assigned" || binding.scope.fn !== scope.fn) return hiding === undefined || binding.kind === "assigned";
    if (covers(binding.span, at)) return false;
    if (hiding && binding.span.start < hiding.span.start) return false;
    return binding.conditional || binding.op !== "=" || binding.span.start <= at.start;
  });
  return (seen.length > 0 ? seen : all).slice(0, maxSources);
}

/** Assignments of a field seen through an expression such as `s.prefix`; empty when its object's type is not the project's. */
export function fieldSources(
  expr: Expr & { readonly kind: "member" },
  scope: Scope,
  reader: Reader,
):
  | {
      readonly decl: TypeDecl;
      readonly module: Module;
      readonly values: readonly { readonly value: Expr; readonly scope: Scope; readonly resultIndex: number }[];
    }
  | undefined {
  const owner = awaited(reader.project.typeOf(expr.object, scope));
  if (owner.kind !== "declared") return undefined;
  const values = reader.project.fieldAssignments(owner.decl, expr.name).slice(0, maxSources);
  const declared = fieldOf(owner.decl, expr.name);
  if (values.length === 0 && declared?.initial)
    return {
      decl: owner.decl,
      module: owner.module,
      values: [{ value: declared.initial, scope: { module: owner.module }, resultIndex: 0 }],
    };
  return { decl: owner.decl, module: owner.module, values };
}

export function fieldOf(decl: TypeDecl, name: string): TypeDecl["fields"][number] | undefined {
  return decl.fields.find((field) => field.name === name);
}

/** What known callers pass for a parameter; `open` when the function is exported or used as a value, so that others may call it too. */
export function passed(
  fn: FunctionDecl,
  index: number,
  reader: Reader,
): { readonly args: readonly { readonly value: Expr; readonly site: Via }[]; readonly missing: boolean } {
  const args: { value: Expr; site: Via }[] = [];
  let missing = false;
  const only = reader.via?.get(fn);
  for (const site of only ? [only] : callersOf(fn, reader).slice(0, maxSources)) {
    const arg = argumentFor(site.call, fn.params, index);
    if (arg && !arg.spread && !fn.params[index]?.variadic) args.push({ value: arg.value, site });
    else missing = true;
  }
  return { args, missing };
}

/** A promise's content. */
export function awaited(type: ResolvedType): ResolvedType {
  return type.kind === "promise" ? type.element : type;
}

/** True when the expression mentions the name. */
export function reads(expr: Expr, name: string): boolean {
  return mentions(expr, (at) => at.kind === "name" && at.name === name);
}

/** True when some part of the expression, closures left out, satisfies the test. */
export function mentions(expr: Expr, test: (expr: Expr) => boolean): boolean {
  const stack: Expr[] = [expr];
  for (let at = stack.pop(); at; at = stack.pop()) {
    if (test(at)) return true;
    stack.push(...childExprs(at));
  }
  return false;
}

export function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** `string`, `bytes` and the like when a type is basic, through optional. */
export function basicName(type: TypeRef | undefined): string | undefined {
  if (!type) return undefined;
  if (type.kind === "optional") return basicName(type.element);
  return type.kind === "basic" ? type.name : undefined;
}
