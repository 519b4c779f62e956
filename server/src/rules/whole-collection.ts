/** Is a written value a whole collection, or a record that merely has a list in it? */
import type { Expr, TypeRef } from "../ir/types";
import type { Argument, Project, ResolvedType, Scope } from "../resolve/types";

const maxDepth = 6;

/**
 * True when what is serialized into the value is a list or a map, or a struct that keeps records by key: these grow with what the program manages.
 * A record with lists of its own (headers, rules, tags) is false: those are as long as somebody writes them.
 */
export function isWholeCollection(project: Project, value: Argument | undefined): boolean {
  return value !== undefined && serializes(project, value.value, value.scope, 0);
}

function serializes(project: Project, expr: Expr, scope: Scope, depth: number): boolean {
  if (depth > maxDepth) return false;
  if (holdsMany(project, project.typeOf(expr, scope), 0)) return true;
  switch (expr.kind) {
    case "unary":
    case "await":
    case "cast":
      return serializes(project, expr.operand, scope, depth + 1);
    case "composite":
      return expr.shape !== "object" && expr.entries.some((entry) => entry.spread);
    case "name":
      return project
        .bindings(expr.name, scope)
        .some((binding) => binding.kind === "assigned" && serializes(project, binding.value, binding.scope, depth + 1));
    case "call": {
      const given = expr.args.some((arg) => serializes(project, arg.value, scope, depth + 1));
      return given || (expr.callee.kind === "member" && serializes(project, expr.callee.object, scope, depth + 1));
    }
    default:
      return false;
  }
}

/** Bytes are a list to the type system and none to us. */
function holdsMany(project: Project, type: ResolvedType, depth: number): boolean {
  if (depth > 2) return false;
  switch (type.kind) {
    case "list":
      return type.length === undefined && isRecord(type.element);
    case "map":
      return true;
    case "promise":
      return holdsMany(project, type.element, depth);
    case "declared": {
      const { decl, module } = type;
      if (decl.kind === "alias" && decl.target) return holdsMany(project, project.resolveType(decl.target, module), depth + 1);
      return decl.fields.some((field) => keepsRecords(project.resolveType(field.type, module)));
    }
    case "plain":
      return type.type.kind === "named" && isGenericCollection(type.type);
    default:
      return false;
  }
}

/** A map of records: jobs by id. Labels, which are text by text, are as many as somebody writes. */
function keepsRecords(type: ResolvedType): boolean {
  return type.kind === "map" && !(type.value.kind === "plain" && type.value.type.kind === "basic");
}

function isRecord(type: ResolvedType): boolean {
  return type.kind !== "plain" || type.type.kind !== "basic" || type.type.name !== "byte";
}

/** `Record<K, V>`, `Map<K, V>`, `Set<T>`: containers of the language that take what they hold as type arguments. */
function isGenericCollection(type: TypeRef & { readonly kind: "named" }): boolean {
  return type.args.length > 0 && /^(Readonly)?(Record|Map|Set|Array)$/.test(type.name);
}
