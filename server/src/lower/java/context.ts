/** What the parts of this lowering share: the text, what was collected so far, and each other (so that no two files import in a circle). */
import type { Expr, FunctionDecl, Import, Stmt, TypeDecl, TypeRef } from "../../ir/types";
import type { Span } from "../../text/span";
import type { N } from "./node";

export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** How a node with parameters and a body is declared. Everything left out is as for a closure. */
export interface FunctionRole {
  readonly kind?: FunctionDecl["kind"];
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly owner?: string;
  readonly static?: boolean;
  readonly decorators?: FunctionDecl["decorators"];
}

/** A class around the code that is being lowered. */
export interface ClassAround {
  /** With the names of the classes around it: `Outer.Inner`. */
  readonly name: string;
  readonly fields: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  readonly hasBase: boolean;
}

export interface Ctx {
  readonly text: string;
  readonly packageName: string;
  readonly types: TypeDecl[];
  readonly functions: Draft<FunctionDecl>[];
  readonly imports: Draft<Import>[];
  /** Statements that run when a class is loaded. */
  readonly moduleBody: Stmt[];
  /** Full names of the classes that the file declares. */
  readonly declared: ReadonlySet<string>;
  /** Names that imports bind: to the package and what it is there. */
  readonly imported: Map<string, { readonly source: string; readonly name: string; readonly member: boolean }>;
  /** Innermost last. */
  readonly classes: ClassAround[];
  /** Names of parameters and local variables with the type they are declared with, by function; innermost last. */
  readonly locals: Map<string, TypeRef | undefined>[];
  expr(node: N): Expr;
  type(node: N): TypeRef;
  body(node: N | undefined): readonly Stmt[];
  fn(node: N, role: FunctionRole): Draft<FunctionDecl>;
  /** Collects a class with its members; gives the name it is known by. */
  classDecl(node: N): void;
  /** The functions of a class body that stands behind `new X()`. */
  anonymous(body: N): readonly { readonly name: string; readonly fn: FunctionDecl; readonly span: Span }[];
}

export function declare(ctx: Ctx, name: string, type?: TypeRef): void {
  ctx.locals[ctx.locals.length - 1]?.set(name, type);
}

export function isLocal(ctx: Ctx, name: string): boolean {
  return ctx.locals.some((table) => table.has(name));
}

/** The type that a local name is declared with. */
export function localType(ctx: Ctx, name: string): TypeRef | undefined {
  return ctx.locals.findLast((table) => table.has(name))?.get(name);
}
