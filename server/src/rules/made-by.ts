/** Where the object that a call goes through was made, when it is kept in a field: the constructor calls that fill the field. */
import type { LibraryFunction } from "../catalog/types";
import type { Expr } from "../ir/types";
import type { Project, Scope } from "../resolve/types";
import type { Place } from "../text/span";

export interface Maker {
  readonly made: LibraryFunction;
  readonly place: Place;
}

const maxDepth = 3;

/** Library calls whose results are put in the field that `expr` reads; empty when it is no field or is filled from elsewhere. */
export function fieldMakers(project: Project, expr: Expr, scope: Scope): readonly Maker[] {
  if (expr.kind !== "member") return [];
  const owner = project.typeOf(expr.object, scope);
  if (owner.kind !== "declared") return [];
  return project.fieldAssignments(owner.decl, expr.name).flatMap((one) => makers(project, one.value, one.scope, 0));
}

function makers(project: Project, expr: Expr, scope: Scope, depth: number): readonly Maker[] {
  if (depth > maxDepth) return [];
  if (expr.kind === "await" || expr.kind === "cast" || expr.kind === "unary") return makers(project, expr.operand, scope, depth + 1);
  if (expr.kind === "name") {
    return project
      .bindings(expr.name, scope)
      .flatMap((binding) => (binding.kind === "assigned" ? makers(project, binding.value, binding.scope, depth + 1) : []));
  }
  if (expr.kind !== "call") return [];
  const target = project.target(expr, scope);
  return target?.kind === "library" ? [{ made: target.fn, place: { file: scope.module.path, span: expr.span } }] : [];
}
