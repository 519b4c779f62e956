/** What the parts of this lowering share: the text, what was collected so far, and each other (so that no two files import in a circle). */
import type { Expr, FunctionDecl, Import, Param, Stmt, Target, TypeDecl, TypeRef } from "../../ir/types";
import type { Span } from "../../text/span";
import type { N } from "./node";

export type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** How a function-like node is declared. Everything left out is as for a closure. */
export interface FunctionRole {
  readonly kind?: FunctionDecl["kind"];
  readonly name?: string;
  readonly nameSpan?: Span;
  readonly owner?: string;
  readonly static?: boolean;
  readonly decorators?: FunctionDecl["decorators"];
}

export interface Ctx {
  readonly text: string;
  readonly types: TypeDecl[];
  readonly functions: Draft<FunctionDecl>[];
  readonly imports: Import[];
  /** Statements that belong to the module function although they are written elsewhere: static fields and blocks. */
  readonly moduleBody: Stmt[];
  expr(node: N): Expr;
  type(node: N): TypeRef;
  target(node: N): Target;
  params(node: N | undefined): readonly Param[];
  /** Statements of a block, or of a single statement used as a body. */
  body(node: N | undefined): readonly Stmt[];
  /** One `name = value` of a declaration; none when it was an import or a class. */
  declarator(node: N, constant: boolean): readonly Stmt[];
  fn(node: N, role: FunctionRole): Draft<FunctionDecl>;
  /** Collects a class and its methods; gives the name it is known by. */
  classDecl(node: N, fallbackName: string): string;
  propertyName(node: N): string;
  /** Local name under which the module in `import("m").T` is reachable. */
  importedType(source: string, at: Span): string;
  /** The JSDoc comment right before this offset, if any. */
  jsDoc(start: number): string | undefined;
}
