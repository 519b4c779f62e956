/** Functions that are kept in fields, variables and parameters, and called through them. */
import type { Expr, FunctionDecl } from "../ir/types";
import type { Scope } from "../resolve/types";
import { fieldSources, passed } from "./bindings";
import { bare, type Reader } from "./reader";

export interface Held {
  readonly fn: FunctionDecl;
  /** Where the function's body is read. */
  readonly scope: Scope;
}

const maxDepth = 5;
const maxFound = 4;

/** The functions that an expression can be: what is put in the field, passed for the parameter, assigned to the variable. Bounded. */
export function functionsOf(expr: Expr, scope: Scope, reader: Reader, depth = 0): readonly Held[] {
  const at = bare(expr);
  if (depth > maxDepth) return [];
  if (at.kind === "function") return [{ fn: at.fn, scope: { module: scope.module, fn: at.fn, outer: scope } }];
  const type = reader.project.typeOf(at, scope);
  if (type.kind === "function" && type.target.kind === "project") {
    const { fn, scope: home } = type.target;
    return [{ fn, scope: { module: home.module, fn, ...(home.outer ? { outer: home.outer } : {}) } }];
  }
  const all = (found: readonly (readonly Held[])[]): readonly Held[] => found.flat().slice(0, maxFound);
  if (at.kind === "member") {
    const values = fieldSources(at, scope, reader)?.values ?? [];
    return all(values.map(({ value, scope: from }) => functionsOf(value, from, reader, depth + 1)));
  }
  if (at.kind !== "name") return [];
  return all(
    reader.project.bindings(at.name, scope).map((binding) => {
      if (binding.kind === "assigned" && binding.resultIndex === 0) return functionsOf(binding.value, binding.scope, reader, depth + 1);
      if (binding.kind !== "param" || binding.property !== undefined) return [];
      return all(
        passed(binding.fn, binding.index, reader).args.map(({ value, site }) => functionsOf(value, site.scope, reader, depth + 1)),
      );
    }),
  );
}
