/** What the parts of this lowering share: the text, what was collected so far, and each other (so that no two files import in a circle). */
import type { Expr, FunctionDecl, Import, Reexport, Stmt, Target, TypeDecl, TypeRef } from "../../ir/types";
import type { Span } from "../../text/span";
import type { N } from "./node";

export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** How a function node is declared. Everything left out is as for a closure. */
export interface FunctionRole {
  readonly kind?: FunctionDecl["kind"];
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly owner?: string;
  /** The first parameter is the instance (or the class) and no parameter of its own. */
  readonly bound?: boolean;
  readonly static?: boolean;
  readonly decorators?: FunctionDecl["decorators"];
}

/** Names of the function being lowered: an assignment to a name makes it local unless the function says otherwise. */
export interface Names {
  readonly declared: Set<string>;
  /** Named in `global` or `nonlocal`. */
  readonly outer: Set<string>;
  /** What the function yields is what its caller gets: context managers and fixtures. */
  readonly yieldsResult: boolean;
  /** Empty lists and dictionaries that the function's own names start with. */
  readonly empties?: { readonly name: string; readonly value: Draft<Expr & { readonly kind: "composite" }> }[];
}

export interface Ctx {
  readonly text: string;
  readonly path: string;
  readonly types: TypeDecl[];
  readonly functions: Draft<FunctionDecl>[];
  readonly imports: Import[];
  readonly reexports: Reexport[];
  /** Statements that belong to the module function although they stand in a class body. */
  readonly moduleBody: Stmt[];
  /** Dotted names that `import a.b.c` binds. */
  readonly dotted: Set<string>;
  /** First base of each class around, innermost last; undefined for one without. */
  readonly bases: (Expr | undefined)[];
  /** Innermost last; the first is the module's. */
  readonly names: Names[];
  expr(node: N): Expr;
  type(node: N): TypeRef;
  target(node: N): Target;
  body(node: N | undefined): readonly Stmt[];
  fn(node: N, role: FunctionRole): Draft<FunctionDecl>;
  /** Collects a class and its methods. */
  classDecl(node: N, decorators: readonly N[]): void;
}

export function namesOf(ctx: Ctx): Names {
  return ctx.names[ctx.names.length - 1] ?? { declared: new Set(), outer: new Set(), yieldsResult: false };
}

/** Notes an assignment to a name; true when it is the one that makes the name in this function. */
export function declares(ctx: Ctx, name: string): boolean {
  const { declared, outer } = namesOf(ctx);
  if (declared.has(name) || outer.has(name)) return false;
  declared.add(name);
  return true;
}
